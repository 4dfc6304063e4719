"""E26: a service that the payer's plan gives to another payer goes to that one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import SENT_ON, Claim, Line, with_lines
from tests.edits.lists import payer_rules
from tests.edits.past import Past, patient_of
from tests.edits.telling import severities, silence

Judge = Callable[..., Report]
ROW = "northwind,carve_out,90837,send_to=southgate; filing=CI HM,2026-11-02,2026-11-03"


def on(day: int) -> Line:
    return Line(on=dt.date(2026, 11, day))


def test_who_is_covered_and_who_is_not(judge: Judge, home: Home) -> None:
    payer_rules(home, ROW)
    report = judge(
        Claim("first day"),
        with_lines(on(3), number="last day"),
        with_lines(on(1), number="day before"),
        with_lines(on(4), number="day after"),
        with_lines(Line("HC:90834"), number="another service"),
        with_lines(Line("HC:90834"), Line(), number="second line"),
        Claim("another payer", payer="SG01"),
        Claim("taken back", frequency="8"),
        Claim("replaced", frequency="7"),
        only=["E26"],
    )
    assert [*severities(report)] == ["first day", "last day", "second line", "replaced"]
    assert (report.findings[0].field, report.findings[0].wanted) == (
        "NM1*PR",
        "the payer southgate",
    )
    assert "line 2" in report.findings[2].found


def test_a_row_may_be_of_one_kind_of_plan(judge: Judge, home: Home) -> None:
    payer_rules(home, ROW.replace("CI HM", "HM"))
    assert severities(judge(Claim(), only=["E26"])) == {}
    payer_rules(home, "northwind,carve_out,,send_to=magnolia")
    (finding,) = judge(Claim(), only=["E26"]).findings
    assert finding.wanted == "the payer that reference/payer_rules.csv names"


@pytest.mark.parametrize(
    ("clients", "carc_code", "known_on", "severity"),
    [
        (3, "109", SENT_ON, "hold"),
        (2, "109", SENT_ON, "warn"),
        (3, "96", SENT_ON, "warn"),
        (3, "B11", SENT_ON + dt.timedelta(days=1), "warn"),
    ],
)
def test_it_holds_once_enough_clients_were_denied_for_it(
    judge: Judge,
    home: Home,
    past: Past,
    clients: int,
    carc_code: str,
    known_on: dt.date,
    severity: str,
) -> None:
    payer_rules(home, ROW)
    for place in (*range(clients), 0):
        past.add(
            "fct_denials",
            denial_id=f"d{place}",
            payer_id="northwind",
            patient_token=patient_of(home, f"MEMBER{place}"),
            carc_code=carc_code,
            known_on=known_on,
        )
    past.publish()
    assert severities(judge(Claim(), only=["E26"])) == {"A1": severity}


def test_without_a_row_it_is_silent_and_says_so(judge: Judge, home: Home) -> None:
    payer_rules(home, "northwind,referral_required,,roles=DN")
    report = judge(Claim(), only=["E26"])
    assert silence(report, "E26") == "reference/payer_rules.csv has no row of the kind carve_out"
