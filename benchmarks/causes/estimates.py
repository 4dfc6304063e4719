"""Figures over many seasons, with intervals.

Intervals are 95%, from a bootstrap of whole seasons: what happens in one season hangs together.
Where nothing or everything was seen a bootstrap sees no doubt; there the far end is the rule of
three (3 divided by the seasons' years, causes or alarms).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.causes.scoring import Judged

FOUND_BY = (4, 8, 12)
ONSET_NEAR = 2
_RESAMPLES = 1000
_TAILS = (2.5, 97.5)
_WEEKS_A_YEAR = 52


class Estimate(NamedTuple):
    """A figure and its interval; all none where there was nothing to measure."""

    value: float | None
    low: float | None
    high: float | None


class Figures(NamedTuple):
    """What a method is worth.

    Attributes:
        false_alarms: False alarms per quiet year.
        found: Share of causes found by their weeks 4, 8 and 12.
        precision: Share of right ones among all alarms of planted seasons.
        delay: Median week in which a cause was found, of those found by week 12.
        onset_error: Median weeks between the onset said and the true one, of the same.
        onset_near: Share of the same whose onset was said within two weeks.
        chronic: Chronic places named per quiet season.
    """

    false_alarms: Estimate
    found: tuple[Estimate, ...]
    precision: Estimate
    delay: Estimate
    onset_error: Estimate
    onset_near: Estimate
    chronic: Estimate


def figures(quiet: Sequence[Judged], planted: Sequence[Judged]) -> Figures:
    """Sum up the quiet and the planted seasons of one method."""
    causes = [len(each.finds) for each in planted]
    in_time = [
        [find for find in each.finds if find.delay_weeks and find.delay_weeks <= FOUND_BY[-1]]
        for each in planted
    ]
    errors = [[abs(find.onset_error_weeks or 0) for find in finds] for finds in in_time]
    return Figures(
        false_alarms=false_a_year(quiet),
        found=tuple(share(_found_by(planted, week), causes) for week in FOUND_BY),
        precision=share(
            [each.right for each in planted], [each.right + each.false for each in planted]
        ),
        delay=middle([[float(find.delay_weeks or 0) for find in finds] for finds in in_time]),
        onset_error=middle([[float(error) for error in season] for season in errors]),
        onset_near=share(
            [sum(error <= ONSET_NEAR for error in season) for season in errors],
            [len(season) for season in errors],
        ),
        chronic=rate([each.chronic for each in quiet], [1.0] * len(quiet)),
    )


def false_a_year(seasons: Sequence[Judged]) -> Estimate:
    """Return the false alarms per year watched."""
    return rate([each.false for each in seasons], [each.weeks / _WEEKS_A_YEAR for each in seasons])


def _found_by(planted: Sequence[Judged], week: int) -> list[int]:
    return [
        sum(find.delay_weeks is not None and find.delay_weeks <= week for find in each.finds)
        for each in planted
    ]


def rate(counts: Sequence[float], of: Sequence[float]) -> Estimate:
    """Return events per unit, one entry a season."""
    total, units = float(np.sum(counts)), float(np.sum(of))
    if units == 0:
        return Estimate(None, None, None)
    if total == 0:
        return Estimate(0.0, 0.0, 3 / units)
    return Estimate(total / units, *_ratio_interval(counts, of))


def share(counts: Sequence[float], of: Sequence[float]) -> Estimate:
    """Return the share of some among all, one entry a season."""
    told = rate(counts, of)
    total = float(np.sum(of))
    if told.value == 1:
        return Estimate(1.0, max(0.0, 1 - 3 / total), 1.0)
    return told._replace(high=min(told.high, 1.0)) if told.high is not None else told


def middle(values: Sequence[Sequence[float]]) -> Estimate:
    """Return the median of all values, which come in seasons."""
    together = np.concatenate([np.asarray(season, dtype=float) for season in values] or [[]])
    if not len(together):
        return Estimate(None, None, None)
    whose = np.repeat(np.arange(len(values)), [len(season) for season in values])
    medians = []
    for drawn in _resamples(len(values)):
        taken = np.repeat(together, np.bincount(drawn, minlength=len(values))[whose])
        if len(taken):
            medians.append(np.median(taken))
    return Estimate(float(np.median(together)), *_tails(medians))


def _ratio_interval(counts: Sequence[float], of: Sequence[float]) -> tuple[float, float]:
    drawn = _resamples(len(counts))
    above = np.asarray(counts, dtype=float)[drawn].sum(axis=1)
    below = np.asarray(of, dtype=float)[drawn].sum(axis=1)
    return _tails(above[below > 0] / below[below > 0])


def _resamples(seasons: int) -> np.ndarray:
    # Always the same draws: an interval must not differ between two prints of one result.
    return np.random.default_rng(0).integers(0, seasons, (_RESAMPLES, seasons))


def _tails(values: Sequence[float] | np.ndarray) -> tuple[float, float]:
    low, high = np.percentile(values, _TAILS)
    return float(low), float(high)
