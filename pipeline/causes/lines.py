"""The lines a scan looks at, as arrays of equal length."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

FIELDS: tuple[str, ...] = (
    "payer_id",
    "procedure_code",
    "place_of_service",
    "modifiers",
    "rendering_npi",
    "location_id",
)
"""What a line is described by, in the order in which a cause names it."""

_UNPAIRED = frozenset(
    {
        # Telehealth has its modifiers, a licence level has its own, a clinician mostly has one
        # location: the second of such a pair repeats the first.
        ("place_of_service", "modifiers"),
        ("modifiers", "rendering_npi"),
        ("modifiers", "location_id"),
        ("rendering_npi", "location_id"),
    }
)
FIELD_SETS: tuple[tuple[str, ...], ...] = (
    *((field,) for field in FIELDS),
    *(pair for pair in combinations(FIELDS, 2) if pair not in _UNPAIRED),
)
"""One field, or two of which both may matter; three split a practice into cells of nothing."""

Cell = Mapping[str, int]
"""What a cause is narrowed to: a code for one field or two."""


@dataclass(frozen=True, slots=True)
class AnsweredLines:
    """Service lines that a primary payer has answered, by the week in which it was known.

    Attributes:
        week: Week in which the answer was known, from 0.
        fields: A code a line for each of `FIELDS`; -1 where it is not known.
        category: Code of the category in which the line was denied; -1 where it was not.
        is_event: The line begins a client's episode of its category. What is counted are these:
            one lapsed coverage makes a denial a week and is one event.
    """

    week: Ints
    fields: Mapping[str, Ints]
    category: Ints
    is_event: Bools

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self.week)

    def taken(self, positions: Ints | slice) -> Self:
        """Return some of the lines, in the order asked for."""
        return type(self)(
            self.week[positions],
            {name: codes[positions] for name, codes in self.fields.items()},
            self.category[positions],
            self.is_event[positions],
        )

    def in_cell(self, cell: Cell) -> Bools:
        """Return which lines a cell holds."""
        held = np.ones(len(self), dtype=bool)
        for field, code in cell.items():
            held &= self.fields[field] == code
        return held
