"""Files about to be sent: each looked at once, by its content, and left as it is."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.edits import outbound
from pipeline.edits.outbound import OutboundLook, is_missing, scrub_waiting, waiting
from pipeline.edits.scrubbing import ChangedFileError
from pipeline.practice import Home
from pipeline.practice.scrub_settings import Scrub
from tests.edits.claim_text import Claim, outgoing
from tests.modes import bound_by_modes

NOW = dt.datetime(2026, 11, 9, 15, tzinfo=dt.UTC)
HELD, SOUND = outgoing(Claim(frequency="7")), outgoing(Claim(number="A2", member="MEMBER2"))
CLAIMLESS = outgoing()
ACKNOWLEDGEMENT = SOUND[: SOUND.index(b"GS*")] + (
    b"GS*FA*HOUSE*WILLOW*20261109*1200*1*X*005010X231A1~ST*999*0001*005010X231A1~"
    b"AK1*HC*1*005010X222A1~AK9*A*1*1*1~SE*4*0001~GE*1*1~IEA*1*000000001~"
)
Look = Callable[..., OutboundLook]


@pytest.fixture
def folder(home: Home, tmp_path: Path) -> Path:
    """The folder that the practice's settings name."""
    file = home.practices[0].settings_file
    made = tmp_path / "outbound"
    made.mkdir()
    head, rest = file.read_text("utf-8").split("\n[scrub]\n")
    rest = rest.replace('folder = ""', f'folder = "{made}"', 1)
    file.write_text(f"{head}\n[scrub]\n{rest}", encoding="utf-8")
    return made


@pytest.fixture
def look(home: Home) -> Look:
    def looked(now: dt.datetime = NOW) -> OutboundLook:
        opened = Home.open(home.path)
        return scrub_waiting(opened, opened.practices[0], now, "")

    return looked


def put(folder: Path, name: str, content: bytes, seconds_old: int = 60) -> Path:
    """Write a file that was written to its end so many seconds ago."""
    path = folder / name
    path.write_bytes(content)
    at = NOW.timestamp() - seconds_old
    os.utime(path, (at, at))
    return path


def kept(home: Home) -> list[Path]:
    return sorted((home.path / "scrub" / "larkspur").glob("2*.json"))


def test_a_new_file_has_a_run_of_its_own_and_is_left_as_it_is(
    home: Home, folder: Path, look: Look
) -> None:
    paths = [put(folder, "held.837", HELD), put(folder, "sound.txt", SOUND)]
    before = [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in paths]
    made = look()
    assert (made.held_count, made.unchecked_count, made.left_count) == (1, 0, 0)
    assert sorted(path for path, _ in made.reports) == kept(home)
    after = [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in paths]
    assert (after, sorted(folder.iterdir())) == (before, sorted(paths))
    for path in kept(home):
        assert json.loads(path.read_text("utf-8"))["as_of_on"] == "2026-11-09"


def test_a_file_is_scrubbed_once_by_its_content(home: Home, folder: Path, look: Look) -> None:
    first = put(folder, "a.837", HELD)
    assert len(look().reports) == 1
    assert look().reports == ()
    # Copied, touched, renamed: the same claims.
    put(folder, "b.837", HELD, 90)
    first.rename(folder / "c.837")
    assert look().reports == ()
    put(folder, "c.837", SOUND)
    assert len(look().reports) == 1
    assert len(kept(home)) == 2


def test_what_is_remembered_names_no_file_and_is_the_owner_s_only(
    home: Home, folder: Path, look: Look
) -> None:
    put(folder, "adler-mina.837", HELD)
    look()
    memory = home.path / "scrub" / "larkspur" / ".outbound.json"
    assert "adler" not in memory.read_text("utf-8")
    assert stat.S_IMODE(memory.stat().st_mode) == 0o600
    memory.write_text("{", encoding="utf-8")
    assert len(look().reports) == 1
    assert len(kept(home)) == 1


@pytest.mark.parametrize(("seconds_old", "is_taken"), [(60, True), (59, False)])
def test_only_what_is_written_to_its_end_is_looked_at(
    home: Home, folder: Path, seconds_old: int, is_taken: bool
) -> None:
    put(folder, "a.837", HELD, seconds_old)
    (folder / "below").mkdir()
    opened = Home.open(home.path)
    assert bool(waiting(opened, opened.practices[0], NOW)) is is_taken


ENVELOPE, _, AFTER_ISA = HELD.partition(b"~\n")
AFTER_GS = AFTER_ISA.partition(b"~\n")[2]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + HELD,
        b"#batch 7\n" + HELD,
        HELD.replace(b"GS*HC*", b"GS*H*"),
        AFTER_ISA,
        ENVELOPE + b"~\n" + AFTER_GS,
    ],
    ids=["a byte order mark", "a line ahead", "a damaged GS01", "no ISA", "no GS"],
)
def test_claims_are_scrubbed_whatever_stands_ahead_of_them(
    folder: Path, look: Look, content: bytes
) -> None:
    put(folder, "a.837", content)
    made = look()
    assert (made.held_count, made.no_claim_file_count) == (1, 0)
    assert look().reports == ()


@pytest.mark.parametrize(
    "content",
    [b"", HELD[:100], b"BHT*0019*00*B1*20261109*1200*CH~\n", b"name,number\n", CLAIMLESS],
    ids=["empty", "cut in its head", "no head at all", "a list", "no claim"],
)
def test_what_is_not_known_is_unchecked_once_each_time_it_appears(
    folder: Path, look: Look, content: bytes
) -> None:
    put(folder, "a.837", content)
    made = look()
    assert (made.unchecked_count, made.no_claim_file_count) == (1, 0)
    assert (look().unchecked_count, look().reports) == (0, ())
    put(folder, "b.837", content)
    assert look().unchecked_count == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.999", ACKNOWLEDGEMENT),
        ("a.pdf", b"%PDF-1.7 a report"),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
    ],
)
def test_what_is_certainly_something_else_is_counted_and_no_more(
    home: Home, folder: Path, look: Look, name: str, content: bytes
) -> None:
    put(folder, name, content)
    made = look()
    assert (made.no_claim_file_count, made.unchecked_count, made.reports) == (1, 0, ())
    assert look().no_claim_file_count == 0
    assert kept(home) == []


def test_a_file_of_another_kind_that_is_cut_may_have_held_claims(folder: Path, look: Look) -> None:
    put(folder, "a.999", ACKNOWLEDGEMENT[: ACKNOWLEDGEMENT.index(b"GE*")])
    made = look()
    assert (made.no_claim_file_count, made.unchecked_count) == (0, 1)


def test_a_file_that_nobody_may_read_is_told_at_each_look(folder: Path, look: Look) -> None:
    put(folder, "a.837", HELD).chmod(0)
    with bound_by_modes():
        assert [look().left_count, look().left_count] == [1, 1]


def test_a_file_that_somebody_has_open_waits(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a.837", HELD)
    monkeypatch.setattr(outbound, "is_open_for_writing", lambda _: True)
    opened = Home.open(home.path)
    assert waiting(opened, opened.practices[0], NOW) == {}


def test_a_file_that_changes_meanwhile_is_told_and_the_next_look_takes_it(
    folder: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a.837", HELD)
    put(folder, "b.837", SOUND)
    asked = outbound.scrub

    def changed(home: Home, practice: object, files: list[tuple[Path, bytes]], order: object):
        if files[0][0].name == "a.837":
            raise ChangedFileError
        return asked(home, practice, files, order)  # type: ignore[arg-type]

    monkeypatch.setattr(outbound, "scrub", changed)
    made = look()
    assert (len(made.reports), made.left_count) == (1, 1)
    monkeypatch.setattr(outbound, "scrub", asked)
    assert len(look().reports) == 1


def test_a_cut_file_is_not_known_to_be_sound(folder: Path, look: Look) -> None:
    put(folder, "a.837", outgoing(Claim(), is_cut=True))
    # its claim, and the file: what else stood in it nobody can tell
    assert look().unchecked_count == 2


def test_a_file_that_lost_a_set_is_unchecked_and_its_claim_is_not(folder: Path, look: Look) -> None:
    put(folder, "a.837", SOUND.replace(b"GE*1*", b"GE*2*"))
    put(folder, "b.837", SOUND)
    made = look()
    assert (made.unchecked_count, len(made.reports)) == (1, 2)
    assert [report.unchecked for _, report in made.reports] == [(), ()]


def test_a_folder_that_is_not_there_is_told_and_none_named_is_none(
    home: Home, folder: Path, look: Look
) -> None:
    folder.rmdir()
    opened = Home.open(home.path)
    assert (look().is_missing, is_missing(opened.practices[0])) == (True, True)
    # As the fixture found it: no folder is named.
    assert (home.practices[0].outbound_folder, is_missing(home.practices[0])) == (None, False)
    assert not (home.path / "scrub").exists()


def test_a_folder_is_one_of_this_machine() -> None:
    assert Scrub(folder="outbound").folder == "outbound"
    with pytest.raises(ValueError, match="a path, not a URL"):
        Scrub(folder="sftp://host/outbound")
