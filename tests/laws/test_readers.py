"""Who reads the published copy while the pipeline runs sees one complete run, and no error."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.practice import Home
from pipeline.synthetic import Season, write_season
from tests.defs.running import triage
from tests.laws.building import Builder, Delivery, deliveries_of, settings_of
from tests.laws.conftest import AS_OF_ON

pytestmark = pytest.mark.slow
RUNS = 10
# Of several schemas: half of one run and half of another would give a row that no run has.
QUERY = """
select
    (select count(*) from raw.runs where outcome = 'succeeded'), (select count(*) from raw.files),
    (select count(*) from facts.fct_adjudications), (select sum(paid_usd) from facts.fct_adjudications),
    (select count(*) from rollups.rlp_reason_week), (select max(as_of_on) from facts.dim_practices)
"""  # noqa: E501
Row = tuple[str, ...]


def asked(file: Path) -> Row:
    with duckdb.connect(str(file), read_only=True) as connection:
        row = connection.execute(QUERY).fetchone()
    assert row
    return tuple(map(str, row))


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


def put(home: Home, deliveries: list[Delivery]) -> None:
    for each in deliveries:
        (home.practices[0].inbox / each.name).write_bytes(each.content)


def test_ten_runs_disturb_no_reader(builder: Builder, tmp_path: Path) -> None:
    season = Season(seed=3, as_of_on=AS_OF_ON, weeks=4, size=0.15)
    report = write_season(tmp_path / "files", season)
    home = builder.home(tmp_path / "home", {season.practice_id: settings_of(report)})
    files = deliveries_of(report)
    put(home, files[:-RUNS])
    days = [AS_OF_ON - dt.timedelta(days=RUNS - number) for number in range(RUNS + 1)]
    first = triage("run", "--home", home.path, "--as-of", days[0].isoformat())
    assert first.code in (0, 3), first.err
    complete = [asked(home.published_file)]
    ended = tmp_path / "ended"
    command = [sys.executable, "-c", READER, str(home.published_file), QUERY, str(ended)]
    with (
        (tmp_path / "answers").open("w+") as lines,
        subprocess.Popen(command, stdout=lines) as reader,
    ):
        try:
            for day, delivery in zip(days[1:], files[-RUNS:], strict=True):
                put(home, [delivery])
                ran = triage("run", "--home", home.path, "--as-of", day.isoformat())
                assert ran.code in (0, 3), ran.err
                complete.append(asked(home.published_file))
        finally:
            ended.touch()
            code = reader.wait()
        lines.seek(0)
        answers = [tuple(json.loads(line)) for line in lines]
    # An error would have ended the reader with another code.
    assert code == 0
    assert set(answers) <= set(complete)
    # Each run is told apart, and the reader came across them.
    assert len(set(complete)) == RUNS + 1
    assert len(set(answers)) >= RUNS
    assert len(answers) > 10 * RUNS
