"""What piled up at a source is history, what waited at the first look too; the rest is news."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Literal

import pytest

from pipeline.practice import Home, Practice, RemoteSource
from pipeline.resources.folder_source import FolderStore
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.resources.source_looks import LONGEST_FIRST_LOOK
from pipeline.resources.sources import SourceFile
from tests.resources.remote import WHOLE, with_source

NOW = dt.datetime.now(dt.UTC)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
LIVE = Received.live()
TORN = WHOLE[:50]


class KilledError(BaseException):
    """Stands for the power."""


class Drop:
    """A folder of files as a source, looked into at given instants."""

    def __init__(
        self,
        home: Home,
        practice: Practice,
        folder: Path,
        after: Literal["keep", "delete"] = "keep",
    ) -> None:
        folder.mkdir()
        self.folder, self.landing = folder, Landing(home)
        self.practice = with_source(practice, RemoteSource(url=str(folder), after_pickup=after))

    def put(self, name: str, content: bytes, written: dt.datetime = NOW) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        os.utime(path, (written.timestamp(), written.timestamp()))
        return path

    def look(self, later: dt.timedelta = dt.timedelta()) -> None:
        self.landing.collect(self.practice, NOW + later, LIVE)

    def news(self) -> set[bytes]:
        """Return what was dated by the day on which it came."""
        files = self.landing.landed(self.practice)
        return {file.path.read_bytes() for file in files if file.received_on}

    def count(self) -> int:
        return len(self.landing.landed(self.practice))


@pytest.fixture
def drop(home: Home, practice: Practice, tmp_path: Path) -> Drop:
    return Drop(home, practice, tmp_path / "drop")


def test_a_file_that_waited_at_the_first_look_is_history_and_what_comes_then_is_news(
    drop: Drop,
) -> None:
    drop.put("a.csv", b"piled up")
    waiting = drop.put("b.835", TORN)
    drop.look()
    assert drop.count() == 1
    waiting.write_bytes(WHOLE)
    drop.look(MINUTE)
    assert (drop.count(), drop.news()) == (2, set())
    drop.put("c.csv", b"news")
    drop.look(2 * MINUTE)
    assert (drop.count(), drop.news()) == (3, {b"news"})


def test_a_torn_file_is_history_when_it_is_taken_after_its_day(drop: Drop) -> None:
    drop.put("a.csv", b"piled up")
    drop.put("b.835", TORN, NOW + DAY)
    drop.look()
    drop.look(DAY + 15 * MINUTE)
    assert (drop.count(), drop.news()) == (2, set())
    drop.put("c.csv", b"news")
    drop.look(DAY + 30 * MINUTE)
    assert drop.news() == {b"news"}


@pytest.mark.parametrize(("short_of", "is_news"), [(MINUTE, False), (dt.timedelta(), True)])
def test_an_upload_that_was_given_up_does_not_make_history_for_ever(
    drop: Drop, short_of: dt.timedelta, *, is_news: bool
) -> None:
    drop.put("a.csv", b"piled up")
    drop.put("given-up.835.part", TORN)
    for later in (dt.timedelta(), MINUTE, DAY):
        drop.look(later)
    drop.put("c.csv", b"late")
    drop.look(LONGEST_FIRST_LOOK - short_of)
    assert drop.news() == ({b"late"} if is_news else set())
    drop.put("d.csv", b"later")
    drop.look(LONGEST_FIRST_LOOK + MINUTE)
    assert b"later" in drop.news()


def test_a_source_in_which_everything_waits_has_not_begun(drop: Drop) -> None:
    """It is as good as empty: its history may still come."""
    drop.put("a.835.part", TORN)
    drop.look()
    drop.put("a.csv", b"piled up")
    drop.look(3 * LONGEST_FIRST_LOOK)
    assert (drop.count(), drop.news()) == (1, set())


def test_a_first_look_is_over_when_what_waited_was_taken_away(drop: Drop) -> None:
    taken, waiting = drop.put("a.csv", b"piled up"), drop.put("b.835", TORN)
    drop.look()
    taken.unlink()
    waiting.unlink()
    drop.look(MINUTE)
    drop.put("c.csv", b"news")
    drop.look(2 * MINUTE)
    assert drop.news() == {b"news"}


def test_a_note_of_the_beginning_that_is_damaged_lets_it_begin_anew(drop: Drop) -> None:
    drop.put("a.csv", b"piled up")
    drop.put("given-up.835.part", TORN)
    drop.look()
    (note,) = drop.landing.folder.glob("*/.first-looks-begun.json")
    assert note.stat().st_mode & 0o077 == 0
    note.write_text("[{")
    drop.put("c.csv", b"late")
    drop.look(LONGEST_FIRST_LOOK)
    drop.put("d.csv", b"later")
    drop.look(2 * LONGEST_FIRST_LOOK)
    assert drop.news() == {b"later"}


def test_each_source_has_a_first_look_of_its_own(drop: Drop) -> None:
    drop.put("a.csv", b"piled up")
    drop.put("b.835.part", TORN)
    (drop.practice.inbox / "a.csv").write_bytes(b"of the inbox")
    (drop.practice.inbox / "b.part").write_bytes(b"of the inbox too")
    drop.look()
    (drop.practice.inbox / "b.part").rename(drop.practice.inbox / "b.csv")
    drop.look(MINUTE)
    (drop.practice.inbox / "c.csv").write_bytes(b"news of the inbox")
    drop.put("c.csv", b"at the drop")
    drop.look(2 * MINUTE)
    assert drop.news() == {b"news of the inbox"}


@pytest.mark.parametrize("waits", [False, True])
def test_a_kill_as_the_source_is_emptied_makes_no_history_of_what_comes_later(
    home: Home, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, waits: bool
) -> None:
    drop = Drop(home, practice, tmp_path / "drop", "delete")
    drop.put("a.csv", b"piled up")
    waiting = drop.put("b.835.part", TORN) if waits else None
    delete = FolderStore.delete

    def killed_after(store: FolderStore, file: SourceFile) -> None:
        delete(store, file)
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "delete", killed_after)
        with pytest.raises(KilledError):
            drop.look()
    if waiting:
        waiting.unlink()
    assert list(drop.folder.iterdir()) == []
    drop.look(MINUTE)
    drop.put("c.csv", b"news")
    drop.look(2 * MINUTE)
    assert drop.news() == {b"news"}
