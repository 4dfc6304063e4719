"""A run that the disk has no room for, or may not write, does not begin."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.practice import Home, init_home
from pipeline.resources.room import ROOM, disk_problem, require_room
from pipeline.resources.whole_files import WriteError
from tests.resources.small_disks import CAN_BE_MADE, fill, remount, small_disk

pytestmark = pytest.mark.skipif(not CAN_BE_MADE, reason="only root can mount a small disk")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with small_disk(tmp_path / "disk", ROOM // 2**20 + 16):
        yield init_home(tmp_path / "disk" / "home", "cedar", "Cedar Creek")


def test_room_for_a_run_is_enough(home: Home) -> None:
    killed = home.path / ".room"
    killed.write_bytes(bytes(2**20))
    require_room(home)
    assert not list(home.path.glob(".room*"))


def test_a_disk_without_the_room_for_a_run_is_told_in_megabytes(home: Home) -> None:
    free = shutil.disk_usage(home.path).free
    (home.path / "ballast").write_bytes(bytes(free - ROOM + 2**20))
    with pytest.raises(WriteError, match=f"a run needs {ROOM // 2**20} MB"):
        require_room(home)


def test_a_full_disk_and_a_read_only_one_are_told(home: Home) -> None:
    with pytest.raises(OSError, match="No space"):
        fill(home.path / "ballast")
    with pytest.raises(WriteError, match="Free space"):
        require_room(home)
    (home.path / "ballast").unlink()
    remount(home.path.parent, "ro")
    with pytest.raises(WriteError, match="read-only"):
        require_room(home)
    remount(home.path.parent, "rw")
    require_room(home)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("IOException: Could not write: No space left on device", True),
        ("(sqlite3.OperationalError) database or disk is full", True),
        ("attempt to write a readonly database", True),
        ("KeyError: 'claim'", False),
    ],
)
def test_the_words_of_a_full_disk_are_known(home: Home, words: str, told: bool) -> None:
    assert (disk_problem(home, words) is not None) is told
