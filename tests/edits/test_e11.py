"""E11: an original claim is for a service that the payer does not have yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import DAY, OTHER_CLINICIAN, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past
from tests.edits.telling import told

Judge = Callable[..., Report]
FOURTH, FIFTH = dt.date(2026, 11, 4), dt.date(2026, 11, 5)
HELD = [("E11", "A1", 1, "hold")]


def judged(judge: Judge, past: Past, *claims: Claim) -> list[tuple[str, str, int | None, str]]:
    past.publish()
    return told(judge(*(claims or (Claim(),)), only=["E11"]))


@pytest.mark.parametrize("outcome", ["accepted", "pended", "information_requested"])
def test_a_claim_that_the_payer_took_in_is_not_sent_again(
    judge: Judge, past: Past, outcome: str
) -> None:
    past.status(past.sent(), outcome, FOURTH)
    assert judged(judge, past) == HELD


@pytest.mark.parametrize("outcome", ["paid", "denied", "partly_denied", "patient_share"])
def test_a_claim_that_the_payer_decided_is_not_sent_anew(
    judge: Judge, past: Past, outcome: str
) -> None:
    past.answer(past.sent(), outcome, FOURTH)
    assert judged(judge, past) == HELD


@pytest.mark.parametrize("outcome", ["rejected", "not_found", "other"])
def test_what_was_turned_away_may_come_again(judge: Judge, past: Past, outcome: str) -> None:
    past.status(past.sent(), "accepted", FOURTH)
    past.status("id-OLD1", outcome, FIFTH)
    assert judged(judge, past) == []


def test_a_claim_of_which_nobody_said_anything_may_come_again(judge: Judge, past: Past) -> None:
    past.sent()
    assert judged(judge, past) == []


@pytest.mark.parametrize("remark", ["MA130", "N142"])
def test_a_denial_that_wants_a_new_claim_gets_one(judge: Judge, past: Past, remark: str) -> None:
    past.answer(past.sent(), "denied", FOURTH, "N290", remark)
    assert judged(judge, past) == []


def test_only_the_last_answer_s_remark_counts(judge: Judge, past: Past) -> None:
    past.answer(past.sent(), "denied", FOURTH, "MA130")
    past.answer("id-OLD1", "denied", FIFTH, "N380")
    assert judged(judge, past) == HELD


def test_a_claim_taken_back_may_come_again_from_the_day_that_is_known(
    judge: Judge, past: Past
) -> None:
    past.status(past.sent(), "accepted", FOURTH)
    past.void("id-OLD1", SENT_ON + dt.timedelta(days=1))
    assert judged(judge, past) == HELD
    past.void("id-OLD1", SENT_ON)
    assert judged(judge, past) == []


@pytest.mark.parametrize(
    "other",
    [
        {"member": "MEMBER2"},
        {"procedure": "90834"},
        {"modifiers": "95"},
        {"clinician": OTHER_CLINICIAN},
        {"service_on": DAY - dt.timedelta(days=7)},
        {"sequence": "secondary"},
        {"frequency": "8"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_service_is_no_duplicate(judge: Judge, past: Past, other: dict) -> None:
    past.status(past.sent(**other), "accepted", FOURTH)
    assert judged(judge, past) == []


@pytest.mark.parametrize("frequency", ["7", "8"])
def test_a_replacement_or_void_is_no_duplicate(judge: Judge, past: Past, frequency: str) -> None:
    past.status(past.sent(), "accepted", FOURTH)
    assert judged(judge, past, Claim(frequency=frequency)) == []


@pytest.mark.parametrize(("days", "expected"), [(540, HELD), (541, [])])
def test_older_claims_than_the_look_back_are_left_out(
    judge: Judge, past: Past, days: int, expected: list
) -> None:
    sent_on = SENT_ON + dt.timedelta(days=1 - days)
    claim_id = past.sent(known_on=sent_on, service_on=sent_on)
    past.status(claim_id, "accepted", sent_on)
    assert judged(judge, past, with_lines(Line(on=sent_on))) == expected


def test_what_becomes_known_after_the_day_does_not_count(judge: Judge, past: Past) -> None:
    past.status(past.sent(), "accepted", SENT_ON + dt.timedelta(days=1))
    assert judged(judge, past) == []


def test_without_a_warehouse_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(Claim(), only=["E11"])
    assert ("E11", "no run has published a warehouse yet") in [
        (one.edit_id, one.reason) for one in report.plan.silent
    ]
    assert told(report) == []
