"""E06: a code is valid on the day of service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import Line, with_lines
from tests.edits.telling import of_edit, told

Judge = Callable[..., Report]


@pytest.mark.parametrize(
    ("code", "day", "severity"),
    [
        ("99443", dt.date(2024, 12, 31), None),
        ("99443", dt.date(2025, 1, 1), "hold"),
        ("99354", dt.date(2022, 12, 31), None),
        ("99354", dt.date(2023, 1, 1), "hold"),
        # an ending that nobody verified
        ("99201", dt.date(2021, 1, 1), "warn"),
        ("98000", dt.date(2024, 12, 31), "warn"),
        ("98000", dt.date(2025, 1, 1), None),
        # a code that the table does not hold
        ("H0004", dt.date(2031, 1, 1), None),
    ],
)
def test_a_procedure_on_either_side_of_its_end(
    judge: Judge, code: str, day: dt.date, severity: str | None
) -> None:
    report = judge(with_lines(Line(f"HC:{code}", on=day)), only=["E06"])
    assert told(report) == ([("E06", "A1", 1, severity)] if severity else [])


def test_a_modifier_and_a_line_that_runs_past_the_end(judge: Judge) -> None:
    early = Line("HC:90837:95:93", on=dt.date(2021, 12, 31))
    (finding,) = of_edit(judge(with_lines(early), only=["E06"]), "E06")
    assert (finding.field, finding.found) == ("SV101-3", "modifier 93 on 2021-12-31")
    late = Line("HC:99443", on=None, extra=("DTP*472*RD8*20241230-20250102",))
    assert told(judge(with_lines(late), only=["E06"])) == [("E06", "A1", 1, "hold")]


def test_an_institutional_line_and_a_row_of_the_practice(
    judge: Judge, home_rules: Callable[[str, str], None]
) -> None:
    home_rules(
        "code_validity",
        "code_kind,code,valid_to_on,confidence,decided_on,reason\n"
        "revenue,0912,2026-06-30,verified,2026-11-01,our plan ended it\n",
    )
    line = Line("HC:99443", revenue="0912", basis="DA")
    report = judge(with_lines(line, place="11:A"), only=["E06"])
    assert sorted(finding.field for finding in report.findings) == ["SV201", "SV202-2"]
