"""E10: one service of a client and day goes to a payer once in what goes out together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import DAY, OTHER_CLINICIAN, Claim, Line, outgoing, with_lines
from tests.edits.telling import told

Judge = Callable[..., Report]
FIRST = Claim()


def test_a_claim_twice_is_held_once(judge: Judge) -> None:
    report = judge(FIRST, Claim(number="A2"), only=["E10"])
    assert told(report) == [("E10", "A2", 1, "hold")]
    assert report.findings[0].found == "90837 on 2026-11-02, as on claim A1, line 1"


def test_a_line_twice_on_one_claim_is_held(judge: Judge) -> None:
    assert told(judge(with_lines(Line(), Line()), only=["E10"])) == [("E10", "A1", 2, "hold")]


def test_two_files_that_go_out_together_are_one_batch(judge: Judge) -> None:
    report = judge(outgoing(FIRST), outgoing(Claim(number="A2"), control=2), only=["E10"])
    assert [row[2:] for row in told(report)] == [(1, "hold")]


@pytest.mark.parametrize(
    "other",
    [
        Claim(number="A2", member="MEMBER2"),
        Claim(number="A2", sequence="S"),
        Claim(number="A2", payer="SG01"),
        Claim(number="A2", frequency="8"),
        with_lines(Line("HC:90834"), number="A2"),
        with_lines(Line("HC:90837:HO"), number="A2"),
        with_lines(Line(on=DAY + dt.timedelta(days=1)), number="A2"),
    ],
    ids=["client", "sequence", "payer", "taken back", "procedure", "modifier", "day"],
)
def test_what_differs_is_another_service(judge: Judge, other: Claim) -> None:
    assert told(judge(FIRST, other, only=["E10"])) == []


@pytest.mark.parametrize("modifier", ["59", "76", "77", "XE", "XP", "XS", "XU"])
def test_a_modifier_that_says_so_only_warns(judge: Judge, modifier: str) -> None:
    other = with_lines(Line(f"HC:90837:{modifier}"), number="A2")
    assert told(judge(FIRST, other, only=["E10"])) == [("E10", "A2", 1, "warn")]


def test_another_clinician_only_warns(judge: Judge) -> None:
    other = Claim(number="A2", clinician=OTHER_CLINICIAN)
    assert told(judge(FIRST, other, only=["E10"])) == [("E10", "A2", 1, "warn")]


def test_the_modifiers_are_the_practice_s_to_set(judge: Judge, adopt: Callable[..., None]) -> None:
    adopt("E10,E10,distinct_modifiers=KX,hold,2026-10-01")
    kx = with_lines(Line("HC:90837:KX"), number="A2")
    other = with_lines(Line("HC:90837:59"), number="A3")
    assert told(judge(FIRST, kx, other, only=["E10"])) == [("E10", "A2", 1, "warn")]


def test_lines_of_a_stay_without_days_of_their_own_are_not_judged(judge: Judge) -> None:
    undated = Line("HC:H0035", revenue="0912", on=None)
    dated = Line("HC:H0035", revenue="0912")
    stay = {"place": "11:A", "before": ("DTP*434*RD8*20261102-20261104",)}
    assert told(judge(with_lines(undated, undated, **stay), only=["E10"])) == []
    assert told(judge(with_lines(dated, dated, **stay), only=["E10"])) == [("E10", "A1", 2, "hold")]
