"""A home is its owner's alone, and `triage check` names what is not."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pipeline.practice import check_home, init_home

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    before = os.umask(0o022)
    try:
        folder = init_home(tmp_path / "home", "larkspur", "Larkspur").path
    finally:
        os.umask(before)
    for name in (
        "landing/larkspur", "warehouse/working", "dagster", "deliveries", "packets",
        "practices/larkspur/kits",
    ):  # fmt: skip
        (folder / name).mkdir(parents=True)
        (folder / name / "file").touch()
    for path in folder.rglob("*"):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o700)
    return folder


def test_what_init_writes_is_for_its_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = init_home(tmp_path / "new", "larkspur", "Larkspur").path
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert modes == {0o700, 0o600}


def test_a_private_home_is_sound(home: Path) -> None:
    assert check_home(home) == []


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o720])
def test_a_home_that_others_may_enter_is_told(home: Path, mode: int) -> None:
    home.chmod(mode)
    (problem,) = check_home(home)
    assert (problem.where, problem.remedy) == (str(home), f"chmod go-rwx {home}")


@pytest.mark.parametrize(
    "place",
    [
        "landing", "warehouse", "packets", "dagster", "deliveries",
        "practices/larkspur/packets", "practices/larkspur/worklists", "practices/larkspur/kits",
    ],
)  # fmt: skip
def test_each_place_that_holds_patients_data_is_told_with_its_command(
    home: Path, place: str
) -> None:
    (home / place / "below").mkdir(exist_ok=True)
    (home / place / "below" / "one").touch(mode=0o600)
    (home / place / "below").chmod(0o700)
    assert check_home(home) == []
    (home / place / "below" / "one").chmod(0o640)
    (home / place).chmod(0o755)

    (problem,) = check_home(home)

    assert problem.where == str(home / place)
    assert "2 of the files and folders" in problem.what
    assert problem.remedy == f"chmod -R go-rwx {home / place}"
    for path in (home / place, *(home / place).rglob("*")):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o700)
    assert check_home(home) == []


def test_what_people_put_into_an_inbox_is_behind_the_home_s_own_door(home: Path) -> None:
    file = home / "practices" / "larkspur" / "inbox" / "a.835"
    file.touch()
    file.chmod(0o644)
    assert check_home(home) == []
    home.chmod(0o755)
    assert len(check_home(home)) == 1
