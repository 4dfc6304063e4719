"""What was received before a day goes for good, stays gone, and is told in counts."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from pipeline.forgetting import Past, begin, finish, past_of, shared_papers, still_at_the_source
from pipeline.practice import Home, Practice, SettingsError, init_home
from pipeline.rebuilding import ASKED, ground
from pipeline.resources.landing import Landing
from pipeline.resources.proof_folder import proof_folder
from pipeline.resources.reaching import Reaching
from pipeline.resources.received import Received
from pipeline.resources.scrub_folder import scrub_folder
from pipeline.resources.source_checks import check_sources
from tests.laws.building import NOW

BEFORE = dt.date(2026, 3, 4)
TODAY = dt.date(2026, 3, 10)
DAYS = {"Jane old.835": dt.date(2026, 3, 3), "Jane new.835": dt.date(2026, 3, 4)}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = init_home(tmp_path / "home", "larkspur", "Larkspur")
    (practice,) = home.practices
    for name in DAYS:
        (practice.inbox / name).write_bytes(f"QXCANARY {name}".encode())
    collect(home, {str(practice.inbox / name): day for name, day in DAYS.items()})
    return home


@pytest.fixture
def practice(home: Home) -> Practice:
    return home.practices[0]


def collect(home: Home, dates: dict[str, dt.date] | None = None) -> tuple[int, int, int]:
    received = Received("history", dates=dates or {})
    report = Landing(home).collect(home.practices[0], NOW, received)
    return report.new_count, report.repeat_count, report.seen_count


def past(home: Home, before: dt.date = BEFORE) -> Past:
    return past_of(home, home.practices[0], before, {})


def forgotten(home: Home) -> dict[str, list[str]]:
    return json.loads((home.landing_folder / "larkspur" / "forgotten.json").read_text())


def test_the_day_itself_stays(home: Home, practice: Practice) -> None:
    assert [day for _, day in past(home).files] == [dt.date(2026, 3, 3)]
    assert past(home, dt.date(2026, 3, 3)).files == ()
    assert len(past(home, dt.date(2026, 3, 5)).files) == 2


def test_the_warehouse_s_word_on_the_day_counts_before_the_archive_s(home: Home) -> None:
    (file, _), = past(home).files  # fmt: skip
    known = {file.file_id: (BEFORE, "remittance")}
    assert past_of(home, home.practices[0], BEFORE, known).files == ()
    later = past_of(home, home.practices[0], BEFORE + dt.timedelta(1), known)
    assert later.feeds == {"not loaded": 1, "remittance": 1}


def test_papers_go_when_all_their_days_are_over(home: Home, practice: Practice) -> None:
    for folder, names in (
        (practice.packets_folder, ("2026-02-25-summary.pdf", "2026-02-26-summary.pdf", "notes")),
        (practice.worklists_folder, ("2026-03-03-biller.xlsx", "2026-03-04-biller.xlsx")),
        (practice.kits_folder, ("2026-03-03-kit-0a1b.pdf", "2026-03-04-kit-0a1b.docx")),
        (scrub_folder(home, "larkspur"), ("2026-03-03-0a1b.json", "2026-03-04-0a1b.json")),
        (proof_folder(home, "larkspur"), ("2026-03-03-E40-0a1b.csv", "2026-03-04-E40-0a1b.csv")),
        (home.packets_folder, ("2026-02-25-practices.pdf", "2026-02-26-practices.pdf")),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            (folder / name).touch()
    assert [path.name for path in past(home).papers] == [
        "2026-03-03-biller.xlsx", "2026-03-03-kit-0a1b.pdf", "2026-02-25-summary.pdf",
        "2026-03-03-0a1b.json", "2026-03-03-E40-0a1b.csv",
    ]  # fmt: skip
    assert [path.name for path in shared_papers(home, BEFORE)] == ["2026-02-25-practices.pdf"]
    begin(home, past(home), shared_papers(home, BEFORE), TODAY)
    finish(home)
    left = {path.name for path in home.path.rglob("*") if path.name.startswith("2026")}
    assert left == {
        "2026-03-04-biller.xlsx", "2026-03-04-kit-0a1b.docx", "2026-02-26-summary.pdf",
        "2026-02-26-practices.pdf", "2026-03-04-0a1b.json", "2026-03-04-E40-0a1b.csv",
    }  # fmt: skip


def test_bytes_and_names_are_gone_and_a_record_in_counts_stays(
    home: Home, practice: Practice
) -> None:
    (file, _), = past(home).files  # fmt: skip
    begin(home, past(home), (), TODAY)
    assert finish(home) == 1

    held = [path for path in home.landing_folder.rglob("*") if path.is_file()]
    assert len([path for path in held if b"old.835" in path.read_bytes()]) == 0
    assert len([path for path in held if b"new.835" in path.read_bytes()]) == 2
    told = forgotten(home)
    assert told["records"] == [
        {
            "forgotten_on": "2026-03-10",
            "before": "2026-03-04",
            "file_count": 1,
            "byte_count": file.byte_count,
            "feeds": {"not loaded": 1},
            "first_received_on": "2026-03-03",
            "last_received_on": "2026-03-03",
            "paper_count": 0,
        }
    ]
    memory = json.dumps(told)
    assert file.sha256 not in memory
    assert file.file_id not in memory
    assert "Jane" not in memory
    with ground(home) as new:
        assert new.why == ASKED


def test_a_source_that_keeps_the_file_does_not_bring_it_back(
    home: Home, practice: Practice
) -> None:
    begin(home, past(home), (), TODAY)
    finish(home)
    assert [one.new_count for one in check_sources(Landing(home), practice)] == [0]
    assert collect(home) == (0, 0, 2)
    memory = Landing(home).sidecars(practice).forgotten
    assert still_at_the_source(practice, memory, Reaching()) == 1
    (practice.inbox / "Jane old.835").unlink()
    assert still_at_the_source(practice, memory, Reaching()) == 0


def test_the_same_bytes_under_another_name_are_turned_away_and_asked_for_once(
    home: Home, practice: Practice
) -> None:
    begin(home, past(home), (), TODAY)
    finish(home)
    (practice.inbox / "again.835").write_bytes(b"QXCANARY Jane old.835")
    (practice.inbox / "other.835").write_bytes(b"QXCANARY other")
    assert collect(home) == (1, 0, 3)
    assert [one.new_count for one in check_sources(Landing(home), practice)] == [0]
    assert len(Landing(home).landed(practice)) == 2
    held = [path for path in home.landing_folder.rglob("*") if path.is_file()]
    assert not [path for path in held if b"old.835" in path.read_bytes()]


@pytest.mark.parametrize("kind", ["sidecar", "bytes", "record"])
def test_what_a_crash_cut_short_the_next_ends(home: Home, practice: Practice, kind: str) -> None:
    """Whichever of the steps was the last one done."""
    (file, _), = past(home).files  # fmt: skip
    begin(home, past(home), (), TODAY)
    under_way = home.landing_folder / "larkspur" / "forgetting.json"
    told = under_way.read_text()
    if kind == "sidecar":
        file.path.with_name(f"{file.sha256}.json").unlink()
    elif kind == "bytes":
        file.path.unlink()
    else:
        finish(home)
        under_way.write_text(told)
    finish(home)
    assert not file.path.exists()
    assert not file.path.with_name(f"{file.sha256}.json").exists()
    assert len(forgotten(home)["records"]) == 1
    assert not under_way.exists()
    assert collect(home) == (0, 0, 2)


def test_bytes_that_a_crash_left_without_a_day_go_too(home: Home) -> None:
    archive = home.landing_folder / "larkspur"
    for name in (".arriving/0", "ab/abcd"):
        (archive / name).parent.mkdir(exist_ok=True)
        (archive / name).write_bytes(b"QXCANARY half")
    begin(home, past(home), (), TODAY)
    finish(home)
    assert not [p for p in archive.rglob("*") if p.is_file() and b"half" in p.read_bytes()]
    assert len(Landing(home).landed(home.practices[0])) == 1


def test_killed_before_the_list_was_written_nothing_is_gone(home: Home, practice: Practice) -> None:
    begin(home, past(home), (), TODAY)
    (home.landing_folder / "larkspur" / "forgetting.json").unlink()
    assert finish(home) == 0
    (practice.inbox / "copy.835").write_bytes(b"QXCANARY Jane old.835")
    assert collect(home) == (0, 1, 2)
    assert len(Landing(home).landed(practice)) == 2
    assert all(file.path.exists() for file in Landing(home).landed(practice))


def test_without_the_secret_nothing_is_brought_back_by_mistake(
    home: Home, practice: Practice
) -> None:
    begin(home, past(home), (), TODAY)
    finish(home)
    home.secret_file.unlink()
    with pytest.raises(SettingsError):
        collect(Home.open(home.path))
