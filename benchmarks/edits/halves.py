"""A season cut in its middle: edits from the first half, what they do in the second.

The scan, the rule of proof and its numbers are the product's. An edit speaks of the lines of its
cell, as the template E40 does. Lines stand for claims: the seasons have no claims.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.causes.lines import NOT_DENIED, Cell, Lines, Mask
from benchmarks.causes.product import answered, limits
from benchmarks.causes.truth import Season
from pipeline.causes import Scan
from pipeline.causes.history import causes_by_week
from pipeline.edits.proof import CAUGHT, OTHERWISE, PAID, Hit, ProofLimits, tally, verdict

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
FIRST_WATCHED, MIDDLE = 13, 28
"""The first week of which the scan speaks, and the first of the second half."""

_DAY_ZERO = dt.date(2024, 1, 1)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Accepted:
    """An edit that the rule of proof took.

    Attributes:
        severity: ``hold`` or ``warn``: the gravest that is proven.
        cell: The lines of which it speaks.
    """

    severity: str
    category: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the edits of a season did in its second half.

    Attributes:
        repeats: Lines denied by causes that began in the first half and that somebody can mend.
        stopped: Those of them of which an edit of their category speaks.
        paid: Lines paid.
        held: Those of them of which an edit speaks.
        caught: Lines of which an edit speaks and that were denied in its category.
        edits: Edits adopted.
    """

    repeats: int
    stopped: int
    paid: int
    held: int
    caught: int
    edits: int


def outcome(season: Season, edits: Sequence[Accepted], severities: frozenset[str]) -> Outcome:
    """Count what edits do in the second half of a season, those proven as one of some severities.

    Args:
        season: Lines and truth.
        edits: What the first half proposed; the truth had no part in it.
        severities: Of the edits that are adopted; an empty text is one that is not proven.
    """
    lines = season.lines
    accepted = [edit for edit in edits if edit.severity in severities]
    later = lines.known_week >= MIDDLE
    spoken, right = _nowhere(lines), _nowhere(lines)
    for edit in accepted:
        inside = lines.within(edit.cell)
        spoken |= inside
        right |= inside & (lines.category == edit.category)
    paid = later & (lines.category == NOT_DENIED)
    repeats = later & _repeats(season)
    return Outcome(
        repeats=int(repeats.sum()),
        stopped=int((repeats & right).sum()),
        paid=int(paid.sum()),
        held=int((paid & spoken).sum()),
        caught=int((later & right).sum()),
        edits=len(accepted),
    )


def proposals(lines: Lines) -> Iterator[Accepted]:
    """Yield an edit for each lasting or chronic place named at the end of the first half.

    An edit that is not proven has an empty severity.
    """
    known = lines.until(MIDDLE - 1)
    scan = Scan(answered(known), limits(), MIDDLE)
    *_, (_, causes) = causes_by_week(scan, range(FIRST_WATCHED, MIDDLE))
    for cause in causes:
        if cause.kind == "burst" or known.categories[cause.category] not in mendable():
            continue
        since = 0 if cause.kind == "chronic" else cause.since_week
        hits = _hits(known, cause.category, cause.cell, since)
        yield Accepted(verdict(tally(hits), proof_limits()), cause.category, cause.cell)


@cache
def mendable() -> frozenset[str]:
    """Return the categories whose owner mends claims before they are sent."""
    able = {row["owner_role"] for row in _seed("edit_templates")} - {""}
    return frozenset(
        row["category"]
        for row in _seed("categories")
        if row["default_owner"] in able and row["default_origin"] != "payer"
    )


@cache
def proof_limits() -> ProofLimits:
    """Return the numbers of the project's rules."""
    rows = _seed("thresholds")
    return ProofLimits.from_thresholds({row["name"]: float(row["value"]) for row in rows})


def _hits(known: Lines, category: int, cell: Cell, since: int) -> Iterator[Hit]:
    inside = np.flatnonzero(known.within(cell) & (known.known_week >= since))
    for place in inside:
        told = int(known.category[place])
        outcome_of = PAID if told == NOT_DENIED else CAUGHT if told == category else OTHERWISE
        day = _DAY_ZERO + dt.timedelta(weeks=int(known.known_week[place]))
        client = str(known.patient[place])
        yield Hit(str(place), client, day, day, outcome_of, _NOTHING, _NOTHING, _NOTHING)


def _repeats(season: Season) -> Mask:
    """Return what causes denied that began in the first half and that somebody can mend."""
    lines = season.lines
    told = _nowhere(lines)
    for cause in season.truth.causes:
        if cause.onset_week < MIDDLE and lines.categories[cause.category] in mendable():
            told |= cause.caused
    return told


def _nowhere(lines: Lines) -> Mask:
    return np.zeros(len(lines), dtype=bool)


def _seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
