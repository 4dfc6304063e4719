"""E29: a claim to a second payer says what the first one decided, in amounts that add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from pipeline.edits.reports import Report
from tests.edits.claim_text import DAY, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past
from tests.edits.telling import told

Judge = Callable[..., Report]
ONE_DAY = dt.timedelta(days=1)
PRIMARY, PAYER = "SBR*P*18*G2******MC", "NM1*PR*2*SOUTH*****PI*SG01"
DATE = "DTP*573*D8*20261105"
WHOLE = (PRIMARY, "CAS*CO*45*50", "AMT*D*100", PAYER, DATE)


def second(*extra: str, number: str = "A1", **claim: object) -> Claim:
    return Claim(number=number, sequence="S", extra=extra, **claim)  # type: ignore[arg-type]


def answered(paid: str = "100", *more: str, payer: str = "SG01") -> Line:
    """A line of $150 with what an earlier payer decided on it."""
    return Line(extra=(f"SVD*{payer}*{paid}*HC:90837**1", *(more or ("CAS*CO*45*50", DATE))))


def by_line(*lines: Line, number: str = "A1", **claim: object) -> Claim:
    return with_lines(*lines, number=number, sequence="S", extra=(PRIMARY, PAYER), **claim)


def found(report: Report) -> list[tuple[str, int | None, str, str]]:
    assert {f.edit_id for f in report.findings} <= {"E29"}
    return [(f.claim_number, f.line_number, f.field, f.severity) for f in report.findings]


def test_a_result_of_the_claim_as_a_whole_or_of_each_line_does(judge: Judge) -> None:
    claims = [
        second(*WHOLE),
        second(PRIMARY, "CAS*CO*45*150", PAYER, DATE, number="A2"),
        by_line(answered(), answered(payer="sg01"), number="A3"),
        by_line(answered("90", "CAS*CO*45*50", "CAS*PR*3*10", DATE), number="A4"),
        # a payer may answer one line in two parts
        by_line(answered("60", "CAS*CO*45*50", DATE, "SVD*SG01*40*HC:90837**1", DATE), number="A5"),
        # a payer that need not be asked (AMT*A8) decided nothing
        second(PRIMARY, "AMT*A8*150", PAYER, number="A6"),
        Claim(number="P1"),
        Claim(number="U1", sequence="U"),
        Claim(number="V1", sequence="S", frequency="8"),
    ]
    assert found(judge(*claims, only=["E29"])) == []


FAULTY = [
    # no loop, one of a later payer only, no result, no day
    (second(), None, "SBR01"),
    (second("SBR*S*18*G2******MC", "AMT*D*150", PAYER, DATE), None, "SBR01"),
    (second(PRIMARY, PAYER, DATE), None, "AMT*D"),
    (second(*WHOLE[:-1]), None, "DTP*573"),
    # a cent too much or too little
    (second(PRIMARY, "CAS*CO*45*50", "AMT*D*100.01", PAYER, DATE), None, "AMT*D"),
    (second(PRIMARY, "AMT*D*100", PAYER, DATE), None, "AMT*D"),
    (second(PRIMARY, "CAS*CO*45*149.99", PAYER, DATE), None, "AMT*D"),
    (second(PRIMARY, "AMT*A8*149.99", PAYER, DATE), None, "AMT*D"),
    # of a line: amounts, the day, one line of two, an answer of a payer that has no loop
    (by_line(answered("99.99")), 1, "SVD02"),
    (by_line(answered("100", "CAS*CO*45*50")), None, "DTP*573"),
    (by_line(answered(), Line("HC:90834")), 2, "SVD"),
    (by_line(answered(payer="ZZ9")), None, "AMT*D"),
]


def test_what_is_missing_or_does_not_add_up_is_held(judge: Judge) -> None:
    claims = [replace(claim, number=f"A{place}") for place, (claim, _, _) in enumerate(FAULTY)]
    assert found(judge(*claims, only=["E29"])) == [
        (f"A{place}", line, field, "hold") for place, (_, line, field) in enumerate(FAULTY)
    ]


def test_amounts_of_the_claim_and_its_lines_are_one_account(judge: Judge) -> None:
    right = second(PRIMARY, "AMT*D*100", PAYER, number="RIGHT", lines=(answered(),))
    wrong = second(PRIMARY, "AMT*D*90", PAYER, number="WRONG", lines=(answered(),))
    report = judge(right, wrong, only=["E29"])
    assert found(report) == [("WRONG", None, "AMT*D", "hold")]
    assert report.findings[0].found == "charge 150.00, paid 90.00, adjusted 50.00"


def test_a_third_payer_s_claim_needs_the_results_of_both_before(judge: Judge) -> None:
    of_second = ("SBR*S*18*G2******MC", "AMT*D*50", "NM1*PR*2*NORTH*****PI*NW01", DATE)
    first = (PRIMARY, "CAS*OA*23*50", "AMT*D*100", PAYER, DATE)
    claims = [
        Claim(number="A1", sequence="T", payer="ZZ01", extra=(*first, *of_second)),
        Claim(number="A2", sequence="T", payer="ZZ01", extra=of_second),
    ]
    assert found(judge(*claims, only=["E29"])) == [
        ("A1", None, "AMT*D", "hold"),
        ("A2", None, "SBR01", "hold"),
        ("A2", None, "AMT*D", "hold"),
    ]


def test_a_payer_may_want_each_line(judge: Judge, adopt: Callable[..., None]) -> None:
    adopt("E29-nw,E29,payer_id=northwind; each_line=yes,hold,2026-10-01")
    claims = [second(*WHOLE), second(*WHOLE, number="A2", payer="ZZ01")]
    report = judge(*claims, only=["E29"])
    assert told(report) == [("E29-nw", "A1", 1, "hold")]


def test_what_the_first_payer_sent_on_is_held_as_a_duplicate(judge: Judge, past: Past) -> None:
    for status in ("19", "20", "21"):
        forwarded(past, claim_number=f"A{status}", claim_status_code=status)
    forwarded(past, claim_number="BARE")
    past.publish()
    sound = [second(*WHOLE, number=number) for number in ("A19", "A20", "A21")]
    report = judge(*sound, second(number="BARE"), only=["E29"])
    assert found(report) == [
        (number, None, "SBR01", "hold") for number in ("A19", "A20", "A21", "BARE")
    ]
    assert {f.found for f in report.findings} == {
        "a claim that the earlier payer sent on itself on 2026-11-04"
    }


NOT_SENT_ON = [
    {"claim_status_code": "1"},
    {"claim_status_code": "23"},
    {"service_from_on": DAY - ONE_DAY},
    {"payer_id": "northwind"},
    {"known_on": SENT_ON + ONE_DAY},
    {"reversed_on": SENT_ON},
]


def test_what_was_not_sent_on_is_judged_by_its_results(judge: Judge, past: Past) -> None:
    for place, other in enumerate([*NOT_SENT_ON, {}]):
        forwarded(past, claim_number=f"A{place}", **other)
    past.publish()
    # the last but one is sent on; of the last nobody decided
    claims = [second(*WHOLE, number=f"A{place}") for place in range(len(NOT_SENT_ON) + 2)]
    report = judge(*claims, only=["E29"])
    assert found(report) == [(f"A{len(NOT_SENT_ON)}", None, "SBR01", "hold")]


def test_what_has_not_arrived_after_a_month_only_warns(judge: Judge, past: Past) -> None:
    for age in (29, 30):
        forwarded(past, claim_number=f"D{age}", remit_on=SENT_ON - age * ONE_DAY)
    past.publish()
    claims = [second(*WHOLE, number=f"D{age}") for age in (29, 30)]
    assert told(judge(*claims, only=["E29"])) == [
        ("E29", "D29", None, "hold"),
        ("E29", "D30", None, "warn"),
    ]


def test_how_long_is_waited_is_the_practice_s_to_set(
    judge: Judge, past: Past, adopt: Callable[..., None]
) -> None:
    forwarded(past)
    past.publish()
    adopt("E29,E29,crossover_days=5,hold,2026-10-01")
    assert told(judge(second(*WHOLE), only=["E29"])) == [("E29", "A1", None, "warn")]


def forwarded(past: Past, **other: object) -> None:
    """Add the first payer's decision, sent on to the next one."""
    row = {
        "payer_id": "southgate",
        "claim_number": "A1",
        "service_from_on": DAY,
        "claim_status_code": "19",
        "remit_on": dt.date(2026, 11, 4),
        "known_on": dt.date(2026, 11, 5),
    } | other
    known_on = row.pop("known_on")
    past.answer("id-A1", "paid", known_on, **row)  # type: ignore[arg-type]


def test_an_institutional_claim_is_judged_too(judge: Judge) -> None:
    line = Line("HC:H0035", revenue="0912")
    report = judge(with_lines(line, place="11:A", sequence="S"), only=["E29"])
    assert found(report) == [("A1", None, "SBR01", "hold")]
