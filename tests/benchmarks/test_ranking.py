"""The order of a list is judged by a truth it cannot read, and learns as the models do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.queues.claims import WEEKS, Queue, queue_of
from benchmarks.queues.orders import ORDERS, Monday, by_age, by_dollars, learned, pulled
from benchmarks.queues.rules import Rules
from benchmarks.queues.working import work


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.read()


@pytest.fixture(scope="module")
def queue(rules: Rules) -> Queue:
    return queue_of("solo", 1, rules)


def made(queue: Queue, won: list[bool], answered: list[int], payer: list[int]) -> Queue:
    """The first claims of a queue, all of its first category, with outcomes of their own."""
    count = len(won)
    cut = replace(queue, **{name: getattr(queue, name)[:count] for name in vars(queue)})
    return replace(
        cut,
        category=np.zeros(count, int),
        payer=np.array(payer),
        is_won=np.array(won),
        answer_weeks=np.array(answered),
    )


def test_a_belief_is_pulled_as_in_the_models(rules: Rules) -> None:
    """The figures of ``int_recovery_odds``: four tenths and two learn 0.8 down."""
    of_all = pulled(np.array([0.8]), np.array([3.0]), np.array([5.0]), rules)
    own = pulled(of_all, np.array([2.0]), np.array([3.0]), rules)
    assert (round(of_all[0], 6), round(own[0], 6)) == (0.733333, 0.717949)


@pytest.mark.parametrize(
    ("weeks", "answered", "counts"),
    [
        (5, [2, 3], True),  # both had their answer in the weeks before
        (4, [2, 3], True),
        (3, [2, 3], False),  # one is still waited for, so neither counts
        (19, [2, -1], False),  # never answered
        (20, [2, -1], True),  # and no longer waited for
    ],
)
def test_what_was_worked_together_counts_together(
    rules: Rules, queue: Queue, weeks: int, answered: list[int], counts: bool
) -> None:
    two = made(queue, [True, True], answered, [0, 0])
    monday = Monday(two, rules, weeks, np.array([], int), np.array([0, 1]), np.array([0, 0]))
    assert bool(learned(monday)[0, 0] > rules.prior[0]) is counts
    assert (learned(monday)[0, 1:] == rules.prior[1:]).all()


def test_no_order_by_what_an_office_knows_reads_the_truth(rules: Rules, queue: Queue) -> None:
    """Another truth of the same claims, none worked yet: the same order."""
    other = replace(
        queue,
        usd=queue.usd[::-1],
        minutes=queue.minutes[::-1],
        chance=queue.chance[::-1],
        is_won=~queue.is_won,
        next_share=queue.next_share[::-1],
    )
    nothing = np.array([], int)
    at = np.flatnonzero(queue.week < WEEKS // 4)
    for name, order in ORDERS.items():
        orders = [order(Monday(each, rules, 30, at, nothing, nothing)) for each in (queue, other)]
        assert sorted(orders[0]) == list(at)
        assert (orders[0] == orders[1]).all() is np.bool_("true odds" not in name)


def test_oldest_and_largest_go_first(rules: Rules, queue: Queue) -> None:
    nothing, at = np.array([], int), np.arange(20)
    monday = Monday(queue, rules, 30, at, nothing, nothing)
    assert (np.diff(queue.week[by_age(monday)]) >= 0).all()
    assert (np.diff(queue.usual_usd[by_dollars(monday)]) <= 0).all()


def test_every_order_has_the_same_hours_and_a_saved_minute_is_saved(
    rules: Rules, queue: Queue
) -> None:
    hours = [work(queue, rules, order, 0.3, saves=False).hours for order in ORDERS.values()]
    assert max(hours) - min(hours) < 3
    first = ORDERS["value per minute, fixed odds"]
    assert (
        work(queue, rules, first, 9.0, saves=True).hours
        < work(queue, rules, first, 9.0, saves=False).hours
    )
