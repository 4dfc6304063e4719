"""Readers of the published copy while the pipeline runs: what they were told, what was there."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.practice import Home
from pipeline.synthetic import Season, write_season
from tests.defs.running import triage
from tests.laws.building import Builder, Delivery, deliveries_of, settings_of
from tests.laws.conftest import AS_OF_ON

# Of several schemas: half of one run and half of another would give a row that no run has.
QUERY = """
select
    (select count(*) from raw.runs where outcome = 'succeeded'), (select count(*) from raw.files),
    (select count(*) from facts.fct_adjudications), (select sum(paid_usd) from facts.fct_adjudications),
    (select count(*) from rollups.rlp_reason_week), (select max(as_of_on) from facts.dim_practices)
"""  # noqa: E501
Row = tuple[str, ...]
# In a process of its own, as an analyst's tool is: two connections of one process share the file.
READER = """
import json, sys, time
from pathlib import Path
import duckdb
file, query, ended = sys.argv[1:]
while not Path(ended).exists():
    with duckdb.connect(file, read_only=True) as connection:
        print(json.dumps([str(cell) for cell in connection.execute(query).fetchone()]), flush=True)
    time.sleep(0.05)
"""


@dataclass(frozen=True)
class Read:
    """What each complete run published, what the reader was told, and the code it ended with."""

    complete: list[Row]
    answers: list[Row]
    code: int


def read_during(builder: Builder, folder: Path, runs: int) -> Read:
    """Let a reader ask in a loop while a small practice runs, a file coming before each run."""
    season = Season(seed=3, as_of_on=AS_OF_ON, weeks=4, size=0.15)
    report = write_season(folder / "files", season)
    home = builder.home(folder / "home", {season.practice_id: settings_of(report)})
    files = deliveries_of(report)
    # From the season's last day on: no build is older than a file it holds.
    days = [AS_OF_ON + dt.timedelta(days=number) for number in range(runs + 1)]
    complete = [_run(home, files[:-runs], days[0])]
    told = folder / "answers"
    with _reader(home, told) as reader:
        for day, delivery in zip(days[1:], files[-runs:], strict=True):
            complete.append(_run(home, [delivery], day))
    answers = [tuple(json.loads(line)) for line in told.read_text("utf-8").splitlines()]
    return Read(complete, answers, reader.wait())


@contextmanager
def _reader(home: Home, told: Path) -> Iterator[subprocess.Popen[bytes]]:
    ended = told.with_suffix(".ended")
    command = [sys.executable, "-c", READER, str(home.published_file), QUERY, str(ended)]
    with told.open("wb") as lines, subprocess.Popen(command, stdout=lines) as reader:
        try:
            yield reader
        finally:
            ended.touch()
            reader.wait()


def _run(home: Home, files: Sequence[Delivery], day: dt.date) -> Row:
    for each in files:
        (home.practices[0].inbox / each.name).write_bytes(each.content)
    ran = triage("run", "--home", home.path, "--as-of", day.isoformat())
    assert ran.code in (0, 3), ran.err
    return _asked(home.published_file)


def _asked(file: Path) -> Row:
    with duckdb.connect(str(file), read_only=True) as connection:
        row = connection.execute(QUERY).fetchone()
    assert row
    return tuple(map(str, row))
