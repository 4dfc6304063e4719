"""Two years of Mondays: an office works its open claims in an order until its hours are spent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.queues.claims import WEEKS, Numbers, Queue
from benchmarks.queues.orders import Monday, Order, learned
from benchmarks.queues.rules import Rules

MEASURED_FROM = WEEKS // 2


@dataclass(frozen=True)
class Worked:
    """What the measured year brought.

    Attributes:
        usd: Dollars won by what was worked in it, whenever they came.
        hours: Of work.
        fixed_error: Mean squared error of the rules' chance, over what was worked.
        learned_error: The same of the chance learned by then.
    """

    usd: float
    hours: float
    fixed_error: float
    learned_error: float

    @property
    def usd_an_hour(self) -> float:
        """Dollars for each hour."""
        return self.usd / self.hours if self.hours else 0.0


def work(queue: Queue, rules: Rules, order: Order, share: float, *, saves: bool) -> Worked:
    """Work a queue in an order.

    Args:
        queue: The claims and their truth.
        rules: What the ranking goes by.
        order: In which open claims are worked.
        share: Hours of a week, of those its denials need if none follows its like.
        saves: Whether a claim right after its like needs fewer minutes; else nobody saves any.
    """
    minutes_a_week = share * queue.minutes.sum() / WEEKS
    worked_week = np.full(len(queue.week), -1)
    odds = np.zeros(len(queue.week))
    owed = spent_in_all = 0.0
    for week in range(WEEKS):
        monday = _monday(queue, rules, week, worked_week)
        done, spent = _done(queue, order(monday), minutes_a_week - owed, saves=saves)
        owed = max(0.0, spent - (minutes_a_week - owed))
        odds[done] = learned(monday)[queue.payer[done], queue.category[done]]
        worked_week[done] = week
        spent_in_all += spent if week >= MEASURED_FROM else 0.0
    measured = np.flatnonzero(worked_week >= MEASURED_FROM)
    is_won = queue.is_won[measured]
    fixed = rules.prior[queue.category[measured]]
    return Worked(
        usd=float(queue.usd[measured][is_won].sum()),
        hours=spent_in_all / 60,
        fixed_error=float(np.mean((fixed - is_won) ** 2)),
        learned_error=float(np.mean((odds[measured] - is_won) ** 2)),
    )


def _monday(queue: Queue, rules: Rules, week: int, worked_week: Numbers) -> Monday:
    """Return what is known on a Monday: denials of the weeks before, and the work on them."""
    is_open = (queue.week < week) & (worked_week < 0) & (queue.last_week >= week)
    worked = np.flatnonzero(worked_week >= 0)
    return Monday(queue, rules, week, np.flatnonzero(is_open), worked, worked_week[worked])


def _done(queue: Queue, ranked: Numbers, minutes: float, *, saves: bool) -> tuple[Numbers, float]:
    """Return what is worked of a ranked list, the last one begun to its end, and its minutes."""
    likes = np.empty(len(ranked), bool)
    likes[:1] = False
    likes[1:] = (queue.payer[ranked[1:]] == queue.payer[ranked[:-1]]) & (
        queue.category[ranked[1:]] == queue.category[ranked[:-1]]
    )
    needed = queue.minutes[ranked] * np.where(likes & saves, queue.next_share[ranked], 1.0)
    begun = needed.cumsum() - needed < minutes
    return ranked[begun], float(needed[begun].sum())
