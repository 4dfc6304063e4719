"""Causes and glitches of generator two.

A cause is met where a line stands: one answered line is drawn and the cause touches all that agree
with it in one, two or (mostly) three fields. It may come all at once, or over six to ten weeks, or
be put right again after five to ten; a season has one, or two at a time. Its rule goes by the day
of service or by that of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.causes.lines import FIELDS, NOT_DENIED, Lines
from benchmarks.causes.second_hand_visits import Numbers
from benchmarks.causes.truth import Cause, Nature, Season, Truth

EARLIEST, LATEST = 14, 43
_PLANS: tuple[tuple[Nature, ...], ...] = (("step",), ("ramp",), ("ended",), ("step", "ramp"))
_FIELD_ODDS = (0.15, 0.25, 0.6)
_GLITCHES_A_SEASON = 1.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Fewest and most lines a week that a cause denies at its full strength."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Days:
    """Days of each line, 0 the first of the season."""

    served: Numbers
    answered: Numbers


def with_glitches(lines: Lines, rng: np.random.Generator) -> Season:
    """Let some payers deny for one week what they pay before and after."""
    causes: list[Cause] = []
    for _ in range(int(rng.poisson(_GLITCHES_A_SEASON))):
        week = int(rng.integers(EARLIEST, 54))
        part = lines.between(week, week)
        if part.stop == part.start:
            continue
        cell = {"payer_id": int(lines.fields["payer_id"][rng.integers(part.start, part.stop)])}
        category, share = int(rng.integers(len(lines.categories))), rng.uniform(0.4, 0.8)
        struck = lines.within(cell) & (lines.known_week == week) & (lines.category == NOT_DENIED)
        caused = struck & (rng.random(len(lines)) < share)
        if caused.any():
            causes.append(Cause(category, cell, "glitch", week, week, caused))
            lines = lines.decided(np.where(caused, np.int32(category), lines.category))
    return Season(lines, Truth(tuple(causes)))


def strike(season: Season, days: Days, wanted: Wanted, rng: np.random.Generator) -> Season:
    """Add the causes of one plan to a season."""
    lines, causes = season.lines, list(season.truth.causes)
    struck: list[Cause] = []
    for nature in _PLANS[int(rng.integers(len(_PLANS)))]:
        cause = None
        while cause is None or any(_share(lines, cause, other) > 0.2 for other in struck):
            cause = _cause(lines, days, wanted, nature, rng)
        struck.append(cause)
        lines = lines.decided(np.where(cause.caused, np.int32(cause.category), lines.category))
    return Season(lines, Truth((*causes, *struck)))


def _share(lines: Lines, one: Cause, other: Cause) -> float:
    first, second = lines.within(one.cell), lines.within(other.cell)
    return float(np.sum(first & second) / np.sum(first | second))


def _cause(
    lines: Lines, days: Days, wanted: Wanted, nature: Nature, rng: np.random.Generator
) -> Cause | None:
    """Draw a cause, or none where what was drawn is too small, too large or out of time."""
    week = int(rng.integers(EARLIEST, LATEST + 1))
    part = lines.between(week, week + 11)
    example = int(rng.integers(part.start, part.stop))
    count = 1 + int(rng.choice(3, p=_FIELD_ODDS))
    names = rng.choice(len(FIELDS), count, replace=False)
    cell = {FIELDS[n]: int(lines.fields[FIELDS[n]][example]) for n in sorted(names)}
    full = rng.uniform(0.45, 0.9)
    weekly = full * np.sum(lines.within(cell, part)) / 12
    if not wanted.least <= weekly <= wanted.most:
        return None
    chance = full * _strength(days, 7 * week, nature, rng)
    struck = lines.within(cell) & (lines.category == NOT_DENIED)
    caused = struck & (rng.random(len(lines)) < chance)
    known = lines.known_week[caused]
    if len(known) < 3 or not EARLIEST <= known[0] <= LATEST:
        return None
    end = int(known[-1]) if nature == "ended" else None
    return Cause(int(rng.integers(len(lines.categories))), cell, nature, int(known[0]), end, caused)


def _strength(days: Days, begins: int, nature: Nature, rng: np.random.Generator) -> np.ndarray:
    """Return how much of its full strength a cause has for each line."""
    if rng.random() < 0.5:
        since = days.answered - begins
    else:
        usual_wait = int(np.median(days.answered - days.served))
        since = days.served - (begins - usual_wait)
    if nature == "ramp":
        return np.clip((since + 7) / (7 * rng.integers(6, 11)), 0.0, 1.0)
    if nature == "ended":
        return ((since >= 0) & (since < 7 * rng.integers(5, 11))).astype(float)
    return (since >= 0).astype(float)
