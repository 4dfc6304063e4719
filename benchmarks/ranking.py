"""What the order of a work list is worth: dollars an hour beside oldest first and largest first.

    python -m benchmarks.ranking [--seeds 1-20] [--sizes solo,group] [--share 0.5]

draws practices with two years of denials, has each worked in every order with the same hours (half
of what its denials need), and prints dollars won an hour of the second year, and each order beside
the others, with 95% intervals over the seeds. What is won hangs on much that no ranking is told.
Once with minutes saved by a claim that follows its like, in any order, and once without.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np

from benchmarks.queues.claims import CLAIMS_A_WEEK, queue_of
from benchmarks.queues.orders import ORDERS
from benchmarks.queues.rules import Rules
from benchmarks.queues.working import Worked, work
from benchmarks.seasons import seeds_of

AIMS = {"age": 1.6, "dollars": 1.15}
OURS, FIXED = "value per minute, learned odds", "value per minute, fixed odds"
RESAMPLES = 2000

Results = dict[str, list[Worked]]


def main() -> None:
    """Work the queues that are asked for."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--seeds", default="1-20", help="one seed, or the first and last of several")
    asked.add_argument("--sizes", default=",".join(CLAIMS_A_WEEK))
    asked.add_argument("--share", type=float, default=0.5, help="of the hours its denials need")
    given = asked.parse_args()
    rules, is_met = Rules.read(), True
    for size in given.sizes.split(","):
        for saves in (True, False):
            found = results(rules, size, seeds_of(given.seeds), given.share, saves=saves)
            saving = "a claim right after its like is quicker" if saves else "nothing saves minutes"
            print(f"\n### {size}, {saving}\n")
            print("\n".join(table(found)), flush=True)
            is_met &= size != "group" or all(
                ratio(found, OURS, than)[0] >= aim for than, aim in AIMS.items()
            )
    sys.exit(0 if is_met else 1)


def results(rules: Rules, size: str, seeds: Sequence[int], share: float, *, saves: bool) -> Results:
    """Work the queue of each seed in each order."""
    found: Results = {name: [] for name in ORDERS}
    for seed in seeds:
        queue = queue_of(size, seed, rules)
        for name, order in ORDERS.items():
            found[name].append(work(queue, rules, order, share, saves=saves))
    return found


def table(found: Results) -> list[str]:
    """Return a table of the orders, and a line on how right the odds were."""
    lines = ["| order | $ an hour | x age | x dollars | x fixed odds |", "|---|---|---|---|---|"]
    for name, worked in found.items():
        hourly = np.mean([each.usd_an_hour for each in worked])
        beside = " | ".join(_said(*ratio(found, name, than)) for than in ("age", "dollars", FIXED))
        lines.append(f"| {name} | {hourly:.0f} | {beside} |")
    ours, fixed = ([each.usd_an_hour for each in found[name]] for name in (OURS, FIXED))
    better = np.mean(np.array(ours) > np.array(fixed))
    before = np.mean([each.fixed_error for each in found[OURS]])
    after = np.mean([each.learned_error for each in found[OURS]])
    lines += [
        "",
        f"Learned odds beat fixed ones in {better:.0%} of {len(ours)} practices; mean squared "
        f"error of the printed chance {before:.3f} fixed, {after:.3f} learned.",
    ]
    return lines


def ratio(found: Results, name: str, than: str) -> tuple[float, float, float]:
    """Return the mean ratio of dollars an hour over the seeds, and its bootstrapped interval."""
    one, other = (np.array([each.usd_an_hour for each in found[key]]) for key in (name, than))
    ratios = one / other
    picked = np.random.default_rng(1).integers(0, len(ratios), (RESAMPLES, len(ratios)))
    low, high = np.percentile(ratios[picked].mean(axis=1), (2.5, 97.5))
    return float(ratios.mean()), float(low), float(high)


def _said(mean: float, low: float, high: float) -> str:
    return f"{mean:.2f} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main()
