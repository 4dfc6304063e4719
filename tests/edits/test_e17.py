"""E17: the note of a session is signed before its claim goes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from pipeline.tokens import token
from tests.edits.claim_text import CLINICIAN, DAY, OTHER_CLINICIAN, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past
from tests.edits.telling import by_claim, told

Judge = Callable[..., Report]
LISTED_ON = dt.date(2026, 11, 8)
HELD, WARNED = [("ours", "A1", 1, "hold")], [("ours", "A1", 1, "warn")]
ONE = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def adopted(adopt: Callable[..., None]) -> None:
    adopt("ours,E17,,hold,2026-10-01")


def visit(past: Past, status: str | None, **other: object) -> None:
    """Add a visit of a list; of the member of a claim, unless another is named."""
    row: dict[str, object] = {
        "file_id": "list1",
        "member_token": member(past.home, "MEMBER1"),
        "payer_id": "northwind",
        "service_on": DAY,
        "procedure_code": "90837",
        "rendering_npi": CLINICIAN,
        "note_status": status,
        "known_on": LISTED_ON,
    }
    past.add("int_visit_notes", **(row | other))


def member(home: Home, number: str) -> str:
    return token(number, "member_id", home.secret, home.practices[0].practice_id)


def judged(judge: Judge, past: Past, *claims: Claim) -> list[tuple[str, str, int | None, str]]:
    past.publish()
    return told(judge(*(claims or (Claim(),)), only=["E17"]))


def test_an_open_note_holds_and_only_warns_where_nobody_verified_the_word(
    judge: Judge, past: Past
) -> None:
    words = ("No Note", "no-note", "Unlocked", "Unsigned", "Locked", "Signed", "Completed", "seen")
    for word in words:
        visit(past, word, member_token=member(past.home, word))
    past.publish()
    claims = [Claim(number=word, member=word) for word in words]
    assert by_claim(judge(*claims, only=["E17"])) == {
        "No Note": "hold", "no-note": "hold", "Unlocked": "hold", "Unsigned": "warn",
    }  # fmt: skip


def test_a_word_of_the_practice_s_own_system_is_a_row(
    judge: Judge, past: Past, home_rules: Callable[[str, str], None]
) -> None:
    home_rules(
        "note_statuses",
        "note_status,is_signed,confidence,decided_on,reason\n"
        "To Do,false,verified,2026-11-01,our system\n",
    )
    visit(past, "to do")
    assert judged(judge, past) == HELD


@pytest.mark.parametrize(
    "other",
    [
        {"service_on": DAY + ONE},
        {"procedure_code": "90834"},
        {"rendering_npi": OTHER_CLINICIAN},
        {"member_token": "another"},
        {"claim_number": "A9"},
        {"known_on": SENT_ON + ONE},
    ],
    ids=["another day", "service", "clinician", "member", "claim", "a list of tomorrow"],
)
def test_another_visit_says_nothing_of_this_one(
    judge: Judge, past: Past, other: dict[str, object]
) -> None:
    visit(past, "No Note", **other)
    visit(past, None, service_on=DAY - ONE)
    visit(past, "Locked", service_on=DAY - ONE)
    assert judged(judge, past) == []


@pytest.mark.parametrize("other", [{"procedure_code": None}, {"rendering_npi": None}])
def test_what_a_list_leaves_out_fits(judge: Judge, past: Past, other: dict[str, None]) -> None:
    visit(past, "No Note", **other)
    assert judged(judge, past) == HELD


def test_a_list_that_names_the_claim_says_more_than_one_that_names_the_member(
    judge: Judge, past: Past
) -> None:
    visit(past, "Locked", claim_number="A1", file_id="list0", known_on=LISTED_ON - ONE)
    visit(past, "No Note")
    assert judged(judge, past) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("No Note", "Locked", []), ("Locked", "Unlocked", HELD), ("No Note", None, [])],
    ids=["signed since", "opened since", "no word since"],
)
def test_the_newest_list_has_the_last_word(
    judge: Judge, past: Past, first: str, second: str | None, expected: list
) -> None:
    visit(past, first, file_id="list0", known_on=LISTED_ON - ONE)
    visit(past, second)
    assert judged(judge, past) == expected


@pytest.mark.parametrize(("days", "expected"), [(2, HELD), (3, WARNED)])
def test_an_older_list_only_warns(judge: Judge, past: Past, days: int, expected: list) -> None:
    visit(past, "No Note", known_on=SENT_ON - dt.timedelta(days=days))
    assert judged(judge, past) == expected


def test_of_two_sessions_of_a_day_one_open_note_only_warns(judge: Judge, past: Past) -> None:
    visit(past, "No Note")
    visit(past, "Locked")
    assert judged(judge, past) == WARNED


NOBODY = {"member_token": None, "rendering_npi": None}


@pytest.mark.parametrize(
    ("statuses", "other", "expected"),
    [
        (("No Note",), {}, WARNED),
        (("No Note", "Unlocked"), {}, WARNED),
        (("No Note", "Locked"), {}, []),
        (("No Note",), {"payer_id": "southgate"}, []),
        (("No Note",), {"payer_id": None}, []),
        (("No Note",), {"procedure_code": None}, []),
    ],
    ids=["one", "all", "not all", "another payer", "no payer", "no service"],
)
def test_a_list_that_names_nobody_warns_where_no_note_of_the_day_is_signed(
    judge: Judge, past: Past, statuses: tuple[str, ...], other: dict[str, str], expected: list
) -> None:
    for status in statuses:
        visit(past, status, **(NOBODY | other))
    assert judged(judge, past) == expected


def test_each_line_has_its_own_note_and_a_claim_taken_back_none(judge: Judge, past: Past) -> None:
    visit(past, "No Note", procedure_code="90834")
    visit(past, "No Note", member_token=member(past.home, "MEMBER2"))
    claim = with_lines(Line(), Line("HC:90834"))
    void = Claim(number="A2", member="MEMBER2", frequency="8")
    assert judged(judge, past, claim, void) == [("ours", "A1", 2, "hold")]


def test_without_a_list_of_notes_it_is_silent_and_says_so(judge: Judge, past: Past) -> None:
    def reason() -> str:
        return {one.edit_id: one.reason for one in judge(Claim(), only=["E17"]).plan.silent}["ours"]

    assert reason() == "no run has published a warehouse yet"
    visit(past, None)
    past.publish()
    assert reason() == "no list of visits with a note status was read (docs/exports.md)"
