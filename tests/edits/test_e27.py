"""E27: a member's number looks like those of the members whose claims the payer paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report, as_json
from pipeline.x12.reading import read_chunks
from tests.edits.claim_text import SENT_ON, Claim, outgoing
from tests.edits.past import Past
from tests.edits.telling import told

Judge = Callable[..., Report]
THIRD, FOURTH = dt.date(2026, 11, 3), dt.date(2026, 11, 4)
USUAL = "AAANNNNNN"
STRANGE = Claim(number="STRANGE", member="W12345678")


def warned(*numbers: str) -> list[tuple[str, str, int | None, str]]:
    return [("E27", number, None, "warn") for number in numbers]


def paid(past: Past, count: int, mask: str = USUAL, **other: object) -> None:
    """Add claims of as many members, paid under numbers of one shape."""
    told_of = {"outcome": "paid", "known_on": FOURTH} | other
    for place in range(count):
        number = f"{mask}-{place}-{len(past.rows.get('fct_submissions', ()))}"
        claim_id = past.sent(number, member=number, member_mask=mask)
        past.answer(claim_id, told_of["outcome"], told_of["known_on"])  # type: ignore[arg-type]


def test_a_shape_that_no_paid_member_has_warns(judge: Judge, past: Past) -> None:
    paid(past, 50)
    past.publish()
    usual = [Claim(number="U1", member="XYZ123456"), Claim(number="U2", member=" abc000000 ")]
    other_payer = Claim(number="OTHER", payer="SG01", member="W12345678")
    report = judge(*usual, STRANGE, other_payer, only=["E27"])
    assert told(report) == warned("STRANGE")
    assert report.findings[0].found == "a number of the shape ANNNNNNNN"
    assert report.findings[0].wanted == (
        "a shape that numbers of this payer's members have, of 50 paid"
    )
    assert "W12345678" not in as_json(report)


def test_fewer_than_fifty_paid_members_teach_nothing(judge: Judge, past: Past) -> None:
    paid(past, 49)
    past.publish()
    assert told(judge(STRANGE, only=["E27"])) == []


@pytest.mark.parametrize(
    "other",
    [{"outcome": "denied"}, {"known_on": SENT_ON + dt.timedelta(days=1)}],
    ids=["denied", "known later"],
)
def test_only_what_is_known_to_be_paid_teaches(judge: Judge, past: Past, other: dict) -> None:
    paid(past, 49)
    paid(past, 1, **other)
    past.publish()
    assert told(judge(STRANGE, only=["E27"])) == []


@pytest.mark.parametrize(
    ("usual", "strange", "expected"),
    [
        # one of a hundred is needed to cover 99 %, one of a hundred and one is not
        (98, 1, []),
        (99, 1, warned("STRANGE")),
        (100, 2, []),
    ],
)
def test_shapes_cover_99_of_a_hundred_members_and_two_members_make_one(
    judge: Judge, past: Past, usual: int, strange: int, expected: list
) -> None:
    paid(past, usual)
    paid(past, strange, "ANNNNNNNN")
    past.publish()
    assert told(judge(STRANGE, only=["E27"])) == expected


def test_one_member_with_many_claims_is_one(judge: Judge, past: Past) -> None:
    paid(past, 120)
    for place in range(3):
        again = past.sent(f"AGAIN{place}", member="SAME", member_mask="ANNNNNNNN")
        past.answer(again, "paid", FOURTH)
    past.publish()
    assert told(judge(STRANGE, only=["E27"])) == warned("STRANGE")


def test_a_practice_sets_numbers_and_shapes(
    judge: Judge, past: Past, adopt: Callable[..., None]
) -> None:
    paid(past, 10)
    past.publish()
    eleven = Claim(number="ELEVEN", member="12345678901")
    adopt("E27,E27,min_paid=10; new_shape_members=1,warn,2026-10-01")
    assert told(judge(STRANGE, eleven, only=["E27"])) == warned("STRANGE", "ELEVEN")
    adopt("E27,E27,masks=ANNNNNNNN AANNN,warn,2026-10-01")
    assert told(judge(STRANGE, eleven, only=["E27"])) == warned("ELEVEN")


def test_a_file_that_was_sent_already_does_not_teach_its_own_shape(
    judge: Judge, past: Past
) -> None:
    paid(past, 50)
    (reading,) = read_chunks([("file", outgoing(STRANGE))])
    (digest,) = reading.tables["transactions"].column("transaction_digest").to_pylist()
    own = past.sent("OWN", member="OWN", member_mask="ANNNNNNNN", transaction_digest=digest)
    past.answer(own, "paid", FOURTH)
    past.publish()
    assert told(judge(STRANGE, only=["E27"])) == warned("STRANGE")


def test_without_a_warehouse_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(STRANGE, only=["E27"])
    assert told(report) == []
    assert ("E27", "no run has published a warehouse yet") in [
        (one.edit_id, one.reason) for one in report.plan.silent
    ]
