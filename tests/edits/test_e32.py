"""E32: of two services that NCCI pairs on one day, the one that is not paid beside the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import DAY, OTHER_CLINICIAN, SENT_ON, Claim, Line, with_lines
from tests.edits.lists import payer_rules
from tests.edits.ncci_lists import PAIRS_HEAD, add, pair
from tests.edits.past import Past
from tests.edits.telling import severities, silence

Judge = Callable[..., Report]
FIRST, SECOND = Line("HC:90832"), Line("HC:90837")
PAIRS = PAIRS_HEAD + "".join(
    [
        pair("90832", "90837", "0"),
        pair("90832", "90834", "1"),
        pair("90832", "90846", "9"),
        pair("90832", "90847", "0", "20130101 20261102"),
        pair("90832", "90849", "0", "20261103 *"),
        pair("90832", "90853", "0", "20130101 20130101"),
    ]
)
ROW = "northwind,uses_ncci,,programme=medicare"


@pytest.fixture
def asked(judge: Judge, home: Home, adopt: Callable[..., None]) -> Callable[..., dict[str, str]]:
    """Judge by the pairs, for a payer that uses NCCI; return severities by claim."""
    adopt("E32,E32,,hold,2026-10-01")
    payer_rules(home, ROW)
    add(home, PAIRS)

    def asking(*claims: Claim) -> dict[str, str]:
        return severities(judge(*claims, only=["E32"]))

    return asking


def session(number: str, *codes: str, day: dt.date = DAY, **claim: object) -> Claim:
    """A claim of its own member, so that claims sent together do not meet."""
    lines = (Line(f"HC:{code}", on=day) for code in codes)
    return with_lines(*lines, **({"number": number, "member": number.upper()} | claim))


def test_which_pairs_are_told(asked: Callable[..., dict[str, str]]) -> None:
    later = DAY + dt.timedelta(days=1)
    assert asked(
        session("never", "90832", "90837"),
        session("other way", "90837", "90832"),
        session("with a modifier", "90832:59", "90837:59"),
        session("unless", "90832", "90834"),
        session("apart", "90832", "90834:XE"),
        session("apart by the first", "90832:59", "90834"),
        session("no such modifier", "90832", "90834:95"),
        session("not applicable", "90832", "90846"),
        session("last day", "90832", "90847"),
        session("ended", "90832", "90847", day=later),
        session("not begun", "90832", "90849"),
        session("begun", "90832", "90849", day=later),
        session("never was", "90832", "90853"),
        session("alone", "90837"),
        session("another payer", "90832", "90837", payer="SG01"),
        session("taken back", "90832", "90837", frequency="8"),
        session("another quarter", "90832", "90837", day=dt.date(2026, 9, 30)),
        session("first of quarter", "90832", "90837", day=dt.date(2026, 10, 1)),
    ) == {
        "never": "hold",
        "other way": "hold",
        "with a modifier": "hold",
        "unless": "warn",
        "no such modifier": "warn",
        "last day": "hold",
        "begun": "hold",
        "first of quarter": "hold",
    }


def test_two_claims_of_one_visit_are_compared(asked: Callable[..., dict[str, str]]) -> None:
    second = with_lines(SECOND, number="second")
    assert asked(with_lines(FIRST), second) == {"second": "hold"}
    for other in (
        with_lines(FIRST, member="MEMBER2"),
        with_lines(FIRST, clinician=OTHER_CLINICIAN),
        with_lines(Line("HC:90832", on=DAY + dt.timedelta(days=1))),
        with_lines(FIRST, frequency="8"),
    ):
        assert asked(other, second) == {}


@pytest.mark.parametrize(("sent", "going_out"), [("90832", "90837"), ("90837", "90832")])
def test_what_was_sent_before_is_compared_either_way(
    asked: Callable[..., dict[str, str]], past: Past, sent: str, going_out: str
) -> None:
    past.sent(procedure=sent)
    past.publish()
    assert asked(with_lines(Line(f"HC:{going_out}"))) == {"A1": "hold"}


def test_what_was_denied_or_not_known_is_not_compared(
    asked: Callable[..., dict[str, str]], past: Past
) -> None:
    past.answer(past.sent(procedure="90832"), "denied", SENT_ON)
    past.sent("OLD2", procedure="90832", known_on=SENT_ON + dt.timedelta(days=1))
    past.publish()
    assert asked(with_lines(SECOND)) == {}


def test_the_mismatch_is_told_and_no_modifier_that_would_pay(
    asked: Callable[..., dict[str, str]], judge: Judge
) -> None:
    assert asked(session("alone", "90834")) == {}
    (finding,) = judge(session("a", "90832", "90834"), only=["E32"]).findings
    assert (finding.line_number, finding.found) == (2, "90834 beside 90832 on 2026-11-02")
    assert "modifier" not in finding.wanted + finding.why


def test_without_a_list_or_a_row_it_is_silent_and_says_so(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    adopt("E32,E32,,hold,2026-10-01")
    payer_rules(home, ROW)
    report = judge(with_lines(FIRST, SECOND), only=["E32"])
    assert silence(report, "E32") == "no NCCI list of pairs was added; triage reference add does it"
    add(home, PAIRS)
    payer_rules(home, "northwind,carve_out,,send_to=southgate")
    report = judge(with_lines(FIRST, SECOND), only=["E32"])
    assert "uses_ncci" in silence(report, "E32")
    assert "ncci pairs medicare 2026Q4 practitioner" in [one.name for one in report.seen.lists]


def test_another_programme_s_list_is_not_asked(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    adopt("E32,E32,,hold,2026-10-01")
    payer_rules(home, ROW)
    add(home, PAIRS, programme="medicaid")
    assert severities(judge(with_lines(FIRST, SECOND), only=["E32"])) == {}
