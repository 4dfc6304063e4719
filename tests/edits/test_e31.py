"""E31: every line points at a diagnosis of the claim, and the code list is ICD-10."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report, as_json
from tests.edits.claim_text import Claim, Line, with_lines
from tests.edits.telling import told

Judge = Callable[..., Report]


@pytest.mark.parametrize("pointers", ["1", "2", "1:2", "2:1"])
def test_pointers_in_range_pass(judge: Judge, pointers: str) -> None:
    assert told(judge(with_lines(Line(pointers=pointers)), only=["E31"])) == []


@pytest.mark.parametrize(
    ("pointers", "field"),
    [("3", "SV107-1"), ("1:3", "SV107-2"), ("0", "SV107-1"), ("A", "SV107-1"), ("", "SV107-1")],
)
def test_a_pointer_to_nothing_is_held(judge: Judge, pointers: str, field: str) -> None:
    report = judge(with_lines(Line(), Line("HC:90834", pointers=pointers)), only=["E31"])
    assert told(report) == [("E31", "A1", 2, "hold")]
    assert report.findings[0].field == field


def test_a_claim_without_any_diagnosis_is_held_as_a_whole(judge: Judge) -> None:
    report = judge(Claim(health=()), only=["E31"])
    assert [(f.line_number, f.field) for f in report.findings] == [(None, "HI")]


def test_conditions_are_no_diagnoses(judge: Judge) -> None:
    report = judge(Claim(health=("HI*BG:41",)), only=["E31"])
    assert [(f.line_number, f.field) for f in report.findings] == [(None, "HI")]


@pytest.mark.parametrize(
    ("health", "is_held"),
    [
        (("HI*ABF:Z0001",), False),
        (("HI*BK:30000",), True),
        (("HI*Z0001",), True),
        # a second segment goes on counting
        (("HI*BG:41", "HI*ABK:Z0001"), False),
    ],
)
def test_the_code_list_is_icd_10(judge: Judge, health: tuple[str, ...], is_held: bool) -> None:
    report = judge(Claim(health=health), only=["E31"])
    assert bool(report.findings) is is_held


def test_no_diagnosis_is_repeated(judge: Judge) -> None:
    report = judge(
        Claim(health=("HI*F411",), lines=(Line(pointers="F411"),)),
        only=["E31"],
    )
    assert report.findings
    assert "Z0001" not in as_json(report)
    assert "something that is no code" not in as_json(report)


def test_institutional_claims_are_not_judged(judge: Judge) -> None:
    line = Line("HC:H0035", revenue="0912")
    assert told(judge(with_lines(line, place="11:A", health=()), only=["E31"])) == []
