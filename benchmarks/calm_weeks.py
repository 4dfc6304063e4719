"""How often page 1 claims a change in seasons in which nothing happened.

    python benchmarks/calm_weeks.py [--seeds 1-10] [--weeks 39] [--size 1.0]

invents a practice for each seed without a planted story, all in one home, packs every week's
summary and counts the weeks whose sentences claim a change. Prints a line a practice and the share
of weeks that claim none; ends with 1 if it is under 95%. The first weeks count too: a practice that
has just opened is denied more each week, and a week that says so is counted against the packet.
``tests/laws/test_calm_weeks.py`` holds the same on fewer seeds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.seasons import seeds_of
from tests.laws.building import Builder
from tests.laws.calm import claims_of, share_without

LEAST_SHARE = 0.95


def main() -> None:
    """Count the claims of the seasons that are asked for."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--seeds", default="1-10", help="one seed, or the first and last of several")
    asked.add_argument("--weeks", type=int, default=39)
    asked.add_argument("--size", type=float, default=1.0)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        builder = Builder.made_in(Path(name) / "blank")
        told = claims_of(builder, Path(name), seeds_of(given.seeds), given.weeks, given.size)
    for practice_id, weeks in told.items():
        claims = {week: text for week, text in weeks.items() if text}
        print(f"{practice_id}: {len(weeks)} weeks, {len(claims)} claim a change", flush=True)
        for week, text in claims.items():
            print(f"    {week}: {text}", flush=True)
    share = share_without(told)
    print(f"{share:.1%} of {sum(map(len, told.values()))} weeks claim none")
    sys.exit(0 if share >= LEAST_SHARE else 1)


if __name__ == "__main__":
    main()
