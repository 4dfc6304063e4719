"""E22: supervised services are billed as the payer's row says, and nobody's name is proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import CLINICIAN, DAY, OTHER_CLINICIAN, Claim, Line, with_lines
from tests.edits.keeping import keep_list
from tests.edits.telling import by_claim, told

Judge = Callable[..., Report]
SUPERVISOR, STRANGER = "1999999968", OTHER_CLINICIAN
ROSTER = "npi,licence_level,supervisor_npi,from_on,through_on"
RULES = "payer_id,rule_kind,applies_to,value,from_on,through_on,source"
SUPERVISED = f"{CLINICIAN},LPC-A,{SUPERVISOR},,"
OVERSEER = f"{SUPERVISOR},LPC,,,"
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)
HELD = [("E22-nw", "A1", 1, "hold")]


@pytest.fixture(autouse=True)
def adopted(adopt: Callable[..., None], home: Home) -> None:
    adopt("E22-nw,E22,payer_id=northwind,hold,2026-10-01")
    keep_list(home, "clinician_roster", ROSTER, SUPERVISED, OVERSEER)


def rule(home: Home, value: str, levels: str = "LPCA", days: str = ",") -> None:
    keep_list(home, "payer_rules", RULES, f"northwind,supervision,{levels},{value},{days},manual")


def supervised_by(npi: str, **other: str) -> Claim:
    return Claim(extra=(f"NM1*DQ*1*OVER*SEER****XX*{npi}",), **other)  # type: ignore[arg-type]


def test_the_supervisor_of_the_roster_is_named(judge: Judge, home: Home) -> None:
    rule(home, "DQ")
    claims = [
        supervised_by(SUPERVISOR, number="right"),
        Claim(number="nobody"),
        supervised_by(STRANGER, number="another"),
        supervised_by(CLINICIAN, number="oneself"),
        Claim(number="not supervised", clinician=SUPERVISOR),
        Claim(number="another payer", payer="SG01"),
        Claim(number="taken back", frequency="8"),
    ]
    report = judge(*claims, only=["E22"])
    assert by_claim(report) == dict.fromkeys(("nobody", "another", "oneself"), "hold")
    assert SUPERVISOR not in str(report.findings)


def test_a_line_may_name_its_supervisor(judge: Judge, home: Home) -> None:
    rule(home, "DQ")
    own = Line(extra=(f"NM1*DQ*1*OVER*SEER****XX*{SUPERVISOR}",))
    assert told(judge(with_lines(own), only=["E22"])) == []
    assert told(judge(with_lines(own, Line()), only=["E22"])) == [("E22-nw", "A1", 2, "hold")]


@pytest.mark.parametrize(
    ("overseer", "expected"),
    [
        (f"{SUPERVISOR},LPC,,{DAY},{DAY}", []),
        (f"{SUPERVISOR},LPC,,{AFTER},", HELD),
        (f"{SUPERVISOR},LPC,,,{BEFORE}", HELD),
        (f"{SUPERVISOR},LPC-A,,,", HELD),
        (f"{STRANGER},LPC,,,", HELD),
    ],
    ids=["that day", "later", "before", "supervised as well", "not on the roster"],
)
def test_a_supervisor_is_active_on_the_day(
    judge: Judge, home: Home, overseer: str, expected: list
) -> None:
    keep_list(home, "clinician_roster", ROSTER, SUPERVISED, overseer)
    rule(home, "DQ")
    assert told(judge(supervised_by(SUPERVISOR), only=["E22"])) == expected


@pytest.mark.parametrize(
    ("levels", "clinician", "expected"),
    [
        ("LMSW", SUPERVISED, []),
        ("LMSW LPCA", SUPERVISED, HELD),
        ("", SUPERVISED, HELD),
        ("", f"{CLINICIAN},LPC,,,", []),
        ("LPCA", f"{CLINICIAN},LPC-A,,{AFTER},", []),
        ("LPCA", f"{CLINICIAN},LPC-A,,,{BEFORE}", []),
    ],
    ids=["another level", "one of two", "who has a supervisor", "who has none", "later", "before"],
)
def test_a_row_speaks_of_its_levels(
    judge: Judge, home: Home, levels: str, clinician: str, expected: list
) -> None:
    keep_list(home, "clinician_roster", ROSTER, clinician, OVERSEER)
    rule(home, "DQ", levels)
    assert told(judge(Claim(), only=["E22"])) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(f"{DAY},{DAY}", HELD), (f"{AFTER},", []), (f",{BEFORE}", [])]
)
def test_a_row_holds_on_its_days(judge: Judge, home: Home, days: str, expected: list) -> None:
    rule(home, "DQ", days=days)
    assert told(judge(Claim(), only=["E22"])) == expected


def test_where_another_bills_the_owner_is_asked_and_no_name_is_proposed(
    judge: Judge, home: Home
) -> None:
    rule(home, "bill_under")
    report = judge(Claim(), Claim(number="A2", clinician=SUPERVISOR), only=["E22"])
    assert told(report) == HELD
    (finding,) = report.findings
    assert finding.wanted == "the owner's answer whether and how this payer takes the service"
    assert SUPERVISOR not in str(finding)


def test_a_modifier_of_the_row_stands_on_each_line(judge: Judge, home: Home) -> None:
    rule(home, "modifier U1 HO")
    lines = (Line("HC:90837:95:HO"), Line("HC:90834:U1"), Line("HC:90834:95"), Line())
    report = judge(with_lines(*lines), only=["E22"])
    assert told(report) == [("E22-nw", "A1", 3, "hold"), ("E22-nw", "A1", 4, "hold")]
    # an edit names no modifier that would pay
    assert not {"U1", "HO"} & {*str(report.findings).replace("'", " ").split()}


def test_without_roster_row_or_adoption_it_is_silent_and_says_so(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    def reasons() -> list[str]:
        silent = judge(Claim(), only=["E22"]).plan.silent
        return [one.reason for one in silent if one.edit_id.startswith("E22")]

    assert reasons()[0] == "reference/payer_rules.csv has no row of the kind supervision"
    (home.practices[0].reference_folder / "clinician_roster.csv").unlink()
    assert reasons()[0] == "there is no reference/clinician_roster.csv"
    adopt()
    assert reasons() == ["off until it is adopted in rules/edits.csv"]
