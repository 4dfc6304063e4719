"""Worklists that come back through the inbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.exports.list_forms import DID, DONE_ON, HAND_TO, KEY, STEP, STEP_ON
from pipeline.loading import LoadReport
from pipeline.resources.received import Received
from pipeline.worklist_keys import WorkKey, key_text
from tests.exports.books import xlsx

PRACTICE = "larkspur"
LISTED_ON = dt.date(2026, 3, 2)
MONDAY, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
HEAD = ["Claim no.", DID, DONE_ON, STEP, STEP_ON, HAND_TO, "Notes (stay in this file)", KEY]

Deliver = Callable[..., LoadReport]
Rows = Callable[[str], list[tuple[Any, ...]]]


def answered(number: int, *answers: Any, practice: str = PRACTICE, note: str = "") -> list[Any]:
    key = key_text(WorkKey(f"{number:016x}", LISTED_ON, 5), practice)
    return [f"C{number}", *answers, *[None] * (5 - len(answers)), note, key]


def book(*rows: list[Any]) -> bytes:
    return xlsx([["Work for Monday"], HEAD, *rows])


def told(rows: Rows) -> list[tuple[Any, ...]]:
    return rows("select code, severity, segment_number from raw.findings order by all")


def test_a_list_in_the_inbox_is_loaded_as_one(deliver: Deliver, rows: Rows) -> None:
    """A list that is history came back on the latest day it tells of: that of the work."""
    deliver(back=book(answered(1, "Appealed", TUESDAY), answered(2), answered(3, "Appealed")))

    assert rows("select feed, format, outcome, segment_count, received_on from raw.files") == [
        ("worklist", "xlsx:worklist", "loaded", 5, TUESDAY)
    ]
    assert rows("select segment_id, loaded_count, ignored_count, quarantined_count "
                "from raw.segment_counts order by all") == [
        ("PREAMBLE", 0, 2, 0), ("ROW", 2, 1, 0)
    ]  # fmt: skip
    assert rows("select practice_id, row_number, item_key, listed_on, owner_role, action, done_on "
                "from raw.worklist_rows order by row_number") == [
        (PRACTICE, 3, f"{1:016x}", LISTED_ON, "claims_biller", "appealed", TUESDAY),
        (PRACTICE, 5, f"{3:016x}", LISTED_ON, "claims_biller", "appealed", None),
    ]  # fmt: skip


def test_a_damaged_key_costs_its_row_and_no_other(deliver: Deliver, rows: Rows) -> None:
    foreign = answered(1, "Appealed", practice="cedar-creek")
    deliver(back=book(foreign, answered(2, "Appealed")))

    assert rows("select outcome from raw.files") == [("loaded_with_findings",)]
    assert rows("select row_number from raw.worklist_rows") == [(4,)]
    assert told(rows) == [("damaged_key", "error", 3)]
    assert rows("select first_segment, code from raw.quarantine") == [(3, "damaged_key")]


def test_no_word_of_a_note_is_stored_or_told(deliver: Deliver, rows: Rows) -> None:
    deliver(
        back=book(
            answered(1, "Appealed", note="CANARYNOTE"),
            answered(2, "CANARYWORD"),
            [*answered(3, "Appealed")[:-1], "CANARYKEY"],
        )
    )
    for (table,) in rows("select table_name from duckdb_tables() where schema_name = 'raw'"):
        assert "CANARY" not in repr(rows(f"from raw.{table}"))


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_two_answers_to_one_row_are_both_kept_and_told_of_the_later_list(
    order: tuple[str, str], deliver: Deliver, rows: Rows
) -> None:
    lists = {
        "first": book(answered(1, "Appealed"), answered(2, "Appealed")),
        "second": book(answered(1, "Called the payer"), answered(2, "Appealed")),
    }
    days = {"first": MONDAY, "second": TUESDAY}
    for name in order:
        deliver(received=Received.all_on(days[name]), **{name: lists[name]})

    assert rows("select count(*) from raw.worklist_rows") == [(4,)]
    assert rows("select received_on, outcome from raw.files order by all") == [
        (MONDAY, "loaded"),
        (TUESDAY, "loaded_with_findings"),
    ]
    (found,) = rows("select received_on, problem from raw.findings inner join raw.files "
                    "using (practice_id, file_id) where code = 'answered_twice'")  # fmt: skip
    assert found[0] == TUESDAY
    assert "in another way: 1." in found[1]


def test_the_same_answer_in_two_lists_is_one_answer(deliver: Deliver, rows: Rows) -> None:
    deliver(one=book(answered(1, "Appealed")))
    deliver(two=book(answered(1, "Appealed"), answered(2)))
    assert told(rows) == []


def test_a_row_that_one_list_holds_twice_with_other_answers_is_told(
    deliver: Deliver, rows: Rows
) -> None:
    deliver(back=book(answered(1, "Appealed"), answered(1, "Called the payer")))
    assert told(rows) == [("answered_twice", "warning", None)]


def test_the_next_list_s_answer_to_the_same_claim_is_no_contradiction(
    deliver: Deliver, rows: Rows
) -> None:
    next_day = key_text(WorkKey(f"{1:016x}", TUESDAY, 5), PRACTICE)
    deliver(one=book(answered(1, "Appealed")))
    deliver(two=book([*answered(1, "Called the payer")[:-1], next_day]))
    assert told(rows) == []


@pytest.mark.parametrize(("day", "is_told"), [(4, False), (5, True)])
def test_work_of_a_day_after_its_return_is_told(
    day: int, is_told: bool, deliver: Deliver, rows: Rows
) -> None:
    back = book(answered(1, "Appealed", dt.date(2026, 3, day)))
    deliver(received=Received.all_on(dt.date(2026, 3, 4)), back=back)
    assert told(rows) == ([("answered_ahead", "warning", None)] if is_told else [])


def test_a_list_delivered_again_is_one_list(deliver: Deliver, rows: Rows) -> None:
    content = book(answered(1, "Appealed"))
    deliver(one=content)
    deliver(again=content)
    assert rows("select count(*) from raw.worklist_rows") == [(1,)]
    assert rows("select delivery_count from raw.files") == [(2,)]


def test_a_list_saved_as_text_and_one_without_answers_are_lists(
    deliver: Deliver, rows: Rows
) -> None:
    text = "\n".join(
        ",".join(str(cell or "") for cell in row) for row in (HEAD, answered(1, "Appealed"))
    )
    deliver(one=text.encode(), two=book(answered(2)))
    assert rows("select feed, format, outcome from raw.files order by format") == [
        ("worklist", "csv:worklist", "loaded"),
        ("worklist", "xlsx:worklist", "loaded"),
    ]
