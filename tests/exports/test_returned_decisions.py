"""Decisions workbooks as people give them back: the same way as worklists, and beside them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from typing import Any

import pytest

from pipeline.exports.answered_rows import DecidedRow, ReadList
from pipeline.exports.list_forms import DECIDED, DECISIONS, DID, DUE_ON, KEY, STATE, WHO
from pipeline.exports.returned_lists import is_returned_list, read_list
from pipeline.exports.sheets import looks_like_sheet, read_workbook
from pipeline.practice.answer_words import answer_words
from pipeline.worklist_keys import WorkKey, key_text, read_key
from reports.workbook import DECISION_ANSWERS
from tests.exports.books import xlsx

PRACTICE = "river"
MEETING, DUE = dt.date(2026, 11, 23), dt.date(2026, 12, 4)
HEAD = ["Cause", DECIDED, WHO, DUE_ON, STATE, "Notes (stay in this file)", KEY]


def key(number: int, practice_id: str = PRACTICE, role: int = 4) -> str:
    return key_text(WorkKey(f"{number:016x}", MEETING, role), practice_id)


def row(number: int, *answers: Any, note: str | None = None) -> list[Any]:
    """Return a row of the workbook: decision, who, by, state."""
    return [f"Cause {number}", *answers, *[None] * (4 - len(answers)), note, key(number)]


def read_bytes(content: bytes) -> ReadList:
    assert looks_like_sheet(content)
    workbook = read_workbook(content)
    assert is_returned_list(workbook)
    return read_list(workbook, answer_words(), lambda text: read_key(text, PRACTICE))


def read(*sheets: list[list[Any]]) -> ReadList:
    return read_bytes(xlsx(*sheets))


def told(read: ReadList) -> list[tuple[str, int | None]]:
    return [(noted.code, noted.row) for noted in read.notes]


def numbers(read: ReadList) -> list[int]:
    return [int(one.item_key, 16) for one in read.decided]


TAKEN = row(1, "Use the suggested check", "Coding & charge entry (MK)", DUE, "Started")


def test_the_headings_are_those_of_the_workbook_that_goes_out() -> None:
    assert set(DECISIONS.names) < {column.heading for column in DECISION_ANSWERS}


def test_a_decided_row_says_what_who_by_when_and_how_it_stands() -> None:
    done = read([["Decisions of the meeting"], HEAD, TAKEN, row(2)])
    assert done.decided == (
        DecidedRow(
            row_number=3,
            sheet_number=1,
            item_key=f"{1:016x}",
            listed_on=MEETING,
            usual_role="coder_charge_entry",
            decision="use_check",
            owner_role="coder_charge_entry",
            due_on=DUE,
            state="started",
        ),
    )
    assert (done.rows, done.unanswered_count, done.notes) == ((), 1, ())


def test_a_workbook_saved_as_csv_comes_back_as_well() -> None:
    text = io.StringIO()
    shown = [f"{cell:%m/%d/%Y}" if isinstance(cell, dt.date) else cell for cell in TAKEN]
    csv.writer(text).writerows([["Decisions of the meeting"], HEAD, shown, row(2)])
    done = read_bytes(text.getvalue().encode("utf-8-sig"))
    assert numbers(done) == [1]
    assert done.decided[0].due_on == DUE


def test_sorted_rows_cut_rows_and_columns_of_their_own_change_nothing() -> None:
    rows = [row(number, "Train") for number in range(1, 20)]
    random.Random(7).shuffle(rows)  # noqa: S311 - an order, no secret
    moved = [[*reversed([*one, "my own"])] for one in rows[:12]]
    done = read([[*reversed([*HEAD, "My column"])], *moved])
    assert sorted(numbers(done)) == sorted(int(one[0][6:]) for one in rows[:12])


@pytest.mark.parametrize(
    ("at", "typed", "code", "name"),
    [
        (1, "Sing to the payer", "bad_answer", "decision"),
        (2, "Canary Quill", "bad_answer", "owner_role"),
        (3, "soon", "bad_answer_day", "due_on"),
        (4, "Nearly done", "bad_answer", "state"),
    ],
)
def test_a_word_that_is_no_choice_is_told_and_the_other_answers_count(
    at: int, typed: str, code: str, name: str
) -> None:
    done = read([HEAD, [*TAKEN[:at], typed, *TAKEN[at + 1 :]]])
    assert told(done) == [(code, 2)]
    assert f"under {name} in row 2" in done.notes[0].sentence
    assert typed not in done.notes[0].sentence
    assert getattr(done.decided[0], name) is None


def test_a_row_of_which_nothing_can_be_read_is_set_aside() -> None:
    done = read([HEAD, row(1, "Sing to the payer")])
    assert (done.decided, done.set_aside) == ((), ((2, "bad_answer"),))


@pytest.mark.parametrize("damaged", [None, "x", key(1)[:-1], key(1, "cedar-creek")])
def test_a_decision_beside_a_damaged_key_is_set_aside_and_told(damaged: str | None) -> None:
    done = read([HEAD, [*TAKEN[:-1], damaged], row(3, "Train")])
    assert numbers(done) == [3]
    assert told(done) == [("damaged_key", 2)]


def test_a_note_is_not_read_and_no_answer() -> None:
    done = read([HEAD, row(1, note="Canary Quill said so"), row(2, "Train", note="Canary Quill")])
    assert (numbers(done), done.unanswered_count) == ([2], 1)
    assert "Quill" not in repr(done)


def test_a_column_that_is_gone_is_told_and_the_others_are_read() -> None:
    at = HEAD.index(STATE)
    done = read([one[:at] + one[at + 1 :] for one in (HEAD, TAKEN)])
    assert done.decided[0].decision == "use_check"
    assert told(done) == [("missing_answer_column", None)]
    assert "state" in done.notes[0].sentence


def test_a_worklist_and_decisions_in_one_workbook_are_both_read() -> None:
    work = [["Claim no.", DID, "By", KEY], ["RB1", "Appealed", DUE, key(9)]]
    done = read(work, [HEAD, TAKEN])
    assert [int(one.item_key, 16) for one in done.rows] == [9]
    assert numbers(done) == [1]
    assert done.decided[0].sheet_number == 2


def test_rows_copied_without_their_headings_are_set_aside_and_told() -> None:
    done = read([HEAD, TAKEN], [row(3, "Train")])
    assert (numbers(done), done.set_aside) == ([1], ((1, "headless_rows"),))


def test_every_choice_of_the_workbook_is_understood() -> None:
    words = answer_words().choices
    assert len(words["decision"]) == 9
    assert set(words["state"].values()) == {"done", "started", "not_done"}
    for label, code in words["decision"].items():
        assert read([HEAD, row(1, label.upper())]).decided[0].decision == code
