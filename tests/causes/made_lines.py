"""Lines made by hand: so many a week in a cell, so many of them denied."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pipeline.causes import FIELDS, AnsweredLines, Limits

THRESHOLDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds" / "thresholds.csv"
UNKNOWN: Mapping[str, int] = dict.fromkeys(FIELDS, -1)


def limits() -> Limits:
    with THRESHOLDS.open(encoding="utf-8") as file:
        return Limits.from_thresholds(
            {row["name"]: float(row["value"]) for row in csv.DictReader(file)}
        )


@dataclass
class Made:
    """Lines to be, in any order."""

    rows: list[tuple[int, Mapping[str, int], int]] = field(default_factory=list)

    def add(
        self,
        weeks: Iterable[int],
        cell: Mapping[str, int],
        lines: int,
        denied: int = 0,
        category: int = 0,
    ) -> Made:
        """Add so many lines to each week, the first of them denied; other fields are not known."""
        for week in weeks:
            for number in range(lines):
                told = category if number < denied else -1
                self.rows.append((week, {**UNKNOWN, **cell}, told))
        return self

    def lines(self) -> AnsweredLines:
        category = np.array([told for _, _, told in self.rows], dtype=np.int64)
        return AnsweredLines(
            week=np.array([week for week, _, _ in self.rows], dtype=np.int64),
            fields={
                name: np.array([cell[name] for _, cell, _ in self.rows], dtype=np.int64)
                for name in FIELDS
            },
            category=category,
            is_event=category >= 0,
        )
