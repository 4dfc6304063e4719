"""What a killed process leaves is swept by the next run; what a living one writes is not."""

from __future__ import annotations

import datetime as dt
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from pipeline.defs.wiring.home import TriageHome
from pipeline.practice import Home, Practice
from pipeline.resources.leftovers import SCRATCH, scratch, sweep
from pipeline.resources.marks import mark
from pipeline.resources.named_files import NamedFiles
from pipeline.resources.orchestration import prepare_dagster_folder
from pipeline.resources.receipts import Receipt, Receipts
from pipeline.resources.whole_files import half_beside

NOW = dt.datetime.now(dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.practice import Home
from pipeline.resources import edited_files, leftovers, marks, named_files, whole_files

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

home = Home.open(Path(sys.argv[1]))
(practice,) = home.practices
if sys.argv[2] == "a workbook":
    whole_files.put_in_place = die
    book = practice.worklists_folder / "2026-11-23-biller.xlsx"
    edited_files.put_unless_edited(b"QXCANARY", book)
elif sys.argv[2] == "a copy":
    with leftovers.scratch(home) as folder:
        (folder / "denials.duckdb").write_bytes(b"QXCANARY")
        die()
else:
    named = named_files.NamedFiles(("/in/QXCANARY.835",))
    with marks.mark(home) as name, named.listed(home, name):
        die()
"""


def holding(home: Home, content: bytes = b"QXCANARY") -> list[Path]:
    files = [path for path in home.path.rglob("*") if path.is_file()]
    return [path for path in files if content in path.read_bytes()]


@pytest.mark.parametrize("what", ["a workbook", "a copy", "a list"])
def test_what_a_kill_leaves_lies_in_the_home_and_goes_with_the_next_run(
    home: Home, what: str
) -> None:
    prepare_dagster_folder(home)
    ran = subprocess.run([sys.executable, "-c", KILLED, str(home.path), what], check=False)
    assert ran.returncode == -signal.SIGKILL
    (left,) = holding(home)
    assert any(stat.S_IMODE(path.stat().st_mode) in (0o600, 0o700) for path in (left, left.parent))
    with TriageHome(path=str(home.path)).yield_for_execution(dg.build_init_resource_context()):
        assert holding(home) == []


def halves(home: Home, practice: Practice) -> dict[str, Path]:
    places = {
        "packet": practice.packets_folder,
        "list": practice.worklists_folder,
        "cover": home.packets_folder,
        "published": home.published_file.parent,
        "archive": home.landing_folder / practice.practice_id,
        "note": home.landing_folder / practice.practice_id / "ab",
        "note of a practice that left": home.landing_folder / "elm" / "cd",
    }
    made = {what: folder / ".one.new" for what, folder in places.items()}
    for path in made.values():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half")
    return made


def test_halves_of_what_is_written_with_the_lock_go_at_once(home: Home, practice: Practice) -> None:
    made = halves(home, practice)
    assert sweep(home, NOW) == len(made)
    assert [what for what, path in made.items() if path.exists()] == []
    assert sweep(home, NOW) == 0


def test_halves_of_what_is_written_without_it_go_when_they_are_an_hour_old(
    home: Home, practice: Practice
) -> None:
    archive = home.landing_folder / practice.practice_id
    receipts = Receipts.of(home)
    receipt = receipts.write(
        Receipt("0" * 64, practice.practice_id, "alert", "2026-11-23", "ops@x")
    )
    kept = receipts.file(receipt)
    places = [
        half_beside(kept),
        half_beside(kept.parents[2] / "elm" / kept.parent.name / kept.name),
        home.path / "practices" / ".elm.new" / "practice.toml",
        home.dagster_folder / ".dagster.yaml.new",
        archive / "..seen-by-sensor.json.new",
        archive / "..sensor-looks.json.new",
    ]
    for path in places:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half")
    written = max(path.stat().st_mtime for path in places)
    at = dt.datetime.fromtimestamp(written, dt.UTC)
    assert sweep(home, at + HOUR - dt.timedelta(minutes=1)) == 0
    assert sweep(home, at + HOUR) == len(places)
    assert [path for path in places if path.exists()] == []
    assert receipts.since(dt.date.min) == [receipt]


def test_what_is_somebody_s_own_stays(home: Home, practice: Practice) -> None:
    own = [
        practice.inbox / ".mine.new",
        practice.worklists_folder / "2026-11-23-biller.xlsx",
        practice.worklists_folder / ".written.json",
        practice.worklists_folder / "mine.new",
    ]
    for path in own:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
        os.utime(path, (0, 0))
    assert sweep(home, NOW) == 0
    assert all(path.exists() for path in own)


def test_what_came_before_a_kill_and_what_the_database_moved_out_of_memory_go(
    home: Home, practice: Practice
) -> None:
    spilt = home.working_file.parent / "denials.duckdb.tmp"
    for path in (home.landing_folder / practice.practice_id / ".arriving" / "0", spilt / "rows"):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"QXCANARY")
    assert sweep(home, NOW) == 2
    assert holding(home) == []


def test_what_readers_of_the_published_copy_moved_out_of_memory_goes_after_a_day(
    home: Home,
) -> None:
    """Nobody knows which of them lives: any tool may have it open."""
    spilt = home.published_file.parent / "denials.duckdb.tmp"
    spilt.mkdir(parents=True)
    rows = spilt / "duckdb_temp_storage_DEFAULT-0.tmp"
    rows.write_bytes(b"QXCANARY")
    home.published_file.write_bytes(b"published")
    long_ago = (NOW - 9 * DAY).timestamp()
    just_now = (NOW - DAY + dt.timedelta(minutes=1)).timestamp()
    for folder_at, rows_at in ((long_ago, just_now), (just_now, long_ago)):
        os.utime(spilt, (folder_at, folder_at))
        os.utime(rows, (rows_at, rows_at))
        assert sweep(home, NOW) == 0
        assert holding(home) == [rows]
    day_ago = (NOW - DAY).timestamp()
    for path in (spilt, rows):
        os.utime(path, (day_ago, day_ago))
    assert sweep(home, NOW) == 1
    assert holding(home) == []
    assert home.published_file.exists()


def test_that_is_where_a_reader_of_the_published_copy_moves_rows(home: Home) -> None:
    home.published_file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(home.published_file)) as connection:
        connection.execute("create table one as select 1 as n")
    with duckdb.connect(str(home.published_file), read_only=True) as connection:
        told = connection.execute("select current_setting('temp_directory')").fetchall()
    assert told == [(f"{home.published_file}.tmp",)]


def test_what_belongs_to_a_living_process_stays_until_it_ends(home: Home) -> None:
    prepare_dagster_folder(home)
    named = NamedFiles(("/in/QXCANARY.835",))
    with mark(home) as name, named.listed(home, name) as listed, scratch(home) as folder:
        (folder / "copy").write_bytes(b"QXCANARY")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert sweep(home, NOW) == 0
        assert NamedFiles.read(home, listed) == named
        assert len(holding(home)) == 2
    assert holding(home) == []
    assert not list((home.path / SCRATCH).iterdir())
