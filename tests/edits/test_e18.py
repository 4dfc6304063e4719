"""E18: who renders is enrolled at the payer on the day of service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import (
    CLINICIAN,
    DAY,
    GROUP_NPI,
    OTHER_CLINICIAN,
    SENT_ON,
    Claim,
    Line,
    with_lines,
)
from tests.edits.keeping import enroll
from tests.edits.past import Past
from tests.edits.telling import told

Judge = Callable[..., Report]
HELD, WARNED = [("E18", "A1", None, "hold")], [("E18", "A1", None, "warn")]
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)
ONE = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"{CLINICIAN},northwind,{DAY},", []),
        (f"{CLINICIAN},northwind,{AFTER},", HELD),
        (f"{CLINICIAN},northwind,2026-01-01,{DAY}", []),
        (f"{CLINICIAN},northwind,2026-01-01,{BEFORE}", HELD),
        (f"{OTHER_CLINICIAN},northwind,2026-01-01,", HELD),
        (f"{OTHER_CLINICIAN},southgate,2026-01-01,", []),
    ],
    ids=["from that day", "from the next", "until that day", "until the one before", "another's",
         "a payer without a roster"],
)  # fmt: skip
def test_an_enrollment_holds_on_the_day_of_service(
    judge: Judge, home: Home, row: str, expected: list
) -> None:
    enroll(home, row)
    assert told(judge(Claim(), only=["E18"])) == expected


def test_it_names_the_mismatch(judge: Judge, home: Home) -> None:
    enroll(home, f"{CLINICIAN},northwind,{AFTER},")
    (finding,) = judge(Claim(), only=["E18"]).findings
    assert finding.found == f"clinician {CLINICIAN} on {DAY}, before the enrollment of {AFTER}"
    assert finding.field == "NM1*82 NM109"


def test_both_ends_of_a_service_are_asked(judge: Judge, home: Home) -> None:
    enroll(home, f"{CLINICIAN},northwind,2026-01-01,{DAY}")
    span = (f"DTP*472*RD8*{DAY:%Y%m%d}-{AFTER:%Y%m%d}",)
    assert told(judge(with_lines(Line(on=None, extra=span)), only=["E18"])) == HELD


def test_a_clinician_of_a_line_is_told_with_the_line(judge: Judge, home: Home) -> None:
    enroll(home, f"{CLINICIAN},northwind,2026-01-01,")
    other = Line(extra=(f"NM1*82*1*OTHER*CLIN****XX*{OTHER_CLINICIAN}",))
    assert told(judge(with_lines(Line(), other), only=["E18"])) == [("E18", "A1", 2, "hold")]


def test_a_clinician_of_several_lines_is_told_once(judge: Judge, home: Home) -> None:
    enroll(home, f"{OTHER_CLINICIAN},northwind,2026-01-01,")
    assert told(judge(with_lines(Line(), Line("HC:90834")), only=["E18"])) == HELD


@pytest.mark.parametrize(
    ("billing", "expected"),
    [
        (f"NM1*85*2*WILLOW*****XX*{GROUP_NPI}", []),
        (f"NM1*85*1*CARE*CAL****XX*{GROUP_NPI}", HELD),
        (f"NM1*85*2*WILLOW*****XX*{CLINICIAN}", HELD),
    ],
    ids=["a group", "a person", "a number that is a clinician's"],
)
def test_who_bills_renders_where_nobody_else_is_named(
    judge: Judge, home: Home, billing: str, expected: list
) -> None:
    enroll(home, f"{OTHER_CLINICIAN},northwind,2026-01-01,")
    assert told(judge(Claim(clinician=""), only=["E18"], billing=[billing])) == expected


def test_a_claim_taken_back_is_not_asked(judge: Judge, home: Home) -> None:
    enroll(home, f"{OTHER_CLINICIAN},northwind,2026-01-01,")
    assert told(judge(Claim(frequency="8"), only=["E18"])) == []


@pytest.mark.parametrize(
    ("service_on", "outcome", "known_on", "expected"),
    [
        (dt.date(2026, 9, 1), "paid", SENT_ON, WARNED),
        (dt.date(2026, 9, 1), "patient_share", SENT_ON, WARNED),
        (dt.date(2026, 9, 1), "denied", SENT_ON, HELD),
        (dt.date(2026, 9, 1), "paid", SENT_ON + ONE, HELD),
        (dt.date(2026, 8, 31), "paid", SENT_ON, HELD),
        (DAY - dt.timedelta(days=10), "paid", SENT_ON, WARNED),
    ],
    ids=["paid after the end", "to the patient", "denied", "known later", "before the end", "new"],
)
def test_a_payment_of_a_day_without_enrollment_shows_that_the_roster_is_behind(
    judge: Judge, home: Home, past: Past, service_on: dt.date, outcome: str, known_on: dt.date,
    expected: list,
) -> None:  # fmt: skip
    enroll(home, f"{CLINICIAN},northwind,2026-01-01,2026-08-31")
    past.answer(past.sent(service_on=service_on), outcome, known_on)
    past.publish()
    assert told(judge(Claim(), only=["E18"])) == expected


def test_a_payment_that_was_reversed_shows_nothing(judge: Judge, home: Home, past: Past) -> None:
    enroll(home, f"{CLINICIAN},northwind,2026-01-01,2026-08-31")
    paid_on = dt.date(2026, 10, 1)
    claim_id = past.sent(service_on=dt.date(2026, 9, 1), known_on=dt.date(2026, 9, 3))
    past.answer(claim_id, "paid", paid_on, reversed_on=SENT_ON)
    past.publish()
    assert told(judge(Claim(), only=["E18"])) == HELD


def test_the_gap_before_the_enrollment_ends_with_it(judge: Judge, home: Home, past: Past) -> None:
    enroll(home, f"{CLINICIAN},northwind,{AFTER},")
    past.answer(past.sent(service_on=AFTER), "paid", SENT_ON)
    past.publish()
    assert told(judge(Claim(), only=["E18"])) == HELD
    past.answer(past.sent("OLD2", service_on=DAY), "paid", SENT_ON)
    past.publish()
    assert told(judge(Claim(), only=["E18"])) == WARNED


@pytest.mark.parametrize(("days", "expected"), [(365, WARNED), (366, HELD)])
def test_older_payments_show_nothing(
    judge: Judge, home: Home, past: Past, days: int, expected: list
) -> None:
    enroll(home, f"{OTHER_CLINICIAN},northwind,2020-01-01,")
    past.answer(past.sent(service_on=DAY - dt.timedelta(days=days)), "paid", SENT_ON)
    past.publish()
    assert told(judge(Claim(), only=["E18"])) == expected


def test_without_enrollments_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(Claim(), only=["E18"])
    reasons = {one.edit_id: one.reason for one in report.plan.silent}
    assert reasons["E18"] == "there is no contracts/credentialing.csv"
