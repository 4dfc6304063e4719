"""Text with delimiters into rows of cells: takes any text, refuses none.

A quotation mark that opens a cell and is never closed would swallow the rows behind it. A row with
such a mark is read without it, and all others as they stand.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline.exports.findings import Noted
from pipeline.exports.workbook import Row

DELIMITERS = ",;\t|"

_LINES_LOOKED_AT = 100
_QUOTED = re.compile(r'"[^"]*"')
# A note of more lines than this is part of no export known. Decided 2026-11-29.
_MOST_LINES_OF_A_CELL = 200
# Marks of a line that are tried as the stray one: of all columns of the widest list.
_MOST_MARKS = 250
# Two lines of a note with as many delimiters as a row are rows, not a note; two cells are too few
# to tell, since a comma stands in many sentences.
_FEWEST_CELLS = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text is parted.

    Attributes:
        delimiter: Between two cells.
        cell_count: Cells of most rows.
        line_count: How many of the lines looked at have as many cells.
        seen_count: How many lines were looked at; blank ones are not.
    """

    delimiter: str
    cell_count: int
    line_count: int
    seen_count: int


def shape_of(text: str) -> Shape | None:
    """Return how a text is parted: by what stands most often in most lines; None for nothing."""
    first = islice(io.StringIO(text, newline=""), _LINES_LOOKED_AT)
    lines = [_QUOTED.sub("", line) for line in first if line.strip()]
    shapes = []
    for delimiter in DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines)
        counts.pop(0, None)
        for count, line_count in counts.items():
            shapes.append(Shape(delimiter, count + 1, line_count, len(lines)))
    return max(shapes, key=lambda shape: (shape.cell_count - 1) * shape.line_count, default=None)


def rows_of(text: str, shape: Shape) -> tuple[tuple[Row, ...], list[Noted]]:
    """Return the rows of a text and which of them hold a quotation mark too many."""
    lines = list(io.StringIO(text, newline=""))
    if '"' not in text:
        return _cells(line.rstrip("\r\n").split(shape.delimiter) for line in lines), []
    plain = _without_doubt(lines, shape.delimiter)
    if plain is not None:
        return _cells(plain), []
    rows: list[list[str]] = []
    notes: list[Noted] = []
    for row, is_stray in _doubtful(lines, shape):
        rows.append(row)
        if is_stray:
            notes.append(Noted("stray_quote", len(rows)))
    return _cells(rows), notes


def _cells(rows: Iterator[list[str]] | list[list[str]]) -> tuple[Row, ...]:
    return tuple([tuple([cell or None for cell in row]) for row in rows])


def _without_doubt(lines: Sequence[str], delimiter: str) -> list[list[str]] | None:
    """Return the rows of a text in which each line is one and every mark has its other."""
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows if len(rows) == len(lines) else None


def _doubtful(lines: Sequence[str], shape: Shape) -> Iterator[tuple[list[str], bool]]:
    """Give each row, and whether a mark in it was taken as a letter."""
    at = 0
    while at < len(lines):
        if '"' not in lines[at]:
            yield lines[at].rstrip("\r\n").split(shape.delimiter), False
            at += 1
            continue
        row, size = _closed(lines[at : at + _MOST_LINES_OF_A_CELL], shape.delimiter)
        if row is None or _are_rows(lines[at : at + size], shape):
            yield _mended(lines[at], shape), True
            size = 1
        else:
            yield row, False
        at += size


def _closed(lines: Sequence[str], delimiter: str) -> tuple[list[str] | None, int]:
    """Return a row in which every mark has its other, and the lines it takes; else None."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return None, 1


def _are_rows(lines: Sequence[str], shape: Shape) -> bool:
    """Return whether lines that marks join are full rows each, so that a mark is a stray one."""
    if len(lines) == 1 or shape.cell_count < _FEWEST_CELLS:
        return False
    full = [line.count(shape.delimiter) == shape.cell_count - 1 for line in lines]
    return full[0] and any(full[1:])


def _mended(line: str, shape: Shape) -> list[str]:
    """Return the cells of a line with a stray mark, in the way that gives as many as other rows."""
    text = line.rstrip("\r\n")
    marks = [at for at, letter in enumerate(text) if letter == '"'][-_MOST_MARKS:]
    without = [text[:at] + text[at + 1 :] for at in reversed(marks)]
    ways = [(text, False), *((changed, True) for changed in without)]
    for changed, is_strict in ways:
        cells = _parted(changed, shape.delimiter, strict=is_strict)
        if len(cells) == shape.cell_count:
            return cells
    return [cell.strip('"') for cell in text.split(shape.delimiter)]


def _parted(text: str, delimiter: str, *, strict: bool) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=strict), [])
    except csv.Error:
        return []
