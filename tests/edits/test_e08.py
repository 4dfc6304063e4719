"""E08: units of a code that is counted by minutes agree with them, or are as paid lines have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import CLINICIAN, OTHER_CLINICIAN, SENT_ON, Claim, Line, with_lines
from tests.edits.lists import payer_rules, write_list
from tests.edits.past import Past
from tests.edits.telling import severities, told

Judge = Callable[..., Report]


def timed(number: str, units: str, procedure: str = "H0004", **claim: object) -> Claim:
    basis = str(claim.pop("basis", "UN"))
    return with_lines(Line(f"HC:{procedure}", units=units, basis=basis), number=number, **claim)


def minutes(home: Home, *entries: str) -> None:
    """Write entries ``claim,code,clinician,minutes`` of the day."""
    cells = (entry.split(",", 1) for entry in entries)
    write_list(home, "session_minutes", *(f"{claim},2026-11-02,{rest}" for claim, rest in cells))


def test_a_unit_counts_from_its_middle_on(judge: Judge, home: Home) -> None:
    sound = {"M7": "0.5", "M8": "1", "M22": "1", "M23": "2", "M60": "4"}
    wrong = {"N8": "2", "N22": "2", "N23": "1", "N60": "5"}
    minutes(home, *(f"{name},H0004,,{name[1:]}" for name in (*sound, *wrong)))
    claims = [timed(name, units) for name, units in (sound | wrong).items()]
    report = judge(*claims, only=["E08"])
    assert severities(report) == dict.fromkeys(("M7", *wrong), "warn")
    assert report.findings[-1].found == "H0004 with 5 units for 60 minutes of the list"


def test_the_payer_s_rounding_decides_and_may_hold(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    payer_rules(
        home,
        "northwind,unit_rounding,H0004,rounding=whole,2026-11-02,2026-11-02",
        "northwind,unit_rounding,H2017,rounding=up",
        "northwind,unit_rounding,H2014,rounding=whole,2026-11-03",
    )
    adopt("E08,E08,,hold,2026-10-01")
    asked = {
        "whole": ("H0004", "1"), "whole, more": ("H0004", "2"),
        "up": ("H2017", "2"), "up, less": ("H2017", "1"),
        "not yet": ("H2014", "2"), "not yet, less": ("H2014", "1"),
    }  # fmt: skip
    claims = [timed(f"C{place}", units, code) for place, (code, units) in enumerate(asked.values())]
    length = {"H0004": 29, "H2017": 16, "H2014": 23}
    minutes(home, *(
        f"C{place},{code},,{length[code]}" for place, (code, _) in enumerate(asked.values())
    ))  # fmt: skip
    found = severities(judge(*claims, only=["E08"]))
    names = [*asked]
    assert {names[int(number[1:])]: grave for number, grave in found.items()} == {
        "whole, more": "hold", "up, less": "hold", "not yet, less": "warn"
    }  # fmt: skip


def test_lines_that_share_minutes_are_taken_together_and_others_apart(
    judge: Judge, home: Home
) -> None:
    minutes(
        home,
        "SPLIT,H0004,,60", "SUM,H0004,,20", "SUM,H0004,,25", "MANY,,,60",
        f"WHO,H0004,{OTHER_CLINICIAN},60", f"ME,H0004 H2017,{CLINICIAN},60", "ONE,,,60",
    )  # fmt: skip
    two = (Line("HC:H0004", units="2"), Line("HC:H0004", units="2"))
    report = judge(
        with_lines(*two, number="SPLIT"),
        timed("SUM", "3"),
        with_lines(Line("HC:H0004", units="9"), Line("HC:90834"), number="MANY"),
        timed("WHO", "9"),
        timed("ME", "9"),
        timed("ONE", "9"),
        timed("GONE", "9", frequency="8"),
        only=["E08"],
    )
    assert [*severities(report)] == ["ME", "ONE"]
    three = (*two, Line("HC:H0004", units="1"))
    assert told(judge(with_lines(*three, number="SPLIT"), only=["E08"])) == [
        ("E08", "SPLIT", 3, "warn")
    ]


def test_a_line_counted_in_minutes(judge: Judge, home: Home) -> None:
    minutes(home, "EQUAL,H0004,,60", "OTHER,H0004,,60")
    report = judge(
        timed("EQUAL", "60", basis="MJ"),
        timed("OTHER", "45", basis="MJ"),
        timed("SHORT", "7", basis="MJ"),
        timed("UNIT", "8", basis="MJ"),
        only=["E08"],
    )
    assert {one.claim_number: one.found for one in report.findings} == {
        "OTHER": "H0004 with 45 minutes for 60 minutes of the list",
        "SHORT": "H0004 with 7 minutes",
    }


def test_units_that_are_none_or_a_part(judge: Judge) -> None:
    report = judge(
        timed("A1", "0"), timed("A2", "2.5"), timed("A3", "2"), timed("A4", "0", "90837")
    )
    assert [f.claim_number for f in report.findings if f.edit_id == "E08"] == ["A1", "A2"]


@pytest.mark.parametrize(
    ("many", "few", "other", "expected"),
    [
        # 199 of 200 lines have fewer than five units: just the share that makes five unusual
        (199, 1, {}, {"FIVE": "warn"}),
        (198, 2, {}, {}),
        (198, 1, {}, {}),
        (199, 1, {"known_on": SENT_ON + dt.timedelta(days=1)}, {}),
        (199, 1, {"payer_id": "southgate"}, {}),
        (199, 1, {"outcome": "full_denial"}, {}),
    ],
    ids=["unusual", "usual", "too few lines", "known later", "another payer", "denied"],
)
def test_without_minutes_units_are_compared_with_paid_lines(
    judge: Judge, past: Past, many: int, few: int, other: dict, expected: dict
) -> None:
    line = {
        "payer_id": "northwind", "procedure_code": "H0004", "outcome": "not_denied",
        "paid_usd": 90, "known_on": SENT_ON,
    } | other  # fmt: skip
    for units, count in ((4, many), (5, few)):
        for _ in range(count):
            past.add("fct_adjudication_lines", **line, units=units)
    past.publish()
    report = judge(timed("FOUR", "4"), timed("FIVE", "5"), only=["E08"])
    assert severities(report) == expected


def test_a_practice_sets_what_is_unusual(
    judge: Judge, past: Past, adopt: Callable[..., None]
) -> None:
    for units in (1, 1, 1, 2):
        past.add(
            "fct_adjudication_lines", payer_id="northwind", procedure_code="H0004", units=units,
            outcome="not_denied", paid_usd=90, known_on=SENT_ON,
        )  # fmt: skip
    past.publish()
    adopt("E08,E08,usual_share=0.75; least_lines=4,hold,2026-10-01")
    assert severities(judge(timed("A1", "1"), timed("A2", "2"), only=["E08"])) == {"A2": "warn"}
