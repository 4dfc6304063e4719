"""Pairs of category and cell with more events lately than chance gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from pipeline.causes.chance import Doubles, largest_chance, surplus, tail
from pipeline.causes.counts import TESTED_WEEKS, Counts
from pipeline.causes.limits import Limits
from pipeline.causes.lines import Ints
from pipeline.causes.usual import NO_EVENT, usual_before

WINDOWS = (1, 2, 4, TESTED_WEEKS)
"""Weeks of a window: a rule that a payer changed shows in one, a slow one in eight."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """Pairs of category and cell, each in the window in which it stands out most.

    Attributes:
        pair: Numbers of the pairs.
        first_week: First weeks of the windows.
        events: Events in the windows.
        expected: Events expected there.
        rank: Log likelihood ratios, less one for a second field: the narrower must earn it.
    """

    pair: Ints
    first_week: Ints
    events: Ints
    expected: Doubles
    rank: Doubles

    def taken(self, positions: Ints) -> Self:
        """Return some of them, in the order asked for."""
        return type(self)(
            self.pair[positions],
            self.first_week[positions],
            self.events[positions],
            self.expected[positions],
            self.rank[positions],
        )

    def each(self) -> Iterator[Self]:
        """Yield them one by one."""
        return (self.taken(np.array([position])) for position in range(len(self.pair)))


@dataclass(frozen=True, slots=True)
class _Window:
    events: Ints
    expected: Doubles
    chance: Doubles
    rank: Doubles


def suspects(counts: Counts, limits: Limits, week: int) -> Suspects:
    """Return the pairs that stand out at the end of a week."""
    false_share, least_ratio = strictness(counts, limits, week)
    windows = [_window(counts, limits, week, width, least_ratio) for width in WINDOWS]
    chance = np.stack([each.chance for each in windows]) * len(WINDOWS)
    best = chance.min(axis=0)
    categories = int((counts.all_events[:, week + 1] > 0).sum())
    tested = int(counts.tested[week]) * categories
    largest = largest_chance(best[best < 1], tested, false_share)
    rank = np.where(chance <= largest, np.stack([each.rank for each in windows]), -np.inf)
    pair = np.flatnonzero(best <= largest)
    at = (rank.argmax(axis=0)[pair], pair)
    fields = np.array([len(counts.cells[cell]) for cell in counts.pair_cell[pair]])
    return Suspects(
        pair=pair,
        first_week=np.maximum(week + 1 - np.array(WINDOWS)[at[0]], 0),
        events=np.stack([each.events for each in windows])[at],
        expected=np.stack([each.expected for each in windows])[at],
        rank=rank[at] - (fields - 1),
    )


def strictness(counts: Counts, limits: Limits, week: int) -> tuple[float, float]:
    """Return the share of false causes and the least ratio; a large practice has others.

    Thousands of cells with tight rates find what is true and too small to act on.
    """
    denied = counts.denied[week + 1] - counts.denied[max(week + 1 - TESTED_WEEKS, 0)]
    if denied > limits.large_weekly * TESTED_WEEKS:
        return limits.large_false_share, limits.large_least_ratio
    return limits.false_share, limits.least_ratio


def _window(counts: Counts, limits: Limits, week: int, width: int, least_ratio: float) -> _Window:
    until, start, cell = week + 1, max(week + 1 - width, 0), counts.pair_cell
    events = counts.events[:, until] - counts.events[:, start]
    lines = (counts.lines[:, until] - counts.lines[:, start])[cell]
    lately = (counts.lines[:, until] - counts.lines[:, max(until - TESTED_WEEKS, 0)])[cell]
    usual = usual_before(counts, limits, start, slice(None))
    lines = lines * elsewhere(counts, limits, start, until)
    expected = usual.expected(lines)
    is_worth = (events >= limits.least_events) & (lately >= limits.least_lines)
    is_worth &= events >= least_ratio * expected
    chance, rank = np.ones(len(cell)), np.zeros(len(cell))
    chance[is_worth] = tail(
        events[is_worth], lines[is_worth], usual.shape[is_worth], usual.weight[is_worth]
    )
    rank[is_worth] = surplus(events[is_worth], expected[is_worth])
    return _Window(events, expected, chance, rank)


def elsewhere(counts: Counts, limits: Limits, start: int, until: int) -> Doubles:
    """Return by how much each pair's category rose outside its cell, and 1 where it did not.

    What rises everywhere, as eligibility does each January, is no cell's doing.
    """
    first = max(start - limits.baseline_weeks, 0)
    category, cell = counts.pair_category, counts.pair_cell

    def outside(early: int, late: int) -> tuple[Ints, Ints]:
        events = (counts.all_events[:, late] - counts.all_events[:, early])[category]
        lines = counts.all_lines[late] - counts.all_lines[early]
        return (
            events - (counts.events[:, late] - counts.events[:, early]),
            lines - (counts.lines[:, late] - counts.lines[:, early])[cell],
        )

    events, lines = outside(start, until)
    usual_events, usual_lines = outside(first, start)
    expected = lines * np.maximum(usual_events, NO_EVENT) / np.maximum(usual_lines, 1)
    return np.maximum((events + limits.strength) / (expected + limits.strength), 1.0)
