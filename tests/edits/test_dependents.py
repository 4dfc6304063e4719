"""A list names a client by the number on the card: a dependent's claim is met by it too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from pipeline.tokens import token
from tests.edits.claim_text import CLINICIAN, DAY, SENT_ON, Claim
from tests.edits.keeping import approve, keep_list
from tests.edits.past import Past, patient_of
from tests.edits.telling import severities

Judge = Callable[..., Report]
NUMBER = ("REF*G1*AUTH7",)
APPROVALS = "member_id,payer_id,authorization_number,from_on,approved_units"
CHECKS = "member_id,payer_id,checked_on,from_on,through_on"
LOOKED_ON = dt.date(2026, 11, 5)

FAMILY = {"own": "", "child": "KIM", "other child": "LEO"}
"""Claims under one card: the subscriber's own, and two dependents'."""


def claims(member: str = "MEMBER1", **said: object) -> list[Claim]:
    return [
        Claim(number=number, member=member, dependent=first_name, **said)  # type: ignore[arg-type]
        for number, first_name in FAMILY.items()
    ]


def same(severity: str) -> dict[str, str]:
    return dict.fromkeys(FAMILY, severity)


def test_an_approval_of_the_card_is_the_dependent_s(judge: Judge, home: Home) -> None:
    keep_list(
        home, "authorizations", APPROVALS, "MEMBER1,northwind,AUTH7,2026-01-01,", changed_on=SENT_ON
    )
    assert severities(judge(*claims(before=NUMBER), only=["E24"])) == {}
    report = judge(*claims("MEMBER2", before=NUMBER), only=["E24"])
    assert severities(report) == same("hold")
    assert {one.found for one in report.findings} == {
        "an approval of another client, on 2026-11-02"
    }


def test_units_under_the_card_s_approval_are_used_by_all_it_covers(
    judge: Judge, home: Home, past: Past
) -> None:
    keep_list(home, "authorizations", APPROVALS, "MEMBER1,northwind,AUTH7,2026-01-01,5")
    for week in (1, 2):
        approve(past, "AUTH7", f"U{week}")
        past.sent(f"U{week}", service_on=DAY - dt.timedelta(days=7 * week))
    past.publish()
    report = judge(*claims(before=NUMBER), only=["E25"])
    assert severities(report) == same("warn")
    more = judge(*claims(before=NUMBER), Claim(number="more", before=NUMBER), only=["E25"])
    assert severities(more) == same("warn") | {"more": "hold"}


@pytest.mark.parametrize(
    ("ended_on", "expected"), [("2026-10-31", "hold"), ("2026-11-02", "")], ids=["ended", "covered"]
)
def test_coverage_that_was_looked_up_is_the_dependent_s(
    judge: Judge, home: Home, ended_on: str, expected: str
) -> None:
    row = f"MEMBER1,northwind,{LOOKED_ON},2026-01-01,{ended_on}"
    keep_list(home, "eligibility_checks", CHECKS, row)
    assert severities(judge(*claims(), only=["E16"])) == (same(expected) if expected else {})
    assert severities(judge(*claims("MEMBER2"), only=["E16"])) == {}


def test_a_look_up_of_the_card_releases_a_dependent_s_denial_and_nobody_else_is_denied(
    judge: Judge, home: Home, past: Past
) -> None:
    # the client of a dependent is its own: what the payer denied it says nothing of the others
    token_of_child = "\0".join(("MEMBER1", "20150101", "KIM"))
    past.add(
        "fct_denials",
        denial_id="denial-1",
        patient_token=patient_of(home, token_of_child),
        payer_id="northwind",
        carc_code="27",
        service_on=dt.date(2026, 9, 10),
        remit_on=dt.date(2026, 10, 1),
        known_on=dt.date(2026, 10, 1),
        is_noise=False,
    )
    past.publish()
    assert severities(judge(*claims(), only=["E28"])) == {"child": "warn"}
    keep_list(home, "eligibility_checks", CHECKS, f"MEMBER1,northwind,{LOOKED_ON},2026-01-01,")
    assert severities(judge(*claims(), only=["E28"])) == {}


def test_a_visit_of_the_card_shows_the_dependent_s_note(
    judge: Judge, home: Home, past: Past, adopt: Callable[..., None]
) -> None:
    adopt("ours,E17,,hold,2026-10-01")
    for card, status in (("MEMBER1", "Unlocked"), ("MEMBER2", "Locked")):
        past.add(
            "int_visit_notes",
            file_id="list1",
            member_token=token(card, "member_id", home.secret, "larkspur"),
            payer_id="northwind",
            service_on=DAY,
            procedure_code="90837",
            rendering_npi=CLINICIAN,
            note_status=status,
            known_on=dt.date(2026, 11, 8),
        )
    past.publish()
    assert severities(judge(*claims(), only=["E17"])) == same("hold")
    assert severities(judge(*claims("MEMBER2"), only=["E17"])) == {}
