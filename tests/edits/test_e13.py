"""E13: the number in REF*F8 is one that this payer gave to a claim of this client."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import DAY, SENT_ON, Claim
from tests.edits.past import Past, patient_of
from tests.edits.telling import told

Judge = Callable[..., Report]
LONG_AGO, FOURTH = dt.date(2026, 1, 5), dt.date(2026, 11, 4)
ONE_DAY = dt.timedelta(days=1)


def replacing(number: str, payer_number: str, **claim: str) -> Claim:
    return Claim(number=number, frequency="7", before=(f"REF*F8*{payer_number}",), **claim)  # type: ignore[arg-type]


@pytest.fixture
def known(past: Past) -> Past:
    """A payer whose reports are here since long, and the numbers it gave."""
    past.answer("id-FIRST", "paid", LONG_AGO, payer_claim_number="FIRST")
    own = patient_of(past.home, "MEMBER1")
    past.answer("id-OLD1", "denied", FOURTH, payer_claim_number="PCN-01", patient_token=own)
    past.status(past.sent("OLD2"), "accepted", FOURTH, payer_claim_number="PCN2")
    past.status(past.sent("OLD3", member="MEMBER3"), "accepted", FOURTH, payer_claim_number="PCN3")
    other = {"payer_id": "southgate", "patient_token": own}
    past.answer("id-OLD4", "denied", FOURTH, payer_claim_number="PCN4", **other)
    past.answer("id-OLD5", "denied", SENT_ON, payer_claim_number="PCN5", patient_token=own)
    late = SENT_ON + ONE_DAY
    past.answer("id-OLD6", "denied", late, payer_claim_number="PCN6", patient_token=own)
    for number, age in (("PCN7", 730), ("PCN8", 731)):
        past.answer(f"id-{number}", "paid", late - age * ONE_DAY, payer_claim_number=number)
    return past


def test_a_number_must_be_one_that_this_payer_gave_to_this_client(
    judge: Judge, known: Past
) -> None:
    known.publish()
    numbers = ["PCN-01", "pcn 01", "PCN2", "PCN5", "PCN7"]
    right = [replacing(f"R{place}", number) for place, number in enumerate(numbers)]
    wrong = [
        replacing("UNKNOWN", "PCN9"),
        replacing("OTHERS", "PCN3"),
        replacing("OTHER-PAYER", "PCN4"),
        replacing("TOO-LATE", "PCN6"),
        replacing("TOO-OLD", "PCN8"),
        Claim(number="VOID", frequency="8", before=("REF*F8*PCN9",)),
    ]
    silent = [Claim(number="S1", before=("REF*F8*PCN9",)), Claim(number="S2", frequency="7")]
    report = judge(*right, *wrong, *silent, only=["E13"])
    assert told(report) == [("E13", claim.number, None, "warn") for claim in wrong]
    assert [f.found for f in report.findings[:2]] == [
        "a number that no report or remittance of this payer has",
        "the number of a claim of another client",
    ]
    assert "PCN" not in str([(f.found, f.wanted) for f in report.findings])


@pytest.mark.parametrize(("begun", "severity"), [(DAY, "warn"), (DAY + ONE_DAY, "info")])
def test_where_reports_are_younger_than_the_claim_an_unknown_number_is_told_only(
    judge: Judge, past: Past, begun: dt.date, severity: str
) -> None:
    past.answer("id-FIRST", "paid", begun, payer_claim_number="FIRST")
    past.publish()
    report = judge(replacing("A1", "PCN9"), replacing("A2", "PCN9", payer="SG01"), only=["E13"])
    assert told(report) == [("E13", "A1", None, severity), ("E13", "A2", None, "info")]


@pytest.mark.parametrize(("days", "severity"), [(8, "warn"), (7, "info")])
def test_a_service_before_the_look_back_is_told_only(
    judge: Judge, adopt: Callable[..., None], known: Past, days: int, severity: str
) -> None:
    known.publish()
    adopt(f"E13,E13,lookback_days={days},warn,2026-10-01")
    assert told(judge(replacing("A1", "PCN9"), only=["E13"])) == [("E13", "A1", None, severity)]


def test_without_a_warehouse_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(replacing("A1", "PCN9"), only=["E13"])
    assert told(report) == []
    assert ("E13", "no run has published a warehouse yet") in [
        (one.edit_id, one.reason) for one in report.plan.silent
    ]
