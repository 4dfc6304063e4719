"""E20: clinician and billing group that this payer has not paid together yet."""

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
ONE = dt.timedelta(days=1)
OLD = dt.date(2026, 10, 1)
WARNED = [("E20", "A1", 1, "warn")]


def judged(judge: Judge, past: Past, *claims: Claim) -> list[tuple[str, str, int | None, str]]:
    past.publish()
    return told(judge(*(claims or (Claim(),)), only=["E20"]))


def sent(past: Past, number: str = "OLD1", **other: object) -> str:
    return past.sent(number, **({"known_on": OLD, "billing_npi": GROUP_NPI} | other))  # type: ignore[arg-type]


def test_a_pair_that_was_never_sent_is_told(judge: Judge, past: Past) -> None:
    past.publish()
    report = judge(Claim(), only=["E20"])
    assert told(report) == WARNED
    assert report.findings[0].found.endswith("claims sent before: 0")


def test_of_a_batch_the_first_claim_of_a_pair_is_told(judge: Judge, past: Past) -> None:
    other = Claim(number="A3", clinician=OTHER_CLINICIAN)
    elsewhere = Claim(number="A4", payer="SG01")
    assert judged(judge, past, Claim(), Claim(number="A2"), other, elsewhere) == [
        *WARNED, ("E20", "A3", 1, "warn"), ("E20", "A4", 1, "warn"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "known_on", "expected"),
    [
        ("paid", SENT_ON, []),
        ("patient_share", SENT_ON, []),
        ("partly_denied", SENT_ON, []),
        ("denied", SENT_ON, WARNED),
        ("paid", SENT_ON + ONE, WARNED),
    ],
)
def test_a_pair_that_was_paid_is_known(
    judge: Judge, past: Past, outcome: str, known_on: dt.date, expected: list
) -> None:
    past.answer(sent(past), outcome, known_on)
    assert judged(judge, past) == expected


@pytest.mark.parametrize(
    "other",
    [{"clinician": OTHER_CLINICIAN}, {"billing_npi": OTHER_CLINICIAN}, {"payer_id": "southgate"}],
    ids=["another clinician", "another group", "another payer"],
)
def test_what_was_paid_of_another_pair_proves_nothing(
    judge: Judge, past: Past, other: dict[str, str]
) -> None:
    past.answer(sent(past, **other), "paid", SENT_ON, payer_id=other.get("payer_id", "northwind"))
    assert judged(judge, past) == WARNED


def test_a_payment_that_was_reversed_proves_nothing(judge: Judge, past: Past) -> None:
    past.answer(sent(past), "paid", OLD, reversed_on=SENT_ON)
    assert judged(judge, past) == WARNED


@pytest.mark.parametrize(("count", "expected"), [(2, WARNED), (3, [])])
def test_only_the_first_claims_of_a_pair_are_told(
    judge: Judge, past: Past, count: int, expected: list
) -> None:
    for place in range(count):
        sent(past, f"OLD{place}")
    sent(past, "VOID", frequency="8")
    assert judged(judge, past) == expected


@pytest.mark.parametrize(("number", "expected"), [("OLD1", WARNED), ("NEW", [])])
def test_a_claim_that_was_sent_again_is_one_claim(
    judge: Judge, past: Past, number: str, expected: list
) -> None:
    for place in range(2):
        sent(past, f"OLD{place}")
    sent(past, number, submission_id="again", transaction_digest="again")
    assert judged(judge, past) == expected


@pytest.mark.parametrize(("days", "expected"), [(6, []), (7, WARNED)])
def test_a_pair_is_told_once_a_week(judge: Judge, past: Past, days: int, expected: list) -> None:
    sent(past, known_on=SENT_ON - dt.timedelta(days=days))
    assert judged(judge, past) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"{CLINICIAN},northwind,{DAY},{DAY}", []),
        (f"{CLINICIAN},northwind,{DAY + ONE},", WARNED),
        (f"{CLINICIAN},northwind,2026-01-01,{DAY - ONE}", WARNED),
        (f"{CLINICIAN},southgate,2026-01-01,", WARNED),
    ],
)
def test_an_enrolled_clinician_is_known(
    judge: Judge, past: Past, home: Home, row: str, expected: list
) -> None:
    enroll(home, row)
    assert judged(judge, past) == expected


def test_a_solo_and_a_claim_taken_back_are_no_pair(judge: Judge, past: Past) -> None:
    solo = Claim(clinician="")
    void = Claim(number="A2", frequency="8")
    assert judged(judge, past, solo, void) == []


def test_a_clinician_of_a_line_is_a_pair_of_its_own(judge: Judge, past: Past) -> None:
    past.answer(sent(past), "paid", SENT_ON)
    other = Line(extra=(f"NM1*82*1*OTHER*CLIN****XX*{OTHER_CLINICIAN}",))
    assert judged(judge, past, with_lines(Line(), other)) == [("E20", "A1", 2, "warn")]


def test_how_many_and_how_often_is_the_practice_s(
    judge: Judge, past: Past, adopt: Callable[..., None]
) -> None:
    adopt("ours,E20,first_claims=1; days_between=30,warn,2026-10-01")
    assert judged(judge, past) == [("ours", "A1", 1, "warn")]
    sent(past, known_on=dt.date(2026, 8, 1))
    assert judged(judge, past) == []


def test_without_a_warehouse_it_is_silent_and_says_so(judge: Judge) -> None:
    silent = {one.edit_id: one.reason for one in judge(Claim(), only=["E20"]).plan.silent}
    assert silent["E20"] == "no run has published a warehouse yet"
