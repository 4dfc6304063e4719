"""When Monday's packets are there: many practices, computed on one machine, on several, on Spark.

    python benchmarks/monday.py [--practices 1000 10000 100000] [--machines 1 4 16 64]
        [--cores 8] [--home 100] [--executors 16 64] [--seed 1]

draws practices over the time zones of the United States with a heavy tail of sizes, and lets the
costs that `benchmarks/scale.py` measured (benchmarks/scaling/costs.py) say when a practice has its
packet: minutes from its own Monday 06:00 to the median, the 95th of a hundred and the last, and the
CPU hours of all machines. Homes hold at most ``--home`` practices of one zone; Spark's home holds
all. The same seed prints the same table.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benchmarks.scaling.costs import DUCKDB, SPARK
from benchmarks.scaling.monday import (
    WEEKS_HELD,
    Morning,
    Place,
    Practice,
    a_run_a_practice,
    morning,
    one_home,
    practices,
)


def main() -> None:
    """Print a table for every number of practices."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--practices", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    asked.add_argument("--machines", type=int, nargs="+", default=[1, 4, 16, 64])
    asked.add_argument("--cores", type=int, default=8, help="of each machine")
    asked.add_argument("--home", type=int, default=100, help="practices of a home, at most")
    asked.add_argument("--executors", type=int, nargs="+", default=[16, 64])
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    for count in given.practices:
        served = practices(count, given.seed)
        weekly = sum(each.claims for each in served)
        print(
            f"\n{count:,} practices, {weekly:,.0f} claims a week, {weekly * WEEKS_HELD:,.0f} held"
        )
        print(f"{'':44}  median   95th    last  CPU hours")
        print_homes(served, given.machines, given.cores, given.home)
        print_one(served, given.executors, given.cores)


def print_homes(
    served: Sequence[Practice], machines: Sequence[int], cores: int, at_most: int
) -> None:
    """Print the morning of many homes on some machines."""
    for number in machines:
        place = Place(number, cores, at_most)
        print_row(f"homes of {at_most}, DuckDB, machines: {number}", morning(served, DUCKDB, place))


def print_one(served: Sequence[Practice], executors: Sequence[int], cores: int) -> None:
    """Print the morning of one home, by either engine, and what a run a practice would need."""
    alone = Place(1, cores, len(served))
    print_row("one home, DuckDB, a run a zone", one_home(served, DUCKDB, alone))
    hours = a_run_a_practice(served, DUCKDB)
    print(f"{'one home, DuckDB, a run a practice':44}{'':24}{hours:11,.0f}")
    for number in executors:
        place = Place(1, cores, len(served), number)
        print_row(f"one home, Spark, executors: {number}", one_home(served, SPARK, place))


def print_row(name: str, seen: Morning) -> None:
    """Print one way of setting up."""
    minutes = "".join(f"{each:8,.0f}" for each in (seen.median, seen.p95, seen.last))
    print(f"{name:44}{minutes}{seen.cpu_hours:11,.0f}")


if __name__ == "__main__":
    main()
