"""E12: a replacement or void names the payer's claim, and an original names none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import Claim, Line, with_lines
from tests.edits.telling import told

Judge = Callable[..., Report]
NUMBER = ("REF*F8*PCN1",)
HELD = [("E12", "A1", None, "hold")]


@pytest.mark.parametrize(
    ("frequency", "before", "expected"),
    [
        ("7", (), HELD),
        ("8", (), HELD),
        ("7", NUMBER, []),
        ("8", NUMBER, []),
        ("1", NUMBER, HELD),
        ("1", (), []),
        ("7", ("REF*F8*",), HELD),
        ("7", ("REF*D9*CLH1",), HELD),
    ],
)
def test_frequency_and_number_fit_together(
    judge: Judge, frequency: str, before: tuple[str, ...], expected: list
) -> None:
    claim = Claim(frequency=frequency, before=before)
    assert told(judge(claim, only=["E12"])) == expected


def test_the_number_of_another_payer_does_not_do(judge: Judge) -> None:
    other = ("SBR*S*18*G2******MC", "NM1*PR*2*SECOND*****PI*SG01", "REF*F8*PCN1")
    claim = Claim(frequency="7", extra=other)
    assert told(judge(claim, only=["E12"])) == HELD


def test_a_payer_that_takes_no_replacement(judge: Judge, adopt: Callable[..., None]) -> None:
    adopt("E12-nw,E12,payer_id=northwind; accepted_frequencies=1,hold,2026-10-01")
    own = Claim(frequency="7", before=NUMBER)
    other = Claim(number="A2", payer="SG01", frequency="7", before=NUMBER)
    report = judge(own, other, only=["E12"])
    assert told(report) == [("E12-nw", "A1", None, "hold")]
    assert report.findings[0].field == "CLM05-3"


def test_an_institutional_claim_is_judged_too(judge: Judge) -> None:
    line = Line("HC:H0035", revenue="0912")
    assert told(judge(with_lines(line, place="11:A", frequency="7"), only=["E12"])) == HELD


@pytest.mark.parametrize("frequency", ["0", "2", "3", "4", "5", "9"])
def test_an_interim_or_late_bill_is_institutional_and_no_other(
    judge: Judge, frequency: str
) -> None:
    line = Line("HC:S9480", revenue="0905")
    bill = with_lines(line, place="13:A", frequency=frequency)
    assert told(judge(bill, only=["E12"])) == []
    report = judge(Claim(frequency=frequency), only=["E12"])
    assert told(report) == HELD
    assert report.findings[0].field == "CLM05-3"


@pytest.mark.parametrize(
    ("frequency", "before", "expected"),
    [("7", (), HELD), ("8", (), HELD), ("7", NUMBER, []), ("8", NUMBER, []), ("6", (), HELD)],
)
def test_an_institutional_replacement_names_the_payer_s_claim(
    judge: Judge, frequency: str, before: tuple[str, ...], expected: list
) -> None:
    line = Line("HC:S9480", revenue="0905")
    bill = with_lines(line, place="13:A", frequency=frequency, before=before)
    assert told(judge(bill, only=["E12"])) == expected


def test_a_payer_that_takes_no_late_charges(judge: Judge, adopt: Callable[..., None]) -> None:
    adopt("E12-nw,E12,payer_id=northwind; institutional_frequencies=2 3 4,hold,2026-10-01")
    line = Line("HC:S9480", revenue="0905")
    late = with_lines(line, place="13:A", frequency="5")
    last = with_lines(line, place="13:A", frequency="4", number="A2", member="MEMBER2")
    assert told(judge(late, last, only=["E12"])) == [("E12-nw", "A1", None, "hold")]
