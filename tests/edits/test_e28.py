"""E28: a client whose coverage this payer said had ended is looked up before the next claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import DAY, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past, patient_of
from tests.edits.telling import told

Judge = Callable[..., Report]
DENIED_ON, TENTH, FIFTH = dt.date(2026, 10, 1), dt.date(2026, 9, 10), dt.date(2026, 11, 5)
ONE_DAY = dt.timedelta(days=1)
WARNED = [("E28", "A1", None, "warn")]


def denied(past: Past, carc_code: str = "27", **other: object) -> None:
    """Add a denied visit of 10 September, decided and known on 1 October."""
    row = {
        "denial_id": f"denial-{len(past.rows.get('fct_denials', ()))}",
        "patient_token": patient_of(past.home, "MEMBER1"),
        "payer_id": "northwind",
        "carc_code": carc_code,
        "service_on": TENTH,
        "remit_on": DENIED_ON,
        "known_on": DENIED_ON,
        "is_noise": False,
    }
    past.add("fct_denials", **row | other)


def paid(past: Past, outcome: str = "paid", **other: object) -> None:
    row = {
        "patient_token": patient_of(past.home, "MEMBER1"),
        "service_from_on": TENTH,
        "remit_on": DENIED_ON + ONE_DAY,
    }
    past.answer("id-PAID", outcome, FIFTH, **row | other)


def judged(judge: Judge, past: Past, *claims: Claim) -> list[tuple[str, str, int | None, str]]:
    past.publish()
    return told(judge(*(claims or (Claim(),)), only=["E28"]))


@pytest.mark.parametrize("carc_code", ["27", "177", "200"])
def test_coverage_that_ended_is_no_better_later(
    judge: Judge, past: Past, carc_code: str
) -> None:
    denied(past, carc_code)
    claims = [
        with_lines(Line(on=TENTH - ONE_DAY), number="EARLIER"),
        with_lines(Line(on=TENTH), number="THEN"),
        with_lines(Line(on=DAY), number="LATER"),
    ]
    assert judged(judge, past, *claims) == [
        ("E28", "EARLIER", None, "info"),
        ("E28", "THEN", None, "warn"),
        ("E28", "LATER", None, "warn"),
    ]


def test_coverage_that_had_not_begun_was_no_better_before(judge: Judge, past: Past) -> None:
    denied(past, "26")
    claims = [
        with_lines(Line(on=TENTH), number="THEN"),
        with_lines(Line(on=TENTH + ONE_DAY), number="LATER"),
    ]
    assert judged(judge, past, *claims) == [
        ("E28", "THEN", None, "warn"),
        ("E28", "LATER", None, "info"),
    ]


def test_a_practice_that_has_proof_may_hold_but_not_on_the_other_side(
    judge: Judge, past: Past, adopt: Callable[..., None]
) -> None:
    denied(past)
    adopt("E28,E28,,hold,2026-10-01")
    early = with_lines(Line(on=TENTH - ONE_DAY), number="EARLIER")
    assert judged(judge, past, Claim(), early) == [
        ("E28", "A1", None, "hold"),
        ("E28", "EARLIER", None, "info"),
    ]


def test_a_finding_names_the_last_denial(judge: Judge, past: Past) -> None:
    denied(past)
    denied(past, "200", remit_on=FIFTH, known_on=FIFTH, service_on=DAY)
    past.publish()
    (finding,) = judge(Claim(), only=["E28"]).findings
    assert finding.found == (
        "reason 200 on 2026-11-05 for the visit of 2026-11-02, and nothing paid since"
    )
    assert finding.wanted == "coverage on 2026-11-02, looked up after that denial"


@pytest.mark.parametrize(
    "other",
    [
        {"carc_code": "31"},
        {"payer_id": "southgate"},
        {"patient_token": "another"},
        {"is_noise": True},
        {"known_on": SENT_ON + ONE_DAY},
        {"known_on": SENT_ON - 90 * ONE_DAY},
        {"closed_on": SENT_ON, "close_reason": "overturned_corrected"},
        {"closed_on": SENT_ON, "close_reason": "reversed"},
    ],
    ids=lambda other: "-".join(other),
)
def test_what_is_no_sign(judge: Judge, past: Past, other: dict) -> None:
    denied(past, **other)
    assert judged(judge, past) == []


@pytest.mark.parametrize(
    "other",
    [
        {"known_on": SENT_ON},
        {"known_on": SENT_ON - 89 * ONE_DAY},
        {"closed_on": SENT_ON + ONE_DAY, "close_reason": "reversed"},
        {"closed_on": SENT_ON, "close_reason": "voided"},
    ],
    ids=lambda other: "-".join(other),
)
def test_what_is_a_sign(judge: Judge, past: Past, other: dict) -> None:
    denied(past, **other)
    assert judged(judge, past) == WARNED


@pytest.mark.parametrize("outcome", ["paid", "patient_share", "partly_denied"])
def test_a_later_payment_takes_the_sign_away(judge: Judge, past: Past, outcome: str) -> None:
    denied(past)
    paid(past, outcome)
    assert judged(judge, past) == []


@pytest.mark.parametrize(
    "other",
    [
        {"outcome": "denied"},
        {"remit_on": DENIED_ON},
        {"service_from_on": TENTH - ONE_DAY},
        {"patient_token": "another"},
        {"payer_id": "southgate"},
        {"reversed_on": SENT_ON},
    ],
    ids=lambda other: "-".join(other),
)
def test_what_is_no_later_payment(judge: Judge, past: Past, other: dict) -> None:
    denied(past)
    paid(past, **other)
    assert judged(judge, past) == WARNED


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("MEMBER1,northwind,2026-10-02,,", []),
        ("MEMBER1,northwind,2026-11-09,2026-11-02,2026-11-02", []),
        ("MEMBER1,northwind,2026-11-10,,", WARNED),
        ("MEMBER1,northwind,2026-10-01,,", WARNED),
        ("MEMBER1,northwind,2026-10-02,2026-11-03,", WARNED),
        ("MEMBER1,northwind,2026-10-02,,2026-11-01", WARNED),
        ("MEMBER2,northwind,2026-10-02,,", WARNED),
        ("MEMBER1,southgate,2026-10-02,,", WARNED),
    ],
)
def test_a_later_look_that_found_coverage_releases(
    judge: Judge, past: Past, row: str, expected: list
) -> None:
    denied(past)
    folder = past.home.practices[0].reference_folder
    folder.mkdir(exist_ok=True)
    (folder / "eligibility_checks.csv").write_text(
        f"member_id,payer_id,checked_on,from_on,through_on\n{row}\n"
    )
    assert judged(judge, past) == expected


def test_what_is_taken_back_is_not_judged(judge: Judge, past: Past) -> None:
    denied(past)
    assert judged(judge, past, Claim(frequency="8")) == []


def test_the_look_back_is_the_practice_s_to_set(
    judge: Judge, past: Past, adopt: Callable[..., None]
) -> None:
    denied(past, known_on=SENT_ON - 89 * ONE_DAY)
    adopt("E28,E28,lookback_days=89,warn,2026-10-01")
    assert judged(judge, past) == []


def test_without_a_warehouse_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(Claim(), only=["E28"])
    assert ("E28", "no run has published a warehouse yet") in [
        (one.edit_id, one.reason) for one in report.plan.silent
    ]
