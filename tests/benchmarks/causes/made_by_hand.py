"""Lines made by hand, and methods told by the test itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.causes.lines import FIELDS, NOT_DENIED, Found, Lines, Method
from benchmarks.causes.truth import Cause, Nature, Truth

VALUES = dict.fromkeys(FIELDS, ("a", "b", "c", "d", "e", "f"))
CATEGORIES = ("authorization", "documentation")


def line(
    week: int,
    payer: int = 0,
    procedure: int = 0,
    category: int = NOT_DENIED,
    patient: int = 0,
    times: int = 1,
) -> list[tuple[int, ...]]:
    """Return the same line so many times."""
    return [(week, patient, payer, procedure, category)] * times


def lines_of(*rows: list[tuple[int, ...]]) -> Lines:
    """Return lines in the order of their weeks; fields but payer and procedure are all alike."""
    table = np.array(sorted((row for each in rows for row in each), key=lambda row: row[0]))
    week, patient, payer, procedure, category = table.astype(np.int32).T
    fields = {name: np.zeros(len(table), dtype=np.int32) for name in FIELDS}
    fields |= {"payer_id": payer, "procedure_code": procedure}
    return Lines(week, patient, fields, category, VALUES, CATEGORIES)


def cause(
    lines: Lines,
    cell: dict[str, int],
    onset_week: int,
    end_week: int | None = None,
    nature: Nature = "step",
) -> Cause:
    return Cause(0, cell, nature, onset_week, end_week, np.zeros(len(lines), dtype=bool))


def silent(lines: Lines, week: int) -> Sequence[Found]:
    return []


def oracle(truth: Truth) -> Method:
    """Return a method that was told the truth."""

    def told(lines: Lines, week: int) -> list[Found]:
        return [
            Found(
                each.category,
                each.cell,
                each.onset_week,
                "lasting" if each.is_to_be_found else "burst",
            )
            for each in truth.causes
            if each.onset_week <= week <= (each.end_week or week)
        ]

    return told
