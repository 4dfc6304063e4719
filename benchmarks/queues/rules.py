"""The project's own numbers, as its ranking has them: read from the tables of rules."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
HOURLY_USD = 35.0
"""The default of ``practice.toml``."""


@dataclass(frozen=True)
class Rules:
    """What the ranking believes and weighs with.

    Attributes:
        prior: Chance of winning by category, 0..1.
        minutes: Minutes of work by category.
        urgent_days: Days to the last day, nearest first.
        urgency: The weight up to each of them.
        strength: Claims that a belief weighs as much as.
        cohort_weeks: After so many weeks what was worked together counts.
        half_life_weeks: After so many weeks a worked claim weighs half.
        batch_share: Of its minutes that the second claim of a batch is believed to need.
        least_minutes: Nothing is worked faster.
    """

    prior: NDArray[np.float64]
    minutes: NDArray[np.float64]
    urgent_days: NDArray[np.float64]
    urgency: NDArray[np.float64]
    strength: float
    cohort_weeks: int
    half_life_weeks: float
    batch_share: float
    least_minutes: float

    @classmethod
    def read(cls) -> Rules:
        """Read them from the seeds."""
        priors = _rows("recovery_priors")
        numbers = {row["name"]: float(row["value"]) for row in _rows("thresholds")}
        limits = {row["name"]: float(row["value"]) for row in _rows("packet_limits")}
        weights = sorted(
            (float(row["within_days"]), float(row["weight"])) for row in _rows("urgency_weights")
        )
        return cls(
            prior=np.array([float(row["p_recover_default"]) for row in priors]),
            minutes=np.array([float(row["effort_minutes"]) for row in priors]),
            urgent_days=np.array([days for days, _ in weights]),
            urgency=np.array([weight for _, weight in weights]),
            strength=numbers["recovery_strength"],
            cohort_weeks=int(numbers["recovery_cohort_weeks"]),
            half_life_weeks=numbers["recovery_half_life_weeks"],
            batch_share=limits["batch_minutes_share"],
            least_minutes=limits["batch_least_minutes"],
        )


def _rows(table: str) -> list[dict[str, str]]:
    with (SEEDS / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
