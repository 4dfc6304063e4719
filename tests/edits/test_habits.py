"""Edits that speak of most of what was paid, told whatever a batch's size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.commands.scrub_lines import lines_of
from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import Claim
from tests.edits.past import Past

Judge = Callable[..., Report]
Learn = Callable[..., None]
BEFORE, PAID_ON = dt.date(2026, 9, 1), dt.date(2026, 9, 10)


@pytest.fixture
def learn(home: Home) -> Learn:
    """Write one learnt edit by hand, named ours."""

    def written(parameters: str = "payer_id=northwind", since_on: str = "") -> None:
        (home.practices[0].rules_folder / "edits.csv").write_text(
            "edit_id,template_id,parameters,severity,category,owner_role,since_on,adopted_on,"
            "adopted_by_role,reason,expires_on\n"
            f"ours,E40,{parameters},hold,authorization,authorization_ur,{since_on},2026-01-01,"
            "billing_manager,by hand,2027-01-01\n",
            encoding="utf-8",
        )

    return written


def pay(past: Past, count: int, outcome: str = "paid", **claim: object) -> None:
    """Add claims that were sent and answered."""
    for _ in range(count):
        number = f"OLD{len(past.rows.get('fct_submissions', ()))}"
        claim_id = past.sent(number, member=number, known_on=BEFORE, **claim)  # type: ignore[arg-type]
        past.answer(claim_id, outcome, PAID_ON, payer_id=claim.get("payer_id", "northwind"))


def doubts(judge: Judge, past: Past, **order: dt.date) -> list[str]:
    past.publish()
    report = judge(Claim(), only=["ours"], **order)
    assert [finding.edit_id for finding in report.findings] == ["ours"]
    return [line.strip() for line in lines_of(report) if "doubt it first" in line]


@pytest.mark.parametrize(("count", "is_told"), [(9, False), (10, True), (40, True)])
def test_an_edit_of_all_that_a_payer_paid_is_doubted_before_a_single_claim(
    judge: Judge, past: Past, learn: Learn, count: int, *, is_told: bool
) -> None:
    learn()
    pay(past, count)
    line = f"ours: it speaks of {count} of {count} paid claims; doubt it first"
    assert doubts(judge, past) == ([line] if is_told else [])


@pytest.mark.parametrize(("others", "is_told"), [(7, False), (6, True)])
def test_three_in_ten_paid_claims_are_the_most(
    judge: Judge, past: Past, learn: Learn, others: int, *, is_told: bool
) -> None:
    learn("procedure_code=90837")
    pay(past, 3 if others == 7 else 4)
    pay(past, others, procedure="90834")
    assert bool(doubts(judge, past)) is is_told


def test_what_other_payers_paid_and_what_was_denied_makes_it_no_smaller(
    judge: Judge, past: Past, learn: Learn
) -> None:
    learn()
    pay(past, 10)
    pay(past, 90, payer_id="southgate")
    pay(past, 30, "denied")
    assert doubts(judge, past) == ["ours: it speaks of 10 of 10 paid claims; doubt it first"]


@pytest.mark.parametrize(("since_on", "is_told"), [("2026-09-10", True), ("2026-09-11", False)])
def test_what_was_paid_under_another_rule_speaks_against_no_edit(
    judge: Judge, past: Past, learn: Learn, since_on: str, *, is_told: bool
) -> None:
    learn(since_on=since_on)
    pay(past, 10)
    assert bool(doubts(judge, past)) is is_told


@pytest.mark.parametrize(("day", "is_told"), [(9, False), (10, True)])
def test_a_scrub_of_a_day_sees_what_was_paid_by_its_evening(
    judge: Judge, past: Past, learn: Learn, day: int, *, is_told: bool
) -> None:
    learn()
    pay(past, 10)
    assert bool(doubts(judge, past, as_of_on=dt.date(2026, 9, day))) is is_told
