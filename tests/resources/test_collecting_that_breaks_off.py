"""What breaks off in the middle of a collection costs nothing: the next one has the rest."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from pipeline.practice import Home, Practice
from pipeline.practice.source_settings import RemoteSource
from pipeline.resources import whole_files
from pipeline.resources.folder_source import FolderStore
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.resources.source_problems import SourceError
from pipeline.resources.sources import SourceFile
from pipeline.resources.watching import waiting
from tests.resources.remote import with_source
from tests.resources.test_packed_deliveries import contents, zipped

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
LIVE = Received.live()
MEMBERS = {f"{number}.835": b"member %d" % number for number in range(4)}


class KilledError(BaseException):
    """Stands for the power."""


@pytest.mark.parametrize("renames", range(9))
def test_a_package_whose_notes_were_cut_short_is_had_whole_and_once(
    home: Home, practice: Practice, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    (practice.inbox / "day.zip").write_bytes(zipped(MEMBERS))
    left = [renames]
    replace = Path.replace

    def until_killed(path: Path, target: Path) -> Path:
        if not left[0]:
            raise KilledError
        left[0] -= 1
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(whole_files.Path, "replace", until_killed)
        with pytest.raises(KilledError):
            Landing(home).collect(practice, NOW, LIVE)

    Landing(home).collect(practice, LATER, LIVE)
    files = Landing(home).landed(practice)
    assert contents(files) == sorted(MEMBERS.values())
    assert [file.delivery_count for file in files] == [1, 1, 1, 1]
    assert Landing(home).collect(practice, LATER, LIVE).seen_count == 1


class BreaksOff(FolderStore):
    """A folder that goes after some files."""

    left = 2

    def fetch(self, file: SourceFile, target: Path) -> None:
        """Copy a file, or be gone."""
        if not BreaksOff.left:
            raise SourceError(self.source.shown, "broke_off")
        BreaksOff.left -= 1
        super().fetch(file, target)

    def stamp_of(self, file: SourceFile) -> tuple[int, str]:
        """Tell of a file, or be gone."""
        if not BreaksOff.left:
            raise SourceError(self.source.shown, "broke_off")
        return super().stamp_of(file)


def test_a_first_look_that_broke_off_leaves_history_to_the_next(
    home: Home, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        (practice.inbox / f"{number}.csv").write_bytes(b"list %d" % number)
    monkeypatch.setattr(BreaksOff, "left", 2)
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.resources.folder_source.FolderStore", BreaksOff)
        assert Landing(home).collect(practice, NOW, LIVE).failed_source_count == 1
    assert Landing(home).collect(practice, LATER, LIVE).failed_source_count == 0
    assert [file.received_on for file in Landing(home).landed(practice)] == [None] * 4
    # And what comes after it is news.
    (practice.inbox / "5.csv").write_bytes(b"news")
    Landing(home).collect(practice, LATER, LIVE)
    days = [file.received_on for file in Landing(home).landed(practice)]
    assert sorted(day is None for day in days) == [False, True, True, True, True]


@pytest.mark.parametrize("killed", [False, True])
def test_bytes_of_two_sources_have_one_name_whether_a_kill_came_between_or_not(
    home: Home, practice: Practice, *, killed: bool
) -> None:
    folder = practice.folder / "drop"
    folder.mkdir()
    (practice.inbox / "a.x12").write_bytes(b"the same")
    if killed:
        # What is left of a run that died between the two.
        Landing(home).collect(practice, NOW, LIVE)
    (folder / "a.edi").write_bytes(b"the same")
    both = with_source(practice, RemoteSource(url=str(folder)))
    Landing(home).collect(both, LATER, LIVE)
    (file,) = Landing(home).landed(practice)
    assert (file.source_name[13:], file.delivery_count) == (".x12", 2)


def test_an_empty_note_of_the_first_run_means_every_source(home: Home, practice: Practice) -> None:
    folder = home.landing_folder / practice.practice_id
    folder.mkdir(parents=True)
    (folder / ".first-run-done").touch()
    (practice.inbox / "a.csv").write_bytes(b"news")
    Landing(home).collect(practice, NOW, LIVE)
    assert [file.received_on for file in Landing(home).landed(practice)] == [dt.date(2026, 3, 4)]


def test_an_entry_that_cannot_be_read_keeps_nothing_behind_it(
    home: Home, practice: Practice, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (practice.inbox / "b").symlink_to(tmp_path / "elsewhere")
    for name in ("a.csv", "c.csv"):
        (practice.inbox / name).write_bytes(name.encode())
    assert Landing(home).collect(practice, NOW, LIVE).failed_source_count == 1
    assert contents(Landing(home).landed(practice)) == [b"a.csv", b"c.csv"]


def test_a_name_that_is_no_text_is_a_name(home: Home, practice: Practice) -> None:
    with open(os.fsencode(practice.inbox) + b"/M\xfcller.835", "wb") as file:  # noqa: PTH123
        file.write(b"one")
    assert waiting(Landing(home), practice, NOW).files
    assert Landing(home).collect(practice, NOW, LIVE).new_count == 1
    assert Landing(home).collect(practice, LATER + dt.timedelta(days=2), LIVE).seen_count == 1


def test_what_was_forgotten_is_not_deleted_where_it_lies(home: Home, practice: Practice) -> None:
    folder = practice.folder / "drop"
    folder.mkdir()
    (folder / "old.csv").write_bytes(b"old")
    keeps = RemoteSource(url=str(folder))
    deletes = keeps.model_copy(update={"after_pickup": "delete"})
    landing = Landing(home)
    landing.collect(with_source(practice, keeps), NOW, LIVE)
    sidecars = landing.sidecars(practice)
    ((path, _),) = sidecars.notes.items()
    sidecars.forgotten.add(path.stem, sidecars.pick_ups_of(path))
    sidecars.forgotten.save()
    path.unlink()
    path.with_suffix("").unlink()

    (folder / "new.csv").write_bytes(b"new")
    landing.collect(with_source(practice, deletes), LATER, LIVE)
    assert [file.name for file in folder.iterdir()] == ["old.csv"]
    assert contents(landing.landed(practice)) == [b"new"]
