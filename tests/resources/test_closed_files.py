"""What of a source may not be read is told, by the kernel's own word, and costs nothing else."""

from __future__ import annotations

import datetime as dt
import ftplib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.spec import AbstractFileSystem

from pipeline.practice import Home, Practice, RemoteSource
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.resources.source_checks import check_sources
from pipeline.resources.watching import waiting
from tests.modes import bound_by_modes
from tests.resources.remote import landed, outcomes, with_source

NOW = dt.datetime.now(dt.UTC)
IN_MEMORY = RemoteSource(url="memory://drop", quiet_minutes=0)
REFUSAL_OF_FTP = ftplib.error_perm("550 no")  # noqa: S321 - nothing is called
HISTORY, LIVE = Received.history(), Received.live()


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    """A folder in which one file and one folder are closed."""
    drop = tmp_path / "drop"
    for name in ("open/a.csv", "open/closed.csv", "closed/b.csv", "z.csv"):
        (drop / name).parent.mkdir(parents=True, exist_ok=True)
        (drop / name).write_text(name)
    (drop / "open/closed.csv").chmod(0)
    (drop / "closed").chmod(0)
    return drop


def test_a_folder_a_person_names_tells_what_of_it_cannot_be_read(
    home: Home, practice: Practice, drop: Path
) -> None:
    with bound_by_modes():
        brought = Landing(home).bring_in(practice, [str(drop)], NOW, HISTORY)
    assert sorted(brought.refused) == [str(drop / "closed"), str(drop / "open/closed.csv")]
    assert brought.report.new_count == 2
    assert landed(Landing(home), practice) == [b"open/a.csv", b"z.csv"]


def test_what_can_be_read_is_refused_nowhere(home: Home, practice: Practice, drop: Path) -> None:
    (drop / "open/closed.csv").chmod(0o400)
    (drop / "closed").chmod(0o500)
    with bound_by_modes():
        brought = Landing(home).bring_in(practice, [str(drop)], NOW, HISTORY)
    assert (brought.refused, brought.report.new_count) == ((), 4)


def test_a_link_that_leads_nowhere_is_told_and_a_file_that_went_is_not(
    home: Home, practice: Practice, drop: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "away")
    (practice.inbox / "link.csv").symlink_to(tmp_path / "away")
    brought = Landing(home).bring_in(practice, [str(tmp_path)], NOW, HISTORY)
    assert str(link) in brought.refused
    Landing(home).collect(practice, NOW, LIVE)
    assert outcomes(Landing(home), practice) == [("reached", "file_refused")]


def test_a_closed_folder_of_a_source_is_a_failed_look_and_the_rest_is_taken(
    home: Home, practice: Practice, drop: Path
) -> None:
    practice, landing = with_source(practice, RemoteSource(url=str(drop))), Landing(home)
    with bound_by_modes():
        report = landing.collect(practice, NOW, LIVE)
        assert (report.new_count, report.failed_source_count) == (2, 1)
        assert outcomes(landing, practice)[1] == ("reached", "folder_refused")
        (_, checked) = check_sources(landing, practice)
        assert (checked.file_count, checked.new_count) == (3, 1)
        assert ["may not be looked into" in one.what for one in checked.problems] == [True]
        assert waiting(landing, practice, NOW).failed == ()
    (drop / "closed").chmod(0o700)
    (drop / "open/closed.csv").chmod(0o600)
    assert landing.collect(practice, NOW, LIVE).new_count == 2
    assert outcomes(landing, practice)[3] == ("reached", "")
    # It had piled up behind the door.
    assert [file.received_on for file in landing.landed(practice)] == [None] * 4


def test_a_source_that_is_closed_itself_is_refused_as_a_whole(
    home: Home, practice: Practice, drop: Path
) -> None:
    drop.chmod(0)
    practice, landing = with_source(practice, RemoteSource(url=str(drop))), Landing(home)
    with bound_by_modes():
        landing.collect(practice, NOW, LIVE)
    assert outcomes(landing, practice)[1] == ("refused", "access_refused")


def test_folders_nobody_looks_into_may_be_closed(
    home: Home, practice: Practice, drop: Path
) -> None:
    """Hidden ones, those that a disk keeps for itself, and where files are moved to."""
    (drop / "closed").rename(drop / "done")
    for name in (".ssh", "lost+found", "System Volume Information"):
        (drop / name).mkdir(mode=0)
    source = RemoteSource(url=str(drop), after_pickup="move", move_to="done")
    practice, landing = with_source(practice, source), Landing(home)
    (drop / "open/closed.csv").unlink()
    with bound_by_modes():
        landing.collect(practice, NOW, LIVE)
    assert outcomes(landing, practice)[1] == ("reached", "not_tidied")


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Iterator[AbstractFileSystem]:
    """A file system of fsspec's own in memory, mended and emptied again."""
    files = fsspec.filesystem("memory")
    yield files
    monkeypatch.undo()
    files.rm("/drop", recursive=True)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (REFUSAL_OF_FTP, ("reached", "folder_refused")),
        (PermissionError(13, "no"), ("reached", "folder_refused")),
        (FileNotFoundError(2, "gone"), ("reached", "")),
        (TimeoutError(110, "slow"), ("not_reached", "too_slow")),
        (OSError(5, "input/output"), ("not_reached", "unreachable")),
    ],
)
def test_a_fault_below_the_top_is_never_an_empty_folder(
    home: Home,
    practice: Practice,
    files: AbstractFileSystem,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
    outcome: tuple[str, str],
) -> None:
    """Of any library that lists folder by folder: FTP, SMB, a network folder that went."""
    for name in ("/drop/a.csv", "/drop/sub/b.csv"):
        files.pipe_file(name, name.encode())
    whole = type(files).ls

    def faulty(self: Any, path: str, *rest: Any, **named: Any) -> Any:
        if path.endswith("sub"):
            raise fault
        return whole(self, path, *rest, **named)

    monkeypatch.setattr(type(files), "ls", faulty)
    monkeypatch.setattr(type(files), "find", AbstractFileSystem.find)
    practice, landing = with_source(practice, IN_MEMORY), Landing(home)
    report = landing.collect(practice, NOW, LIVE)
    assert outcomes(landing, practice)[1] == outcome
    assert report.new_count == (outcome[0] == "reached")


@pytest.mark.parametrize("step", ["find", "get_file", "info"])
def test_an_error_of_a_driver_s_own_costs_its_source_alone(
    home: Home,
    practice: Practice,
    files: AbstractFileSystem,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    files.pipe_file("/drop/b.csv", b"b")
    (practice.inbox / "a.csv").write_bytes(b"a")

    def broken(*_: object, **__: object) -> None:
        problem = "https://user:canary@host"
        raise KeyError(problem)

    monkeypatch.setattr(type(files), step, broken)
    practice, landing = with_source(practice, IN_MEMORY), Landing(home)
    report = landing.collect(practice, NOW, LIVE)
    assert (report.new_count, report.failed_source_count) == (1, 1)
    # One file that cannot be had is its own fault while its source still tells of it.
    code = {"find": "unusable", "get_file": "file_refused", "info": "broke_off"}[step]
    assert outcomes(landing, practice)[1][1] == code
