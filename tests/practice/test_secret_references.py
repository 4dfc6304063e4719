"""Secrets stand in the environment or in a private file, and settings only name them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline.practice.secret_references import SecretError, SecretReference


def test_a_variable_of_the_process_is_read() -> None:
    assert SecretReference(env="MAIL").read(Path(), {"MAIL": "horse"}) == "horse"


def test_a_file_beside_the_settings_is_read_without_its_line_end(tmp_path: Path) -> None:
    file = tmp_path / "mail.secret"
    file.write_text(" horse \r\n")
    file.chmod(0o600)
    assert SecretReference(file="mail.secret").read(tmp_path, {}) == " horse "


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_file_that_others_can_open_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "mail.secret"
    file.write_text("horse")
    file.chmod(mode)
    with pytest.raises(SecretError, match="chmod 600") as refused:
        SecretReference(file="mail.secret").read(tmp_path, {})
    assert "horse" not in str(refused.value)


@pytest.mark.parametrize("reference", [SecretReference(env="MAIL"), SecretReference(file="gone")])
def test_a_secret_that_is_not_there_is_told_by_its_place(
    tmp_path: Path, reference: SecretReference
) -> None:
    with pytest.raises(SecretError, match=r"MAIL|gone"):
        reference.read(tmp_path, {"MAIL": ""})


@pytest.mark.parametrize("named", [{}, {"env": "A", "file": "b"}])
def test_a_reference_names_one_place(named: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="either env or file"):
        SecretReference(**named)
