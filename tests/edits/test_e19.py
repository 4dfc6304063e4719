"""E19: group and individual NPI stand where each belongs."""

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
    outgoing,
    with_lines,
)
from tests.edits.keeping import keep_list
from tests.edits.past import Past
from tests.edits.telling import by_claim, told

Judge = Callable[..., Report]
GROUP = f"NM1*85*2*WILLOW*****XX*{GROUP_NPI}"
PERSON = f"NM1*85*1*CARE*CAL****XX*{CLINICIAN}"
AFTER, BEFORE = DAY + dt.timedelta(days=1), DAY - dt.timedelta(days=1)


def held(line: int | None = None) -> list[tuple[str, str, int | None, str]]:
    return [("E19", "A1", line, "hold")]


def found(report: Report) -> list[tuple[str, str]]:
    return [(one.field, one.found) for one in report.findings]


def test_who_renders_fits_who_bills(judge: Judge) -> None:
    nobody_knows = f"NM1*85**WILLOW*****XX*{GROUP_NPI}"
    files = [
        outgoing(Claim(number=number, clinician=clinician), billing=[billing], control=control)
        for control, (number, billing, clinician) in enumerate(
            [
                ("group and person", GROUP, CLINICIAN),
                ("group alone", GROUP, ""),
                ("group twice", GROUP, GROUP_NPI),
                ("person alone", PERSON, ""),
                ("person twice", PERSON, CLINICIAN),
                ("person and another", PERSON, OTHER_CLINICIAN),
                ("neither", nobody_knows, ""),
            ],
            start=1,
        )
    ]
    assert by_claim(judge(*files, only=["E19"])) == dict.fromkeys(
        ("group alone", "group twice"), "hold"
    ) | {"person and another": "warn"}


def associates(judge: Judge) -> dict[str, str]:
    """Judge two payers' claims of a sole proprietor with another, and two without."""
    claims = [
        Claim(number="northwind", clinician=OTHER_CLINICIAN),
        Claim(number="southgate", clinician=OTHER_CLINICIAN, payer="SG01"),
        Claim(number="again"),
        Claim(number="alone", clinician=""),
    ]
    return by_claim(judge(outgoing(*claims, billing=[PERSON]), only=["E19"]))


def test_an_associate_holds_only_where_the_list_says_solo(judge: Judge, home: Home) -> None:
    assert associates(judge) == {"northwind": "warn", "southgate": "warn"}
    keep_list(home, "billing_entities", "npi,kind", f"{CLINICIAN},solo")
    assert associates(judge) == {"northwind": "hold", "southgate": "hold"}


@pytest.mark.parametrize(
    ("sent", "answered", "severity"),
    [
        ({}, {}, "warn"),
        ({}, {"outcome": "patient_share"}, "warn"),
        ({}, {"outcome": "denied"}, "hold"),
        ({}, {"known_on": SENT_ON + dt.timedelta(days=1)}, "hold"),
        ({}, {"reversed_on": SENT_ON}, "hold"),
        ({"billing_npi": GROUP_NPI}, {}, "hold"),
        ({"clinician": CLINICIAN}, {}, "hold"),
    ],
    ids=["paid", "patient's", "denied", "later", "reversed", "another bills", "by herself"],
)
def test_a_pair_that_this_payer_paid_only_warns(
    judge: Judge, home: Home, past: Past, sent: dict, answered: dict, severity: str
) -> None:
    keep_list(home, "billing_entities", "npi,kind", f"{CLINICIAN},solo")
    clinician = sent.get("clinician", OTHER_CLINICIAN)
    claim_id = past.sent(clinician=clinician, billing_npi=sent.get("billing_npi", CLINICIAN))
    past.answer(claim_id, **({"outcome": "paid", "known_on": SENT_ON} | answered))
    past.publish()
    assert associates(judge) == {"northwind": severity, "southgate": "hold"}


def test_each_line_may_name_who_rendered(judge: Judge) -> None:
    named = Line(extra=(f"NM1*82*1*CARE*CAL****XX*{CLINICIAN}",))
    assert told(judge(with_lines(named, clinician=""), only=["E19"])) == []
    assert told(judge(with_lines(named, Line(), clinician=""), only=["E19"])) == held(2)


def test_a_number_with_another_digit_is_no_npi(judge: Judge) -> None:
    claims = [
        Claim(
            number=f"A{place}",
            clinician=CLINICIAN[:place]
            + str((int(CLINICIAN[place]) + 1) % 10)
            + CLINICIAN[place + 1 :],
        )
        for place in range(10)
    ]
    report = judge(*claims, only=["E19"])
    assert found(report) == [("NM1*82 NM109", "a number that is no NPI")] * 10


def test_each_number_of_a_claim_and_its_lines_is_looked_at(judge: Judge) -> None:
    extra = ("NM1*DQ*1*OVER*SEER****XX*1999999969",)
    line = Line(extra=("NM1*82*1*CARE*CAL****XX*123456789",))
    report = judge(
        with_lines(Line(), line, extra=extra),
        only=["E19"],
        billing=["NM1*85*2*WILLOW*****XX*1999999993"],
    )
    assert [(one.field, one.line_number) for one in report.findings] == [
        ("NM1*85 NM109", None),
        ("NM1*DQ NM109", None),
        ("NM1*82 NM109", 2),
    ]
    assert "123456789" not in str(report.findings)


@pytest.mark.parametrize("billing", ["NM1*85*2*WILLOW", "NM1*85*2*WILLOW*****24*123456789"])
def test_a_billing_entity_without_an_npi_only_warns(judge: Judge, billing: str) -> None:
    assert told(judge(Claim(), only=["E19"], billing=[billing])) == [("E19", "A1", None, "warn")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"{GROUP_NPI},group,{DAY},{DAY}", []),
        (f"{GROUP_NPI},group,,", []),
        (f"{GROUP_NPI},group,{AFTER},", held()),
        (f"{GROUP_NPI},group,,{BEFORE}", held()),
        (f"{CLINICIAN},solo,,", held()),
        (f"{GROUP_NPI},solo,,", [*held(), *held()]),
    ],
    ids=["that day", "always", "from the next day", "until the day before", "another", "a person"],
)
def test_the_list_knows_who_bills(judge: Judge, home: Home, row: str, expected: list) -> None:
    keep_list(home, "billing_entities", "npi,kind,from_on,through_on", row)
    assert told(judge(Claim(), only=["E19"])) == expected


@pytest.mark.parametrize(
    ("days", "with_nobody", "with_clinician"),
    [(f"{DAY},{DAY}", [], held()), (f"{AFTER},", held(1), []), (f",{BEFORE}", held(1), [])],
)
def test_an_agency_under_which_nobody_renders(
    judge: Judge, home: Home, days: str, with_nobody: list, with_clinician: list
) -> None:
    head = "payer_id,rule_kind,from_on,through_on,source"
    keep_list(home, "payer_rules", head, f"northwind,no_rendering_provider,{days},plan manual")
    assert told(judge(Claim(clinician=""), only=["E19"])) == with_nobody
    assert told(judge(Claim(), only=["E19"])) == with_clinician
    other = Claim(payer="SG01", clinician="")
    assert told(judge(other, only=["E19"])) == held(1)


def test_a_claim_taken_back_is_not_asked(judge: Judge) -> None:
    claim = Claim(frequency="8", clinician="")
    assert told(judge(claim, only=["E19"])) == []
