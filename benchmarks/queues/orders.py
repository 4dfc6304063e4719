"""Orders in which open claims may be worked, by what an office can know on a Monday.

Each takes what is open and returns it in its order, first to be worked first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.queues.claims import Doubles, Numbers, Queue
from benchmarks.queues.rules import HOURLY_USD, Rules


@dataclass(frozen=True)
class Monday:
    """What an office knows on a Monday: the claims that are open, and how earlier work ended.

    Attributes:
        week: The Monday's number.
        still_open: Claims nobody has worked and no limit has passed, oldest first.
        worked: Claims worked before, and ``worked_week``, the week of each.
    """

    queue: Queue
    rules: Rules
    week: int
    still_open: Numbers
    worked: Numbers
    worked_week: Numbers


Order = Callable[[Monday], Numbers]


def by_age(monday: Monday) -> Numbers:
    """Oldest first."""
    return monday.still_open


def by_dollars(monday: Monday) -> Numbers:
    """Most expected dollars first."""
    return monday.still_open[np.argsort(-monday.queue.usual_usd[monday.still_open], kind="stable")]


def by_value_with_fixed_odds(monday: Monday) -> Numbers:
    """The project's rank, its chances those of the rules for good."""
    return _ranked(monday, monday.rules.prior[monday.queue.category[monday.still_open]])


def by_value_with_learned_odds(monday: Monday) -> Numbers:
    """The project's rank, its chances learned from what was worked."""
    odds = learned(monday)
    at = monday.still_open
    return _ranked(monday, odds[monday.queue.payer[at], monday.queue.category[at]])


def by_value_with_true_odds(monday: Monday) -> Numbers:
    """The project's rank if it knew every claim's chance: what no record can reach."""
    return _ranked(monday, monday.queue.chance[monday.still_open])


ORDERS: dict[str, Order] = {
    "age": by_age,
    "dollars": by_dollars,
    "value per minute, fixed odds": by_value_with_fixed_odds,
    "value per minute, learned odds": by_value_with_learned_odds,
    "value per minute, true odds": by_value_with_true_odds,
}


def learned(monday: Monday) -> Doubles:
    """Return the chance by payer and category, by the formula of ``int_recovery_odds``."""
    queue, rules = monday.queue, monday.rules
    at, worked_week = monday.worked, monday.worked_week
    age = monday.week - worked_week
    # answered in the week before at the latest; who has not answered says nothing
    is_told = (queue.answer_weeks[at] >= 0) & (queue.answer_weeks[at] < age)
    cohort = queue.category[at] * (monday.week + 1) + worked_week
    waited_for = np.unique(cohort[~is_told])
    counts = is_told & ((age >= rules.cohort_weeks) | ~np.isin(cohort, waited_for))
    weight = np.where(counts, 0.5 ** (age / rules.half_life_weeks), 0.0)
    shape = queue.payer.max(initial=0) + 1, len(rules.prior)
    won, told = np.zeros(shape), np.zeros(shape)
    np.add.at(told, (queue.payer[at], queue.category[at]), weight)
    np.add.at(won, (queue.payer[at], queue.category[at]), weight * queue.is_won[at])
    return pulled(pulled(rules.prior, won.sum(axis=0), told.sum(axis=0), rules), won, told, rules)


def pulled(before: Doubles, won: Doubles, told: Doubles, rules: Rules) -> Doubles:
    """Return a belief after a record of so many won of so many told."""
    return (rules.strength * before + won) / (rules.strength + told)


def _ranked(monday: Monday, chance: Doubles) -> Numbers:
    """Batches of one payer and category by the project's score; within, the last day first."""
    queue, rules, at = monday.queue, monday.rules, monday.still_open
    batch = queue.payer[at] * len(rules.prior) + queue.category[at]
    _, number, size = np.unique(batch, return_inverse=True, return_counts=True)
    likely = np.bincount(number, chance * queue.usual_usd[at])
    left = np.full(len(size), np.inf)
    np.minimum.at(left, number, 7.0 * (queue.last_week[at] - monday.week))
    effort = np.bincount(number, rules.minutes[queue.category[at]]) / size
    minutes = effort * (1 + rules.batch_share * (size - 1))
    urgency = rules.urgency[np.searchsorted(rules.urgent_days, left)]
    score = np.maximum(likely - minutes * HOURLY_USD / 60, 0) * urgency
    score /= np.maximum(minutes, rules.least_minutes)
    return at[
        np.lexsort((-chance * queue.usual_usd[at], queue.last_week[at], number, -score[number]))
    ]
