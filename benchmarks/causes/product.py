"""The product's scan as a method of the evidence: it is given lines, and nothing of the truth."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from benchmarks.causes.lines import FIELDS, NOT_DENIED, Found, Lines, Mask
from pipeline.causes import AnsweredLines, Limits, Scan

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
EPISODE_WEEKS = 8


def scan(lines: Lines, week: int) -> tuple[Found, ...]:
    """Return what the scan names at the end of a week, with the numbers of the project's rules."""
    return tuple(
        Found(cause.category, cause.cell, cause.since_week, cause.kind)
        for cause in Scan(answered(lines), limits(), week + 1).causes(week)
    )


def answered(lines: Lines) -> AnsweredLines:
    """Return lines as the scan takes them."""
    return AnsweredLines(
        week=lines.known_week.astype(np.int64),
        fields={name: lines.fields[name].astype(np.int64) for name in FIELDS},
        category=lines.category.astype(np.int64),
        is_event=_first_of_episode(lines),
    )


def limits() -> Limits:
    """Return the numbers of the project's rules."""
    with (SEEDS / "thresholds.csv").open(encoding="utf-8") as file:
        return Limits.from_thresholds(
            {row["name"]: float(row["value"]) for row in csv.DictReader(file)}
        )


def _first_of_episode(lines: Lines) -> Mask:
    """Return which lines are a patient's first denial of a category in 8 weeks."""
    denied = np.flatnonzero(lines.category != NOT_DENIED)
    order = denied[
        np.lexsort(
            (denied, lines.known_week[denied], lines.category[denied], lines.patient[denied])
        )
    ]
    goes_on = np.zeros(len(order), dtype=bool)
    goes_on[1:] = (
        (np.diff(lines.patient[order]) == 0)
        & (np.diff(lines.category[order]) == 0)
        & (np.diff(lines.known_week[order]) < EPISODE_WEEKS)
    )
    first = np.zeros(len(lines), dtype=bool)
    first[order[~goes_on]] = True
    return first
