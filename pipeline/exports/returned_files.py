"""One returned list into rows of ``worklist_rows`` and ``decision_rows``: refuses none."""

from collections.abc import Iterator, Sequence
from datetime import date

import pyarrow as pa

from pipeline.exports.answered_rows import AnsweredRow, DecidedRow, ReadList, Words
from pipeline.exports.file_reading import FileResult, SetAside
from pipeline.exports.reading import ExportReading, Opened, reading_of
from pipeline.exports.returned_lists import KeyOf, read_list
from pipeline.exports.sorting import PREAMBLE, ROW
from pipeline.x12.arrow import numbers, texts

FEED = "worklist"
TABLES = ("worklist_rows", "decision_rows")

_PLACE = ("sheet_number", "row_number")
_ANSWERED = ("item_key", "listed_on", "owner_role", "action", "done_on", "next_step",
             "next_step_on", "handed_to_role")  # fmt: skip
_DECIDED = ("item_key", "listed_on", "usual_role", "decision", "owner_role", "due_on", "state")


def read_returned(file: Opened, words: Words, key_of: KeyOf) -> ExportReading:
    """Return what became of a returned list, as tables.

    Args:
        file: For which `is_returned_list` is true.
        words: What the drop-downs offered.
        key_of: Reads a key; None for one that is damaged or another practice's.
    """
    workbook = file.workbook
    read = read_list(workbook, words, key_of)
    holds_decisions_only = bool(read.decided) and not read.rows
    result = FileResult(
        f"{workbook.format}:{'decisions' if holds_decisions_only else FEED}",
        FEED,
        notes=[*workbook.notes, *read.notes],
        dated_on=max(_days_told(read), default=None),
        set_aside=[SetAside(code, row, is_whole_file=False) for row, code in read.set_aside],
    )
    result.counts[ROW] = [
        len(read.rows) + len(read.decided), read.unanswered_count, len(read.set_aside),
    ]  # fmt: skip
    result.counts[PREAMBLE] = [0, read.passed_over_count, 0]
    tables = {
        TABLES[0]: _table(file.file_id, read.rows, _ANSWERED),
        TABLES[1]: _table(file.file_id, read.decided, _DECIDED),
    }
    return reading_of([(file, result)], tables)


def _table(
    file_id: str, rows: Sequence[AnsweredRow | DecidedRow], columns: Sequence[str]
) -> pa.Table:
    made: dict[str, pa.Array] = {"file_id": texts([file_id] * len(rows))}
    made |= {name: numbers([getattr(row, name) for row in rows]) for name in _PLACE}
    for name in columns:
        values = [getattr(row, name) for row in rows]
        made[name] = _days(values) if name.endswith("_on") else texts(values)
    return pa.table(made)


def _days_told(read: ReadList) -> Iterator[date]:
    """Yield the day of each list and that of the work: it came back on neither day before."""
    for row in (*read.rows, *read.decided):
        yield row.listed_on
    yield from (row.done_on for row in read.rows if row.done_on is not None)


def _days(values: Sequence[date | None]) -> pa.Array:
    said = texts([None if day is None else day.isoformat() for day in values])
    return said.cast(pa.date32())
