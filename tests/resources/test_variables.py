"""The home's own variables: read on every system, from a private file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.practice.secret_references import SecretError
from pipeline.resources.orchestration import variables_of


def test_a_line_is_a_variable(tmp_path: Path) -> None:
    assert variables_of(tmp_path) == {}
    file = tmp_path / "service.env"
    file.write_text('# mail\n\nMAIL_PASSWORD="a=b c"\nKEY = plain \nno variable\n')
    file.chmod(0o600)
    assert variables_of(tmp_path) == {"MAIL_PASSWORD": "a=b c", "KEY": "plain"}


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "service.env"
    file.write_text("MAIL_PASSWORD=horse")
    file.chmod(0o640)
    with pytest.raises(SecretError, match="chmod 600") as refused:
        variables_of(tmp_path)
    assert "horse" not in str(refused.value)
