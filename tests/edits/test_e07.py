"""E07: a session code has whole units, and no more than its limit."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import Claim, Line, with_lines
from tests.edits.lists import payer_rules
from tests.edits.telling import severities

Judge = Callable[..., Report]


def counted(number: str, units: str, procedure: str = "90837", **claim: object) -> Claim:
    basis = str(claim.pop("basis", "UN"))
    return with_lines(Line(f"HC:{procedure}", units=units, basis=basis), number=number, **claim)


def test_units_of_either_side(judge: Judge) -> None:
    report = judge(
        counted("one", "1"),
        counted("two", "2"),
        counted("none", "0"),
        counted("a part", "1.5"),
        counted("minutes", "53", basis="MJ"),
        counted("by the quarter of an hour", "4", "H0004"),
        counted("not in the table", "4", "H2036"),
        counted("taken back", "2", frequency="8"),
        only=["E07"],
    )
    assert {f.claim_number: (f.field, f.found, f.wanted) for f in report.findings} == {
        "two": ("SV104", "90837 with 2 units", "at most 1 on one line"),
        "none": ("SV104", "90837 with 0 units", "a whole number of sessions"),
        "a part": ("SV104", "90837 with 1.5 units", "a whole number of sessions"),
        "minutes": ("SV103", "90837 with 53 minutes", "a count of sessions"),
    }
    assert {*severities(report).values()} == {"warn"}


def test_a_held_edit_holds_what_is_sure(
    judge: Judge, home: Home, adopt: Callable[..., None], home_rules: Callable[[str, str], None]
) -> None:
    home_rules(
        "unit_rules",
        "procedure_code,unit_kind,max_units,confidence,decided_on,reason\n"
        "H2036,session,2,verified,2026-11-01,our plan\n",
    )
    payer_rules(
        home,
        "northwind,session_units,90853 90834,max=2,2026-11-02,2026-11-02",
        "northwind,session_units,90847,max=3,2026-11-03",
        "northwind,session_units,90846,max=3,,2026-11-01",
    )
    adopt("E07,E07,,hold,2026-10-01")
    report = judge(
        counted("as a guess", "2"),
        counted("none", "0"),
        counted("a part", "0.5"),
        counted("minutes", "53", basis="MJ"),
        counted("as the payer raised it", "2", "90853"),
        counted("over what the payer has", "3", "90834"),
        counted("another payer", "2", "90853", payer="SG01"),
        counted("not yet", "2", "90847"),
        counted("no longer", "2", "90846"),
        counted("ours", "2", "H2036"),
        counted("over ours", "3", "H2036"),
        only=["E07"],
    )
    assert severities(report) == {
        "as a guess": "warn", "none": "hold", "a part": "hold", "minutes": "warn",
        "over what the payer has": "hold", "another payer": "warn", "not yet": "warn",
        "no longer": "warn", "over ours": "hold",
    }  # fmt: skip
