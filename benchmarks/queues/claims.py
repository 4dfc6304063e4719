"""A queue of denied claims and what would become of each, drawn from what no ranking is told.

Takes a size and a seed. Whether a claim is won hangs on who wrote the note, how large it is, how
old the visit was, the payer's mood that quarter and the claim itself; the rules' belief of its
category is only where the category's own chance was drawn from, and is off by 0.9 logit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.queues.rules import Rules

Doubles = NDArray[np.float64]
Numbers = NDArray[np.int64]

CLAIMS_A_WEEK = {"solo": 3, "group": 40}
WEEKS = 104
"""A year in which records grow, and a year that is measured."""

_CATEGORY_WEIGHTS = (9, 8, 7, 9, 9, 6, 4, 5, 6, 8, 9, 6, 3, 2, 6)
_BELIEF_OFF, _PAYER_OFF, _CLINICIAN_OFF = 0.9, 0.6, 0.5
_SIZE_SLOPE, _AGE_SLOPE, _DRIFT, _CLAIM_OFF = -0.35, -0.012, 0.25, 0.6
_UNANSWERED = 0.08
_LAST_DAYS = (45, 60, 90, 120, 180)


@dataclass(frozen=True)
class Queue:
    """Denied claims in the order in which they came, a value each.

    ``week``, ``category``, ``payer``, ``usual_usd`` (what an office would expect) and ``last_week``
    can be known. The rest is truth: dollars if won, minutes, the chance, whether work on it wins,
    weeks to the answer (none: -1), and the share of its minutes that it needs right after one of
    the same payer and category.
    """

    week: Numbers
    category: Numbers
    payer: Numbers
    usual_usd: Doubles
    last_week: Numbers
    usd: Doubles
    minutes: Doubles
    chance: Doubles
    is_won: NDArray[np.bool_]
    answer_weeks: Numbers
    next_share: Doubles


def queue_of(size: str, seed: int, rules: Rules) -> Queue:
    """Draw a practice and two years of its denials."""
    rng = np.random.default_rng([seed, sorted(CLAIMS_A_WEEK).index(size)])
    counts = rng.poisson(CLAIMS_A_WEEK[size] * rng.lognormal(0, 0.15, WEEKS))
    week = np.repeat(np.arange(WEEKS), counts)
    payers = 3 if size == "solo" else 9
    category = _picked(
        rng, np.array(_CATEGORY_WEIGHTS, float) * rng.lognormal(0, 0.5, 15), len(week)
    )
    payer = _picked(rng, rng.pareto(1.5, payers) + 0.3, len(week))
    usd = rng.choice(
        [78.0, 112.0, 148.0, 195.0, 330.0, 610.0], len(week), p=[0.14, 0.3, 0.34, 0.12, 0.07, 0.03]
    )
    usd = usd * rng.choice([1, 2, 3, 4], len(week), p=[0.82, 0.1, 0.05, 0.03])
    chance = _chance(rng, rules, week, category, payer, usd)
    is_won = rng.random(len(week)) < chance
    answered = rng.gamma(2.2, np.where(is_won, 2.4, 4.1))
    silent = rng.random(len(week)) < _UNANSWERED
    return Queue(
        week=week,
        category=category,
        payer=payer,
        usual_usd=usd * rng.lognormal(0, 0.15, len(week)),
        last_week=week + rng.choice(_LAST_DAYS, payers)[payer] // 7,
        usd=usd * np.where(rng.random(len(week)) < 0.2, 0.7, 1.0),
        minutes=rules.minutes[category]
        * rng.lognormal(0, 0.3, 15)[category]
        * rng.lognormal(0, 0.4, len(week)),
        chance=chance,
        is_won=is_won & ~silent,
        answer_weeks=np.where(silent, -1, 1 + answered.astype(np.int64)),
        next_share=rng.uniform(0.3, 0.9, len(week)),
    )


def _picked(rng: np.random.Generator, weights: Doubles, count: int) -> Numbers:
    return rng.choice(len(weights), count, p=weights / weights.sum())


def _chance(
    rng: np.random.Generator,
    rules: Rules,
    week: Numbers,
    category: Numbers,
    payer: Numbers,
    usd: Doubles,
) -> Doubles:
    """Return each claim's chance of being won, if worked."""
    payers = payer.max(initial=0) + 1
    believed = np.log(rules.prior / (1 - rules.prior))
    by_category = believed + rng.normal(0, _BELIEF_OFF, len(believed))
    by_payer = rng.normal(0, _PAYER_OFF, (payers, len(believed)))
    mood = rng.normal(0, _DRIFT, (payers, WEEKS // 13 + 1)).cumsum(axis=1)
    clinicians = rng.normal(0, _CLINICIAN_OFF, 12)
    logit = by_category[category] + by_payer[payer, category] + mood[payer, week // 13]
    logit += clinicians[rng.integers(0, 12, len(week))]
    logit += _SIZE_SLOPE * np.log(usd / np.median(usd))
    logit += _AGE_SLOPE * (rng.gamma(2, 15, len(week)) - 30)
    logit += rng.normal(0, _CLAIM_OFF, len(week))
    return 1 / (1 + np.exp(-logit))
