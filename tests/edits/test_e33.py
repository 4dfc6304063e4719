"""E33: no more units of a service than NCCI's list lets pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import DAY, OTHER_CLINICIAN, Claim, Line, with_lines
from tests.edits.lists import payer_rules
from tests.edits.ncci_lists import UNITS_HEAD, add
from tests.edits.past import Past
from tests.edits.telling import severities, silence

Judge = Callable[..., Report]
Ask = Callable[..., dict[str, str]]
LIST = UNITS_HEAD + (
    "H2019\t8\t1 Line Edit\tx\n90837\t2\t2 Date of Service Edit: Policy\tx\n"
    "90785\t2\t3 Date of Service Edit: Clinical\tx\n90847\t0\t2 Date of Service Edit: Policy\tx\n"
)
OUTPATIENT = LIST.replace("Practitioner", "Outpatient Hospital").replace("H2019\t8", "H2019\t4")
LATER = DAY + dt.timedelta(days=1)


@pytest.fixture
def asked(judge: Judge, home: Home, adopt: Callable[..., None]) -> Ask:
    """Judge by the list, for a payer that uses NCCI; return severities by claim."""
    adopt("E33,E33,,hold,2026-10-01")
    payer_rules(home, "northwind,uses_ncci,,programme=medicare")
    add(home, LIST)
    add(home, OUTPATIENT)
    return lambda *claims: severities(judge(*claims, only=["E33"]))


def billed(number: str, code: str, units: str, *more: Line, **claim: object) -> Claim:
    lines = (Line(f"HC:{code}", units=units), *more)
    return with_lines(*lines, **({"number": number, "member": number.upper()} | claim))


@pytest.mark.parametrize(
    "rows",
    [
        ("programme=medicare", "programme=medicare,2026-01-01"),
        ("programme=medicare", "programme=medicaid"),
    ],
    ids=["one programme", "two programmes"],
)
def test_two_rows_in_force_count_a_service_once(
    judge: Judge, home: Home, past: Past, asked: Ask, rows: tuple[str, ...]
) -> None:
    payer_rules(home, *(f"northwind,uses_ncci,,{row}" for row in rows))
    add(home, LIST.replace("90837\t2", "90837\t3"), programme="medicaid")
    past.sent("OLD1", member="WITH A PAST", procedure="90837", units=1)
    past.publish()
    claims = [billed("two", "90837", "2"), billed("with a past", "90837", "2")]
    report = judge(*claims, billed("three", "90837", "3"), only=["E33"])
    assert severities(report) == {"three": "hold", "with a past": "hold"}
    assert {one.found for one in report.findings} == {
        "3 units of 90837 of the client and clinician on 2026-11-02"
    }
    assert {one.wanted for one in report.findings} == {
        "at most 2 units, or a record that shows more"
    }


def test_units_on_each_side_of_the_value(asked: Ask) -> None:
    span = (f"DTP*472*RD8*{DAY:%Y%m%d}-{LATER:%Y%m%d}",)
    assert asked(
        billed("as listed", "H2019", "8"),
        billed("over", "H2019", "8.5"),
        billed("two lines", "H2019", "8", Line("HC:H2019", units="8")),
        billed("day as listed", "90837", "2"),
        billed("day over", "90837", "3"),
        billed("arguable", "90785", "3"),
        billed("none at all", "90847", "1"),
        billed("not listed", "90834", "99"),
        billed("another payer", "90837", "3", payer="SG01"),
        billed("taken back", "90837", "3", frequency="8"),
        with_lines(Line("HC:H2019", units="60", basis="MJ"), number="of minutes", member="M1"),
        with_lines(
            Line("HC:H2019", units="16", on=None, extra=span), number="two days", member="M2"
        ),
        with_lines(
            Line("HC:90837", units="3", on=dt.date(2026, 9, 30)), number="quarter", member="M3"
        ),
    ) == {
        "over": "warn",
        "day over": "hold",
        "arguable": "warn",
        "none at all": "hold",
    }


def test_lines_of_one_day_and_clinician_are_counted_together(asked: Ask) -> None:
    one = with_lines(Line("HC:90837", units="2"))
    assert asked(one, with_lines(Line(), number="A2")) == {"A1": "hold", "A2": "hold"}
    for other in (
        with_lines(Line(), number="A2", member="MEMBER2"),
        with_lines(Line(), number="A2", clinician=OTHER_CLINICIAN),
        with_lines(Line(on=LATER), number="A2"),
        with_lines(Line(), number="A2", frequency="8"),
    ):
        assert asked(one, other) == {}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, {"A1": "hold"}),
        ({"clinician": OTHER_CLINICIAN}, {}),
        ({"known_on": dt.date(2026, 11, 10)}, {}),
        ({"number": "A1"}, {}),
    ],
    ids=["counted", "clinician", "not known", "the claim itself"],
)
def test_units_sent_before_count_too(
    asked: Ask, past: Past, other: dict[str, object], expected: dict[str, str]
) -> None:
    past.sent(**other)  # type: ignore[arg-type]
    past.publish()
    assert asked(with_lines(Line("HC:90837", units="2"))) == expected


def test_an_institutional_line_has_a_list_of_its_own(asked: Ask, judge: Judge) -> None:
    line = Line("HC:H2019", units="5", revenue="0914")
    claim = with_lines(line, place="13:A")
    assert asked(claim) == {"A1": "warn"}
    (finding,) = judge(claim, only=["E33"]).findings
    assert (finding.field, finding.found) == ("SV205", "5 units of H2019 on the line")


def test_without_a_list_it_is_silent_and_says_so(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    adopt("E33,E33,,hold,2026-10-01")
    payer_rules(home, "northwind,uses_ncci,,programme=medicare")
    report = judge(Claim(), only=["E33"])
    assert silence(report, "E33") == "no NCCI list of units was added; triage reference add does it"
