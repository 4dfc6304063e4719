"""Lists as people give them back: sorted, filtered, cut, copied, saved elsewhere, damaged."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.answered_rows import AnsweredRow, ReadList
from pipeline.exports.findings import FINDINGS
from pipeline.exports.list_forms import DID, DONE_ON, HAND_TO, KEY, STEP, STEP_ON, WORKLIST
from pipeline.exports.returned_lists import is_returned_list, read_list
from pipeline.exports.sheets import looks_like_sheet, read_workbook
from pipeline.practice.answer_words import answer_words
from pipeline.worklist_keys import WorkKey, key_text, read_key
from reports.workbook import HEADINGS
from tests.exports.books import xlsx

PRACTICE = "river"
LISTED_ON = dt.date(2026, 11, 23)
FRIDAY, NEXT_WEEK = dt.date(2026, 11, 27), dt.date(2026, 12, 4)
HEAD = [
    "Payer",
    "Claim no.",
    DID,
    DONE_ON,
    STEP,
    STEP_ON,
    HAND_TO,
    "Notes (stay in this file)",
    KEY,
]
TITLE = [["Claims billing: work for Monday"], ["Riverbend"], []]


def key(number: int, practice_id: str = PRACTICE, role: int = 5) -> str:
    return key_text(WorkKey(f"{number:016x}", LISTED_ON, role), practice_id)


def row(number: int, *answers: Any, note: str | None = None) -> list[Any]:
    """Return a row of the list: did, done on, step, step on, hand to."""
    filled = [*answers, *[None] * (5 - len(answers))]
    return ["Cedar", f"RB{number}", *filled, note, key(number)]


def read(*sheets: list[list[Any]]) -> ReadList:
    return read_bytes(xlsx(*sheets))


def read_bytes(content: bytes) -> ReadList:
    assert looks_like_sheet(content)
    workbook = read_workbook(content)
    assert is_returned_list(workbook)
    return read_list(workbook, answer_words(), lambda text: read_key(text, PRACTICE))


def told(read: ReadList) -> list[tuple[str, int | None]]:
    return [(noted.code, noted.row) for noted in read.notes]


def numbers(read: ReadList) -> list[int]:
    return [int(one.item_key, 16) for one in read.rows]


WORKED = row(1, "Called the payer", FRIDAY, "Appeal", NEXT_WEEK, "Coding & charge entry (MK)")
QUIET = row(2)


def test_the_headings_are_those_of_the_list_that_goes_out() -> None:
    assert {*WORKLIST.names, KEY} < set(HEADINGS)


def test_an_answered_row_says_who_did_what_when_and_what_comes_next() -> None:
    done = read([*TITLE, HEAD, WORKED, QUIET])
    assert done.rows == (
        AnsweredRow(
            row_number=5,
            sheet_number=1,
            item_key=f"{1:016x}",
            listed_on=LISTED_ON,
            owner_role="claims_biller",
            action="called",
            done_on=FRIDAY,
            next_step="appealed",
            next_step_on=NEXT_WEEK,
            handed_to_role="coder_charge_entry",
        ),
    )
    assert (done.unanswered_count, done.passed_over_count, done.set_aside) == (1, 3, ())
    assert done.notes == ()


@pytest.mark.parametrize("at", range(5))
def test_one_answer_is_enough(at: int) -> None:
    answers: list[Any] = [None] * 5
    answers[at] = WORKED[2 + at]
    done = read([HEAD, row(1, *answers)])
    assert len(done.rows) == 1


def test_a_note_is_not_read_and_no_answer() -> None:
    done = read([HEAD, row(1, note="Canary Quill said call back")])
    assert (done.rows, done.unanswered_count) == ((), 1)
    assert "Quill" not in repr(read([HEAD, row(1, "Appealed", note="Canary Quill")]))


def test_sorted_rows_cut_rows_and_columns_of_their_own_change_nothing() -> None:
    rows = [row(number, "Appealed") for number in range(1, 30)]
    random.Random(7).shuffle(rows)  # noqa: S311 - an order, no secret
    moved = [[*reversed([*one, "my own"])] for one in rows[:20]]
    done = read([[*reversed([*HEAD, "My column"])], *moved])
    assert sorted(numbers(done)) == sorted(int(one[1][2:]) for one in rows[:20])


def test_a_list_under_notes_on_another_sheet_beside_others_is_found() -> None:
    notes = [["A note"]] * 55
    done = read([["Something else"]], [*notes, HEAD, WORKED])
    assert numbers(done) == [1]
    assert done.rows[0].sheet_number == 2
    assert done.rows[0].row_number == 57


def test_two_lists_in_one_workbook_are_both_read() -> None:
    assert numbers(read([HEAD, WORKED], [HEAD, row(3, "Appealed")])) == [1, 3]


def test_a_workbook_without_key_or_without_a_column_to_answer_in_is_no_list() -> None:
    for head in (["Payer", DID, DONE_ON], ["Payer", KEY]):
        assert not is_returned_list(read_workbook(xlsx([head, ["a", "b", "c"]])))


@pytest.mark.parametrize(
    "damaged",
    [None, "", "x", key(1)[:-1], key(1).replace("-", " "), key(1, "cedar-creek"), "1.0E+15"],
    ids=["none", "empty", "letters", "cut", "blanks", "another practice's", "a number"],
)
def test_an_answer_beside_a_damaged_key_is_set_aside_and_told(damaged: str | None) -> None:
    bad = [*WORKED[:-1], damaged]
    done = read([HEAD, bad, row(3, "Appealed")])
    assert numbers(done) == [3]
    assert told(done) == [("damaged_key", 2)]
    assert done.set_aside == ((2, "damaged_key"),)
    assert done.notes[0].sentence.startswith("The answer in row 2 stands beside a key that was")


def test_a_damaged_key_without_an_answer_is_nobodys_loss() -> None:
    done = read([HEAD, [*QUIET[:-1], "x"]])
    assert (done.notes, done.unanswered_count) == ((), 1)


def test_words_that_are_no_choice_are_told_and_the_other_answers_count() -> None:
    done = read([HEAD, row(1, "Sang to the payer", FRIDAY, "Appeal")])
    assert (done.rows[0].action, done.rows[0].next_step) == (None, "appealed")
    assert told(done) == [("bad_answer", 2)]
    assert "Sang" not in done.notes[0].sentence
    assert "action in row 2" in done.notes[0].sentence


def test_a_row_of_which_no_answer_can_be_read_is_set_aside() -> None:
    done = read([HEAD, row(1, "Sang to the payer")])
    assert (done.rows, done.set_aside) == ((), ((2, "bad_answer"),))


@pytest.mark.parametrize(
    "typed", ["soon", "0206-11-27", dt.date(1999, 12, 31), "13/45/2026", 99999999, True]
)
def test_a_day_that_is_none_is_told(typed: Any) -> None:
    done = read([HEAD, row(1, "Appealed", typed)])
    assert done.rows[0].done_on is None
    assert told(done) == [("bad_answer_day", 2)]
    assert "done_on in row 2" in done.notes[0].sentence


@pytest.mark.parametrize(
    "typed", ["11/27/2026", "11/27/26", "2026-11-27", 46353, 46353.75, " 11/27/2026 "]
)
def test_a_day_is_read_as_any_program_saves_it(typed: Any) -> None:
    assert read([HEAD, row(1, "Appealed", typed)]).rows[0].done_on == FRIDAY


@pytest.mark.parametrize("typed", ["  called THE payer ", "Called the\npayer", "CALLED THE PAYER"])
def test_blanks_and_capitals_of_a_choice_do_not_matter(typed: str) -> None:
    assert read([HEAD, row(1, typed)]).rows[0].action == "called"


def test_every_choice_of_the_list_is_understood() -> None:
    words = answer_words()
    did, steps, roles = (words.choices[name] for name in ("action", "next_step", "handed_to_role"))
    assert len(did) == len(steps) == 14
    assert set(did.values()) == set(steps.values())
    assert set(roles.values()) == set(words.role_numbers.values())


def test_a_column_that_is_gone_is_told_and_the_others_are_read() -> None:
    at = HEAD.index(STEP)
    cut = [one[:at] + one[at + 1 :] for one in (HEAD, WORKED)]
    done = read(cut)
    assert done.rows[0].action == "called"
    assert told(done) == [("missing_answer_column", None)]
    assert "next_step" in done.notes[0].sentence


def test_rows_copied_without_their_headings_are_set_aside_and_told() -> None:
    done = read([HEAD, WORKED], [["copied"], row(3, "Appealed"), row(4, "Appealed")])
    assert numbers(done) == [1]
    assert done.set_aside == ((2, "headless_rows"), (3, "headless_rows"))
    assert "from row 2 of sheet 2 on: 2" in done.notes[0].sentence


def test_rows_that_were_sorted_above_their_headings_are_set_aside_and_told() -> None:
    done = read([WORKED, QUIET, HEAD, row(3, "Appealed")])
    assert numbers(done) == [3]
    assert done.set_aside == ((1, "headless_rows"), (2, "headless_rows"))


def test_a_second_list_pasted_below_the_first_is_read_as_well() -> None:
    done = read([HEAD, WORKED, HEAD, row(3, "Appealed")])
    assert numbers(done) == [1, 3]
    assert (done.set_aside, done.passed_over_count) == ((), 2)


def test_a_key_of_a_role_there_is_not_is_nobodys_list() -> None:
    done = read([HEAD, [*WORKED[:-1], key(1, role=99)]])
    assert done.rows[0].owner_role is None


def test_a_list_saved_as_csv_comes_back_as_well() -> None:
    text = io.StringIO()
    shown = [f"{cell:%m/%d/%Y}" if isinstance(cell, dt.date) else cell for cell in WORKED]
    csv.writer(text).writerows([*TITLE, HEAD, shown, QUIET])
    done = read_bytes(text.getvalue().encode("utf-8-sig"))
    assert numbers(done) == [1]
    assert done.rows[0].next_step_on == NEXT_WEEK


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_every_row_is_read_left_or_set_aside(kinds: list[tuple[bool, bool]]) -> None:
    rows = [
        [*row(number, "Appealed" if answered else None)[:-1], key(number) if whole else "x"]
        for number, (answered, whole) in enumerate(kinds, start=1)
    ]
    done = read([*TITLE[:1], HEAD, *rows])
    counted = len(done.rows) + done.unanswered_count + len(done.set_aside)
    assert counted == len(kinds)
    assert done.passed_over_count == 2
    assert numbers(done) == [n for n, kind in enumerate(kinds, start=1) if kind == (True, True)]


def test_every_finding_of_a_list_says_what_to_do() -> None:
    for code in ("damaged_key", "bad_answer", "bad_answer_day", "headless_rows"):
        assert FINDINGS[code].remedy
