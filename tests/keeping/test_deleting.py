"""A practice deleted for good: counts are left of it, and the others are as they were."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from dagster import build_init_resource_context

from pipeline import deleting
from pipeline.defs.wiring.home import TriageHome
from pipeline.deleting import DeletionError, begin, finish, record_file, records
from pipeline.loading import load
from pipeline.manifest import new_files
from pipeline.practice import Home, Practice, init_home
from pipeline.publishing import publish
from pipeline.rebuilding import ASKED, change_over, ground
from pipeline.resources.holdings import holdings_of, not_collected
from pipeline.resources.landing import Landing
from pipeline.resources.last_sound import planned, remember
from pipeline.resources.proof_folder import proof_folder
from pipeline.resources.receipts import FOLDER as RECEIPTS
from pipeline.resources.received import Received
from pipeline.resources.scrub_folder import scrub_folder
from tests.edits.claim_text import Claim, outgoing
from tests.keeping.growing import Tables, tables_in
from tests.keeping.test_own_key import OWN, with_own
from tests.laws.building import NOW

TODAY = dt.date(2026, 3, 10)
GONE, STAYS = "larkspur", "alder"
MARK = b"QXCANARY"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two practices with files, rows, papers, scrubs, proofs and receipts."""
    folder = tmp_path_factory.mktemp("made") / "home"
    for practice_id in (STAYS, GONE):
        home = init_home(folder, practice_id, f"{practice_id.title()} Canary")
        practice = home.practice(practice_id)
        inbox = practice.inbox
        (inbox / "Jane Doe.837").write_bytes(outgoing(Claim(number=f"QXCANARY{practice_id}")))
        (inbox / "junk.txt").write_bytes(MARK + practice_id.encode())
    run(home)
    for practice in home.practices:
        write_papers(home, practice)
    remember(home)
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    """A copy of that home, to be changed."""
    return Home.open(shutil.copytree(made, tmp_path / "home"))


def run(home: Home) -> str:
    """Collect, load and publish as a run does; return what it says of the warehouse."""
    deleting.finish(home)
    home = Home.open(home.path)
    change_over(home)
    for practice in home.practices:
        Landing(home).collect(practice, NOW, Received.live())
    with ground(home) as new:
        for practice in new.practices(home.practices):
            files = new_files(new.connection, Landing(home).landed(practice))
            load(new.connection, home.secret, files)
            new.connection.execute(
                "insert into raw.runs (practice_id, run_id, started_at, as_of_on) "
                "select ?, 'run', ?, ? where not exists (from raw.runs where practice_id = $1)",
                [practice.practice_id, NOW, TODAY],
            )
    publish(home)
    return new.why


def write_papers(home: Home, practice: Practice) -> None:
    key = practice.practice_id
    for folder, name in (
        (practice.packets_folder, "2026-02-23-summary.pdf"),
        (practice.worklists_folder, "2026-03-03-claims_biller.xlsx"),
        (practice.kits_folder, "2026-03-03-kit-0a1b.pdf"),
        (scrub_folder(home, key), "2026-03-03-0a1b-1.json"),
        (proof_folder(home, key), "2026-03-03-E40-0a1b.csv"),
        (home.path / RECEIPTS / key / "2026-02-23", "packet-0a1b.json"),
        (home.packets_folder, "2026-02-23-practices.pdf"),
        (practice.folder / "notes", "to do.txt"),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(MARK + key.encode())


def delete(home: Home) -> None:
    begin(home, holdings_of(home, home.practice(GONE)), TODAY)
    assert finish(home)


def contents(home: Home) -> dict[str, bytes]:
    """Return every file of the home that is neither a database nor about all practices."""
    return {
        str(path.relative_to(home.path)): path.read_bytes()
        for path in home.path.rglob("*")
        if path.is_file() and path.relative_to(home.path).parts[0] not in ("warehouse", "packets")
    }


def rows(home: Home, practice_id: str) -> Tables:
    """Return the rows of a practice in every table that knows one, in both files."""
    found: Tables = {}
    for path in (home.working_file, home.published_file):
        with duckdb.connect(str(path), read_only=True) as connection:
            known = connection.execute(
                "select distinct schema_name || '.' || table_name from duckdb_columns() "
                "where column_name = 'practice_id' and schema_name = 'raw'"
            ).fetchall()
            assert len(known) > 30
            for table, bag in tables_in(connection, "raw").items():
                of_it = {row: count for row, count in bag.items() if practice_id in row}
                found[f"{path.parent.name} {table}"] = Counter(of_it)
    return {table: bag for table, bag in found.items() if bag}


def assert_gone(home: Home) -> None:
    """Assert that nothing of the practice is left but its record, before the next run and after."""
    named = [path for path in home.path.rglob("*") if GONE in path.name]
    assert named == []
    assert [path for path in home.path.rglob("*") if path.name.endswith(".new")] == []
    held = [
        path for path in home.path.rglob("*") if path.is_file() and "warehouse" not in str(path)
    ]
    assert not [path for path in held if GONE.encode() in path.read_bytes().lower()
                and path != record_file(home)]  # fmt: skip
    assert not (home.landing_folder / "deleting-practice.json").exists()


def test_nothing_is_left_but_counts(home: Home) -> None:
    delete(home)
    assert_gone(home)
    (record,) = records(home)
    assert record == {
        "forgotten_on": "2026-03-10",
        "practice_id": GONE,
        "file_count": 2,
        "byte_count": record["byte_count"],
        "paper_count": 5,
        "receipt_count": 1,
    }
    assert stat.S_IMODE(record_file(home).stat().st_mode) == 0o600
    assert "Canary" not in record_file(home).read_text("utf-8")
    assert [each.practice_id for each in planned(home.path)] == [STAYS]
    assert "Larkspur" not in (home.dagster_folder / "last-sound" / "plan.json").read_text("utf-8")
    assert [one.practice_id for one in Home.open(home.path).practices] == [STAYS]
    assert list(home.packets_folder.iterdir()) == []


def test_the_warehouse_knows_it_no_more_and_the_other_as_before(home: Home) -> None:
    before = rows(home, STAYS)
    assert rows(home, GONE)
    delete(home)
    assert run(home) == ASKED
    assert rows(home, GONE) == {}
    assert rows(home, STAYS) == before
    for path in (home.working_file, home.published_file):
        assert GONE.encode() not in path.read_bytes()
    assert run(home) == ""
    assert_gone(home)


def test_files_and_papers_of_the_others_are_as_they_were(home: Home) -> None:
    before = {name: told for name, told in contents(home).items() if GONE not in name}
    delete(home)
    after = contents(home)
    assert after.pop("landing/forgotten-practices.json")
    del before["dagster/last-sound/plan.json"], after["dagster/last-sound/plan.json"]
    assert after == before


def killed_at(name: str, nth: int) -> Callable[[pytest.MonkeyPatch], None]:
    """Return what has the nth call of a step raise, before it does anything."""

    def patched(patch: pytest.MonkeyPatch) -> None:
        step, left = getattr(deleting, name), iter(range(nth))

        def once_less(*given: object) -> object:
            if next(left, None) is None:
                raise ZeroDivisionError
            return step(*given)

        patch.setattr(deleting, name, once_less)

    return patched


STEPS = [
    ("_moved_aside", 0), ("replace_text", 1), ("ask_for_rebuild", 0),
    *(("_delete", nth) for nth in range(6)),
    ("leave_out", 0), ("_remember", 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "nth"), STEPS)
def test_killed_at_any_step_the_next_run_ends_it(
    home: Home, name: str, nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(home, STAYS)
    with monkeypatch.context() as patch:
        killed_at(name, nth)(patch)
        with pytest.raises(ZeroDivisionError):
            delete(home)
    home = Home.open(home.path)
    assert (GONE in {one.practice_id for one in home.practices}) is (name == "_moved_aside")
    assert run(home) == ASKED
    home = Home.open(home.path)
    assert_gone(home)
    assert len(records(home)) == 1
    assert rows(home, GONE) == {}
    assert rows(home, STAYS) == before


def test_killed_within_a_folder_and_before_the_last_word_it_is_ended(home: Home) -> None:
    begin(home, holdings_of(home, home.practice(GONE)), TODAY)
    note = home.landing_folder / "deleting-practice.json"
    finish_again = note.read_text("utf-8").replace("false", "true")
    (home.path / "practices" / GONE).rename(home.path / "practices" / f".{GONE}.gone.new")
    (home.path / "practices" / f".{GONE}.gone.new" / "practice.toml").unlink()
    next((home.landing_folder / GONE).glob("??/*.json")).unlink()
    assert finish(Home.open(home.path))
    assert_gone(home)
    note.write_text(finish_again, "utf-8")
    assert finish(Home.open(home.path))
    assert not finish(Home.open(home.path))
    assert len(records(home)) == 1


@pytest.mark.parametrize("is_moved", [True, False])
def test_a_new_practice_of_its_key_is_left_alone(home: Home, is_moved: bool) -> None:
    """Killed after the folder was moved, and somebody begins anew before any run."""
    begin(home, holdings_of(home, home.practice(GONE)), TODAY)
    note = home.landing_folder / "deleting-practice.json"
    aside = home.path / "practices" / f".{GONE}.gone.new"
    (home.path / "practices" / GONE).rename(aside)
    if is_moved:
        note.write_text(note.read_text("utf-8").replace("false", "true"), "utf-8")
    home = init_home(home.path, GONE, "Another")
    (home.practice(GONE).inbox / "new.txt").write_bytes(b"QXNEW")
    finish(home)
    home = Home.open(home.path)
    assert not aside.exists()
    assert home.practice(GONE).name == "Another"
    assert [path.name for path in home.practice(GONE).inbox.iterdir()] == ["new.txt"]
    run(home)
    assert len(Landing(home).landed(home.practice(GONE))) == 1


def test_the_only_practice_is_not_deleted(home: Home) -> None:
    delete(home)
    home = Home.open(home.path)
    before = contents(home)
    with pytest.raises(DeletionError, match="only practice of the home") as told:
        begin(home, holdings_of(home, home.practice(STAYS)), TODAY)
    assert str(home.path) in str(told.value)
    assert contents(home) == before
    assert not finish(home)


def test_a_folder_that_cannot_be_moved_is_told_before_anything_goes(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda place: Path(place).name == GONE)
    before = contents(home)
    with pytest.raises(DeletionError, match="file system of its own"):
        begin(home, holdings_of(home, home.practice(GONE)), TODAY)
    assert contents(home) == before


def test_what_cannot_be_deleted_is_told_without_its_name_and_tried_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(home, holdings_of(home, home.practice(GONE)), TODAY)

    def refused(place: Path) -> None:
        raise PermissionError(13, "Permission denied", str(place / "Jane Doe.837"))

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", refused)
        with pytest.raises(DeletionError, match="Permission denied") as told:
            finish(home)
    assert "Jane" not in str(told.value)
    assert str(home.landing_folder / GONE) in str(told.value)
    assert finish(Home.open(home.path))
    assert_gone(home)


def test_of_links_what_is_ours_goes_and_what_a_folder_points_to_stays(
    home: Home, tmp_path: Path
) -> None:
    """The archive and the practice's folder on another disk are ours; a share in it is a source."""
    share, disk = tmp_path / "share", tmp_path / "disk"
    share.mkdir()
    (share / "theirs.txt").write_bytes(MARK)
    (home.practice(GONE).folder / "share").symlink_to(share)
    for place in (home.landing_folder / GONE, home.practice(GONE).folder):
        there = disk / place.parent.name
        there.parent.mkdir(exist_ok=True)
        place.rename(there)
        place.symlink_to(there)
    delete(Home.open(home.path))
    assert_gone(home)
    assert [path.name for path in disk.rglob("*")] == ["landing", "practices"]
    assert (share / "theirs.txt").read_bytes() == MARK


def test_what_is_not_this_program_s_is_counted_with_what_was_not_collected(home: Home) -> None:
    practice = home.practice(GONE)
    (practice.inbox / "late.835").write_bytes(MARK)
    held = holdings_of(home, practice)
    assert sorted(path.name for path in held.others) == [
        "Jane Doe.837", "junk.txt", "late.835", "to do.txt",
    ]  # fmt: skip
    assert not_collected(home, practice) == 1
    assert (held.file_count, len(held.papers), held.receipt_count) == (2, 5, 1)
    assert [path.name for path in held.covers] == ["2026-02-23-practices.pdf"]
    assert held.settings_count == 7


def test_its_own_key_goes_along_and_is_not_needed(home: Home) -> None:
    home = with_own(home, "AGE-SECRET-KEY-1NONE")
    (home.practice(GONE).folder / OWN).unlink()
    delete(home)
    assert_gone(home)
    assert run(home) == ASKED


def test_a_run_of_dagster_s_ends_it_and_serves_the_others(home: Home) -> None:
    """With a key that is gone, too: what the run asks for is asked of the practices left."""
    home = with_own(home, "AGE-SECRET-KEY-1NONE")
    (home.practice(GONE).folder / OWN).unlink()
    begin(home, holdings_of(home, home.practice(GONE)), TODAY)
    resource = TriageHome(path=str(home.path))
    with resource.yield_for_execution(build_init_resource_context()) as lent:
        assert [one.practice_id for one in lent.open().practices] == [STAYS]
        assert_gone(home)


def test_a_record_for_each_practice(home: Home) -> None:
    init_home(home.path, "cedar", "Cedar")
    delete(Home.open(home.path))
    home = Home.open(home.path)
    begin(home, holdings_of(home, home.practice("cedar")), TODAY)
    finish(home)
    assert [one["practice_id"] for one in records(home)] == [GONE, "cedar"]
    assert json.loads(record_file(home).read_text("utf-8")) == records(home)
