"""E28: a client whose coverage this payer said had ended is looked up before the next claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from pipeline.edits.reports import Report
from tests.edits.claim_text import DAY, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past, patient_of
from tests.edits.telling import told

Judge = Callable[..., Report]
DENIED_ON, TENTH, FIFTH = dt.date(2026, 10, 1), dt.date(2026, 9, 10), dt.date(2026, 11, 5)
ONE_DAY = dt.timedelta(days=1)


def denied(past: Past, member: str = "MEMBER1", **other: object) -> None:
    """Add a denied visit of 10 September, decided and known on 1 October."""
    row = {
        "denial_id": f"denial-{len(past.rows.get('fct_denials', ()))}",
        "patient_token": patient_of(past.home, member),
        "payer_id": "northwind",
        "carc_code": "27",
        "service_on": TENTH,
        "remit_on": DENIED_ON,
        "known_on": DENIED_ON,
        "is_noise": False,
    }
    past.add("fct_denials", **row | other)


def paid(past: Past, member: str = "MEMBER1", outcome: str = "paid", **other: object) -> None:
    """Add a payment for a visit of the same day, a day after that denial."""
    row = {
        "patient_token": patient_of(past.home, member),
        "service_from_on": TENTH,
        "remit_on": DENIED_ON + ONE_DAY,
    }
    past.answer(f"id-{member}", outcome, FIFTH, **row | other)


def clients(*cases: dict) -> dict[str, dict]:
    """Give each case a client of its own."""
    return {f"C{place}": case for place, case in enumerate(cases)}


def claims_of(members: Iterable[str]) -> list[Claim]:
    return [Claim(number=member, member=member) for member in members]


def warned(members: Iterable[str]) -> list[tuple[str, str, int | None, str]]:
    return [("E28", member, None, "warn") for member in members]


def judged(judge: Judge, past: Past, *claims: Claim) -> list[tuple[str, str, int | None, str]]:
    past.publish()
    return told(judge(*(claims or (Claim(),)), only=["E28"]))


def test_coverage_is_no_better_on_the_same_side_of_the_denied_visit(
    judge: Judge, past: Past
) -> None:
    days = [TENTH - ONE_DAY, TENTH, TENTH + ONE_DAY]
    claims = []
    for carc_code in ("27", "177", "200", "26", "31"):
        denied(past, carc_code, carc_code=carc_code)
        claims += [
            with_lines(Line(on=day), number=f"{carc_code}-{day:%d}", member=carc_code)
            for day in days
        ]
    ended = [
        ("E28", f"{code}-{day}", None, severity)
        for code in ("27", "177", "200")
        for day, severity in (("09", "info"), ("10", "warn"), ("11", "warn"))
    ]
    had_not_begun = [
        ("E28", f"26-{day}", None, severity)
        for day, severity in (("09", "warn"), ("10", "warn"), ("11", "info"))
    ]
    assert judged(judge, past, *claims) == ended + had_not_begun


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
    denied(past, carc_code="200", remit_on=FIFTH, known_on=FIFTH, service_on=DAY)
    past.publish()
    (finding,) = judge(Claim(), only=["E28"]).findings
    assert finding.found == (
        "reason 200 on 2026-11-05 for the visit of 2026-11-02, and nothing paid since"
    )
    assert finding.wanted == "coverage on 2026-11-02, looked up after that denial"


NO_SIGNS = [
    {"carc_code": "31"},
    {"payer_id": "southgate"},
    {"patient_token": "another"},
    {"is_noise": True},
    {"known_on": SENT_ON + ONE_DAY},
    {"known_on": SENT_ON - 90 * ONE_DAY},
    {"closed_on": SENT_ON, "close_reason": "overturned_corrected"},
    {"closed_on": SENT_ON, "close_reason": "reversed"},
]
SIGNS = [
    {"known_on": SENT_ON},
    {"known_on": SENT_ON - 89 * ONE_DAY},
    {"closed_on": SENT_ON + ONE_DAY, "close_reason": "reversed"},
    {"closed_on": SENT_ON, "close_reason": "voided"},
]


def test_a_sign_is_this_payer_s_own_young_and_still_standing(judge: Judge, past: Past) -> None:
    everybody = clients(*NO_SIGNS, *SIGNS)
    for member, other in everybody.items():
        denied(past, member, **other)
    assert judged(judge, past, *claims_of(everybody)) == warned(list(everybody)[len(NO_SIGNS) :])


PAYMENTS = [{"outcome": "paid"}, {"outcome": "patient_share"}, {"outcome": "partly_denied"}]
NO_PAYMENTS = [
    {"outcome": "denied"},
    {"remit_on": DENIED_ON},
    {"service_from_on": TENTH - ONE_DAY},
    {"patient_token": "another"},
    {"payer_id": "southgate"},
    {"reversed_on": SENT_ON},
]


def test_a_later_payment_takes_the_sign_away(judge: Judge, past: Past) -> None:
    everybody = clients(*PAYMENTS, *NO_PAYMENTS)
    for member, other in everybody.items():
        denied(past, member)
        paid(past, member, **other)
    assert judged(judge, past, *claims_of(everybody)) == warned(list(everybody)[len(PAYMENTS) :])


def test_a_payment_for_an_earlier_visit_shows_that_coverage_had_begun(
    judge: Judge, past: Past
) -> None:
    visits = {"BEFORE": TENTH - ONE_DAY, "THEN": TENTH, "AFTER": TENTH + ONE_DAY}
    for member, day in visits.items():
        denied(past, member, carc_code="26")
        paid(past, member, service_from_on=day)
    claims = [with_lines(Line(on=TENTH), number=one, member=one) for one in visits]
    assert judged(judge, past, *claims) == [("E28", "AFTER", None, "warn")]


def test_a_payment_of_the_same_day_for_a_visit_further_on_shows_coverage(
    judge: Judge, past: Past
) -> None:
    visits = {"BEFORE": TENTH - ONE_DAY, "THEN": TENTH, "AFTER": TENTH + ONE_DAY}
    for code in ("27", "26"):
        for visit, day in visits.items():
            denied(past, f"{code}{visit}", carc_code=code)
            paid(past, f"{code}{visit}", service_from_on=day, remit_on=DENIED_ON)
            # what was paid before the payer knew of the end shows nothing
            denied(past, f"{code}{visit}EARLY", carc_code=code)
            paid(
                past, f"{code}{visit}EARLY", service_from_on=day, remit_on=DENIED_ON - ONE_DAY
            )  # fmt: skip
    members = [
        f"{code}{visit}{late}"
        for code in ("27", "26")
        for visit in visits
        for late in ("", "EARLY")
    ]
    claims = [with_lines(Line(on=TENTH), number=one, member=one) for one in members]
    assert judged(judge, past, *claims) == warned(
        one for one in members if one not in ("27AFTER", "26BEFORE")
    )


def test_a_later_look_that_found_coverage_releases(judge: Judge, past: Past) -> None:
    rows = {
        "OPEN": "northwind,2026-10-02,,",
        "THATDAY": "northwind,2026-11-09,2026-11-02,2026-11-02",
        "TOOLATE": "northwind,2026-11-10,,",
        "TOOEARLY": "northwind,2026-10-01,,",
        "BEGINS": "northwind,2026-10-02,2026-11-03,",
        "ENDS": "northwind,2026-10-02,,2026-11-01",
        "ELSEWHERE": "southgate,2026-10-02,,",
    }
    folder = past.home.practices[0].reference_folder
    folder.mkdir(exist_ok=True)
    (folder / "eligibility_checks.csv").write_text(
        "member_id,payer_id,checked_on,from_on,through_on\n"
        + "".join(f"{member},{row}\n" for member, row in rows.items())
    )
    for member in (*rows, "NOBODY"):
        denied(past, member)
    assert judged(judge, past, *claims_of([*rows, "NOBODY"])) == warned([*list(rows)[2:], "NOBODY"])


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
