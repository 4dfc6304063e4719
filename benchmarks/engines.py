"""Whether Spark computes what DuckDB computes, row for row, for several practices.

    python benchmarks/engines.py [--practices 20] [--weeks 26] [--size 0.2] [--seed 1]
        [--killed 5] [--folder FOLDER]

invents a season for each practice, lets one home compute them with DuckDB and a copy of it with
Spark, and compares every table of the published copies, and every page and list. Spark is a master
and two workers on loopback (deploy/spark/cluster.py). With ``--killed`` as many further homes are
computed while a worker is killed at an instant that is drawn, and another one started. Prints what
differs, and seconds; ends with 1 where anything does.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from deploy.spark.cluster import Cluster, kill, running
from pipeline.practice import Home
from pipeline.spark.tables import IN_PARTS
from pipeline.synthetic import Season, write_season
from tests.laws.building import Builder, deliveries_of, settings_of
from tests.laws.holdings import differing, papers, published

AS_OF_ON = dt.date(2026, 11, 25)


def main() -> None:
    """Compare the engines, and end with 1 where they differ."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--practices", type=int, default=20)
    asked.add_argument("--weeks", type=int, default=26)
    asked.add_argument("--size", type=float, default=0.2)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--killed", type=int, default=0, help="further runs that lose a worker")
    asked.add_argument("--folder", type=Path, help="kept, and taken as it is where it is there")
    given = asked.parse_args()
    named: AbstractContextManager[str] = (
        nullcontext(str(given.folder)) if given.folder else tempfile.TemporaryDirectory()
    )
    with named as name:
        folder = Path(name)
        waiting = folder / "waiting"
        if not waiting.exists():
            builder = Builder.made_in(folder / "blank")
            invented = Invented(given.practices, given.weeks, given.size, given.seed)
            home_of_practices(builder, folder, invented)
        scratch = folder / "cluster"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        with running(scratch) as cluster:
            sys.exit(1 if compared(waiting, folder, cluster, given) else 0)


def compared(waiting: Path, folder: Path, cluster: Cluster, given: argparse.Namespace) -> int:
    """Compute a home by both engines, and by Spark losing workers; return how much differs."""
    one = copy_of(waiting, folder / "duckdb", cluster)
    print(f"DuckDB: {run(one, 'duckdb'):.0f} s", flush=True)
    other = copy_of(waiting, folder / "spark", cluster)
    seconds = run(other, "spark")
    print(f"Spark:  {seconds:.0f} s", flush=True)
    differ = report(one, other)
    dice = random.Random(given.seed)  # noqa: S311  (a draw that can be done again)
    for number in range(given.killed):
        other = copy_of(waiting, folder / "spark", cluster)
        after = dice.uniform(0.05, 0.95) * seconds
        losing = threading.Timer(after, lose_a_worker, [cluster, number])
        losing.start()
        took = run(other, "spark")
        losing.join()
        print(f"Spark, a worker killed after {after:.0f} s: {took:.0f} s", flush=True)
        differ += report(one, other)
    return differ


def lose_a_worker(cluster: Cluster, number: int) -> None:
    """Kill a worker with all it runs, and start another in its place."""
    kill(cluster.workers.pop(number % len(cluster.workers)))
    cluster.start_worker()


@dataclass(frozen=True)
class Invented:
    """Practices to invent: how many, and how long and large the season of each is."""

    practices: int
    weeks: int
    size: float
    seed: int


def home_of_practices(builder: Builder, folder: Path, invented: Invented) -> Home:
    """Make a home in which a season waits for each practice; the folder is ``waiting`` in one."""
    settings, files = {}, {}
    for number in range(invented.practices):
        key = f"practice-{number + 1:02}"
        season = Season(
            seed=invented.seed + number,
            as_of_on=AS_OF_ON,
            weeks=invented.weeks,
            size=invented.size,
            practice_id=key,
        )
        told = write_season(folder / "seasons" / key, season)
        settings[key] = settings_of(told)
        files[key] = deliveries_of(told)
    home = builder.home(folder / "waiting", settings)
    home.working_file.unlink()
    shutil.copytree(builder.parsed, home.dagster_folder / "dbt" / builder.parsed.name)
    for practice in home.practices:
        for each in files[practice.practice_id]:
            (practice.inbox / each.name).write_bytes(each.content)
    shutil.rmtree(folder / "seasons")
    return home


def copy_of(waiting: Path, folder: Path, cluster: Cluster) -> Home:
    """Return a fresh copy of the home before its first run, whose settings name a cluster.

    Both engines' homes do: what settings say is a figure of the packet.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(waiting, folder)
    settings = folder / "home.toml"
    memory = '{ "spark.executor.memory" = "1g" }'
    told = f'\n[engine]\nmaster = "{cluster.address}"\nsettings = {memory}\n'
    settings.write_text(settings.read_text("utf-8") + told, "utf-8")
    return Home.open(folder)


def run(home: Home, engine: str) -> float:
    """Run a home to its end; return the seconds it took."""
    begun = time.monotonic()
    command = [str(Path(sys.executable).with_name("triage")), "--home", str(home.path), "run"]
    done = subprocess.run(
        [*command, "--engine", engine, "--as-of", AS_OF_ON.isoformat()],
        env=os.environ | {"TRIAGE_HOME": str(home.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    if not home.published_file.exists():
        sys.exit(f"{engine} published nothing (code {done.returncode}):\n{done.stderr[-3000:]}")
    return time.monotonic() - begun


def report(one: Home, other: Home) -> int:
    """Print what differs between two homes; return how much does."""
    tables, pages = (differing(kind(one), kind(other)) for kind in (compared_tables, papers))
    for what in (*tables, *pages):
        print(f"    {what}")
    counted = len(compared_tables(one)), len(papers(one))
    print(f"{counted[0]} tables, {len(tables)} differ; {counted[1]} papers, {len(pages)} differ")
    return len(tables) + len(pages)


def compared_tables(home: Home) -> dict[str, str]:
    """Return the tables that both engines publish: rows of files lie elsewhere on Spark."""
    aside = {f"raw.{table}" for table in IN_PARTS}
    return {name: rows for name, rows in (published(home) or {}).items() if name not in aside}


if __name__ == "__main__":
    main()
