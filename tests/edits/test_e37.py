"""E37: a week of a programme has the hours and days that the payer's row wants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import Claim, Line, with_lines
from tests.edits.lists import payer_rules, write_list
from tests.edits.telling import silence, told

Judge = Callable[..., Report]
# a Sunday; its week ends on 2026-11-07
SUNDAY = dt.date(2026, 11, 1)
WEEK = "20261101-20261107"


@pytest.fixture
def adopted(home: Home, adopt: Callable[..., None]) -> Home:
    adopt("E37,E37,,hold,2026-10-01")
    return home


def program(number: str, days: int, units: str = "1", *, first: int = 1, **claim: object) -> Claim:
    """A stay with a line a day from Monday on."""
    lines = [
        Line(
            "HC:H0035", revenue="0912", basis="DA", units=units,
            on=SUNDAY + dt.timedelta(days=first + place),
        )
        for place in range(days)
    ]  # fmt: skip
    statement = str(claim.pop("statement", WEEK))
    before = (f"DTP*434*RD8*{statement}",) if statement else ()
    return with_lines(*lines, number=number, place="13:A", before=before, **claim)


def found(report: Report) -> dict[str, str]:
    assert {one.severity for one in report.findings} <= {"warn"}
    assert len({one.claim_number for one in report.findings}) == len(report.findings)
    return {one.claim_number: one.found for one in report.findings}


def test_two_rows_in_force_that_want_the_same_are_told_once(judge: Judge, adopted: Home) -> None:
    payer_rules(
        adopted,
        "northwind,program_floor,0912 0913,min_days=4; max_days=5",
        "northwind,program_floor,0912,min_days=4; min_hours=9; hours_per_unit=1,2026-01-01",
    )
    report = judge(program("FOUR", 4, "3"), program("THREE", 3, "3"), only=["E37"])
    assert found(report) == {"THREE": "3 days in the week from 2026-11-01"}


def test_days_of_a_week_of_either_side(judge: Judge, adopted: Home) -> None:
    payer_rules(adopted, "northwind,program_floor,0912 0913,min_days=4; max_days=5")
    report = judge(
        program("THREE", 3),
        program("FOUR", 4),
        program("FIVE", 5),
        program("SIX", 6),
        program("ADMITTED", 3, statement="20261102-20261107"),
        program("LEFT", 3, statement="20261101-20261106"),
        program("NO-STATEMENT", 3, statement=""),
        program("PART-BUT-OVER", 6, statement="20261102-20261107"),
        program("SOUTHGATE", 3, payer="SG01"),
        program("VOID", 3, frequency="8"),
        program("NO-UNITS", 6, "0"),
        only=["E37"],
    )
    assert found(report) == {
        "THREE": "3 days in the week from 2026-11-01",
        "SIX": "6 days in the week from 2026-11-01",
        "PART-BUT-OVER": "6 days in the week from 2026-11-01",
    }
    assert report.findings[0].wanted == "at least 4 days in a week of the programme"
    assert {one.owner_role for one in report.findings} == {"authorization_ur"}


def test_hours_by_units_and_by_the_list_of_minutes(judge: Judge, adopted: Home) -> None:
    payer_rules(adopted, "northwind,program_floor,H0035,min_hours=20; hours_per_unit=5")
    monday, tuesday = "2026-11-02", "2026-11-03"
    write_list(
        adopted,
        "session_minutes",
        f"LISTED,{monday},,,299",
        f"ENOUGH,{monday},H0035,,180",
        f"ENOUGH,{monday},H0035,,120",
        f"OTHER,{monday},90853,,10",
        f"OTHER,{tuesday},H0035,,300",
    )
    report = judge(
        program("FOUR", 4),
        program("THREE", 3),
        program("LISTED", 4),
        program("ENOUGH", 4),
        program("OTHER", 4),
        only=["E37"],
    )
    assert found(report) == {
        "THREE": "15 hours in the week from 2026-11-01",
        "LISTED": "19.983 hours in the week from 2026-11-01",
    }


def test_hours_that_nobody_knows_are_not_judged(judge: Judge, adopted: Home) -> None:
    payer_rules(adopted, "northwind,program_floor,H0035,min_hours=9")
    entries = [f"KNOWN,2026-11-0{day},,,179" for day in (2, 3, 4)]
    write_list(adopted, "session_minutes", *entries, "HALF,2026-11-02,,,179")
    report = judge(program("KNOWN", 3), program("HALF", 3), program("NONE", 3), only=["E37"])
    assert found(report) == {"KNOWN": "8.95 hours in the week from 2026-11-01"}


def test_a_line_of_several_days_or_without_one_keeps_the_claim_from_being_judged(
    judge: Judge, adopted: Home
) -> None:
    payer_rules(adopted, "northwind,program_floor,H0035,min_days=4")
    day = Line("HC:H0035", revenue="0912", on=SUNDAY + dt.timedelta(days=1))
    long = Line("HC:H0035", revenue="0912", on=None, extra=("DTP*472*RD8*20261103-20261105",))
    undated = Line("HC:H0035", revenue="0912", on=None)
    other = Line("HC:90853", revenue="0915", on=None)
    stay = {"place": "13:A", "before": (f"DTP*434*RD8*{WEEK}",)}
    report = judge(
        with_lines(day, long, number="LONG", **stay),
        with_lines(day, undated, number="UNDATED", **stay),
        with_lines(day, other, number="BESIDE", **stay),
        only=["E37"],
    )
    assert [*found(report)] == ["BESIDE"]


def test_a_week_begins_where_the_practice_says(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    payer_rules(home, "northwind,program_floor,H0035,max_days=5")
    # Thursday to Tuesday: three days in a week from Sunday, four and two from Monday
    claim = program("A1", 6, first=4, statement="20261101-20261114")
    week = program("A2", 6, first=0)
    adopt("E37,E37,,warn,2026-10-01")
    assert found(judge(claim, week, only=["E37"])) == {"A2": "6 days in the week from 2026-11-01"}
    adopt("E37,E37,first_weekday=1,warn,2026-10-01")
    assert found(judge(claim, week, only=["E37"])) == {}


def test_a_row_holds_on_its_days(judge: Judge, adopted: Home) -> None:
    for days, expected in (("2026-11-02", ["A1"]), ("2026-11-08", []), (",2026-11-01", [])):
        payer_rules(adopted, f"northwind,program_floor,H0035,min_days=4,{days}")
        assert [*found(judge(program("A1", 3), only=["E37"]))] == expected


def test_it_is_off_until_adopted_and_silent_without_a_row(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    assert silence(judge(program("A1", 3)), "E37").startswith("off until")
    adopt("E37,E37,,warn,2026-10-01")
    report = judge(program("A1", 3), only=["E37"])
    assert silence(report, "E37").endswith("has no row of the kind program_floor")
    assert told(report) == []
