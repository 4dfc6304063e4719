"""E23: a service that the payer wants to approve names the approval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import DAY, SENT_ON, Claim, Line, with_lines
from tests.edits.keeping import approve, keep_list
from tests.edits.past import Past
from tests.edits.telling import told

Judge = Callable[..., Report]
HEAD = "payer_id,rule_kind,applies_to,value,from_on,through_on,source"
HELD, WARNED = [("E23", "A1", 1, "hold")], [("E23", "A1", 1, "warn")]
ONE = dt.timedelta(days=1)
NUMBER = "REF*G1*AUTH7"
OTHER_PAYER = ("SBR*S*18*G2******MC", "NM1*PR*2*SECOND*****PI*SG01", NUMBER)


def want(home: Home, codes: str = "90837", value: str = "yes", days: str = ",") -> None:
    want_each(home, (codes, value, days))


def want_each(home: Home, *rows: tuple[str, str, str]) -> None:
    """Write rows, each its codes, its value and its two days."""
    said = [",".join(("northwind,authorization_required", *row, "manual")) for row in rows]
    keep_list(home, "payer_rules", HEAD, *said)


def test_a_service_of_the_row_names_an_approval(judge: Judge, home: Home) -> None:
    want(home)
    own = Line(extra=(NUMBER,))
    claims = [
        Claim(number="none"),
        Claim(number="of the claim", before=(NUMBER,)),
        with_lines(own, number="of the line"),
        with_lines(own, Line(), number="of another line"),
        Claim(number="empty", before=("REF*G1*",)),
        Claim(number="a referral", before=("REF*9F*REFER1",)),
        Claim(number="another payer's", extra=OTHER_PAYER),
        Claim(number="a payer without a row", payer="SG01"),
        Claim(number="taken back", frequency="8"),
        with_lines(Line("HC:90834"), number="another service"),
    ]
    report = judge(*claims, only=["E23"])
    assert [(one.claim_number, one.line_number, one.severity) for one in report.findings] == [
        ("none", 1, "hold"), ("of another line", 2, "hold"), ("empty", 1, "hold"),
        ("a referral", 1, "hold"), ("another payer's", 1, "hold"),
    ]  # fmt: skip
    assert "AUTH7" not in str(report.findings)


@pytest.mark.parametrize(
    ("codes", "value", "days", "expected"),
    [
        ("", "yes", ",", HELD),
        ("90834 90837", "", ",", HELD),
        ("90837", "no", ",", []),
        ("90837", "yes", f"{DAY},{DAY}", HELD),
        ("90837", "yes", f"{DAY + ONE},", []),
        ("90837", "yes", f",{DAY - ONE}", []),
    ],
)
def test_what_a_row_says(
    judge: Judge, home: Home, codes: str, value: str, days: str, expected: list
) -> None:
    want(home, codes, value, days)
    assert told(judge(Claim(), only=["E23"])) == expected


def test_a_revenue_code_may_want_it(judge: Judge, home: Home) -> None:
    want(home, "0912")
    claim = with_lines(Line("HC:H0035", revenue="0912"), place="11:A")
    assert told(judge(claim, only=["E23"])) == HELD
    other = with_lines(Line("HC:H0035", revenue="0913"), place="11:A")
    assert told(judge(other, only=["E23"])) == []


ALL, GONE = ("", "yes", ","), f",{DAY - ONE}"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([ALL, ("90837", "no", ",")], []),
        ([ALL, ("90834", "no", ",")], HELD),
        ([ALL, ("90837", "no", GONE)], HELD),
        ([ALL, ("90837", "after 1 visits", ",")], []),
        ([("", "no", ","), ("90837", "yes", ",")], HELD),
        ([("", "after 1 visits", ","), ("90837", "", ",")], HELD),
        ([("90837", "no", ","), ("90834 90837", "yes", ",")], HELD),
    ],
    ids=["own no", "another's no", "no longer", "own later", "own yes", "own empty", "two own"],
)
def test_a_code_s_own_row_stands_before_the_one_for_all(
    judge: Judge, home: Home, rows: list[tuple[str, str, str]], expected: list
) -> None:
    for order in (rows, rows[::-1]):
        want_each(home, *order)
        assert told(judge(Claim(), only=["E23"])) == expected


def test_a_second_visit_is_held_by_the_code_s_own_row(judge: Judge, home: Home) -> None:
    want_each(home, ("", "after 9 visits", ","), ("90837", "after 1 visits", ","))
    claims = [with_lines(Line(on=DAY + ONE * place), number=f"A{place}") for place in range(2)]
    assert told(judge(*claims, only=["E23"])) == [("E23", "A1", 1, "hold")]


@pytest.mark.parametrize(
    ("count", "expected"), [(4, HELD), (5, WARNED)], ids=["four were paid", "five were paid"]
)
def test_a_payer_that_paid_without_it_turns_the_hold_into_a_warning(
    judge: Judge, home: Home, past: Past, count: int, expected: list
) -> None:
    want(home)
    days = [DAY - dt.timedelta(days=7 * place) for place in range(1, 10)]
    for place in range(count):
        past.answer(past.sent(f"P{place}", service_on=days[place]), "paid", SENT_ON)
    # none of these is a payment of this service without an approval that is known by now
    past.answer(past.sent("APPROVED"), "paid", SENT_ON)
    approve(past, "AUTH7", "APPROVED")
    past.answer(past.sent("DENIED"), "denied", SENT_ON)
    past.answer(past.sent("LATE"), "paid", SENT_ON + ONE)
    past.answer(past.sent("BACK"), "paid", SENT_ON, reversed_on=SENT_ON)
    past.answer(past.sent("OTHER", procedure="90834"), "paid", SENT_ON)
    past.answer(past.sent("ELSE", payer_id="southgate"), "paid", SENT_ON, payer_id="southgate")
    past.publish()
    assert told(judge(Claim(), only=["E23"])) == expected


def earlier(past: Past, days: int, number: str, **other: object) -> str:
    return past.sent(number, service_on=DAY - dt.timedelta(days=days), **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "expected"), [("after 3 visits", []), ("after 2", HELD)])
def test_visits_of_the_year_are_counted_by_the_day(
    judge: Judge, home: Home, past: Past, value: str, expected: list
) -> None:
    want(home, "90837 90834", value)
    earlier(past, 7, "A")
    earlier(past, 7, "B", procedure="90834")
    earlier(past, 14, "C")
    # none of these is a visit of this client, year, payer and service that stands
    earlier(past, 330, "YEAR")
    earlier(past, 21, "MEMBER", member="MEMBER2")
    earlier(past, 28, "SERVICE", procedure="90791")
    earlier(past, 35, "LATE", known_on=SENT_ON + ONE)
    past.answer(earlier(past, 42, "DENIED"), "denied", SENT_ON)
    past.status(earlier(past, 49, "REJECTED"), "rejected", SENT_ON)
    past.void(earlier(past, 56, "VOID"), SENT_ON)
    past.publish()
    assert told(judge(Claim(), only=["E23"])) == expected


def test_a_denial_that_was_overturned_is_a_visit(judge: Judge, home: Home, past: Past) -> None:
    want(home, value="after 1")
    claim_id = earlier(past, 7, "A")
    past.answer(claim_id, "denied", dt.date(2026, 11, 4))
    past.publish()
    assert told(judge(Claim(), only=["E23"])) == []
    past.answer(claim_id, "paid", dt.date(2026, 11, 5))
    past.publish()
    assert told(judge(Claim(), only=["E23"])) == HELD


def test_visits_that_go_out_together_are_counted(judge: Judge, home: Home) -> None:
    want(home, value="after 2")
    claims = [
        with_lines(Line(on=DAY + dt.timedelta(days=place)), number=f"A{place}")
        for place in range(3)
    ]
    assert told(judge(*claims, only=["E23"])) == [("E23", "A2", 1, "hold")]


def test_free_visits_that_were_paid_prove_nothing(judge: Judge, home: Home, past: Past) -> None:
    want(home, value="after 1")
    for place in range(6):
        past.answer(earlier(past, 7 * (place + 1), f"P{place}"), "paid", SENT_ON)
    past.publish()
    assert told(judge(Claim(), only=["E23"])) == HELD


def test_without_a_row_it_is_silent_and_says_so(judge: Judge) -> None:
    silent = {one.edit_id: one.reason for one in judge(Claim(), only=["E23"]).plan.silent}
    kind = "authorization_required"
    assert silent["E23"] == f"reference/payer_rules.csv has no row of the kind {kind}"
