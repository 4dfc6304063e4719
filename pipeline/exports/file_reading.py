"""One file's sheets into rows of the table: takes an opened file, refuses none.

The first list that a profile fits makes the file one of a practice system; a sheet that no profile
fits is set aside whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import pyarrow as pa

from pipeline.exports.findings import Noted
from pipeline.exports.recognition import Recognised, Recogniser
from pipeline.exports.sorting import ROW, Sorted, rows_with_more, sort_rows
from pipeline.exports.table import table_of
from pipeline.exports.workbook import Sheet, Workbook, is_filled

FEED, UNKNOWN = "practice_export", "unknown"
"""The feed of a file that a profile fits, and of any other."""

UNRECOGNISED, EMPTY = "unrecognised_list", "empty_list"
OTHER_SHEET, HIDDEN, BESIDE = "other_sheet", "hidden_sheet", "cells_beside"
_LONG = "long_row"
_TEXT = "csv"


class SetAside(NamedTuple):
    """What is not in the table: a file as a whole, or rows in a row, by the first of them."""

    code: str
    first_row: int | None
    is_whole_file: bool


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What became of one sheet.

    Attributes:
        number: From 1, in the order of the tabs.
        found: What it is; None where no profile fits.
        rows: Its rows by what they are; None where no profile fits.
        filled: Numbers of all rows that hold anything.
    """

    number: int
    found: Recognised | None
    rows: Sorted | None
    filled: list[int]


@dataclass(slots=True)
class FileResult:
    """What became of one file.

    Attributes:
        format: Such as ``csv:simplepractice_claim_status``; without a profile the first half.
        feed: The feed it belongs to; that of lists where a profile fits one of its sheets.
        tables: Rows of each sheet that one fits.
        notes: Findings, in no order.
        set_aside: Rows that are not in the table.
        counts: What a row is, to how many were loaded, passed over and set aside.
        sheets: What became of each sheet that has rows.
        dated_on: The latest day it tells of itself; None where it tells none.
    """

    format: str
    feed: str = UNKNOWN
    tables: list[pa.Table] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    counts: dict[str, list[int]] = field(default_factory=dict)
    sheets: list[SheetResult] = field(default_factory=list)
    dated_on: date | None = None

    @property
    def row_count(self) -> int:
        """Return how many rows of the file hold anything."""
        return sum(sum(counts) for counts in self.counts.values())


def read_file(file_id: str, workbook: Workbook, recogniser: Recogniser) -> FileResult:
    """Return what became of a file."""
    result = FileResult(workbook.format, notes=list(workbook.notes))
    for number, sheet in enumerate(workbook.sheets, start=1):
        _read_sheet(result, file_id, workbook, number, sheet, recogniser)
    known = [sheet.found for sheet in result.sheets if sheet.found]
    if known:
        result.feed = FEED
        result.format = f"{workbook.format}:{known[0].profile.profile_id}"
    unknown = [sheet for sheet in result.sheets if sheet.found is None]
    for sheet in unknown:
        count = len(sheet.filled)
        code = OTHER_SHEET if known else UNRECOGNISED
        result.notes.append(Noted(code, numbers=(count,), sheet=sheet.number))
        _count(result, ROW, 0, 0, count)
    if known:
        result.set_aside += [
            SetAside(OTHER_SHEET, one.filled[0], is_whole_file=False) for one in unknown
        ]
    elif unknown:
        result.set_aside.append(SetAside(UNRECOGNISED, unknown[0].filled[0], is_whole_file=True))
    else:
        result.set_aside.append(SetAside(workbook.notes[-1].code, None, is_whole_file=True))
    return result


def _read_sheet(
    result: FileResult,
    file_id: str,
    workbook: Workbook,
    number: int,
    sheet: Sheet,
    recogniser: Recogniser,
) -> None:
    filled = [at for at, row in enumerate(sheet.rows, start=1) if is_filled(row)]
    if not filled:
        return
    found = recogniser.find(sheet.rows)
    if found is None:
        result.sheets.append(SheetResult(number, None, None, filled))
        return
    is_text = workbook.format == _TEXT
    rows = sort_rows(sheet.rows, filled, found, is_text=is_text, sheet=number)
    table, notes = table_of(file_id, number, found, rows)
    result.sheets.append(SheetResult(number, found, rows, filled))
    result.tables.append(table)
    result.notes += [*rows.notes, *notes, *_about_rows(number, found, rows, len(filled))]
    result.notes += [Noted(HIDDEN, sheet=number)] if sheet.is_hidden else []
    result.set_aside += [
        SetAside(_LONG, first, is_whole_file=False) for first in _run_starts(rows.set_aside)
    ]
    _count(result, ROW, len(rows.kept), 0, len(rows.set_aside))
    for kind, count in rows.ignored.items():
        _count(result, kind, 0, count, 0)


def _about_rows(number: int, found: Recognised, rows: Sorted, count: int) -> Iterator[Noted]:
    """Say what is odd about the rows of a list together."""
    more = rows_with_more(rows.kept, found)
    if more:
        yield Noted(BESIDE, numbers=(more,), sheet=number)
    if not rows.kept:
        yield Noted(EMPTY, numbers=(count,), sheet=number)


def _count(result: FileResult, kind: str, *counts: int) -> None:
    if any(counts):
        before = result.counts.get(kind, [0, 0, 0])
        result.counts[kind] = [old + new for old, new in zip(before, counts, strict=True)]


def _run_starts(numbers: list[int]) -> Iterator[int]:
    """Give the first number of each run of consecutive ones."""
    known = set(numbers)
    return (number for number in numbers if number - 1 not in known)
