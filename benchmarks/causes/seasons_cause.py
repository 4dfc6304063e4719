"""The one cause of a planted season of generator one."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from benchmarks.causes.lines import FIELDS, NOT_DENIED, Lines
from benchmarks.causes.truth import Cause, Season, Truth

FIRST_ONSET, LAST_ONSET = 14, 43  # twelve weeks are left to find it in
_WEAKEST, _STRONGEST = 0.4, 0.8  # chance that a line the cause touches is denied


def with_cause(lines: Lines, excess: tuple[float, float], rng: np.random.Generator) -> Season:
    """Plant one cause that denies so many lines a week, at least and at most.

    Drawn again until a category and cell have lines enough in the first twelve weeks.
    """
    while True:
        onset = int(rng.integers(FIRST_ONSET, LAST_ONSET + 1))
        chance, category = (
            rng.uniform(_WEAKEST, _STRONGEST),
            int(rng.integers(len(lines.categories))),
        )
        cell = _cell(lines, onset, (excess[0] / chance, excess[1] / chance), rng)
        if cell is None:
            continue
        struck = lines.within(cell) & (lines.known_week >= onset) & (lines.category == NOT_DENIED)
        caused = struck & (rng.random(len(lines)) < chance)
        first = int(lines.known_week[caused][0]) if caused.any() else LAST_ONSET + 1
        if first <= LAST_ONSET:
            outcome = np.where(caused, np.int32(category), lines.category)
            cause = Cause(category, cell, "step", first, None, caused)
            return Season(lines.decided(outcome), Truth((cause,)))


def _cell(
    lines: Lines, onset: int, weekly: tuple[float, float], rng: np.random.Generator
) -> dict[str, int] | None:
    """Draw values of one or two fields that so many lines a week have, or none.

    Two fields must hold at most half of the lines of either one: else one alone would say as much.
    """
    part = lines.between(onset, onset + 11)
    sets = list(combinations(FIELDS, int(rng.integers(1, 3))))
    names = sets[int(rng.integers(len(sets)))]
    columns = np.stack([lines.fields[name][part] for name in names], axis=1)
    cells, lines_in = np.unique(columns, axis=0, return_counts=True)
    fits = (lines_in >= 12 * weekly[0]) & (lines_in <= 12 * weekly[1])
    if len(names) > 1:
        for position in range(2):
            alone = np.bincount(columns[:, position])[cells[:, position]]
            fits &= 2 * lines_in <= alone
    fits &= lines_in <= 0.35 * len(columns)
    if not fits.any():
        return None
    drawn = cells[rng.choice(np.flatnonzero(fits))]
    return dict(zip(names, map(int, drawn), strict=True))
