"""How costs grow with practices: exponents, and the cost of a home, a practice and a claim.

Takes figures of runs. Refuses to tell growth from one size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
"""How many practices, and what they cost."""


def exponent(one: Point, other: Point) -> float:
    """Return the power of practices with which a cost grows between two sizes; 1 is in proportion.

    Raises:
        ValueError: The sizes are the same, or something costs nothing.
    """
    if one[0] == other[0]:
        message = "growth needs two sizes"
        raise ValueError(message)
    return math.log(other[1] / one[1]) / math.log(other[0] / one[0])


@dataclass(frozen=True, slots=True)
class Line:
    """A cost that has a fixed part, and a part for each practice more."""

    fixed: float
    each: float

    def at(self, count: float) -> float:
        """Return the cost of so many."""
        return self.fixed + self.each * count


def line_through(points: Sequence[Point]) -> Line:
    """Return the line through the smallest and the largest size; no part of it is below 0.

    A least-squares line over sizes of 1 to 1,000 is that of the largest alone, too, and says
    nonsense of the smallest.
    """
    (few, little), (many, much) = min(points), max(points)
    each = (much - little) / (many - few)
    return Line(max(0.0, little - each * few), each)
