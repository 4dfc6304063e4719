"""A home that grew: two practices, files that came on several days, a list that came back."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.exports.list_forms import DID, DONE_ON, KEY
from pipeline.practice import Home, init_home
from pipeline.synthetic import Season, write_season
from pipeline.worklist_keys import WorkKey, key_text
from tests.exports.books import xlsx
from tests.laws.building import Delivery, deliveries_of, settings_of

AS_OF_ON = dt.date(2026, 3, 4)
WEEK = dt.date(2026, 2, 23)
Tables = dict[str, Counter[tuple[Any, ...]]]
# A run looks into the source of each of the two practices, and each look is a row.
ONE_LOOK_MORE = {"raw.source_looks": (0, 2), "facts.fct_source_looks": (0, 2)}


def triage(home: Path, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, as a person does."""
    return subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, words)],
        env=os.environ | {"TRIAGE_HOME": str(home)} | more,
        capture_output=True,
        text=True,
        check=False,
    )


def done(home: Path, *words: str | Path, **more: str) -> str:
    """Run a command that must end well; return all it said."""
    ran = triage(home, *words, **more)
    assert ran.returncode in (0, 3), ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


def returned_list(practice_id: str) -> bytes:
    """Return a worklist somebody answered."""
    key = key_text(WorkKey("3f0a91c2774b6d05", WEEK, 5), practice_id)
    head = ["Claim no.", DID, DONE_ON, KEY]
    return xlsx([["Work for Monday"], head, ["C1", "Appealed", WEEK + dt.timedelta(1), key]])


def put(dates: Path, *folders: tuple[Path, Sequence[Delivery]]) -> None:
    """Write files into folders and their days into a list."""
    lines = ["path,received_on"]
    for folder, deliveries in folders:
        folder.mkdir(exist_ok=True)
        for each in deliveries:
            (folder / each.name).write_bytes(each.content)
            lines.append(f"{folder / each.name},{each.received_on}")
    dates.write_text("\n".join(lines), "utf-8")


def refresh(home: Path, as_of_on: dt.date, practice: str = "", **files: Any) -> None:
    """Collect and rebuild as of a day, with the days of the files, in a process of its own."""
    order = {"as_of_on": str(as_of_on)} | ({"practice": practice} if practice else {})
    code = (
        "import sys, json; from pathlib import Path; from pipeline.practice import Home; "
        "from pipeline.commands.job import run_job; "
        "from pipeline.resources.named_files import NamedFiles; "
        "told = json.loads(sys.argv[1]); "
        "run_job(Home.open(Path(told[0])), 'refresh', told[1], files=NamedFiles(**told[2]))"
    )
    said = json.dumps([str(home), order, files])
    subprocess.run([sys.executable, "-c", code, said], check=True, capture_output=True)


def grown_home(folder: Path, practices: Sequence[str] = ("larkspur", "alder")) -> Home:
    """Run a home over three days: what lay there, what was brought in, a list that came back."""
    path, parts = folder / "home", {}
    for number, practice_id in enumerate(practices):
        season = Season(
            seed=20 + number, as_of_on=AS_OF_ON, weeks=4, size=0.15, practice_id=practice_id
        )
        report = write_season(folder / f"files-{practice_id}", season)
        home = init_home(path, practice_id, practice_id.title())
        for name, text in settings_of(report).items():
            (path / "practices" / practice_id / name).write_text(text, "utf-8")
        files = sorted(deliveries_of(report), key=lambda each: (each.received_on, each.name))
        third = len(files) // 3
        parts[practice_id] = files[:third], files[third : 2 * third], files[2 * third :]
    home = Home.open(path)
    lists = folder / "a.csv", folder / "b.csv", folder / "c.csv"
    put(lists[0], *((one.inbox, parts[one.practice_id][0]) for one in home.practices))
    refresh(path, AS_OF_ON - dt.timedelta(days=7), received_dates=str(lists[0]))
    first, arrived = home.practices[0], folder / "arrived"
    put(lists[1], (arrived, parts[first.practice_id][1]))
    brought = {"paths": [str(arrived)], "received_dates": str(lists[1])}
    refresh(path, AS_OF_ON, first.practice_id, **brought)
    for practice in home.practices:
        back = Delivery("back from Jane.xlsx", returned_list(practice.practice_id), AS_OF_ON)
        parts[practice.practice_id][2].append(back)
    first_again = sorted(arrived.iterdir())[0]
    parts[first.practice_id][2].append(
        Delivery("sent twice.835", first_again.read_bytes(), AS_OF_ON)
    )
    put(lists[2], *((one.inbox, parts[one.practice_id][2]) for one in home.practices))
    refresh(path, AS_OF_ON, received_dates=str(lists[2]))
    done(path, "packet", "--week", str(WEEK))
    return home


def tables(home: Home, *schemas: str) -> Tables:
    """Return every table of some schemas of the published copy, as bags of rows."""
    with duckdb.connect(str(home.published_file), read_only=True) as connection:
        return tables_in(connection, *schemas)


def tables_in(connection: duckdb.DuckDBPyConnection, *schemas: str) -> Tables:
    """Return every table of some schemas as bags of rows."""
    named = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables() "
        "where list_contains(?, schema_name) order by all",
        [list(schemas)],
    ).fetchall()
    return {table: Counter(connection.execute(f"from {table}").fetchall()) for (table,) in named}


def packets(home: Home) -> dict[str, bytes]:
    """Return the bytes of every packet."""
    return {
        str(path.relative_to(home.path)): path.read_bytes()
        for path in sorted(home.path.glob("**/packets/*"))
        if path.name.startswith(str(WEEK)) and path.suffix in (".pdf", ".html")
    }
