"""E30: a claim that says primary although another plan is known to pay first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import DAY, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past, patient_of
from tests.edits.telling import told

Judge = Callable[..., Report]
DENIED_ON, TENTH = dt.date(2026, 10, 1), dt.date(2026, 9, 10)
ONE_DAY = dt.timedelta(days=1)
WARNED = [("E30", "A1", None, "warn")]


def denied(past: Past, **other: object) -> None:
    """Add a visit of 10 September, denied because another plan pays first."""
    row = {
        "denial_id": "denial",
        "patient_token": patient_of(past.home, "MEMBER1"),
        "payer_id": "northwind",
        "payer_sequence": "primary",
        "carc_code": "22",
        "service_on": TENTH,
        "remit_on": DENIED_ON,
        "known_on": DENIED_ON,
        "is_noise": False,
    }
    past.add("fct_denials", **row | other)


def paid(
    past: Past,
    payer_id: str = "southgate",
    sequence: str = "primary",
    known_on: dt.date = DENIED_ON,
    outcome: str = "paid",
    **other: object,
) -> None:
    """Add a payment for a visit of 10 September, by default of another payer as the first."""
    row = {
        "payer_id": payer_id,
        "payer_sequence": sequence,
        "patient_token": patient_of(past.home, "MEMBER1", payer_id),
        "service_from_on": TENTH,
        "remit_on": known_on,
    }
    past.answer("id-PAID", outcome, known_on, **row | other)


def judged(judge: Judge, past: Past, *claims: Claim) -> list[tuple[str, str, int | None, str]]:
    past.publish()
    return told(judge(*(claims or (Claim(),)), only=["E30"]))


@pytest.mark.parametrize(
    ("sign", "found"),
    [
        (denied, "primary; reason 22 on 2026-10-01"),
        (paid, "primary; paid as primary by southgate on 2026-10-01"),
        (
            lambda past: paid(past, "northwind", "secondary"),
            "primary; paid as secondary by this payer on 2026-10-01",
        ),
        (
            lambda past: paid(past, "northwind", "tertiary"),
            "primary; paid as tertiary by this payer on 2026-10-01",
        ),
    ],
    ids=["denial", "another payer", "second", "third"],
)
def test_a_sign_of_another_primary_payer_warns(
    judge: Judge, past: Past, sign: Callable[[Past], None], found: str
) -> None:
    sign(past)
    past.publish()
    others = [
        Claim(number="SECOND", sequence="S"),
        Claim(number="BACK", frequency="8"),
        Claim(number="OTHER", member="MEMBER2"),
    ]
    report = judge(Claim(), *others, only=["E30"])
    assert told(report) == WARNED
    assert report.findings[0].found == found


@pytest.mark.parametrize(
    ("sign", "other"),
    [
        (denied, {"carc_code": "27"}),
        (denied, {"payer_id": "southgate"}),
        (denied, {"payer_sequence": "secondary"}),
        (denied, {"is_noise": True}),
        (denied, {"known_on": SENT_ON + ONE_DAY}),
        (denied, {"known_on": SENT_ON - 180 * ONE_DAY}),
        (denied, {"closed_on": SENT_ON, "close_reason": "overturned_reprocessed"}),
        (paid, {"sequence": "secondary"}),
        (paid, {"outcome": "denied"}),
        (paid, {"patient_token": "another"}),
        (paid, {"known_on": SENT_ON + ONE_DAY}),
        (paid, {"known_on": SENT_ON - 180 * ONE_DAY}),
        (paid, {"reversed_on": SENT_ON}),
        (paid, {"payer_id": "northwind"}),
        (paid, {"payer_id": "northwind", "sequence": "secondary", "outcome": "denied"}),
        (paid, {"payer_id": "northwind", "sequence": "secondary", "reversed_on": SENT_ON}),
    ],
    ids=lambda value: value.__name__ if callable(value) else str(value),
)
def test_what_is_no_sign(
    judge: Judge, past: Past, sign: Callable[..., None], other: dict
) -> None:
    sign(past, **other)
    assert judged(judge, past) == []


@pytest.mark.parametrize("sign", [denied, paid])
def test_signs_count_for_180_days(
    judge: Judge, past: Past, adopt: Callable[..., None], sign: Callable[..., None]
) -> None:
    sign(past, known_on=SENT_ON - 179 * ONE_DAY)
    assert judged(judge, past) == WARNED
    adopt("E30,E30,lookback_days=179,warn,2026-10-01")
    assert told(judge(Claim(), only=["E30"])) == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, []),
        ({"outcome": "denied"}, WARNED),
        ({"sequence": "secondary"}, WARNED),
        ({"known_on": DENIED_ON}, WARNED),
        ({"service_from_on": TENTH - ONE_DAY}, WARNED),
        ({"reversed_on": SENT_ON}, WARNED),
    ],
    ids=str,
)
def test_what_this_payer_paid_first_since_takes_the_sign_away(
    judge: Judge, past: Past, other: dict, expected: list
) -> None:
    denied(past)
    paid(past, **{"payer_id": "northwind", "known_on": DENIED_ON + ONE_DAY} | other)
    assert judged(judge, past) == expected


def test_a_client_is_told_once_a_batch(judge: Judge, past: Past) -> None:
    denied(past)
    again = with_lines(Line(on=DAY + ONE_DAY), number="A2")
    assert judged(judge, past, Claim(), again) == WARNED


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"known_on": dt.date(2026, 11, 1)}, []),
        ({"known_on": dt.date(2026, 10, 31)}, WARNED),
        ({"known_on": SENT_ON + ONE_DAY}, WARNED),
        ({"known_on": dt.date(2026, 11, 1), "sequence": "secondary"}, WARNED),
        ({"known_on": dt.date(2026, 11, 1), "member": "MEMBER2"}, WARNED),
    ],
    ids=str,
)
def test_a_client_is_told_once_a_month(
    judge: Judge, past: Past, sent: dict, expected: list
) -> None:
    denied(past)
    past.sent(**sent)
    assert judged(judge, past) == expected


def test_a_claim_sent_before_the_sign_was_known_told_nobody(judge: Judge, past: Past) -> None:
    denied(past, known_on=dt.date(2026, 11, 3))
    past.sent(known_on=dt.date(2026, 11, 3))
    assert judged(judge, past) == WARNED


def test_without_a_warehouse_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(Claim(), only=["E30"])
    assert ("E30", "no run has published a warehouse yet") in [
        (one.edit_id, one.reason) for one in report.plan.silent
    ]
