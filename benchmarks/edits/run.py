"""What edits chosen in the first half of a season do in the second.

    python -m benchmarks.edits.run [--seasons 30] [--seed 10000] [--sizes solo,group]
        [--generator seasons,second_hand]

invents quiet and planted seasons, accepts edits by the first 28 weeks of each and counts in the
other 28: the share of repeat denials stopped that somebody can mend, the share of paid lines held,
how often an edit is right, and edits accepted in quiet seasons. A row for warnings and holds
together, and one for holds alone; before the rule of proof, a row for all that is proposed.
Intervals are 95%, from a bootstrap of whole seasons.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence

from benchmarks.causes import seasons, second_hand
from benchmarks.causes.estimates import Estimate, rate, share
from benchmarks.causes.truth import Generator, Season
from benchmarks.edits.halves import Accepted, Outcome, outcome, proposals

GENERATORS = {"seasons": seasons.GENERATOR, "second_hand": second_hand.GENERATOR}
ROWS = {
    "all proposed": frozenset({"hold", "warn", ""}),
    "warn or hold": frozenset({"hold", "warn"}),
    "hold": frozenset({"hold"}),
}
_COLUMNS = ("repeats stopped", "paid held", "right", "edits a season", "in a quiet one")
_WIDTH = 22


def main() -> None:
    """Print the tables that are asked for."""
    given = _asked()
    seeds = range(given.seed, given.seed + given.seasons)
    for name in given.generator.split(","):
        for size in given.sizes.split(","):
            print(f"\n{name}, {size}: {len(seeds)} quiet and planted seasons from {given.seed}")
            for line in table(GENERATORS[name], size, seeds):
                print(line, flush=True)


def table(generator: Generator, size: str, seeds: Sequence[int]) -> Iterator[str]:
    """Write the figures of a generator and size, a row a kind of acceptance."""
    yield " " * 14 + "".join(f"{column:>{_WIDTH}}" for column in _COLUMNS)
    told = [[_chosen(made(size, seed)) for seed in seeds] for made in _kinds(generator)]
    for name, severities in ROWS.items():
        planted, quiet = ([outcome(*each, severities) for each in some] for some in told)
        yield f"{name:14}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells(planted, quiet))


def _kinds(generator: Generator) -> tuple[Callable[[str, int], Season], ...]:
    return generator.planted, generator.quiet


def _chosen(season: Season) -> tuple[Season, tuple[Accepted, ...]]:
    return season, tuple(proposals(season.lines))


def cells(planted: Sequence[Outcome], quiet: Sequence[Outcome]) -> list[str]:
    """Write the figures of one kind of acceptance, each with its interval."""
    one = [1.0] * len(planted)
    spoken = [each.caught + each.held for each in planted]
    return [
        _text(share([each.stopped for each in planted], [each.repeats for each in planted]), ".0%"),
        _text(share([each.held for each in planted], [each.paid for each in planted]), ".1%"),
        _text(share([each.caught for each in planted], spoken), ".0%"),
        _text(rate([each.edits for each in planted], one), ".2f"),
        _text(rate([each.edits for each in quiet], one), ".2f"),
    ]


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--seasons", type=int, default=30, help="of each kind")
    asked.add_argument("--seed", type=int, default=10_000, help="of the first season")
    asked.add_argument("--sizes", default="solo,group")
    asked.add_argument("--generator", default=",".join(GENERATORS))
    return asked.parse_args()


def _text(estimate: Estimate, form: str) -> str:
    if estimate.value is None:
        return "-"
    return f"{estimate.value:{form}} [{estimate.low:{form}}, {estimate.high:{form}}]"


if __name__ == "__main__":
    main()
