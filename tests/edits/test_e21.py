"""E21: the taxonomy of a provider is there and is the roster's."""

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
    Claim,
    Line,
    with_lines,
)
from tests.edits.keeping import keep_list
from tests.edits.telling import by_claim, told

Judge = Callable[..., Report]
HEAD = "npi,taxonomy_code,from_on,through_on"
OWN, OTHER, GROUP = "101YM0800X", "103T00000X", "261QM0801X"
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)
HELD, WARNED = [("E21", "A1", None, "hold")], [("E21", "A1", None, "warn")]
BILLER = f"NM1*85*2*WILLOW*****XX*{GROUP_NPI}"


def stating(code: str) -> Claim:
    return Claim(extra=(f"PRV*PE*PXC*{code}",))


@pytest.fixture
def roster(home: Home) -> Home:
    keep_list(home, "clinician_roster", HEAD, f"{CLINICIAN},{OWN},{DAY},{DAY}")
    return home


def ask(home: Home, levels: str, days: str = ",") -> None:
    head = "payer_id,rule_kind,applies_to,from_on,through_on,source"
    keep_list(home, "payer_rules", head, f"northwind,taxonomy_required,{levels},{days},manual")


@pytest.mark.usefixtures("roster")
def test_a_taxonomy_that_stands_there_is_the_roster_s(judge: Judge) -> None:
    codes = {"own": OWN, "other": OTHER, "nine": "101YM0800", "no X": "101YM08000", "empty": ""}
    claims = [Claim(number=number, extra=(f"PRV*PE*PXC*{code}",)) for number, code in codes.items()]
    report = judge(*claims, only=["E21"])
    assert by_claim(report) == dict.fromkeys(("other", "nine", "no X", "empty"), "hold")
    # an edit names no code that would pay
    assert OWN not in str(report.findings)


@pytest.mark.parametrize(
    "rows",
    [
        [f"{CLINICIAN},{OWN},{AFTER},"],
        [f"{CLINICIAN},{OWN},,{BEFORE}"],
        [f"{CLINICIAN},,,"],
        [f"{OTHER_CLINICIAN},{OWN},,"],
        [f"{CLINICIAN},{OWN},,", f"{CLINICIAN},{OTHER},,"],
    ],
    ids=["later", "before", "without one", "of another", "one of two"],
)
def test_a_clinician_of_whom_the_roster_says_nothing_that_day_is_not_compared(
    judge: Judge, home: Home, rows: list[str]
) -> None:
    keep_list(home, "clinician_roster", HEAD, *rows)
    assert told(judge(stating(OTHER), only=["E21"])) == []


@pytest.mark.parametrize(
    ("levels", "expected"), [(None, WARNED), ("BI", HELD), ("PE", WARNED), ("", HELD)]
)
def test_who_bills_without_a_taxonomy_warns_and_holds_where_the_payer_asks(
    judge: Judge, roster: Home, levels: str | None, expected: list
) -> None:
    if levels is not None:
        ask(roster, levels)
    claim = Claim(extra=(f"PRV*PE*PXC*{OWN}",))
    assert told(judge(claim, only=["E21"], billing=[BILLER])) == expected


@pytest.mark.parametrize(
    ("levels", "days", "expected"),
    [
        ("PE", f"{DAY},{DAY}", HELD),
        ("BI PE", ",", HELD),
        ("", ",", HELD),
        ("BI", ",", []),
        ("AT", ",", []),
        ("PE", f"{AFTER},", []),
        ("PE", f",{BEFORE}", []),
    ],
)
def test_who_renders_needs_one_where_the_payer_asks(
    judge: Judge, roster: Home, levels: str, days: str, expected: list
) -> None:
    ask(roster, levels, days)
    assert told(judge(Claim(), Claim(number="A2", payer="SG01"), only=["E21"])) == expected


def test_a_biller_s_taxonomy_is_compared_too(judge: Judge, home: Home) -> None:
    keep_list(home, "clinician_roster", HEAD, f"{GROUP_NPI},{GROUP},,")
    assert told(judge(Claim(), only=["E21"])) == []
    billing = [f"PRV*BI*PXC*{OTHER}", BILLER]
    (finding,) = judge(Claim(), only=["E21"], billing=billing).findings
    assert (finding.field, finding.severity) == ("PRV*BI", "hold")


@pytest.mark.usefixtures("roster")
def test_a_clinician_of_a_line_has_the_taxonomy_of_that_line(judge: Judge, home: Home) -> None:
    rows = (f"{CLINICIAN},{OWN},,", f"{OTHER_CLINICIAN},{OTHER},,")
    keep_list(home, "clinician_roster", HEAD, *rows)
    named = f"NM1*82*1*OTHER*CLIN****XX*{OTHER_CLINICIAN}"
    right, wrong = (Line(extra=(named, f"PRV*PE*PXC*{code}")) for code in (OTHER, OWN))
    claim = with_lines(Line(), right, wrong, extra=(f"PRV*PE*PXC*{OWN}",))
    assert told(judge(claim, only=["E21"])) == [("E21", "A1", 3, "hold")]


@pytest.mark.parametrize(("code", "expected"), [(OWN, []), (OTHER, HELD), (None, HELD)])
def test_of_a_stay_it_is_who_attends(
    judge: Judge, roster: Home, code: str | None, expected: list
) -> None:
    ask(roster, "AT")
    attending = f"NM1*71*1*CARE*CAL****XX*{CLINICIAN}"
    extra = (attending, f"PRV*AT*PXC*{code}") if code else (attending,)
    line = Line("HC:H0035", revenue="0912")
    claim = with_lines(line, place="11:A", clinician="", extra=extra)
    assert told(judge(claim, only=["E21"])) == expected


@pytest.mark.usefixtures("roster")
def test_a_claim_taken_back_is_not_asked(judge: Judge) -> None:
    claim = Claim(frequency="8", extra=(f"PRV*PE*PXC*{OTHER}",))
    assert told(judge(claim, only=["E21"])) == []


def test_without_a_roster_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(stating(OTHER), only=["E21"])
    silent = {one.edit_id: one.reason for one in report.plan.silent}
    assert silent["E21"] == "there is no reference/clinician_roster.csv"
    assert told(report) == []
