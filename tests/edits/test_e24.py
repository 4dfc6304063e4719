"""E24: the approval that a service names was given for it."""

from __future__ import annotations

import datetime as dt
import re
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
from tests.edits.keeping import keep_list
from tests.edits.telling import told

Judge = Callable[..., Report]
HEAD = "member_id,payer_id,authorization_number,from_on,through_on,procedure_codes,npi"
ONE = dt.timedelta(days=1)
NUMBER = ("REF*G1*AUTH7",)
HELD, WARNED = [("E24", "A1", 1, "hold")], [("E24", "A1", 1, "warn")]
LATE = "an approval that does not hold on the day of service"
ROW = "MEMBER1,northwind,AUTH7,2026-01-01,,,"


def approved(home: Home, *rows: str, age: int = 0) -> None:
    changed_on = SENT_ON - dt.timedelta(days=age)
    keep_list(home, "authorizations", HEAD, *rows, changed_on=changed_on)


MISMATCHES = {
    "MEMBER1,northwind,{},2026-01-01,,,": "",
    f"MEMBER1,northwind,{{}},{DAY},{DAY},90834 90837,{CLINICIAN}": "",
    f"MEMBER1,northwind,{{}},2026-01-01,,,{GROUP_NPI}": "",
    "MEMBER1,southgate,{},2026-01-01,,,": "an approval of another payer",
    "MEMBER2,northwind,{},2026-01-01,,,": "an approval of another client",
    f"MEMBER1,northwind,{{}},2026-01-01,,,{OTHER_CLINICIAN}": "an approval of another clinician",
    "MEMBER1,northwind,{},2026-01-01,,90834,": "an approval of other services",
    f"MEMBER1,northwind,{{}},{DAY + ONE},,,": LATE,
    f"MEMBER1,northwind,{{}},2026-01-01,{DAY - ONE},,": LATE,
}
"""Rows of the list, each with a number of its own, and what does not fit."""


def test_each_part_of_the_approval_fits(judge: Judge, home: Home) -> None:
    approved(home, *(row.format(f"AUTH{place}") for place, row in enumerate(MISMATCHES)))
    expected = [*MISMATCHES.values(), "an approval that the list has not"]
    claims = [
        Claim(number=f"A{place}", before=(f"REF*G1*AUTH{place}",)) for place in range(len(expected))
    ]
    report = judge(*claims, only=["E24"])
    assert [(one.claim_number, one.severity, one.found) for one in report.findings] == [
        (f"A{place}", "hold", f"{mismatch}, on {DAY}")
        for place, mismatch in enumerate(expected)
        if mismatch
    ]
    assert not re.search("AUTH[0-9]|MEMBER[0-9]", str(report.findings))


def test_a_row_that_fits_is_enough(judge: Judge, home: Home) -> None:
    rows = (f"MEMBER1,northwind,AUTH7,{2026 + place}-01-01,,," for place in range(-1, 2))
    approved(home, "MEMBER2,northwind,AUTH7,2026-01-01,,,", *rows)
    assert told(judge(Claim(before=NUMBER), only=["E24"])) == []


def test_both_ends_of_a_service_lie_in_it(judge: Judge, home: Home) -> None:
    approved(home, f"MEMBER1,northwind,AUTH7,2026-01-01,{DAY},,")
    span = (f"DTP*472*RD8*{DAY:%Y%m%d}-{DAY + ONE:%Y%m%d}",)
    claim = with_lines(Line(on=None, extra=span), before=NUMBER)
    assert told(judge(claim, only=["E24"])) == HELD


@pytest.mark.parametrize(("age", "expected"), [(7, HELD), (8, WARNED)])
@pytest.mark.parametrize("number", ["AUTH7", "AUTH9"], ids=["another service's", "not listed"])
def test_an_older_list_only_warns(
    judge: Judge, home: Home, age: int, expected: list, number: str
) -> None:
    approved(home, "MEMBER1,northwind,AUTH7,2026-01-01,,90834,", age=age)
    assert told(judge(Claim(before=(f"REF*G1*{number}",)), only=["E24"])) == expected


def test_a_line_s_own_number_stands_before_that_of_its_claim(judge: Judge, home: Home) -> None:
    approved(home, ROW)
    own = Line(extra=("REF*G1*AUTH9",))
    report = judge(with_lines(Line(), own, before=NUMBER), only=["E24"])
    assert told(report) == [("E24", "A1", 2, "hold")]


def test_a_claim_s_number_need_not_be_of_each_line(judge: Judge, home: Home) -> None:
    approved(home, "MEMBER1,northwind,AUTH7,2026-01-01,,90837,")
    lines = (Line(), Line("HC:99214"))
    assert told(judge(with_lines(*lines, before=NUMBER), only=["E24"])) == [
        ("E24", "A1", 2, "warn")
    ]
    own = Line("HC:99214", extra=NUMBER)
    assert told(judge(with_lines(Line(), own, before=NUMBER), only=["E24"])) == [
        ("E24", "A1", 2, "hold")
    ]
    other = with_lines(Line("HC:99214"), Line("HC:99213"), before=NUMBER)
    assert told(judge(other, only=["E24"])) == HELD


def test_a_claim_without_an_approval_is_not_asked(judge: Judge, home: Home) -> None:
    approved(home, ROW)
    referral = Claim(number="A2", before=("REF*9F*AUTH9",))
    void = Claim(number="A3", before=("REF*G1*AUTH9",), frequency="8")
    assert told(judge(Claim(), referral, void, only=["E24"])) == []


def test_without_a_list_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(Claim(before=NUMBER), only=["E24"])
    silent = {one.edit_id: one.reason for one in report.plan.silent}
    assert silent["E24"] == "there is no reference/authorizations.csv"
