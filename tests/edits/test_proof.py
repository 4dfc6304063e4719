"""When an edit is proven: each number of the rule, on either side of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from pipeline.edits.proof import (
    CAUGHT,
    OTHERWISE,
    PAID,
    REJECTED,
    UNRESOLVED,
    Hit,
    ProofLimits,
    bound,
    by_month,
    minutes,
    tally,
    verdict,
)
from pipeline.practice.rule_tables import rule_table

LIMITS = ProofLimits.from_thresholds(
    {key[0]: float(row["value"]) for key, row in rule_table("thresholds").rows.items()}
)
MONDAY = dt.date(2026, 10, 5)


def hit(outcome: str, number: int = 0, *, clients: int = 100, weeks: int = 2) -> Hit:
    """Make a claim; the number-th is of one of so many clients and weeks."""
    answered_on = MONDAY + dt.timedelta(weeks=number % weeks)
    is_open = outcome in (UNRESOLVED, REJECTED)
    return Hit(
        claim_number=f"{outcome}-{number}",
        client=f"client-{number % clients}",
        sent_on=MONDAY - dt.timedelta(days=14),
        answered_on=None if is_open else answered_on,
        outcome=outcome,
        expected_usd=Decimal(100) if outcome == CAUGHT else Decimal(0),
        saved_usd=Decimal("20.004") if outcome == CAUGHT else Decimal(0),
        paid_usd=Decimal(90) if outcome == PAID else Decimal(0),
    )


def hits(caught: int, paid: int, *, clients: int = 100, weeks: int = 2) -> list[Hit]:
    right = [hit(CAUGHT, number, clients=clients, weeks=weeks) for number in range(caught)]
    return [*right, *(hit(PAID, number) for number in range(paid))]


@pytest.mark.parametrize(
    ("caught", "paid", "told"), [(5, 0, 0.77), (6, 2, 0.53), (8, 4, 0.48), (0, 0, 0.02)]
)
def test_the_bound_is_the_tenth_part_of_the_beta_distribution(
    caught: int, paid: int, told: float
) -> None:
    assert bound(tally(hits(caught, paid)), LIMITS) == pytest.approx(told, abs=0.006)


@pytest.mark.parametrize(
    ("counts", "groups", "expected"),
    [
        ((5, 0), {}, "hold"),
        ((6, 2), {}, "hold"),
        ((8, 4), {}, "warn"),
        ((5, 0), {"clients": 4}, "warn"),
        ((5, 0), {"weeks": 1}, ""),
        ((3, 0), {}, "warn"),
        ((3, 0), {"clients": 2}, ""),
        ((3, 5), {}, ""),
        ((3, 4), {}, "warn"),
        ((0, 0), {}, ""),
    ],
)
def test_each_number_of_the_rule_decides(
    counts: tuple[int, int], groups: dict[str, int], expected: str
) -> None:
    assert verdict(tally(hits(*counts, **groups)), LIMITS) == expected


def test_what_is_open_or_denied_otherwise_speaks_neither_for_nor_against() -> None:
    more = [hit(OTHERWISE), hit(REJECTED), hit(UNRESOLVED), hit(UNRESOLVED)]
    counted = tally([*hits(5, 0), *more])
    assert (counted.otherwise, counted.rejected, counted.unresolved) == (1, 1, 2)
    assert bound(counted, LIMITS) == bound(tally(hits(5, 0)), LIMITS)


def test_value_is_what_working_denials_would_not_bring_back_and_the_time_it_takes() -> None:
    counted = tally(hits(3, 2))
    assert counted.expected_usd == Decimal("300.00")
    assert counted.saved_usd == Decimal("60.01")
    assert counted.paid_usd == Decimal("180.00")
    assert minutes(counted, 12, LIMITS) == 3 * 12 - 2 * 3


def test_a_month_is_that_of_sending() -> None:
    months = by_month(hits(2, 1))
    assert {month: (told.caught, told.paid) for month, told in months.items()} == {
        dt.date(2026, 9, 1): (2, 1)
    }
