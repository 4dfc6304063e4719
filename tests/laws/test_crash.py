"""Killed at any instant and run again, a home ends as one that was never disturbed.

Two kills here, at instants that a seed draws from the length of the undisturbed run.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from pipeline.practice import Home
from pipeline.synthetic import Season, write_season
from tests.laws.building import Builder, deliveries_of, settings_of
from tests.laws.conftest import AS_OF_ON

pytestmark = pytest.mark.slow
KILLS, SEED = 2, 7
COMMAND = [sys.executable, "-c", "from pipeline.cli import main; main()", "run", "--as-of"]


def started(home: Home) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, str(AS_OF_ON)],
        env=os.environ | {"TRIAGE_HOME": str(home.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def published(home: Home) -> dict[str, Counter[tuple[object, ...]]] | None:
    if not home.published_file.exists():
        return None
    with duckdb.connect(str(home.published_file), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables "
            "where table_schema in ('facts', 'rollups', 'packet') order by all"
        ).fetchall()
        return {
            table: Counter(connection.execute(f"select * from {table}").fetchall())
            for (table,) in tables
        }


def packets(home: Home) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in home.path.glob("practices/*/packets/[0-9]*-summary.*")
    }


def test_a_killed_run_done_again_ends_as_an_undisturbed_one(
    builder: Builder, tmp_path: Path
) -> None:
    season = Season(seed=5, as_of_on=AS_OF_ON, weeks=5, size=0.2)
    report = write_season(tmp_path / "files", season)
    toml = {season.practice_id: settings_of(report)}
    homes = [builder.home(tmp_path / name, toml) for name in ("calm", "killed")]
    for home in homes:
        home.working_file.unlink()
        for each in deliveries_of(report):
            (home.practices[0].inbox / each.name).write_bytes(each.content)
    calm, killed = homes
    begun = time.monotonic()
    assert started(calm).wait() == 0
    length = time.monotonic() - begun
    whole = published(calm)
    assert whole

    dice = random.Random(SEED)  # noqa: S311  (a draw that can be done again)
    for _ in range(KILLS):
        process = started(killed)
        time.sleep(dice.uniform(0.15, 0.95) * length)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert published(killed) in (None, whole)
    assert started(killed).wait() == 0

    assert published(killed) == whole
    assert packets(killed) == packets(calm)
    assert packets(calm)
