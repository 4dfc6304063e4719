"""A method, asked on one Monday after another, of a season that it knows up to that day only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.causes.lines import Found, Lines, Method

FIRST_WATCHED = 13  # a quarter of a year to learn what is usual


class Said(NamedTuple):
    """What a method answered in a week."""

    week: int
    found: tuple[Found, ...]


def watch(method: Method, lines: Lines) -> tuple[Said, ...]:
    """Ask a method about every week from the fourteenth on.

    Raises:
        ValueError: It named a field, value, category or week that the lines do not have.
    """
    weeks = range(FIRST_WATCHED, int(lines.known_week[-1]) + 1)
    answers = ((week, method(lines.until(week), week)) for week in weeks)
    return tuple(Said(week, _checked(answer, lines, week)) for week, answer in answers)


def _checked(answer: Sequence[Found], lines: Lines, week: int) -> tuple[Found, ...]:
    for found in answer:
        is_cell = bool(found.cell) and all(
            name in lines.values and 0 <= code < len(lines.values[name])
            for name, code in found.cell.items()
        )
        is_category = 0 <= found.category < len(lines.categories)
        if not (is_cell and is_category and 0 <= found.since_week <= week):
            problem = f"week {week}: {found} names what the lines do not have"
            raise ValueError(problem)
    return tuple(answer)


def permuted(lines: Lines, rng: np.random.Generator) -> Lines:
    """Return the lines with their outcomes dealt to other patients of the same week.

    The patients of a week are put in a row at random; their outcomes are laid, in that order, on
    the lines of the same patients put in another row at random. Each week keeps its lines and its
    denials of every category, and what befell a patient in a week mostly stays together; which
    payer, procedure, place or clinician was denied is chance. Whatever a method then finds in a
    place is false. Clumps over several weeks are torn apart.
    """
    given, laid = (_in_a_row(lines, rng) for _ in range(2))
    category = np.empty_like(lines.category)
    category[laid] = lines.category[given]
    return lines.decided(category)


def _in_a_row(lines: Lines, rng: np.random.Generator) -> np.ndarray:
    """Order lines by week, in it by patient at random, and keep those of a patient as they are."""
    pair = lines.known_week * (np.int64(lines.patient.max()) + 1) + lines.patient
    _, patient_week = np.unique(pair, return_inverse=True)
    place = rng.random(int(patient_week.max()) + 1)[patient_week]
    return np.lexsort((patient_week, place, lines.known_week))
