"""E05: an add-on stands beside no service that forbids it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pipeline.edits.reports import Report
from tests.edits.claim_text import CLINICIAN, DAY, OTHER_CLINICIAN, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past
from tests.edits.telling import severities, told

Judge = Callable[..., Report]
FOURTH = dt.date(2026, 11, 4)


def pair(number: str, add_on: str, base: str, clinician: str = CLINICIAN) -> Claim:
    """A claim of a client of its own, named after the claim."""
    lines = (Line(f"HC:{add_on}"), Line(f"HC:{base}"))
    return with_lines(*lines, number=number, member=number.replace(" ", ""), clinician=clinician)


def test_pairs_of_either_side_and_their_guards(
    judge: Judge, home_rules: Callable[[str, str], None]
) -> None:
    home_rules(
        "add_on_codes",
        "add_on_code,relation,base_from,base_to,effective_on,deleted_on,confidence,decided_on,"
        "reason\n"
        "H9999,excluded,H0001,H0009,,,practice_knowledge,2026-11-01,our plan\n"
        "H9998,excluded,H0001,H0009,2026-11-03,,verified,2026-11-01,our plan\n"
        "H9997,excluded,H0001,H0009,,2026-11-01,verified,2026-11-01,our plan\n"
        "H9996,excluded,H0001,H0009,2026-11-02,2026-11-02,verified,2026-11-01,our plan\n",
    )
    report = judge(
        pair("permitted", "90833", "99214"),
        pair("forbidden", "90833", "90834"),
        pair("interactive", "90785", "90847"),
        pair("interactive as it may be", "90785", "90837"),
        pair("apart", "90833", "90834:59"),
        pair("apart by the add-on", "90833:XE", "90834"),
        pair("another modifier", "90833:95", "90834"),
        pair("unsure", "H9999", "H0009"),
        pair("beyond the range", "H9999", "H0010"),
        pair("not yet", "H9998", "H0001"),
        pair("no longer", "H9997", "H0001"),
        pair("on its day", "H9996", "H0001"),
        only=["E05"],
    )
    assert severities(report) == {
        "forbidden": "warn", "interactive": "warn", "apart": "warn", "apart by the add-on": "warn",
        "another modifier": "warn", "unsure": "warn", "on its day": "warn",
    }  # fmt: skip
    assert {one.line_number for one in report.findings} == {1}
    assert report.findings[0].found == "90833 beside 90834 on 2026-11-02"


def test_where_the_practice_holds_a_modifier_and_an_unsure_row_still_warn(
    judge: Judge, adopt: Callable[..., None], home_rules: Callable[[str, str], None]
) -> None:
    home_rules(
        "add_on_codes",
        "add_on_code,relation,base_from,base_to,confidence,decided_on,reason\n"
        "H9999,excluded,H0001,H0009,practice_knowledge,2026-11-01,our plan\n",
    )
    adopt("E05,E05,distinct_modifiers=KX,hold,2026-10-01")
    report = judge(
        pair("alone", "90833", "90834"),
        pair("apart", "90833", "90834:KX"),
        pair("not ours", "90833", "90834:59"),
        pair("unsure", "H9999", "H0001"),
        only=["E05"],
    )
    assert severities(report) == {
        "alone": "hold", "apart": "warn", "not ours": "hold", "unsure": "warn"
    }  # fmt: skip


def test_a_base_on_another_claim_of_the_day_counts_and_one_of_another_visit_does_not(
    judge: Judge,
) -> None:
    def base(number: str, member: str, **claim: object) -> Claim:
        return with_lines(Line("HC:90834"), number=number, member=member, **claim)

    def add_on(number: str) -> Claim:
        return with_lines(Line("HC:90833"), number=number, member=number)

    tomorrow = Line("HC:90834", on=DAY + dt.timedelta(days=1))
    report = judge(
        add_on("SAME"), base("B1", "SAME"),
        add_on("CLINICIAN"), base("B2", "CLINICIAN", clinician=OTHER_CLINICIAN),
        add_on("VOID"), base("B3", "VOID", frequency="8"),
        add_on("CLIENT"), base("B4", "OTHER"),
        add_on("DAY"), with_lines(tomorrow, number="B5", member="DAY"),
        only=["E05"],
    )  # fmt: skip
    assert severities(report) == {"SAME": "warn"}


def test_what_was_sent_before_and_stands_counts_from_both_sides(judge: Judge, past: Past) -> None:
    past.sent("P1", member="ADDON", procedure="90834", known_on=FOURTH)
    past.sent("P2", member="BASE", procedure="90833", known_on=FOURTH)
    past.sent("P3", member="LATER", procedure="90834", known_on=SENT_ON + dt.timedelta(days=1))
    past.sent("P4", member="OTHER", procedure="90834", clinician=OTHER_CLINICIAN)
    past.publish()
    report = judge(
        with_lines(Line("HC:90833"), number="A1", member="ADDON"),
        with_lines(Line("HC:90834"), number="A2", member="BASE"),
        with_lines(Line("HC:90833"), number="A3", member="LATER"),
        with_lines(Line("HC:90833"), number="A4", member="OTHER"),
        only=["E05"],
    )
    assert told(report) == [("E05", "A1", 1, "warn"), ("E05", "A2", 1, "warn")]
    assert report.findings[1].found == "90834 beside 90833 on 2026-11-02"


def test_what_goes_out_again_is_no_neighbour_of_itself(judge: Judge, past: Past) -> None:
    for number in ("P1", "P2"):
        claim_id = past.sent(number, member=number, procedure="90834")
        past.status(claim_id, "accepted", FOURTH, payer_claim_number=f"PCN-{number}")
    past.publish()
    add_on = (Line("HC:90833"),)
    report = judge(
        Claim(number="P1", member="P1", lines=add_on),
        Claim(number="A2", member="P2", frequency="7", before=("REF*F8*PCN-P2",), lines=add_on),
        only=["E05"],
    )
    assert told(report) == []
