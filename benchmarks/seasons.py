"""Whether the warehouse finds a season's truth again, exactly, season after season.

    python benchmarks/seasons.py --seeds 1-10 --weeks 26 [--size 0.4] [--show 3]

invents a season for each seed, lands, loads and builds its files, and holds every table of the
truth against the warehouse. Prints a line a seed: rows compared by table, and rows that only one
of the two has; below it the first of those, as many as ``--show`` says. Ends with 1 if there are
any. The same comparison runs in ``tests/laws/test_truth.py`` on fewer seeds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.laws.building import Builder
from tests.laws.hard_cases import hard_cases
from tests.laws.told_truth import QUESTIONS, Rows, Told, tell


def main() -> None:
    """Compare the seasons that are asked for."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--seeds", default="1-10", help="one seed, or the first and last of several")
    asked.add_argument("--weeks", type=int, default=26)
    asked.add_argument("--size", type=float, default=0.4)
    asked.add_argument("--show", type=int, default=3, help="differing rows to print of a table")
    given = asked.parse_args()
    differing, cases = 0, Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        builder = Builder.made_in(Path(name) / "blank")
        for seed in seeds_of(given.seeds):
            # A folder a seed, gone before the next: ten warehouses would stay on the disk.
            with tempfile.TemporaryDirectory(dir=name) as own:
                begun = time.monotonic()
                told = tell(builder, Path(own), seed, given.weeks, given.size)
                differing += report(told, given.show, begun)
                cases += hard_cases(told)
    print("among them: " + ", ".join(f"{count:,} {case}" for case, count in cases.items()))
    sys.exit(1 if differing else 0)


def seeds_of(text: str) -> range:
    """Return the seeds that ``3`` or ``1-10`` names."""
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def report(told: Told, show: int, begun: float) -> int:
    """Print one season's line and return how many rows differ."""
    found = [told.compared(table) for table in QUESTIONS]
    differing = sum((each.missing + each.added).total() for each in found)
    counts = ", ".join(f"{each.table.removeprefix('truth_')} {each.count:,}" for each in found)
    seconds = time.monotonic() - begun
    print(
        f"seed {told.season.seed:>2}: {counts}: {differing} rows differ ({seconds:.0f} s)",
        flush=True,
    )
    for each in found:
        rows = *_shown("truth", each.missing, show), *_shown("warehouse", each.added, show)
        for row in rows:
            print(f"    {each.table}, only the {row}", flush=True)
    return differing


def _shown(who: str, rows: Rows, show: int) -> Iterator[str]:
    for row in sorted(rows)[:show]:
        yield f"{who}: {' | '.join(row)}"


if __name__ == "__main__":
    main()
