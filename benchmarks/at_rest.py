"""What encryption at rest costs: the same season with a key and without.

    python benchmarks/at_rest.py [--weeks 26] [--size 1.0] [--rounds 3]

invents a season, then collects, loads, builds, publishes, scans and backs it up in a home without a
key and in one with, by turns. Prints CPU seconds, children's included, as medians of the rounds,
and bytes on the disk.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from pipeline.backups import back_up
from pipeline.loading import load
from pipeline.manifest import new_files
from pipeline.practice import Home, init_home
from pipeline.publishing import publish
from pipeline.rebuilding import ground
from pipeline.resources.dbt import prepared_manifest, run_dbt
from pipeline.resources.landing import Landing
from pipeline.resources.published import published
from pipeline.resources.received import Received
from pipeline.resources.warehouse import Warehouse, key_of
from pipeline.runs import record_run
from pipeline.settings_tables import replace_settings
from pipeline.synthetic import Season, write_season
from tests.laws.building import NOW, deliveries_of, settings_of
from tests.laws.crash_homes import lock

AS_OF_ON = dt.date(2026, 3, 4)
SCANNED = (
    "raw.remittance_adjustments",
    "raw.remittance_services",
    "raw.submitted_services",
    "facts.fct_adjustments",
    "facts.fct_denials",
    "rollups.rlp_work_item_week",
)
Costs = dict[str, float]


def main() -> None:
    """Measure both homes by turns and print the table."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--weeks", type=int, default=26)
    asked.add_argument("--size", type=float, default=1.0)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    rounds: dict[str, list[Costs]] = {"open": [], "locked": []}
    with tempfile.TemporaryDirectory() as name:
        season = Season(seed=7, as_of_on=AS_OF_ON, weeks=given.weeks, size=given.size)
        report = write_season(Path(name) / "files", season)
        parsed = prepared_manifest(Path(name) / "denials.duckdb", Path(name) / "dbt").parent
        for number in range(given.rounds):
            for kind, costs in rounds.items():
                folder = Path(name) / f"{kind}-{number}"
                home = init_home(folder / "home", season.practice_id, season.name)
                for file, text in settings_of(report).items():
                    (home.practices[0].folder / file).write_text(text, "utf-8")
                if kind == "locked":
                    lock(home)
                for each in deliveries_of(report):
                    (home.practices[0].inbox / each.name).write_bytes(each.content)
                costs.append(measured(Home.open(home.path), folder, parsed))
    show(rounds)


def measured(home: Home, folder: Path, parsed: Path) -> Costs:
    """Return what each step of a run costs in CPU seconds, and what it leaves in MB."""
    (practice,) = home.practices
    scratch = folder / "dbt"
    scratch.mkdir()
    (scratch / "partial_parse.msgpack").write_bytes((parsed / "partial_parse.msgpack").read_bytes())

    def loaded() -> None:
        with ground(home) as new:
            replace_settings(new.connection, practice)
            record_run(new.connection, home, practice, "run", AS_OF_ON, NOW)
            load(
                new.connection,
                home.secret,
                new_files(new.connection, Landing(home).landed(practice)),
            )

    def built() -> None:
        kinds = ["--resource-type", "seed", "--resource-type", "model"]
        run_dbt(["build", *kinds], home.working_file, scratch, key_of(home, home.working_file, ""))

    def scanned() -> None:
        for table in SCANNED * 5:
            with published(home.path) as connection:
                connection.execute(f"select sum(hash(t)) from {table} as t").fetchall()  # noqa: S608

    steps: dict[str, Callable[[], object]] = {
        "collect": lambda: Landing(home).collect(practice, NOW, Received.history()),
        "load": loaded,
        "models": built,
        "publish": lambda: publish(home),
        "30 scans": scanned,
        "backup": lambda: back_up(home, folder / "backup"),
    }
    costs = {f"{name}, CPU s": cpu(step) for name, step in steps.items()}
    with Warehouse(home).reading():
        pass
    landing = [path for path in home.landing_folder.rglob("*") if path.is_file()]
    sizes = {
        "landing, MB": sum(path.stat().st_size for path in landing),
        "warehouse, MB": home.published_file.stat().st_size,
        "backup, MB": (folder / "backup").stat().st_size,
    }
    return costs | {name: size / 1e6 for name, size in sizes.items()}


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of a work, those of processes that it waited for included."""
    before = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - before


def show(rounds: dict[str, list[Costs]]) -> None:
    """Print the medians side by side."""
    print("| | open | locked | ratio |\n|---|---|---|---|")
    for name in rounds["open"][0]:
        one, other = (median(costs[name] for costs in rounds[kind]) for kind in rounds)
        ratio = f"{other / one:.2f}" if one else "-"
        print(f"| {name} | {one:.2f} | {other:.2f} | {ratio} |")


if __name__ == "__main__":
    main()
