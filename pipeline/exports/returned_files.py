"""One returned worklist into rows of ``worklist_rows``: takes an opened file, refuses none."""

from collections.abc import Callable

import pyarrow as pa

from pipeline.exports.file_reading import FileResult, SetAside
from pipeline.exports.returned_lists import AnsweredRow, ReadList, Words, read_list
from pipeline.exports.sorting import PREAMBLE, ROW
from pipeline.exports.workbook import Workbook
from pipeline.worklist_keys import WorkKey
from pipeline.x12.arrow import numbers, texts

TABLE, FORMAT = "worklist_rows", "worklist"

_DAYS = ("listed_on", "done_on", "next_step_on")
_TEXTS = ("item_key", "owner_role", "action", "next_step", "handed_to_role")
_NUMBERS = ("sheet_number", "row_number")


def read_returned(
    file_id: str, workbook: Workbook, words: Words, key_of: Callable[[str], WorkKey | None]
) -> FileResult:
    """Return what became of a returned list."""
    read = read_list(workbook, words, key_of)
    result = FileResult(
        f"{workbook.format}:{FORMAT}",
        tables=[_table(file_id, read)],
        notes=[*workbook.notes, *read.notes],
        set_aside=[SetAside(row, code) for row, code in read.set_aside],
    )
    result.counts[ROW] = [len(read.rows), read.unanswered_count, len(read.set_aside)]
    result.counts[PREAMBLE] = [0, read.passed_over_count, 0]
    return result


def _table(file_id: str, read: ReadList) -> pa.Table:
    columns: dict[str, pa.Array] = {"file_id": texts([file_id] * len(read.rows))}
    columns |= {name: texts([getattr(row, name) for row in read.rows]) for name in _TEXTS}
    columns |= {name: numbers([getattr(row, name) for row in read.rows]) for name in _NUMBERS}
    columns |= {name: _days(read.rows, name) for name in _DAYS}
    return pa.table(columns)


def _days(rows: tuple[AnsweredRow, ...], name: str) -> pa.Array:
    days = [getattr(row, name) for row in rows]
    said = texts([None if day is None else day.isoformat() for day in days])
    return said.cast(pa.date32())
