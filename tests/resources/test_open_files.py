"""Where the system cannot tell who writes a file, it is taken once it is seen to rest."""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import os
from pathlib import Path

import pytest

from pipeline.practice import Home, Practice, RemoteSource
from pipeline.practice.source_settings import QUIET_MINUTES
from pipeline.resources import open_files
from pipeline.resources.landing import Landing
from pipeline.resources.open_files import is_open_for_writing
from pipeline.resources.received import Received
from pipeline.resources.watching import waiting
from tests.resources.remote import WHOLE, with_source

NOW = dt.datetime.now(dt.UTC)
MINUTES = dt.timedelta(minutes=1)
QUIET = QUIET_MINUTES * MINUTES
LIVE = Received.live()
ROOT = "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw"


def mounted(patch: pytest.MonkeyPatch, tmp_path: Path, *lines: str) -> None:
    """Let the system say that these file systems are mounted."""
    table = tmp_path / "mountinfo"
    table.write_text("\n".join((ROOT, *lines)) + "\n")
    patch.setattr(open_files, "MOUNTS", table)


def mount(point: Path, kind: str) -> str:
    words = str(point).replace(" ", "\\040")
    return f"40 22 0:50 / {words} rw,relatime shared:9 master:2 - {kind} server:/drop rw"


@pytest.fixture
def shared_inbox(practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An inbox on a network folder; its file system grants leases and knows no other machine."""
    mounted(monkeypatch, tmp_path, mount(practice.inbox, "nfs4"))
    return practice.inbox


def test_a_file_that_is_only_read_is_written_by_nobody(practice: Practice) -> None:
    path = practice.inbox / "a.csv"
    path.write_bytes(b"x")
    with path.open("rb"):
        assert is_open_for_writing(path) is False
    assert is_open_for_writing(practice.inbox / "away") is False


@pytest.mark.parametrize(
    ("kind", "told"),
    [("ext4", False), ("xfs", False), ("tmpfs", False), ("overlay", False)]
    + [(kind, None) for kind in ("nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "virtiofs", "9p")],
)
def test_who_writes_is_known_on_a_disk_of_this_machine_only(
    practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, told: object
) -> None:
    path = practice.inbox / "a.csv"
    path.write_bytes(b"x")
    mounted(monkeypatch, tmp_path, mount(practice.inbox, kind))
    assert is_open_for_writing(path) is told


def test_the_file_system_of_the_file_itself_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share, beside = tmp_path / "my share", tmp_path / "my shared"
    for folder in (share / "disk", beside):
        folder.mkdir(parents=True)
    files = [share / "a", share / "disk/b", beside / "c", tmp_path / "link"]
    for file in files[:3]:
        file.touch()
    files[3].symlink_to(files[0])
    mounted(monkeypatch, tmp_path, mount(share, "cifs"), mount(share / "disk", "ext4"))
    assert [is_open_for_writing(file) for file in files] == [None, False, False, None]
    covered = mount(share, "ext4"), mount(share, "nfs")
    mounted(monkeypatch, tmp_path, *covered)
    assert is_open_for_writing(files[0]) is None


@pytest.mark.parametrize("error", [errno.EACCES, errno.EINVAL, errno.ENOLCK])
def test_a_lease_that_is_not_lent_for_another_reason_tells_nothing(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    """A file of another user, or a file system without leases."""
    path = practice.inbox / "a.csv"
    path.write_bytes(b"x")

    def no_lease(descriptor: int, command: int, argument: int) -> int:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(fcntl, "fcntl", no_lease)
    assert is_open_for_writing(path) is None


def test_a_system_without_leases_or_mounts_tells_nothing(
    practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = practice.inbox / "a.csv"
    path.write_bytes(b"x")
    monkeypatch.setattr(open_files, "MOUNTS", tmp_path / "away")
    assert is_open_for_writing(path) is None
    monkeypatch.undo()
    monkeypatch.delattr(fcntl, "F_SETLEASE")
    assert is_open_for_writing(path) is None


def test_two_looks_ten_minutes_apart_take_a_file_that_rests(
    home: Home, practice: Practice, shared_inbox: Path
) -> None:
    (shared_inbox / "a.835").write_bytes(WHOLE)
    landing = Landing(home)
    for after, taken in ((0 * MINUTES, 0), (QUIET - MINUTES, 0), (QUIET, 1)):
        report = landing.collect(practice, NOW + after, LIVE)
        assert (report.new_count, report.under_way_count) == (taken, 1 - taken), after


def test_a_file_that_grew_between_two_looks_waits_anew(
    home: Home, practice: Practice, shared_inbox: Path
) -> None:
    path, landing = shared_inbox / "a.csv", Landing(home)
    path.write_bytes(b"claim,amount\n1,2\n")
    assert landing.collect(practice, NOW, LIVE).new_count == 0
    path.write_bytes(b"claim,amount\n1,2\n3,4\n")
    assert landing.collect(practice, NOW + QUIET, LIVE).new_count == 0
    later = path.stat().st_mtime + 1
    os.utime(path, (later, later))
    assert landing.collect(practice, NOW + 2 * QUIET, LIVE).new_count == 0
    assert landing.collect(practice, NOW + 3 * QUIET, LIVE).new_count == 1


@pytest.mark.parametrize(("minutes", "count"), [(129, 0), (131, 1)])
def test_a_file_written_longer_ago_than_any_clock_is_wrong_is_taken_at_once(
    home: Home, practice: Practice, shared_inbox: Path, minutes: int, count: int
) -> None:
    path = shared_inbox / "a.835"
    path.write_bytes(WHOLE)
    written = (NOW - minutes * MINUTES).timestamp()
    os.utime(path, (written, written))
    assert Landing(home).collect(practice, NOW, LIVE).new_count == count


def test_the_sensor_asks_for_a_run_once_it_has_seen_the_file_rest(
    home: Home, practice: Practice, shared_inbox: Path
) -> None:
    (shared_inbox / "a.835").write_bytes(WHOLE)
    landing = Landing(home)
    seen = [
        len(waiting(landing, practice, NOW + after).files)
        for after in (0 * MINUTES, QUIET - MINUTES, QUIET)
    ]
    assert seen == [0, 0, 1]
    assert landing.collect(practice, NOW + QUIET, LIVE).new_count == 1


def test_settings_may_say_that_nobody_writes_there_by_half(
    home: Home, practice: Practice, shared_inbox: Path
) -> None:
    drop = shared_inbox / "drop"
    drop.mkdir()
    (drop / "a.835").write_bytes(WHOLE)
    landing = Landing(home)
    assert landing.collect(practice, NOW, LIVE).new_count == 0
    practice = with_source(practice, RemoteSource(url=str(drop), quiet_minutes=0))
    assert landing.collect(practice, NOW, LIVE).new_count == 1


def test_files_that_a_person_names_do_not_wait(
    home: Home, practice: Practice, shared_inbox: Path
) -> None:
    path = shared_inbox / "a.835"
    path.write_bytes(WHOLE)
    assert Landing(home).bring_in(practice, [str(path)], NOW, LIVE).report.new_count == 1
