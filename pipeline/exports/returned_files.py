"""One returned worklist into rows of ``worklist_rows``: takes an opened file, refuses none."""

from collections.abc import Callable, Iterator
from datetime import date

import pyarrow as pa

from pipeline.exports.answered_rows import AnsweredRow, ReadList, Words
from pipeline.exports.file_reading import FileResult, SetAside
from pipeline.exports.reading import ExportReading, Opened, reading_of
from pipeline.exports.returned_lists import read_list
from pipeline.exports.sorting import PREAMBLE, ROW
from pipeline.worklist_keys import WorkKey
from pipeline.x12.arrow import numbers, texts

TABLE, FEED = "worklist_rows", "worklist"

_DAYS = ("listed_on", "done_on", "next_step_on")
_TEXTS = ("item_key", "owner_role", "action", "next_step", "handed_to_role")
_NUMBERS = ("sheet_number", "row_number")


def read_returned(
    file: Opened, words: Words, key_of: Callable[[str], WorkKey | None]
) -> ExportReading:
    """Return what became of a returned list, as tables.

    Args:
        file: For which `is_returned_list` is true.
        words: What the drop-downs offered.
        key_of: Reads a key; None for one that is damaged or another practice's.
    """
    result = _result(file, words, key_of)
    return reading_of([(file, result)], TABLE, result.tables[0].schema)


def _result(file: Opened, words: Words, key_of: Callable[[str], WorkKey | None]) -> FileResult:
    workbook = file.workbook
    read = read_list(workbook, words, key_of)
    result = FileResult(
        f"{workbook.format}:{FEED}",
        FEED,
        tables=[_table(file.file_id, read)],
        notes=[*workbook.notes, *read.notes],
        dated_on=max((day for row in read.rows for day in _days_told(row)), default=None),
        set_aside=[SetAside(code, row, is_whole_file=False) for row, code in read.set_aside],
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


def _days_told(row: AnsweredRow) -> Iterator[date]:
    """Yield the day of the list and that of the work: it came back on neither day before."""
    yield row.listed_on
    if row.done_on is not None:
        yield row.done_on


def _days(rows: tuple[AnsweredRow, ...], name: str) -> pa.Array:
    days = [getattr(row, name) for row in rows]
    said = texts([None if day is None else day.isoformat() for day in days])
    return said.cast(pa.date32())
