"""Decisions workbooks that come back through the inbox."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.exports.list_forms import DECIDED, DUE_ON, KEY, STATE, WHO
from pipeline.loading import LoadReport
from pipeline.resources.received import Received
from pipeline.worklist_keys import WorkKey, key_text
from tests.exports.books import xlsx

PRACTICE = "larkspur"
MEETING, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
HEAD = ["Cause", DECIDED, WHO, DUE_ON, STATE, "Notes (stay in this file)", KEY]

Deliver = Callable[..., LoadReport]
Rows = Callable[[str], list[tuple[Any, ...]]]


def decided(number: int, *answers: Any, note: str = "") -> list[Any]:
    key = key_text(WorkKey(f"{number:016x}", MEETING, 5), PRACTICE)
    return [f"Cause {number}", *answers, *[None] * (4 - len(answers)), note, key]


def book(*rows: list[Any]) -> bytes:
    return xlsx([["Decisions of the meeting"], HEAD, *rows])


def told(rows: Rows) -> list[tuple[Any, ...]]:
    return rows(
        "select source_name, code from raw.findings inner join raw.files "
        "using (practice_id, file_id) order by all"
    )


def test_decisions_in_the_inbox_are_loaded_as_such_and_a_day_to_come_dates_no_file(
    deliver: Deliver, rows: Rows
) -> None:
    taken = decided(1, "Train", "Billing manager", dt.date(2026, 4, 3), "Started")
    deliver(back=book(taken, decided(2)))
    assert rows("select feed, format, outcome, received_on from raw.files") == [
        ("worklist", "xlsx:decisions", "loaded", MEETING)
    ]
    assert rows("select row_number, item_key, listed_on, usual_role, decision, owner_role, due_on, "
                "state from raw.decision_rows") == [
        (3, f"{1:016x}", MEETING, "claims_biller", "train", "billing_manager",
         dt.date(2026, 4, 3), "started")
    ]  # fmt: skip
    assert rows("select count(*) from raw.worklist_rows") == [(0,)]


def test_decisions_saved_as_text_are_loaded_as_well(deliver: Deliver, rows: Rows) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, decided(1, "Train", "", "4/3/2026")])
    deliver(back=text.getvalue().encode())
    assert rows("select format from raw.files") == [("csv:decisions",)]
    assert rows("select decision, due_on from raw.decision_rows") == [
        ("train", dt.date(2026, 4, 3))
    ]


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_two_copies_that_differ_are_both_kept_and_told_of_the_later_one(
    order: tuple[str, str], deliver: Deliver, rows: Rows
) -> None:
    copies = {
        "first": book(decided(1, "Train"), decided(2, "Train")),
        "second": book(decided(1, "Call the payer"), decided(2, "Train")),
    }
    days = {"first": MEETING, "second": TUESDAY}
    for name in order:
        deliver(received=Received.all_on(days[name]), **{name: copies[name]})
    assert rows("select count(*) from raw.decision_rows") == [(4,)]
    ((code, received_on, problem),) = rows(
        "select code, received_on, problem from raw.findings inner join raw.files "
        "using (practice_id, file_id)"
    )
    assert (code, received_on) == ("decided_twice", TUESDAY)
    assert "in another way: 1." in problem


def test_a_row_that_decides_nothing_is_told_until_another_list_says_what_was_decided(
    deliver: Deliver, rows: Rows
) -> None:
    deliver(received=Received.all_on(MEETING), one=book(decided(1, "", "Billing manager")))
    assert [code for _, code in told(rows)] == ["undecided_row"]
    assert rows("select outcome from raw.files") == [("loaded_with_findings",)]

    deliver(received=Received.all_on(TUESDAY), two=book(decided(1, "Train", "Billing manager")))
    assert told(rows) == []
    assert rows("select distinct outcome from raw.files") == [("loaded",)]


def test_a_workbook_that_comes_back_with_more_in_it_contradicts_nothing(
    deliver: Deliver, rows: Rows
) -> None:
    deliver(received=Received.all_on(MEETING), one=book(decided(1, "Train", "", "", "Started")))
    more = decided(1, "Train", "Billing manager", TUESDAY, "Done")
    deliver(received=Received.all_on(TUESDAY), two=book(more))
    assert told(rows) == []


def test_no_word_of_a_note_is_stored_or_told(deliver: Deliver, rows: Rows) -> None:
    deliver(
        back=book(
            decided(1, "Train", note="CANARYNOTE"),
            decided(2, "CANARYWORD"),
            decided(3, "Train", "CANARYNAME"),
        )
    )
    for (table,) in rows("select table_name from duckdb_tables() where schema_name = 'raw'"):
        assert "CANARY" not in repr(rows(f"from raw.{table}"))
