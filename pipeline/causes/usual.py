"""What is usual: a cell's own earlier weeks, shrunk to the practice's rate of the category."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.causes.chance import Doubles
from pipeline.causes.counts import Counts
from pipeline.causes.limits import Limits
from pipeline.causes.lines import Ints

NO_EVENT = 0.5
"""Events taken for none: a practice's rate of 0 would make any event a wonder (Jeffreys)."""


@dataclass(frozen=True, slots=True)
class Usual:
    """A gamma distribution of each pair's rate: events and lines behind it."""

    shape: Doubles
    weight: Doubles

    def expected(self, lines: Ints | Doubles) -> Doubles:
        """Return the events expected in so many lines of each pair."""
        return lines * self.shape / self.weight


def usual_before(
    counts: Counts, limits: Limits, week: int, pairs: Ints | Sequence[int] | slice
) -> Usual:
    """Return the usual rate of pairs as it was known before a week."""
    first = max(week - limits.baseline_weeks, 0)
    category, cell = counts.pair_category[pairs], counts.pair_cell[pairs]
    everywhere = counts.all_events[:, week] - counts.all_events[:, first]
    all_lines = max(counts.all_lines[week] - counts.all_lines[first], 1)
    rate = np.maximum(everywhere, NO_EVENT) / all_lines
    events = counts.events[pairs, week] - counts.events[pairs, first]
    lines = counts.lines[cell, week] - counts.lines[cell, first]
    shape = np.asarray(limits.strength + events, dtype=np.float64)
    return Usual(shape, limits.strength / rate[category] + lines)
