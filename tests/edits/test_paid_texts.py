"""What a payment teaches is said by the text that was paid, not by one that was denied before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import (
    CLINICIAN,
    DAY,
    GROUP_NPI,
    OTHER_CLINICIAN,
    Claim,
    Line,
    with_lines,
)
from tests.edits.keeping import enroll, reference_token
from tests.edits.lists import payer_rules
from tests.edits.past import Past
from tests.edits.telling import severities

Judge = Callable[..., Report]
SERVED_ON = dt.date(2026, 9, 1)
SENT_FIRST, DENIED_ON = dt.date(2026, 9, 3), dt.date(2026, 9, 10)
SENT_AGAIN, PAID_ON = dt.date(2026, 9, 12), dt.date(2026, 9, 20)

Said = dict[str, Any]


def twice(past: Past, number: str, texts: tuple[Said, Said], answered: Said | None = None) -> None:
    """Add a claim that was sent, denied, sent again otherwise and paid, with the paid line."""
    texts_sent = (
        {"known_on": SENT_FIRST},
        {
            "known_on": SENT_AGAIN,
            "frequency": "7",
            "submission_id": f"again-{number}",
            "transaction_digest": f"again-{number}",
        },
    )
    claim_id = ""
    for own, text in zip(texts_sent, texts, strict=True):
        said: Said = {"member": number, "service_on": SERVED_ON, "billing_npi": GROUP_NPI}
        claim_id = past.sent(number, **said, **own, **text)
    past.answer(claim_id, "denied", DENIED_ON)
    paid = {
        "adjudication_id": past.answer(claim_id, "paid", PAID_ON),
        "claim_id": claim_id,
        "line_number": 1,
        "payer_id": "northwind",
        "procedure_code": "90837",
        "service_on": SERVED_ON,
        "outcome": "not_denied",
        "paid_usd": 90,
        "known_on": PAID_ON,
    }
    past.add("fct_adjudication_lines", **(paid | (answered or {})))


def both_ways(wrong: Said, right: Said) -> list[tuple[Said, Said]]:
    """Return what was denied and what was paid, either way round."""
    return [(wrong, right), (right, wrong)]


AT_HOME: Said = {"modifiers": "95", "place_of_service": "10"}
BY_ROOM: Said = {"modifiers": "GT", "place_of_service": "02"}


@pytest.mark.parametrize(
    ("texts", "severity"), zip(both_ways(AT_HOME, BY_ROOM), ("warn", "hold"), strict=True)
)
def test_a_row_for_telehealth_is_proven_by_the_paid_text(
    judge: Judge, home: Home, past: Past, texts: tuple[Said, Said], severity: str
) -> None:
    payer_rules(home, "northwind,telehealth,,places=10; any_of=95")
    for place in range(20):
        twice(past, f"P{place}", texts)
    past.publish()
    claim = with_lines(Line("HC:90837:GT", place="02"))
    assert severities(judge(claim, only=["E01"])) == {"A1": severity}


@pytest.mark.parametrize(
    ("count", "answered", "severity"),
    [
        (20, {"modifiers": "95"}, "hold"),
        (20, {"modifiers": ""}, "hold"),
        (20, {"modifiers": "GT"}, "warn"),
        (19, {}, "warn"),
    ],
    ids=["stated alike", "not stated", "stated otherwise", "two texts of a claim are one line"],
)
def test_a_paid_line_proves_once_and_as_the_payment_states_it(
    judge: Judge, home: Home, past: Past, count: int, answered: Said, severity: str
) -> None:
    payer_rules(home, "northwind,telehealth,,places=10; any_of=95")
    for place in range(count):
        twice(past, f"P{place}", (AT_HOME, AT_HOME), answered)
    past.publish()
    claim = with_lines(Line("HC:90837:GT", place="02"))
    assert severities(judge(claim, only=["E01"])) == {"A1": severity}


OURS: Said = {"clinician": CLINICIAN, "rendering_npi": CLINICIAN}
OTHERS: Said = {"clinician": OTHER_CLINICIAN, "rendering_npi": OTHER_CLINICIAN}


@pytest.mark.parametrize(
    ("texts", "severity"), zip(both_ways(OURS, OTHERS), ("hold", "warn"), strict=True)
)
def test_a_roster_is_behind_only_where_its_clinician_was_paid(
    judge: Judge, home: Home, past: Past, texts: tuple[Said, Said], severity: str
) -> None:
    enroll(home, f"{CLINICIAN},northwind,2026-01-01,2026-08-31")
    twice(past, "OLD1", texts)
    past.publish()
    assert severities(judge(Claim(), only=["E18"])) == {"A1": severity}


@pytest.mark.parametrize(
    ("texts", "expected"), zip(both_ways(OURS, OTHERS), ({"A1": "warn"}, {}), strict=True)
)
def test_a_pair_is_known_only_where_it_was_paid(
    judge: Judge, past: Past, texts: tuple[Said, Said], expected: dict[str, str]
) -> None:
    twice(past, "OLD1", texts)
    past.publish()
    assert severities(judge(Claim(), only=["E20"])) == expected


@pytest.mark.parametrize(
    ("approved", "severity"),
    [("again-P", "hold"), ("sub-P", "warn")],
    ids=["paid once it was named", "paid once it was dropped"],
)
def test_a_service_was_paid_without_an_approval_only_if_the_paid_text_named_none(
    judge: Judge, home: Home, past: Past, approved: str, severity: str
) -> None:
    payer_rules(home, "northwind,authorization_required,90837,yes")
    for place in range(5):
        twice(past, f"P{place}", ({}, {}))
        past.add(
            "int_submission_authorizations",
            submission_id=f"{approved}{place}",
            line_number=1,
            reference_token=reference_token(home, "AUTH7"),
            known_on=SENT_FIRST,
        )
    past.publish()
    assert severities(judge(Claim(), only=["E23"])) == {"A1": severity}


SLIPPED, USUAL = {"member_mask": "ANNNNNNNN"}, {"member_mask": "AAANNNNNN"}


@pytest.mark.parametrize(
    ("texts", "expected"), zip(both_ways(SLIPPED, USUAL), ({"A1": "warn"}, {}), strict=True)
)
def test_a_member_s_number_has_the_shape_that_was_paid(
    judge: Judge, past: Past, texts: tuple[Said, Said], expected: dict[str, str]
) -> None:
    for place in range(50):
        twice(past, f"P{place}", texts)
    past.publish()
    claim = Claim(member="W12345678", lines=(Line(on=DAY),))
    assert severities(judge(claim, only=["E27"])) == expected
