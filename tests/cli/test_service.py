"""A service is written for its own home, and never over another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.commands.service import (
    LAUNCHD,
    SYSTEM,
    USER,
    ServiceError,
    assert_of_this_home,
    service_of,
)


@pytest.mark.parametrize("kind", [USER, SYSTEM, LAUNCHD])
def test_a_service_of_another_home_is_not_written_over(tmp_path: Path, kind: str) -> None:
    mine, theirs = Path("/srv/a/home"), Path("/srv/b/home")
    made = service_of(kind, mine, "me", "denial-triage-home")
    target = tmp_path / made.file
    assert_of_this_home(target, theirs)
    target.write_bytes(made.content)
    assert_of_this_home(target, mine)
    for other in (theirs, Path("/srv/a"), Path("/srv/a/home2")):
        with pytest.raises(ServiceError, match="--name"):
            assert_of_this_home(target, other)
    target.write_text("[Unit]\nDescription=something else\n")
    with pytest.raises(ServiceError, match="another home"):
        assert_of_this_home(target, mine)
