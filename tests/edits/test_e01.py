"""E01: place of service and modifier of a telehealth line fit the payer's row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import DAY, SENT_ON, Claim, Line, with_lines
from tests.edits.lists import payer_rules
from tests.edits.past import Past
from tests.edits.telling import severities, silence

Judge = Callable[..., Report]
ROW = "northwind,telehealth,,places=02 10; any_of=95 93; none_of=GT"


def session(number: str, line_place: str, modifiers: str = "", **claim: object) -> Claim:
    line = Line(f"HC:90837{modifiers}", place=line_place)
    return with_lines(line, number=number, **claim)


def paid(past: Past, count: int, modifiers: str = "95", place: str = "10", **other: object) -> None:
    """Publish paid telehealth lines."""
    for number in range(count):
        claim_id = past.sent(f"OLD{number}", modifiers=modifiers, place_of_service=place)
        told: dict[str, Any] = {
            "claim_id": claim_id, "payer_id": "northwind", "procedure_code": "90837",
            "service_on": DAY, "outcome": "not_denied", "paid_usd": 90, "known_on": SENT_ON,
        } | other  # fmt: skip
        told["adjudication_id"] = past.answer(
            claim_id, "paid", told["known_on"], payer_id=told["payer_id"]
        )
        past.add("fct_adjudication_lines", **told)
    past.publish()


def test_place_and_modifiers_of_either_side(judge: Judge, home: Home) -> None:
    payer_rules(home, ROW)
    report = judge(
        session("fits at home", "10", ":95"),
        session("fits by sound", "02", ":93:HO"),
        session("in the office", "11"),
        session("office with another modifier", "11", ":HO"),
        session("none", "10"),
        session("two", "10", ":95:93"),
        session("unwanted", "10", ":95:GT"),
        session("modifier in the office", "11", ":95"),
        session("taken back", "10", frequency="8"),
        session("another payer", "10", payer="SG01"),
        only=["E01"],
    )
    assert severities(report) == dict.fromkeys(
        ["none", "two", "unwanted", "modifier in the office"], "warn"
    )
    assert [(one.field, one.found) for one in report.findings][-2:] == [
        ("SV101-3", "place 10, modifiers 95 GT"),
        ("SV105", "place 11, modifiers 95"),
    ]


def test_the_claim_s_place_counts_where_the_line_has_none(judge: Judge, home: Home) -> None:
    payer_rules(home, "northwind,telehealth,,places=10")
    report = judge(session("A1", "", place="02:B"), session("A2", "", place="10:B"), only=["E01"])
    assert [(one.claim_number, one.field) for one in report.findings] == [("A1", "CLM05-1")]


def test_a_payer_that_wants_no_modifier(judge: Judge, home: Home) -> None:
    payer_rules(home, "northwind,telehealth,,places=02 10; none_of=95")
    report = judge(session("A1", "10"), session("A2", "10", ":93"), session("A3", "10", ":95"))
    assert [one.claim_number for one in report.findings if one.edit_id == "E01"] == ["A3"]


def test_rows_in_force_are_choices_and_one_of_the_procedure_stands_first(
    judge: Judge, home: Home
) -> None:
    payer_rules(
        home,
        "northwind,telehealth,,places=10; any_of=95",
        "northwind,telehealth,,places=02; any_of=93",
        "northwind,telehealth,90834,places=11; any_of=GT",
        "northwind,telehealth,90832,places=10; any_of=95,2026-11-03",
        "northwind,telehealth,90839,places=10; any_of=95,,2026-11-01",
    )
    claims = [
        session("first", "10", ":95"),
        session("second", "02", ":93"),
        session("mixed", "02", ":95"),
        with_lines(Line("HC:90834:95", place="10"), number="own row"),
        with_lines(Line("HC:90834:GT", place="11"), number="fits own row"),
        with_lines(Line("HC:90832:93", place="02"), number="not yet"),
        with_lines(Line("HC:90839:93", place="02"), number="no longer"),
        with_lines(
            Line("HC:90832:93", place="02", on=dt.date(2026, 11, 3)), number="from its day on"
        ),
    ]
    report = judge(*claims, only=["E01"])
    assert [*severities(report)] == ["mixed", "own row", "from its day on"]


@pytest.mark.parametrize(
    ("count", "other", "severity"),
    [
        (20, {}, "hold"),
        (19, {}, "warn"),
        (20, {"known_on": SENT_ON + dt.timedelta(days=1)}, "warn"),
        (20, {"outcome": "full_denial", "paid_usd": 0}, "warn"),
        (20, {"modifiers": "GT"}, "warn"),
        (20, {"place": "11"}, "warn"),
        (20, {"payer_id": "southgate"}, "warn"),
    ],
    ids=["proven", "one short", "known later", "denied", "as it forbids", "elsewhere", "another's"],
)
def test_a_row_holds_once_twenty_paid_lines_stand_behind_it(
    judge: Judge, home: Home, past: Past, count: int, other: dict, severity: str
) -> None:
    payer_rules(home, ROW)
    paid(past, count, **other)
    assert severities(judge(session("A1", "10"), only=["E01"])) == {"A1": severity}


def test_a_practice_sets_places_modifiers_and_proof(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    payer_rules(home, "northwind,telehealth,,places=10; any_of=95")
    set_to = "telehealth_places=10; telehealth_modifiers=FR; proven_lines=0"
    adopt(f"E01,E01,{set_to},hold,2026-10-01")
    report = judge(session("A1", "02"), session("A2", "10"), session("A3", "11", ":FR"))
    told = [(f.claim_number, f.severity) for f in report.findings if f.edit_id == "E01"]
    assert told == [("A2", "hold"), ("A3", "hold")]


def test_without_a_row_it_is_silent_and_says_so(judge: Judge, home: Home) -> None:
    payer_rules(home, "northwind,location_places,,location=main; places=11")
    report = judge(session("A1", "10"), only=["E01"])
    assert severities(report) == {}
    assert silence(report, "E01") == "reference/payer_rules.csv has no row of the kind telehealth"
