"""A folder of this machine as a source: who still writes, torn files, moving, sources that fail."""

from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.practice import Home, Practice, RemoteSource
from pipeline.resources.endings import TAIL_BYTES, has_its_end
from pipeline.resources.landing import Landing
from pipeline.resources.landing_report import LandingReport
from pipeline.resources.open_files import is_open_for_writing
from pipeline.resources.received import Received
from pipeline.resources.source_looks import LOOKS, Look, note_look, read_looks
from pipeline.resources.source_problems import RULES, TRANSIENT, problem_of
from pipeline.resources.watching import waiting
from tests.resources.remote import WHOLE, landed, outcomes, with_source

NOW = dt.datetime.now(dt.UTC)
HOURS = dt.timedelta(hours=1)
LIVE = Received.live()


def test_a_file_that_was_copied_is_taken_at_once(home: Home, practice: Practice) -> None:
    (practice.inbox / "a.835").write_bytes(WHOLE)
    assert Landing(home).collect(practice, NOW, LIVE).new_count == 1


def test_a_file_that_another_program_writes_waits(home: Home, practice: Practice) -> None:
    path = practice.inbox / "a.csv"
    writes = (
        "import sys\nwith open(sys.argv[1], 'w') as file:\n"
        "    file.write('x')\n    file.flush()\n    print(1, flush=True)\n    input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", writes, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        assert writer.stdout.readline() == "1\n"
        assert is_open_for_writing(path) is True
        report = Landing(home).collect(practice, NOW, LIVE)
        assert (report.new_count, report.under_way_count) == (0, 1)
        assert waiting(Landing(home), practice, NOW).files == ()
        writer.communicate("\n")
    assert Landing(home).collect(practice, NOW, LIVE).new_count == 1


@pytest.mark.parametrize(("age", "count"), [(23.9, 0), (24.1, 1)])
def test_a_torn_file_waits_for_a_day_by_its_own_time(
    home: Home, practice: Practice, age: float, count: int
) -> None:
    path = practice.inbox / "a.835"
    path.write_bytes(WHOLE[:50])
    written = (NOW - age * HOURS).timestamp()
    os.utime(path, (written, written))
    assert Landing(home).collect(practice, NOW, LIVE).new_count == count


def test_the_sensor_asks_for_no_run_for_a_torn_file_until_it_is_whole(
    home: Home, practice: Practice
) -> None:
    path = practice.inbox / "a.835"
    path.write_bytes(WHOLE[:50])
    landing = Landing(home)
    assert len(waiting(landing, practice, NOW).files) == 1
    landing.collect(practice, NOW, LIVE)
    assert waiting(landing, practice, NOW).files == ()
    assert len(waiting(landing, practice, NOW + 24 * HOURS).files) == 1
    path.write_bytes(WHOLE)
    assert len(waiting(landing, practice, NOW).files) == 1


def test_files_that_a_person_names_are_taken_as_they_are(
    home: Home, practice: Practice, tmp_path: Path
) -> None:
    path = tmp_path / "a.835"
    path.write_bytes(WHOLE[:50])
    report = Landing(home).bring_in(practice, [str(path)], NOW, LIVE).report
    assert (report.new_count, report.under_way_count) == (1, 0)


ENDS = {
    "whole": (WHOLE, True),
    "line end behind": (WHOLE + b"\r\n", True),
    "no last terminator": (WHOLE[:-1], True),
    "control number cut": (WHOLE[:-2], False),
    "cut before the end": (WHOLE[:-20], False),
    "letters only": (b"ISA", False),
    "mark of byte order": (b"\xef\xbb\xbf" + WHOLE[:-20], False),
    "blank in front": (b"\r\n" + WHOLE, True),
    "short control number": (WHOLE.replace(b"000000001", b"1"), True),
    "words behind": (WHOLE + b"sent by a gateway", True),
    "two interchanges": (WHOLE + WHOLE, True),
    "second one cut": (WHOLE + WHOLE[:-20], False),
    "other separators": (WHOLE.replace(b"*", b"|").replace(b"~", b"\n"), True),
    "a list": (b"ISA number,amount\n1,2\n", True),
    "name with the letters": (b"ISABEL,1\n", True),
    "nothing": (b"", True),
    "long": (WHOLE[:-18] + b"~" * TAIL_BYTES + WHOLE[-18:], True),
    "long and cut": (WHOLE[:-18] + b"~" * TAIL_BYTES, False),
    "zip without its list": (b"PK\x03\x04abc", False),
    "zip with its list": (b"PK\x03\x04abcPK\x05\x06" + bytes(18), True),
}


@pytest.mark.parametrize(("content", "is_whole"), ENDS.values(), ids=ENDS)
def test_an_end_is_there_or_not(tmp_path: Path, content: bytes, is_whole: bool) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert has_its_end(path) is is_whole


def test_every_cut_of_a_file_misses_its_end(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for size in range(3, len(WHOLE) - 1):
        path.write_bytes(WHOLE[:size])
        assert not has_its_end(path), size


def test_a_folder_with_rules_of_its_own_waits_moves_and_never_writes_over(
    home: Home, practice: Practice, tmp_path: Path
) -> None:
    drop = tmp_path / "drop"
    source = RemoteSource(url=str(drop), after_pickup="move", move_to="done", quiet_minutes=10)
    landing, practice = Landing(home), with_source(practice, source)
    (drop / "sub").mkdir(parents=True)
    for number, content in enumerate((b"one", b"two")):
        (drop / "sub/a.csv").write_bytes(content)
        later = NOW + number * HOURS
        assert landing.collect(practice, later, LIVE).under_way_count == 1
        assert landing.collect(practice, later + HOURS / 6, LIVE).new_count == 1
    kept = {path.name: path.read_bytes() for path in (drop / "done/sub").iterdir()}
    assert kept == {"a.csv": b"one", "a-2.csv": b"two"}
    assert landed(landing, practice) == [b"one", b"two"]


def test_a_file_that_changed_since_it_was_read_is_left_at_the_source(
    home: Home, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "a.csv").write_bytes(b"one")
    landing = Landing(home)
    practice = with_source(practice, RemoteSource(url=str(drop), after_pickup="delete"))
    keep = "pipeline.resources.collecting.put_in_place"
    from pipeline.resources.whole_files import put_in_place

    def and_meanwhile(halves: dict[Path, Path]) -> None:
        put_in_place(halves)
        (drop / "a.csv").write_bytes(b"another")

    monkeypatch.setattr(keep, and_meanwhile)
    landing.collect(practice, NOW, LIVE)
    monkeypatch.undo()
    assert (drop / "a.csv").read_bytes() == b"another"
    assert landing.collect(practice, NOW, LIVE).new_count == 1
    assert landed(landing, practice) == [b"another", b"one"]
    assert not list(drop.iterdir())


def test_nothing_is_deleted_before_it_is_safely_here(
    home: Home, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "a.csv").write_bytes(b"one")
    practice = with_source(practice, RemoteSource(url=str(drop), after_pickup="delete"))

    def power_cut(texts: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.resources.collecting.replace_texts", power_cut)
    with pytest.raises(KeyboardInterrupt):
        Landing(home).collect(practice, NOW, LIVE)
    assert (drop / "a.csv").exists()
    monkeypatch.undo()
    assert Landing(home).collect(practice, NOW, LIVE).new_count == 1
    assert not (drop / "a.csv").exists()


def test_a_source_that_fails_costs_its_own_files_alone(
    home: Home, practice: Practice, tmp_path: Path
) -> None:
    (practice.inbox / "a.835").write_bytes(WHOLE)
    practice = with_source(practice, RemoteSource(url=str(tmp_path / "away")))
    landing = Landing(home)
    report = landing.collect(practice, NOW, LIVE)
    assert (report.new_count, report.source_count, report.failed_source_count) == (1, 2, 1)
    assert outcomes(landing, practice) == [("reached", ""), ("refused", "folder_missing")]


def test_what_a_source_s_first_look_finds_is_history_whenever_it_comes(
    home: Home, practice: Practice, tmp_path: Path
) -> None:
    """A source that was down on the first day has piled up no less."""
    drop = tmp_path / "drop"
    practice = with_source(practice, RemoteSource(url=str(drop)))
    landing = Landing(home)
    (practice.inbox / "a.csv").write_bytes(b"old")
    landing.collect(practice, NOW, LIVE)
    drop.mkdir()
    (drop / "b.csv").write_bytes(b"piled up")
    landing.collect(practice, NOW, LIVE)
    (drop / "c.csv").write_bytes(b"news")
    landing.collect(practice, NOW, LIVE)
    days = {file.path.read_bytes(): file.received_on for file in landing.landed(practice)}
    assert days == {
        b"old": None, b"piled up": None, b"news": NOW.astimezone(practice.zone).date()
    }  # fmt: skip


def test_what_is_remembered_of_looks_is_private(home: Home, practice: Practice) -> None:
    (practice.inbox / "Jane Canary.835").write_bytes(WHOLE[:50])
    landing = Landing(home)
    landing.collect(practice, NOW, LIVE)
    waiting(landing, practice, NOW)
    kept = [path for path in landing.folder.rglob("*") if path.is_file()]
    assert {path.name for path in kept} > {LOOKS, ".seen-by-runs.json", ".seen-by-sensor.json"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert "Canary" not in (landing.folder / practice.practice_id / LOOKS).read_text()


def test_a_line_that_a_crash_cut_costs_itself_alone(tmp_path: Path) -> None:
    look = Look("inbox", NOW, NOW.date(), "reached", file_count=1)
    note_look(tmp_path, look)
    with (tmp_path / LOOKS).open("a") as lines:
        lines.write('{"source": "inb')
    note_look(tmp_path, look)
    assert read_looks(tmp_path) == [look, look]


def test_a_memory_that_is_lost_costs_a_wait_and_no_file(home: Home, practice: Practice) -> None:
    landing = Landing(home)
    root = landing.folder / practice.practice_id
    root.mkdir(parents=True)
    for name in (".seen-by-runs.json", ".seen-by-sensor.json", ".sensor-looks.json"):
        (root / name).write_text("[{")
    (practice.inbox / "a.835").write_bytes(WHOLE)
    assert len(waiting(landing, practice, NOW).files) == 1
    assert landing.collect(practice, NOW, LIVE).new_count == 1


def test_counts_of_collections_add_up() -> None:
    one = LandingReport(1, 2, 3, 4, 5, 6, 7, 8)
    assert one + one == LandingReport(2, 4, 6, 8, 10, 12, 14, 16)


@pytest.mark.parametrize("code", RULES)
def test_every_problem_has_its_four_parts_and_a_word_for_the_packet(code: str) -> None:
    problem = problem_of("sftp://host/x", code, "It offers a key.")
    assert all((problem.where, problem.what, problem.why, problem.remedy, RULES[code].short))
    assert problem.what.endswith("It offers a key.")
    assert (code in TRANSIENT) == (RULES[code].outcome == "not_reached")


def test_the_paper_explains_every_problem() -> None:
    paper = (Path(__file__).resolve().parents[2] / "docs" / "sources.md").read_text("utf-8")
    told = {line.split("`")[1] for line in paper.splitlines() if line.startswith("| `")}
    assert told >= set(RULES)
