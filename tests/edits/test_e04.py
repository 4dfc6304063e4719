"""E04: an add-on has a base of the same client, clinician and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import DAY, OTHER_CLINICIAN, Claim, Line, with_lines
from tests.edits.lists import payer_rules
from tests.edits.ncci_lists import ADD_ONS_HEAD, add
from tests.edits.past import Past
from tests.edits.telling import severities, told

Judge = Callable[..., Report]
ADD_ON, BASE = Line("HC:90833"), Line("HC:99214")
ALONE = [("E04", "A1", 1, "hold")]


def test_an_add_on_alone_is_held(judge: Judge) -> None:
    report = judge(with_lines(ADD_ON), only=["E04"])
    assert told(report) == ALONE
    (finding,) = report.findings
    assert (finding.field, finding.found) == ("SV101-2", "90833 on 2026-11-02 alone")


@pytest.mark.parametrize("base", ["99202", "99255", "99350"])
def test_a_base_of_a_permitted_range_on_the_claim_suffices(judge: Judge, base: str) -> None:
    assert told(judge(with_lines(ADD_ON, Line(f"HC:{base}")), only=["E04"])) == []


@pytest.mark.parametrize("other", ["99201", "99256", "90837"])
def test_a_service_outside_of_the_ranges_is_no_base(judge: Judge, other: str) -> None:
    assert told(judge(with_lines(ADD_ON, Line(f"HC:{other}")), only=["E04"])) == ALONE


def test_a_base_on_another_claim_that_goes_out_too_suffices(judge: Judge) -> None:
    other = with_lines(BASE, number="A2")
    assert told(judge(with_lines(ADD_ON), other, only=["E04"])) == []


@pytest.mark.parametrize(
    "other",
    [
        with_lines(BASE, number="A2", member="MEMBER2"),
        with_lines(BASE, number="A2", clinician=OTHER_CLINICIAN),
        with_lines(Line("HC:99214", on=DAY + dt.timedelta(days=1)), number="A2"),
        with_lines(BASE, number="A2", frequency="8"),
    ],
    ids=["another client", "another clinician", "another day", "taken back"],
)
def test_a_base_of_another_visit_does_not(judge: Judge, other: Claim) -> None:
    assert told(judge(with_lines(ADD_ON), other, only=["E04"])) == ALONE


def test_where_the_payer_wants_one_claim_a_base_on_another_does_not(
    judge: Judge, adopt: Callable[..., None]
) -> None:
    adopt("E04-nw,E04,payer_id=northwind; same_claim=yes,hold,2026-10-01")
    other = with_lines(BASE, number="A2")
    report = judge(with_lines(ADD_ON), other, only=["E04"])
    assert told(report) == [("E04-nw", "A1", 1, "hold")]
    assert told(judge(with_lines(ADD_ON, BASE), only=["E04"])) == []


def test_a_base_sent_before_suffices_once_it_is_known(judge: Judge, past: Past) -> None:
    past.sent(procedure="99214", known_on=dt.date(2026, 11, 9))
    past.publish()
    claim = with_lines(ADD_ON)
    assert told(judge(claim, only=["E04"], as_of_on=dt.date(2026, 11, 9))) == []
    assert told(judge(claim, only=["E04"], as_of_on=dt.date(2026, 11, 8))) == ALONE


def test_an_add_on_whose_bases_nobody_verified_only_warns(
    judge: Judge, home_rules: Callable[[str, str], None]
) -> None:
    home_rules(
        "add_on_codes",
        "add_on_code,relation,base_from,base_to,confidence,decided_on,reason\n"
        "H9999,permitted,H0001,H0009,practice_knowledge,2026-11-01,our plan\n",
    )
    assert told(judge(with_lines(Line("HC:H9999")), only=["E04"])) == [("E04", "A1", 1, "warn")]
    assert told(judge(with_lines(Line("HC:H9999"), Line("HC:H0005")), only=["E04"])) == []


def test_ncci_s_list_of_add_ons_counts_where_the_payer_uses_it(judge: Judge, home: Home) -> None:
    rows = "H9991\t\t99214\t\t2013001\t0\t1\tx\nH9993\t\t99214\t\t2013001\t0\t3\tx\n"
    rows += "H9992\t\tCCCCC\t\t2013001\t0\t2\tx\nH9994\t\t99214\t\t2013001\t2026305\t1\tx\n"
    add(home, ADD_ONS_HEAD + rows, name="AOC.txt")
    payer_rules(home, "northwind,uses_ncci,,programme=medicare")
    report = judge(
        with_lines(Line("HC:H9991"), number="alone"),
        with_lines(Line("HC:H9991"), BASE, number="beside", member="M2"),
        with_lines(Line("HC:H9992"), number="no list of bases"),
        with_lines(Line("HC:H9993"), number="some bases"),
        with_lines(Line("HC:H9994"), number="ended"),
        with_lines(Line("HC:H9991"), number="another payer", payer="SG01"),
        with_lines(Line("HC:H9991", on=dt.date(2026, 9, 30)), number="another quarter"),
        only=["E04"],
    )
    assert severities(report) == {"alone": "hold", "some bases": "warn"}


def test_a_code_that_is_no_add_on_is_not_judged(judge: Judge) -> None:
    assert told(judge(with_lines(Line("HC:90837")), only=["E04"])) == []
