"""E25: what an approval leaves, after all that was sent under it and stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import DAY, OTHER_CLINICIAN, SENT_ON, Claim, Line, with_lines
from tests.edits.keeping import approve, keep_list
from tests.edits.past import Past
from tests.edits.telling import told

Judge = Callable[..., Report]
HEAD = (
    "member_id,payer_id,authorization_number,from_on,through_on,procedure_codes,approved_units,"
    "unit_basis"
)
ONE, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
NUMBER = ("REF*G1*AUTH7",)
FOURTH, FIFTH = dt.date(2026, 11, 4), dt.date(2026, 11, 5)
HELD, WARNED = [("E25", "A1", 1, "hold")], [("E25", "A1", 1, "warn")]


def approved(home: Home, units: object, basis: str = "", more: str = "2026-01-01,,") -> None:
    row = f"MEMBER1,northwind,AUTH7,{more},{units},{basis}"
    keep_list(home, "authorizations", HEAD, row)


def used(past: Past, number: str, weeks: int = 1, **other: object) -> str:
    """Add a session sent before under the approval."""
    approve(past, "AUTH7", number)
    return past.sent(number, service_on=DAY - weeks * WEEK, **other)  # type: ignore[arg-type]


def judged(judge: Judge, past: Past, *claims: Claim) -> list[tuple[str, str, int | None, str]]:
    past.publish()
    return told(judge(*(claims or (Claim(before=NUMBER),)), only=["E25"]))


@pytest.mark.parametrize(
    ("units", "expected", "left", "remain"),
    [
        ("3", HELD, "0", "0"),
        ("3.5", HELD, "0.5", "0"),
        ("4", WARNED, "1", "0"),
        ("6", WARNED, "3", "2"),
        ("7", [], "", ""),
    ],
)
def test_it_holds_at_nothing_left_and_warns_at_two(
    judge: Judge, home: Home, past: Past, units: str, expected: list, left: str, remain: str
) -> None:
    approved(home, units)
    for place in range(1, 4):
        used(past, f"U{place}", place)
    past.publish()
    report = judge(Claim(before=NUMBER), only=["E25"])
    assert told(report) == expected
    assert [one.found for one in report.findings] == [
        f"of {units} approved (by the unit) {left} were left for 1 on {DAY}; "
        f"sessions that remain after it: {remain}"
    ] * bool(expected)


@pytest.mark.parametrize(
    "told_of_it",
    [
        lambda past, key: past.answer(key, "denied", FOURTH),
        lambda past, key: past.status(key, "denied", FOURTH),
        lambda past, key: past.status(key, "rejected", FOURTH),
        lambda past, key: past.void(key, FOURTH),
        lambda past, key: past.add(
            "int_claim_replacements", claim_id=key, payer_id="northwind", replaced_on=FOURTH
        ),
    ],
    ids=["denied", "denied by a report", "rejected", "taken back", "replaced"],
)
def test_what_was_denied_or_taken_back_gives_its_units_back(
    judge: Judge, home: Home, past: Past, told_of_it: Callable[[Past, str], None]
) -> None:
    approved(home, 1)
    key = used(past, "U1")
    assert judged(judge, past) == HELD
    told_of_it(past, key)
    assert judged(judge, past) == WARNED


@pytest.mark.parametrize("outcome", ["paid", "patient_share", "pended", "partly_denied"])
def test_what_was_paid_or_is_open_does_not(
    judge: Judge, home: Home, past: Past, outcome: str
) -> None:
    approved(home, 1)
    past.answer(used(past, "U1"), outcome, FOURTH)
    assert judged(judge, past) == HELD


def test_the_last_word_counts_and_only_what_is_known(judge: Judge, home: Home, past: Past) -> None:
    approved(home, 1)
    key = used(past, "U1")
    past.answer(key, "denied", FOURTH)
    past.answer(key, "paid", FIFTH)
    assert judged(judge, past) == HELD
    past.answer(key, "denied", SENT_ON + ONE)
    assert judged(judge, past) == HELD
    past.answer(key, "denied", SENT_ON)
    assert judged(judge, past) == WARNED


def test_of_a_partly_denied_claim_the_denied_line_gives_units_back(
    judge: Judge, home: Home, past: Past
) -> None:
    approved(home, 1)
    answer = past.answer(used(past, "U1"), "partly_denied", FOURTH)
    line = {"adjudication_id": answer, "service_on": DAY - WEEK, "known_on": FOURTH}
    past.add("fct_adjudication_lines", **line, procedure_code="90791", outcome="full_denial")
    past.add("fct_adjudication_lines", **line, procedure_code="90837", outcome="partial_denial")
    assert judged(judge, past) == HELD
    past.add("fct_adjudication_lines", **line, procedure_code="90837", outcome="full_denial")
    assert judged(judge, past) == WARNED


def test_a_claim_that_was_sent_again_uses_its_units_once(
    judge: Judge, home: Home, past: Past
) -> None:
    approved(home, 2)
    key = used(past, "U1")
    past.answer(key, "denied", FOURTH)
    again = {"submission_id": "sub-AGAIN", "claim_id": key, "known_on": FIFTH}
    past.sent("U1", service_on=DAY - WEEK, frequency="7", **again)
    approve(past, "AUTH7", "AGAIN")
    # the denial is of the claim as it was; what was sent since is open
    assert judged(judge, past) == WARNED
    approved(home, 1)
    assert judged(judge, past) == HELD


@pytest.mark.parametrize(
    "claim",
    [
        Claim(number="U1", before=NUMBER),
        Claim(frequency="7", before=("REF*F8*PCN1", *NUMBER)),
    ],
    ids=["under its number", "by the payer's"],
)
def test_a_claim_that_goes_out_again_uses_its_units_once(
    judge: Judge, home: Home, past: Past, claim: Claim
) -> None:
    approved(home, 1)
    past.answer(used(past, "U1"), "paid", FOURTH, payer_claim_number="PCN1")
    assert judged(judge, past, claim) == [("E25", claim.number, 1, "warn")]


def test_a_void_that_goes_out_gives_units_back(judge: Judge, home: Home, past: Past) -> None:
    approved(home, 1)
    past.answer(used(past, "U1"), "paid", FOURTH, payer_claim_number="PCN1")
    void = Claim(number="V1", frequency="8", before=("REF*F8*PCN1", *NUMBER))
    assert judged(judge, past, void, Claim(before=NUMBER)) == WARNED


def test_what_goes_out_together_counts_day_by_day(judge: Judge, home: Home, past: Past) -> None:
    approved(home, 2)
    claims = [
        with_lines(Line(on=DAY - place * ONE), number=f"A{place}", before=NUMBER)
        for place in range(3)
    ]
    assert judged(judge, past, *claims) == [
        ("E25", "A0", 1, "hold"), ("E25", "A1", 1, "warn"), ("E25", "A2", 1, "warn"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "fits", "too_few"), [("visit", 2, 1), ("day", 1, 0), ("unit", 7, 6), ("", 7, 6)]
)
def test_units_are_visits_days_or_what_is_billed(
    judge: Judge, home: Home, past: Past, basis: str, fits: int, too_few: int
) -> None:
    other = Line("HC:90785", units="2", extra=(f"NM1*82*1*O*C****XX*{OTHER_CLINICIAN}",))
    claim = with_lines(Line(units="4"), Line("HC:90785"), other, before=NUMBER)
    approved(home, fits, basis)
    assert "hold" not in {severity for *_, severity in judged(judge, past, claim)}
    approved(home, too_few, basis)
    assert "hold" in {severity for *_, severity in judged(judge, past, claim)}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (f"{DAY},,", WARNED),
        (f"2026-01-01,{DAY},90834 90837", HELD),
        ("2026-01-01,,90834", []),
        (f"{DAY + ONE},,", []),
    ],
    ids=["a new period", "this service", "another service", "later"],
)
def test_an_approval_counts_its_own_days_and_services(
    judge: Judge, home: Home, past: Past, more: str, expected: list
) -> None:
    approved(home, 1, more=more)
    used(past, "U1")
    used(past, "U2", 2, procedure="90791")
    used(past, "U3", 3, known_on=SENT_ON + ONE)
    assert judged(judge, past) == expected


def test_what_no_limited_approval_covers_is_not_counted(judge: Judge, home: Home) -> None:
    claims = [
        Claim(),
        Claim(number="A2", before=("REF*G1*AUTH8",)),
        Claim(number="A3", before=NUMBER, member="MEMBER2"),
        Claim(number="A4", before=NUMBER, payer="SG01"),
        Claim(number="A5", before=NUMBER, frequency="8"),
    ]
    approved(home, 0)
    assert told(judge(*claims, only=["E25"])) == []
    approved(home, "")
    assert told(judge(Claim(before=NUMBER), only=["E25"])) == []


def test_when_it_warns_is_the_practice_s(
    judge: Judge, home: Home, past: Past, adopt: Callable[..., None]
) -> None:
    approved(home, 1)
    adopt("ours,E25,warn_at_left=0,hold,2026-10-01")
    assert judged(judge, past) == [("ours", "A1", 1, "warn")]
    approved(home, 2)
    assert judged(judge, past) == []


def test_without_a_warehouse_it_counts_what_goes_out(judge: Judge, home: Home) -> None:
    approved(home, 1)
    lines = (Line(), Line(on=DAY + ONE))
    assert told(judge(with_lines(*lines, before=NUMBER), only=["E25"])) == [
        ("E25", "A1", 1, "warn"), ("E25", "A1", 2, "hold"),
    ]  # fmt: skip


def test_without_a_list_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(Claim(before=NUMBER), only=["E25"])
    silent = {one.edit_id: one.reason for one in report.plan.silent}
    assert silent["E25"] == "there is no reference/authorizations.csv"
