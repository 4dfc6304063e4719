"""What a method that finds causes is given, and what it answers.

A method is a callable of the lines known up to and including a week, and that week. It answers with
everything it would show on that week's Monday, be it new or shown before. It gets nothing else: the
truth of a season is a shape of its own (``truth``), and neither shape knows the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

FIELDS: tuple[str, ...] = (
    "payer_id",
    "procedure_code",
    "place_of_service",
    "modifiers",
    "rendering_npi",
    "location_id",
)
NOT_DENIED = -1

Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Cell = Mapping[str, int]
Kind = Literal["lasting", "burst", "chronic"]


@dataclass(frozen=True, slots=True)
class Lines:
    """Adjudicated service lines of one practice, in the order of the week they became known.

    Grain: one entry of every array per line and answer.

    Attributes:
        known_week: Number of the week in which the answer arrived, from 0, never falling.
        patient: Number of the patient; says nothing but who is the same.
        fields: One array of codes per field of `FIELDS`.
        category: Code of the denial's category, or `NOT_DENIED`.
        values: What the codes of each field stand for, by position.
        categories: What the codes of ``category`` stand for, by position.

    Raises:
        ValueError: The arrays differ in length, or the weeks are out of order.
    """

    known_week: Codes
    patient: Codes
    fields: Mapping[str, Codes]
    category: Codes
    values: Mapping[str, tuple[str, ...]]
    categories: tuple[str, ...]

    def __post_init__(self) -> None:
        lengths = {len(each) for each in (self.known_week, self.patient, self.category)}
        lengths |= {len(each) for each in self.fields.values()}
        if len(lengths) != 1:
            problem = f"arrays of one length are needed, got lengths {sorted(lengths)}"
            raise ValueError(problem)
        if np.any(np.diff(self.known_week) < 0):
            problem = "lines must stand in the order of their known week"
            raise ValueError(problem)

    def __len__(self) -> int:
        return len(self.known_week)

    def between(self, first: int, last: int) -> slice:
        """Return where the lines known in the weeks from the first to the last stand."""
        # Bounds of the array's own type, or numpy would convert the whole array to theirs.
        bounds = np.array([first, last + 1], dtype=self.known_week.dtype)
        start, stop = np.searchsorted(self.known_week, bounds)
        return slice(int(start), int(stop))

    def until(self, week: int) -> Lines:
        """Return the lines known up to and including a week.

        They are copied: the base of a view would hold the weeks that are still to come.
        """
        known = self.between(0, week)
        return Lines(
            self.known_week[known].copy(),
            self.patient[known].copy(),
            {name: codes[known].copy() for name, codes in self.fields.items()},
            self.category[known].copy(),
            dict(self.values),
            self.categories,
        )

    def within(self, cell: Cell, part: slice = slice(None)) -> Mask:
        """Return which lines of a part stand in a cell, denied or not."""
        inside = np.ones(len(self.known_week[part]), dtype=bool)
        for name, code in cell.items():
            inside &= self.fields[name][part] == code
        return inside

    def decided(self, category: Codes) -> Lines:
        """Return the same lines with other outcomes."""
        return replace(self, category=category)


@dataclass(frozen=True, slots=True)
class Found:
    """What a method says: here, and since when, more is denied than should be.

    Attributes:
        category: Code of the denials' category.
        cell: The value of each field that names the place; the fewer fields, the wider.
        since_week: The week in which it began.
        kind: ``lasting`` goes on, ``burst`` is one week's news, ``chronic`` is no change at all
            but a place where denials concentrate; it is not scored as an alarm.
    """

    category: int
    cell: Cell
    since_week: int
    kind: Kind


Method = Callable[[Lines, int], Sequence[Found]]
