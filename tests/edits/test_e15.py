"""E15: how much of the payer's filing limit is gone; it warns and never holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past, patient_of
from tests.edits.telling import told

Judge = Callable[..., Report]
EARLIER = ("SBR*P*18*G2******MC", "NM1*PR*2*SOUTH*****PI*SG01")


def before(days: int) -> dt.date:
    return SENT_ON - dt.timedelta(days=days)


def aged(days: int, **claim: object) -> Claim:
    return with_lines(Line(on=before(days)), **({"number": f"D{days}"} | claim))


def warned(*numbers: str) -> list[tuple[str, str, int | None, str]]:
    return [("E15", number, None, "warn") for number in numbers]


def test_it_warns_from_three_quarters_of_the_limit_on(judge: Judge) -> None:
    # the rule for payers that name none: 90 days; 67.5 and 81 days are the shares
    report = judge(*(aged(days) for days in (67, 68, 80, 81, 90, 91)), only=["E15"])
    assert told(report) == warned("D68", "D80", "D81", "D90", "D91")
    assert [f.found.split("day")[0] for f in report.findings] == [
        "", "", "urgent: ", "urgent: ", "past the limit: "
    ]  # fmt: skip
    assert report.findings[0].found == "day 68 of 90 since the service on 2026-09-02"
    assert (
        report.findings[0].wanted == "the claim with the payer by 2026-12-01, by the rule default"
    )
    assert report.findings[-1].wanted.startswith(
        "proof that the payer accepted the claim before 2026-11-09 (277CA)"
    )


def test_it_never_holds_whatever_a_practice_decides(
    judge: Judge, adopt: Callable[..., None]
) -> None:
    adopt("E15,E15,,hold,2026-10-01")
    assert told(judge(aged(120), only=["E15"])) == warned("D120")


def test_the_shares_are_the_practice_s_to_set(judge: Judge, adopt: Callable[..., None]) -> None:
    adopt("E15,E15,warn_share=0.5; urgent_share=0.6,warn,2026-10-01")
    report = judge(aged(44), aged(45), aged(54), only=["E15"])
    assert told(report) == warned("D45", "D54")
    assert [f.found.startswith("urgent") for f in report.findings] == [False, True]


def test_the_limit_is_that_of_the_payer_s_rule(
    judge: Judge, home_rules: Callable[[str, str], None]
) -> None:
    home_rules(
        "payer_deadlines",
        "deadline_rule_id,filing_days,decided_on,reason\ndefault,60,2026-11-01,our contracts\n",
    )
    assert told(judge(aged(44), aged(45), only=["E15"])) == warned("D45")


def test_the_oldest_line_counts_by_its_last_day(judge: Judge) -> None:
    span = f"DTP*472*RD8*{before(70):%Y%m%d}-{before(60):%Y%m%d}"
    young = with_lines(Line(on=None, extra=(span,)), number="SPAN")
    mixed = with_lines(Line(), Line(on=before(68)), number="MIXED")
    assert told(judge(young, mixed, only=["E15"])) == warned("MIXED")


@pytest.mark.parametrize(("days", "expected"), [(67, []), (68, warned("SECOND"))])
def test_a_second_payer_s_limit_runs_from_the_first_one_s_decision(
    judge: Judge, days: int, expected: list
) -> None:
    answered = f"DTP*573*D8*{before(days):%Y%m%d}"
    of_claim = aged(300, number="SECOND", sequence="S", extra=(*EARLIER, answered))
    line = Line(on=before(300), extra=("SVD*SG01*60*HC:90837**1", answered))
    of_line = with_lines(line, number="SECOND", sequence="S", extra=EARLIER)
    assert told(judge(of_claim, only=["E15"])) == expected
    assert told(judge(of_line, only=["E15"])) == expected


def test_a_second_payer_s_claim_without_that_day_has_no_clock(judge: Judge) -> None:
    assert told(judge(aged(300, sequence="S", extra=EARLIER), only=["E15"])) == []


def test_a_replacement_s_limit_runs_from_the_decision_that_it_corrects(
    judge: Judge, past: Past
) -> None:
    own = patient_of(past.home, "MEMBER1")
    past.answer("id-1", "denied", before(67), payer_claim_number="PCN-67", patient_token=own)
    past.answer("id-2", "denied", before(68), payer_claim_number="PCN-68", patient_token=own)
    past.answer("id-3", "denied", before(70), claim_number="D303", patient_token=own)
    past.answer("id-4", "denied", before(70), claim_number="D304", patient_token="another")
    past.publish()
    claims = [
        aged(300 + place, frequency="7", before=(f"REF*F8*{number}",))
        for place, number in enumerate(("PCN67", "PCN68", "NONE", "NONE", "NONE"))
    ]
    report = judge(*claims, only=["E15"])
    assert told(report) == warned("D301", "D303")
    assert report.findings[0].found == "day 68 of 90 since the payer's decision on 2026-09-02"


def test_what_is_taken_back_has_no_limit(judge: Judge) -> None:
    assert told(judge(aged(120, frequency="8"), only=["E15"])) == []


def test_an_institutional_claim_is_judged_by_its_statement(judge: Judge) -> None:
    line = Line("HC:H0035", revenue="0912", on=None)
    claims = [
        with_lines(line, number=f"D{d}", place="11:A", before=(f"DTP*434*D8*{before(d):%Y%m%d}",))
        for d in (67, 68)
    ]
    assert told(judge(*claims, only=["E15"])) == warned("D68")
