"""How often a method that finds causes is right, beside what practices do today.

    python benchmarks/causes/run.py [--seasons 30] [--seed 10000] [--sizes solo,group,large]
        [--generator seasons,second_hand] [--method MODULE:NAME]… [--permuted]

invents seasons of 56 weeks, quiet and planted, and asks every method about each week from the
fourteenth on. Prints a table per generator and size with a row a method; one that tells lasting
causes from bursts has a second row with what it calls lasting. ``--method`` adds a method to the
baselines. ``--permuted`` also gives each method every planted season with the outcomes dealt to
other patients of the week, and prints its alarms per year: all of them are false.

What the columns mean is written in ``scoring`` and ``estimates``. Thresholds are to be tuned on
seeds below 10000 and reported on those from 10000 on.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from benchmarks.causes import baselines, seasons, second_hand
from benchmarks.causes.estimates import Estimate, false_a_year, figures
from benchmarks.causes.lines import Kind, Method
from benchmarks.causes.scoring import ALARMS, LASTING, Judged, judge
from benchmarks.causes.truth import Generator, Season, Truth
from benchmarks.causes.watching import permuted, watch

GENERATORS = {"seasons": seasons.GENERATOR, "second_hand": second_hand.GENERATOR}
BASELINES: dict[str, Method] = {
    "3 in 4 weeks, payer": baselines.three_in_four_weeks,
    "XmR, one field": baselines.xmr,
}
_COLUMNS = (
    *("false a quiet year", "found by 4", "by 8", "by 12", "precision", "delay, weeks"),
    *("onset error", "onset within 2", "chronic a season"),
)
_WIDTH = 21


@dataclass(slots=True)
class Row:
    """The judged seasons of one method."""

    quiet: list[Judged] = field(default_factory=list)
    planted: list[Judged] = field(default_factory=list)


def main() -> None:
    """Print the tables that are asked for."""
    given = _asked()
    methods = BASELINES | {name: _method(name) for name in given.method}
    seeds = range(given.seed, given.seed + given.seasons)
    for name in given.generator.split(","):
        for size in given.sizes.split(","):
            print(f"\n{name}, {size}: {len(seeds)} quiet and planted seasons from {given.seed}")
            for line in table(measured(GENERATORS[name], size, seeds, methods)):
                print(line, flush=True)
            if given.permuted:
                dealt = permuted_alarms(GENERATORS[name], size, seeds, methods)
                for method, alarms in dealt.items():
                    a_year = _text(false_a_year(alarms), ".2f")
                    print(f"{method}: {a_year} alarms a year with outcomes permuted", flush=True)


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--seasons", type=int, default=30, help="of each kind")
    asked.add_argument("--seed", type=int, default=10_000, help="of the first season")
    asked.add_argument("--sizes", default="solo,group,large")
    asked.add_argument("--generator", default=",".join(GENERATORS))
    asked.add_argument("--method", action="append", default=[], help="MODULE:NAME of one more")
    asked.add_argument("--permuted", action="store_true", help="also with outcomes permuted")
    return asked.parse_args()


def _method(name: str) -> Method:
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


def measured(
    generator: Generator, size: str, seeds: Iterable[int], methods: Mapping[str, Method]
) -> dict[str, Row]:
    """Judge every method's quiet and planted season of every seed.

    A method that says both lasting and burst has a row more, of what it calls lasting.
    """
    rows = {name: Row() for name in methods}
    lasting = {name: Row() for name in methods}
    kinds: dict[str, set[Kind]] = {name: set() for name in methods}
    for seed in seeds:
        quiet, planted = generator.quiet(size, seed), generator.planted(size, seed)
        for name, method in methods.items():
            calm, troubled = watch(method, quiet.lines), watch(method, planted.lines)
            kinds[name] |= {each.kind for said in calm + troubled for each in said.found}
            for row, which in ((rows[name], ALARMS), (lasting[name], LASTING)):
                row.quiet.append(judge(quiet, calm, which))
                row.planted.append(judge(planted, troubled, which))
    told: dict[str, Row] = {}
    for name, row in rows.items():
        told[name] = row
        if kinds[name] >= ALARMS:
            told[f"{name}, lasting"] = lasting[name]
    return told


def permuted_alarms(
    generator: Generator, size: str, seeds: Iterable[int], methods: Mapping[str, Method]
) -> dict[str, list[Judged]]:
    """Judge every method on planted seasons whose outcomes were dealt to other patients."""
    judged: dict[str, list[Judged]] = {name: [] for name in methods}
    for seed in seeds:
        lines = permuted(generator.planted(size, seed).lines, np.random.default_rng(seed))
        for name, method in methods.items():
            judged[name].append(judge(Season(lines, Truth(())), watch(method, lines)))
    return judged


def table(rows: Mapping[str, Row]) -> Iterator[str]:
    """Write the figures, a row a method."""
    first = max(map(len, rows)) + 1
    yield " " * first + "".join(f"{column:>{_WIDTH}}" for column in _COLUMNS)
    for name, row in rows.items():
        yield f"{name:{first}}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells(row))


def cells(row: Row) -> list[str]:
    """Write one method's figures, each with its interval."""
    found = figures(row.quiet, row.planted)
    shares = [_text(each, ".0%") for each in found.found]
    return [
        _text(found.false_alarms, ".2f"),
        *shares,
        _text(found.precision, ".2f"),
        _text(found.delay, ".1f"),
        _text(found.onset_error, ".1f"),
        _text(found.onset_near, ".0%"),
        _text(found.chronic, ".1f"),
    ]


def _text(estimate: Estimate, form: str) -> str:
    if estimate.value is None:
        return "-"
    return f"{estimate.value:{form}} [{estimate.low:{form}}, {estimate.high:{form}}]"


if __name__ == "__main__":
    main()
