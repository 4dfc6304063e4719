"""The warehouse made again from landing alone equals the one that many runs made, row for row."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.practice import Home
from pipeline.rebuilding import ground
from tests.keeping.growing import (
    AS_OF_ON,
    ONE_LOOK_MORE,
    WEEK,
    Tables,
    done,
    packets,
    refresh,
    tables,
)
from tests.laws.building import differences

pytestmark = pytest.mark.slow
MADE = ("raw", "facts", "rollups", "packet", "staging", "rules")


def compared(home: Home) -> Tables:
    """Every table but the runs, which a rebuild adds itself to."""
    found = tables(home, *MADE)
    del found["raw.runs"]
    return found


def runs(home: Home) -> Counter[tuple[object, ...]]:
    return tables(home, "raw")["raw.runs"]


def test_restored_and_made_from_landing_alone_every_row_and_page_is_the_same(
    grown: Home, tmp_path: Path
) -> None:
    """A backup holds no warehouse, and secrets only when it is locked."""
    done(grown.path, "backup", tmp_path / "file", "--not-locked")
    done(grown.path, "restore", tmp_path / "file", tmp_path / "home")
    shutil.copy(grown.secret_file, tmp_path / "home")
    home = Home.open(tmp_path / "home")
    assert not home.published_file.exists()

    said = done(home.path, "rebuild")

    assert "Rebuilt " in said
    before, after = compared(grown), compared(home)
    assert sum(rows.total() for rows in before.values()) > 5_000
    assert before["raw.worklist_rows"]
    assert any(row[-2] == 2 for row in before["raw.files"]), "one file came twice"
    assert differences(before, after) == {}
    assert runs(grown) <= runs(home)
    assert (runs(home) - runs(grown)).total() == len(home.practices)
    done(home.path, "packet", "--week", str(WEEK))
    assert packets(home) == packets(grown) != {}


def test_killed_in_the_middle_what_is_published_stays_and_any_next_run_ends_it(
    grown: Home, copied: Callable[[], Home]
) -> None:
    home = copied()
    published = home.published_file.read_bytes()
    mark = home.working_file.with_name("rebuild.asked")
    process = subprocess.Popen(
        [sys.executable, "-c", "from pipeline.cli import main; main()", "rebuild"],
        env=os.environ | {"TRIAGE_HOME": str(home.path)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    beside = home.working_file.parent / "next" / "denials.duckdb"
    while not beside.exists() and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert mark.exists()
    assert home.published_file.read_bytes() == published

    refresh(home.path, AS_OF_ON)

    assert not mark.exists()
    assert not beside.parent.exists()
    assert differences(compared(grown), compared(home)) == ONE_LOOK_MORE


def test_a_home_of_an_earlier_version_is_made_again_once_and_says_so(
    grown: Home, copied: Callable[[], Home]
) -> None:
    """As the versions before there was a number left it, with a column less."""
    home = copied()
    with duckdb.connect(str(home.working_file)) as connection:
        connection.execute("drop schema pipeline cascade")
        connection.execute("alter table raw.files drop column outcome")
    for journal in home.landing_folder.glob("*/runs.json"):
        journal.unlink()

    refresh(home.path, AS_OF_ON)

    assert differences(compared(grown), compared(home)) == ONE_LOOK_MORE
    assert runs(grown) <= runs(home)
    with ground(Home.open(home.path)) as after:
        assert (after.why, after.is_whole) == ("", True)
