"""A hold is urgent by the clock of E15, and by no other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past, patient_of

Judge = Callable[..., Report]
EARLIER = ("SBR*P*18*G2******MC", "NM1*PR*2*SOUTH*****PI*SG01")


def before(days: int) -> dt.date:
    return SENT_ON - dt.timedelta(days=days)


def held(days: int, **claim: object) -> Claim:
    """Make a claim that E31 holds: its line points at no diagnosis."""
    return with_lines(Line(on=before(days), pointers="9"), **claim)


def urgent(report: Report) -> list[bool]:
    assert {one.edit_id for one in report.findings} == {"E31"}
    return [one.is_urgent for one in report.findings]


# the rule for payers that name none: 90 days
@pytest.mark.parametrize(("days", "is_urgent"), [(76, False), (77, True), (91, True)])
def test_with_fewer_than_fourteen_days_to_the_limit_a_hold_is_urgent(
    judge: Judge, days: int, is_urgent: bool
) -> None:
    assert urgent(judge(held(days), only=["E31"])) == [is_urgent]


def test_the_oldest_line_counts_and_not_the_last(judge: Judge) -> None:
    old, young = Line(on=before(88), pointers="9"), Line("HC:90834", on=before(20))
    report = judge(with_lines(old, young), only=["E15", "E31"])
    told = {one.edit_id: (one.found, one.is_urgent) for one in report.findings}
    assert told["E15"][0].startswith("urgent: day 88 of 90")
    assert told["E31"][1]
    assert urgent(judge(with_lines(Line(on=before(20), pointers="9"), young), only=["E31"])) == [
        False
    ]


@pytest.mark.parametrize(("days", "is_urgent"), [(76, False), (77, True)])
def test_a_replacement_counts_from_the_decision_that_it_corrects(
    judge: Judge, past: Past, days: int, is_urgent: bool
) -> None:
    own = patient_of(past.home, "MEMBER1")
    past.answer("id-1", "denied", before(days), payer_claim_number="PCN1", patient_token=own)
    past.publish()
    claim = held(300, frequency="7", before=("REF*F8*PCN1",))
    assert urgent(judge(claim, only=["E31"])) == [is_urgent]


@pytest.mark.parametrize(("days", "is_urgent"), [(76, False), (77, True)])
def test_a_second_payer_s_claim_counts_from_the_first_one_s_decision(
    judge: Judge, days: int, is_urgent: bool
) -> None:
    answered = f"DTP*573*D8*{before(days):%Y%m%d}"
    claim = held(300, sequence="S", extra=(*EARLIER, answered))
    assert urgent(judge(claim, only=["E31"])) == [is_urgent]


@pytest.mark.parametrize(
    "claim",
    [
        held(100, frequency="7", before=("REF*F8*NOBODYS",)),
        held(100, frequency="8", before=("REF*F8*NOBODYS",)),
        held(100, sequence="S", extra=EARLIER),
    ],
    ids=["a replacement of nobody knows what", "a void", "a second payer without that day"],
)
def test_without_a_clock_nothing_is_urgent(judge: Judge, claim: Claim) -> None:
    assert urgent(judge(claim, only=["E31"])) == [False]
