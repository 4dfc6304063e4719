"""Which services sent before the payer still has, as edits of one day count them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pipeline.edits.reports import Report
from tests.edits.claim_text import DAY, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past
from tests.edits.telling import severities

Judge = Callable[..., Report]
FOURTH, FIFTH = dt.date(2026, 11, 4), dt.date(2026, 11, 5)
LATER = SENT_ON + dt.timedelta(days=1)


def test_what_the_payer_turned_away_denied_or_gave_back_does_not_stand(
    judge: Judge, past: Past
) -> None:
    def sent(member: str) -> str:
        return past.sent(f"OLD-{member}", member=member, procedure="90834")

    def line_said(claim_id: str, outcome: str, known_on: dt.date) -> None:
        past.add(
            "fct_adjudication_lines", claim_id=claim_id, payer_id="northwind", outcome=outcome,
            procedure_code="90834", service_on=DAY, remit_on=known_on, known_on=known_on,
        )  # fmt: skip

    sent("UNANSWERED")
    for outcome in ("accepted", "pended", "other", "rejected", "not_found"):
        past.status(sent(outcome.upper()), outcome, FOURTH)
    for outcome in ("paid", "patient_share", "partly_denied", "denied", "reversal"):
        past.answer(sent(f"C-{outcome.upper()}"), outcome, FOURTH)
    for outcome in ("not_denied", "partial_denial", "full_denial", "bundled"):
        line_said(sent(f"L-{outcome.upper()}"), outcome, FOURTH)
    past.answer(sent("APPEALED"), "denied", FOURTH)
    past.answer("id-OLD-APPEALED", "paid", FIFTH)
    past.answer(sent("DENIED-LATER"), "denied", LATER)
    past.void(sent("VOID"), FOURTH)
    past.void(sent("VOID-LATER"), LATER)
    past.sent("OLD-TWICE", member="TWICE", procedure="90834")
    past.sent(
        "OLD-TWICE", member="TWICE", procedure="99214", known_on=FOURTH, submission_id="sub-again"
    )
    past.publish()
    members = [
        "UNANSWERED", "ACCEPTED", "PENDED", "OTHER", "C-PAID", "C-PATIENT_SHARE",
        "C-PARTLY_DENIED", "L-NOT_DENIED", "L-PARTIAL_DENIAL", "APPEALED", "DENIED-LATER",
        "VOID-LATER",
    ]  # fmt: skip
    gone = [
        "REJECTED", "NOT_FOUND", "C-DENIED", "C-REVERSAL", "L-FULL_DENIAL", "L-BUNDLED", "VOID",
        "TWICE", "NEVER-SENT",
    ]  # fmt: skip
    claims = [with_lines(Line("HC:90833"), number=one, member=one) for one in (*members, *gone)]
    assert {*severities(judge(*claims, only=["E05"]))} == {*members}


def test_a_replacement_in_the_batch_takes_the_place_of_what_it_replaces_for_all_of_it(
    judge: Judge, past: Past
) -> None:
    past.sent("OLD1", procedure="90834")
    past.publish()
    add_on = with_lines(Line("HC:90833"), number="A1")
    anew = Claim(number="OLD1", frequency="7", before=("REF*F8*PCN1",), lines=(Line("HC:99214"),))
    assert severities(judge(add_on, only=["E05"])) == {"A1": "warn"}
    assert severities(judge(add_on, anew, only=["E05"])) == {}
