"""Years of history from a practice's files to the packet's tables, and what one more week costs.

    python benchmarks/history.py [weeks] [size] [--folder FOLDER]

invents a season (size 1 is some 1,400 claims a month; 260 weeks at size 21 are five years of a
large practice, 1.8 million claims), lands and loads its files up to the last week but one, builds
every model with one `dbt build` as a run does, then brings the last week and builds again. Prints
seconds and peak memory of each step, and the slowest models. The folder is kept where one is named:
a season that is in it already is taken as it is.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import duckdb

from pipeline.loading import load
from pipeline.manifest import new_files
from pipeline.practice import Home, init_home
from pipeline.resources.dbt import EXECUTABLE, build_arguments, environment
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.resources.warehouse import Warehouse
from pipeline.runs import record_run
from pipeline.settings_tables import replace_settings
from pipeline.synthetic import Season, write_season

ROOT = Path(__file__).resolve().parents[1]
AS_OF_ON = dt.date(2026, 11, 25)
SLOWEST = 15


def main() -> None:
    """Run the whole of it, each step in a process of its own."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("weeks", nargs="?", type=int, default=26)
    asked.add_argument("size", nargs="?", type=float, default=1.0)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--step", help=argparse.SUPPRESS)
    given = asked.parse_args()
    named: AbstractContextManager[str] = (
        nullcontext(str(given.folder)) if given.folder else tempfile.TemporaryDirectory()
    )
    with named as name:
        folder = Path(name)
        if given.step:
            STEPS[given.step](folder, given.weeks, given.size)
            return
        if not (folder / "season").exists():
            report("invent files", [*_this(given, folder), "--step", "invent"])
        report("land and load", [*_this(given, folder), "--step", "load"])
        told("loaded", folder)
        report("build models", dbt(folder))
        slowest(folder)
        report("land and load a week more", [*_this(given, folder), "--step", "week"])
        report("build models again", dbt(folder))
        told("built", folder)


def _this(given: argparse.Namespace, folder: Path) -> list[str]:
    me = [sys.executable, str(Path(__file__)), str(given.weeks), str(given.size)]
    return [*me, "--folder", str(folder)]


def report(name: str, command: Sequence[str]) -> None:
    """Run a step and print its seconds and most memory."""
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    said, _ = process.communicate() if process.stdout is None else (process.stdout.read(), None)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{name} failed:\n{said[-4000:]}")
    cpu_s = used.ru_utime + used.ru_stime
    print(
        f"{name:28}{time.monotonic() - begun:8.1f} s{cpu_s:10.1f} CPU s"
        f"{used.ru_maxrss / 1024:10.0f} MB at most",
        flush=True,
    )


def invent(folder: Path, weeks: int, size: float) -> None:
    """Write the season's files."""
    write_season(folder / "season", Season(seed=5, as_of_on=AS_OF_ON, weeks=weeks, size=size))


def load_history(folder: Path, weeks: int, size: float) -> None:
    """Load what had been received a week before the end."""
    del weeks, size
    season = folder / "season"
    home = init_home(folder / "home", "riverbend", "Riverbend")
    (home.practices[0].folder / "practice.toml").write_bytes(
        (season / "practice.toml").read_bytes()
    )
    _load(folder, AS_OF_ON - dt.timedelta(days=AS_OF_ON.weekday() + 7))


def load_week(folder: Path, weeks: int, size: float) -> None:
    """Load the rest."""
    del weeks, size
    _load(folder, AS_OF_ON)


def _load(folder: Path, as_of_on: dt.date) -> None:
    home = Home.open(folder / "home")
    practice = home.practices[0]
    with (folder / "season" / "received.csv").open(encoding="utf-8", newline="") as lines:
        received = [
            (row["path"], dt.date.fromisoformat(row["received_on"]))
            for row in csv.DictReader(lines)
        ]
    dates: dict[str, dt.date] = {}
    for name, day in received:
        target = practice.inbox / Path(name).name
        if day < as_of_on and not target.exists():
            target.hardlink_to(folder / "season" / name)
            dates[str(target)] = day
    now = dt.datetime.combine(as_of_on, dt.time(15), dt.UTC)
    landing = Landing(home)
    landing.collect(practice, now, Received("history", dates=dates))
    with Warehouse(home).writing() as connection:
        replace_settings(connection, practice)
        record_run(connection, home, practice, f"run-{as_of_on}", as_of_on, now)
        load(connection, home.secret, new_files(connection, landing.landed(practice)))


def dbt(folder: Path) -> list[str]:
    """Return the command by which a run builds its models."""
    scratch = folder / "dbt"
    scratch.mkdir(exist_ok=True)
    ours = environment(folder / "home" / "warehouse" / "working" / "denials.duckdb", scratch)
    os.environ.update(ours)
    return [str(EXECUTABLE), *build_arguments()]


def slowest(folder: Path) -> None:
    """Print the models that took longest."""
    results = json.loads((folder / "dbt" / "run_results.json").read_text(encoding="utf-8"))
    took = sorted(
        ((each["execution_time"], each["unique_id"].rsplit(".", 1)[-1])
         for each in results["results"]), reverse=True,
    )  # fmt: skip
    for seconds, name in took[:SLOWEST]:
        print(f"    {name:44}{seconds:8.1f} s")


def told(name: str, folder: Path) -> None:
    """Print how much there is."""
    path = folder / "home" / "warehouse" / "working" / "denials.duckdb"
    tables = {"files": "raw.files", "claims sent": "raw.submitted_claims",
              "claims answered": "raw.remittance_claims"}  # fmt: skip
    with duckdb.connect(str(path), read_only=True) as connection:
        counts = [
            f"{connection.execute(f'select count(*) from {table}').fetchall()[0][0]:,} {what}"  # noqa: S608
            for what, table in tables.items()
        ]
    print(f"    {name}: {', '.join(counts)}; {path.stat().st_size / 1e6:,.0f} MB", flush=True)


STEPS = {"invent": invent, "load": load_history, "week": load_week}

if __name__ == "__main__":
    main()
