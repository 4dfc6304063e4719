"""E34: no more services of a day than the payer's row allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import DAY, OTHER_CLINICIAN, Claim, Line, outgoing, with_lines
from tests.edits.lists import payer_rules
from tests.edits.past import Past
from tests.edits.telling import silence, told

Judge = Callable[..., Report]
ONCE = "northwind,same_day_limit,90791 90792,max=1"
FIRST, SECOND = Line("HC:90791"), Line("HC:90792")


def found(report: Report) -> list[tuple[str, int | None]]:
    assert {one.severity for one in report.findings} <= {"warn"}
    return [(one.claim_number, one.line_number) for one in report.findings]


def test_the_service_beyond_the_limit_is_told(judge: Judge, home: Home) -> None:
    payer_rules(home, ONCE, "northwind,same_day_limit,90853,max=2")
    group = Line("HC:90853")
    report = judge(
        with_lines(FIRST, SECOND, number="A1", member="M1"),
        with_lines(FIRST, number="A2", member="M2"),
        with_lines(group, group, number="A3", member="M3"),
        with_lines(group, group, group, number="A4", member="M4"),
        with_lines(FIRST, SECOND, number="A5", member="M5", payer="SG01"),
        with_lines(FIRST, SECOND, number="A6", member="M6", frequency="8"),
        with_lines(
            FIRST, Line("HC:90792", on=DAY + dt.timedelta(days=1)), number="A7", member="M7"
        ),
        with_lines(FIRST, Line("HC:90837"), number="A8", member="M8"),
        only=["E34"],
    )
    assert found(report) == [("A1", 2), ("A4", 3)]
    assert report.findings[0].found == "90792 on 2026-11-02, service 2 of its kind that day"
    assert report.findings[0].wanted == "at most 1 for one client and day"


def test_claims_of_one_batch_count_together(judge: Judge, home: Home) -> None:
    payer_rules(home, ONCE)
    first, second = with_lines(FIRST, number="A1"), with_lines(SECOND, number="A2")
    other = with_lines(SECOND, number="A3", member="MEMBER2")
    assert found(judge(first, second, other, only=["E34"])) == [("A2", 1)]


def test_the_row_says_what_is_counted_apart(judge: Judge, home: Home) -> None:
    def visits(code: str) -> tuple[Claim, ...]:
        line, member = Line(f"HC:{code}"), f"M{code}"
        again = Line(f"HC:{code}:59")
        return (
            with_lines(line, number=f"{code}-1", member=member),
            with_lines(line, number=f"{code}-2", member=member, clinician=OTHER_CLINICIAN),
            with_lines(again, number=f"{code}-3", member=member),
        )

    payer_rules(
        home,
        "northwind,same_day_limit,90837,max=1; per=client; apart_by=59 XE",
        "northwind,same_day_limit,90834,max=1; per=clinician",
        "northwind,same_day_limit,90832,max=1; per=group; apart_by=XE",
    )
    told_of = judge(*visits("90837"), *visits("90834"), *visits("90832"), only=["E34"])
    assert [one.claim_number for one in told_of.findings] == [
        "90837-2", "90834-3", "90832-2", "90832-3"
    ]  # fmt: skip


def test_another_billing_group_is_counted_apart_where_the_row_says_so(
    judge: Judge, home: Home
) -> None:
    def batches() -> tuple[bytes, bytes]:
        other = ("NM1*85*2*OAK*****XX*1999999950",)
        second = outgoing(with_lines(SECOND, number="A2"), control=2, billing=other)
        return outgoing(with_lines(FIRST, number="A1")), second

    payer_rules(home, "northwind,same_day_limit,90791 90792,max=1; per=group")
    assert found(judge(*batches(), only=["E34"])) == []
    payer_rules(home, ONCE)
    assert len(judge(*batches(), only=["E34"]).findings) == 1


def test_a_row_holds_on_its_days(judge: Judge, home: Home) -> None:
    both = with_lines(FIRST, SECOND)
    for days, expected in (
        ("2026-11-02,2026-11-02", [("A1", 2)]), ("2026-11-03", []), (",2026-11-01", []),
    ):  # fmt: skip
        payer_rules(home, f"{ONCE},{days}")
        assert found(judge(both, only=["E34"])) == expected


def test_what_was_sent_before_and_stands_counts(judge: Judge, home: Home, past: Past) -> None:
    payer_rules(home, ONCE, "northwind,same_day_limit,90837,max=1; per=clinician; apart_by=59")
    past.sent("P1", member="M1", procedure="90791")
    past.status(past.sent("P2", member="M2", procedure="90791"), "rejected", dt.date(2026, 11, 4))
    past.sent("P3", member="M3", procedure="90837", clinician=OTHER_CLINICIAN)
    past.sent("P4", member="M4", procedure="90837")
    past.sent("P5", member="M5", procedure="90837", modifiers="59")
    past.publish()
    report = judge(
        *(with_lines(SECOND, number=f"A{n}", member=f"M{n}") for n in (1, 2)),
        *(with_lines(Line("HC:90837"), number=f"A{n}", member=f"M{n}") for n in (3, 4, 5)),
        only=["E34"],
    )
    assert found(report) == [("A1", 1), ("A4", 1)]


def test_a_session_beside_a_day_of_a_programme(judge: Judge, home: Home) -> None:
    payer_rules(home, "northwind,same_day_limit,90837 0912,max=1")
    day = Line("HC:H0035", revenue="0912")
    session = Line("HC:90837", revenue="0914")
    undated = Line("HC:H0035", revenue="0912", on=None)
    stay = {"place": "13:A", "before": ("DTP*434*RD8*20261102-20261104",)}
    report = judge(
        with_lines(session, day, number="A1", member="M1", **stay),
        with_lines(undated, undated, number="A2", member="M2", **stay),
        only=["E34"],
    )
    assert [(one.claim_number, one.field) for one in report.findings] == [("A1", "SV201")]


def test_without_a_row_it_is_silent_and_a_held_one_holds(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    both = with_lines(FIRST, SECOND)
    payer_rules(home, "northwind,telehealth,,places=10")
    assert silence(judge(both), "E34").endswith("has no row of the kind same_day_limit")
    payer_rules(home, ONCE)
    adopt("E34-nw,E34,payer_id=northwind,hold,2026-10-01")
    assert told(judge(both, only=["E34"])) == [("E34-nw", "A1", 2, "hold")]
