"""E30: a claim that says primary although another plan is known to pay first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from pipeline.edits.reports import Report
from tests.edits.claim_text import DAY, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past, patient_of
from tests.edits.telling import told

Judge = Callable[..., Report]
DENIED_ON, TENTH = dt.date(2026, 10, 1), dt.date(2026, 9, 10)
ONE_DAY = dt.timedelta(days=1)


def denied(past: Past, member: str = "MEMBER1", **other: object) -> None:
    """Add a visit of 10 September, denied because another plan pays first."""
    row = {
        "denial_id": f"denial-{member}",
        "patient_token": patient_of(past.home, member),
        "payer_id": "northwind",
        "payer_sequence": "primary",
        "carc_code": "22",
        "service_on": TENTH,
        "remit_on": DENIED_ON,
        "known_on": DENIED_ON,
        "is_noise": False,
    }
    past.add("fct_denials", **row | other)


def paid(
    past: Past,
    member: str = "MEMBER1",
    payer_id: str = "southgate",
    sequence: str = "primary",
    known_on: dt.date = DENIED_ON,
    outcome: str = "paid",
    **other: object,
) -> None:
    """Add a payment for a visit of 10 September, by default of another payer as the first."""
    row = {
        "payer_id": payer_id,
        "payer_sequence": sequence,
        "patient_token": patient_of(past.home, member, payer_id),
        "service_from_on": TENTH,
        "remit_on": known_on,
    }
    past.answer("id-PAID", outcome, known_on, **row | other)


def claims_of(members: Iterable[str]) -> list[Claim]:
    return [Claim(number=member, member=member) for member in members]


def warned(*members: str) -> list[tuple[str, str, int | None, str]]:
    return [("E30", member, None, "warn") for member in members]


def judged(judge: Judge, past: Past, *claims: Claim) -> list[tuple[str, str, int | None, str]]:
    past.publish()
    return told(judge(*(claims or (Claim(),)), only=["E30"]))


def test_a_sign_of_another_primary_payer_warns(judge: Judge, past: Past) -> None:
    denied(past, "M1")
    paid(past, "M2")
    paid(past, "M3", payer_id="northwind", sequence="secondary")
    paid(past, "M4", payer_id="northwind", sequence="tertiary")
    for member in ("M5", "M6"):
        denied(past, member)
    past.publish()
    silent = [
        Claim(number="SECOND", member="M5", sequence="S"),
        Claim(number="BACK", member="M6", frequency="8"),
        Claim(number="OTHER", member="M7"),
    ]
    report = judge(*claims_of(["M1", "M2", "M3", "M4"]), *silent, only=["E30"])
    assert told(report) == warned("M1", "M2", "M3", "M4")
    assert [f.found for f in report.findings] == [
        "primary; reason 22 on 2026-10-01",
        "primary; paid as primary by southgate on 2026-10-01",
        "primary; paid as secondary by this payer on 2026-10-01",
        "primary; paid as tertiary by this payer on 2026-10-01",
    ]


NO_SIGNS = [
    (denied, {"carc_code": "27"}),
    (denied, {"payer_id": "southgate"}),
    (denied, {"payer_sequence": "secondary"}),
    (denied, {"is_noise": True}),
    (denied, {"known_on": SENT_ON + ONE_DAY}),
    (denied, {"known_on": SENT_ON - 180 * ONE_DAY}),
    (denied, {"closed_on": SENT_ON, "close_reason": "overturned_reprocessed"}),
    (paid, {"sequence": "secondary"}),
    (paid, {"outcome": "denied"}),
    (paid, {"patient_token": "another"}),
    (paid, {"known_on": SENT_ON + ONE_DAY}),
    (paid, {"known_on": SENT_ON - 180 * ONE_DAY}),
    (paid, {"reversed_on": SENT_ON}),
    (paid, {"payer_id": "northwind"}),
    (paid, {"payer_id": "northwind", "sequence": "secondary", "outcome": "denied"}),
    (paid, {"payer_id": "northwind", "sequence": "secondary", "reversed_on": SENT_ON}),
]
SIGNS = [
    (denied, {"closed_on": SENT_ON + ONE_DAY, "close_reason": "overturned_reprocessed"}),
    (denied, {"closed_on": SENT_ON, "close_reason": "voided"}),
    (denied, {"known_on": SENT_ON - 179 * ONE_DAY}),
    (paid, {"known_on": SENT_ON - 179 * ONE_DAY}),
    (paid, {"reversed_on": SENT_ON + ONE_DAY}),
]


def test_what_is_a_sign_and_what_is_none(
    judge: Judge, past: Past, adopt: Callable[..., None]
) -> None:
    everybody = [f"M{place}" for place in range(len(NO_SIGNS) + len(SIGNS))]
    for member, (sign, other) in zip(everybody, [*NO_SIGNS, *SIGNS], strict=True):
        sign(past, member, **other)  # type: ignore[operator]
    signs = everybody[len(NO_SIGNS) :]
    assert judged(judge, past, *claims_of(everybody)) == warned(*signs)
    adopt("E30,E30,lookback_days=179,warn,2026-10-01")
    assert told(judge(*claims_of(signs), only=["E30"])) == warned(signs[0], signs[1], signs[4])


NOT_SINCE = [
    {"outcome": "denied"},
    {"sequence": "secondary"},
    {"known_on": DENIED_ON},
    {"service_from_on": TENTH - ONE_DAY},
    {"reversed_on": SENT_ON},
]


def test_what_this_payer_paid_first_since_takes_the_sign_away(judge: Judge, past: Past) -> None:
    everybody = [f"M{place}" for place in range(len(NOT_SINCE) + 1)]
    for member, other in zip(everybody, [*NOT_SINCE, {}], strict=True):
        denied(past, member)
        payment = {"payer_id": "northwind", "known_on": DENIED_ON + ONE_DAY} | other
        paid(past, member, **payment)  # type: ignore[arg-type]
    assert judged(judge, past, *claims_of(everybody)) == warned(*everybody[:-1])


def test_a_client_is_told_once_a_batch(judge: Judge, past: Past) -> None:
    denied(past)
    again = with_lines(Line(on=DAY + ONE_DAY), number="A2")
    assert judged(judge, past, Claim(), again) == warned("A1")


def test_a_client_is_told_once_a_month(judge: Judge, past: Past) -> None:
    first = dt.date(2026, 11, 1)
    sent = {
        "SAID": {"known_on": first},
        "LASTMONTH": {"known_on": first - ONE_DAY},
        "LATER": {"known_on": SENT_ON + ONE_DAY},
        "SECOND": {"known_on": first, "sequence": "secondary"},
        "ELSEWHERE": {"known_on": first, "payer_id": "southgate"},
        "BACK": {"known_on": first, "frequency": "8"},
    }
    for member, claim in sent.items():
        denied(past, member)
        past.sent(member, member=member, **claim)  # type: ignore[arg-type]
    # a claim of the day on which the sign came told nobody
    denied(past, "SAMEDAY", known_on=first)
    past.sent("SAMEDAY", member="SAMEDAY", known_on=first)
    members = [*sent, "SAMEDAY"]
    assert judged(judge, past, *claims_of(members)) == warned(*members[1:])


def test_without_a_warehouse_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(Claim(), only=["E30"])
    assert ("E30", "no run has published a warehouse yet") in [
        (one.edit_id, one.reason) for one in report.plan.silent
    ]
