"""Cells of one column into checked values: takes any cells, gives None and a finding for bad ones.

Each different cell is read once: a list of 60,000 rows has some hundred days, payers and amounts.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.exports import days, money, words
from pipeline.exports.arrays import booleans, dates, decimals
from pipeline.exports.columns import Kind
from pipeline.exports.profile import AS_WRITTEN, BY_MAJORITY, COMMA, Place, Profile
from pipeline.exports.workbook import Cell
from pipeline.x12.arrow import Int32s, taken, texts

Reader = Callable[[Cell], tuple[Any, str]]

FLIPPED, OTHER_ORDER = "flipped_sign", "other_date_order"

_READERS: dict[Kind, Reader] = {
    Kind.NAME: words.name,
    Kind.PRIVATE: words.name,
    Kind.REFERENCE: words.reference,
    Kind.CODE: words.code,
    Kind.CODES: words.codes,
    Kind.REASON: words.reason,
    Kind.NPI: words.npi,
    Kind.MONEY: money.hundredths,
    Kind.UNITS: money.hundredths,
    Kind.BOOLEAN: words.yes_or_no,
}
_ARRAYS: dict[Kind, Callable[[Sequence[Any]], pa.Array]] = {
    Kind.DATE: dates,
    Kind.MONEY: decimals,
    Kind.UNITS: decimals,
    Kind.BOOLEAN: booleans,
}


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one column: the different ones, and which of them stands in each row.

    Attributes:
        different: Without blanks around texts; None for words that mean nothing.
        at: For each row its place in ``different``.
    """

    different: list[Cell]
    at: Int32s


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one column.

    Attributes:
        different: A value or None for each different cell.
        at: For each row its place in ``different``.
        bad: Row of each bad cell, with its finding's code.
        codes: Findings about the column as a whole.
    """

    different: list[Any]
    at: Int32s
    bad: list[tuple[int, str]]
    codes: list[str]

    def array(self, kind: Kind) -> pa.Array:
        """Return them as an Arrow array."""
        return taken(_ARRAYS.get(kind, texts)(self.different), self.at)


def coded(cells: Sequence[Cell], profile: Profile) -> Cells:
    """Return the cells of a column, each different one once."""
    different, at = _numbered(cells)
    # True and 1 are one key of a dictionary; only one of them is an amount.
    if (0 in different or 1 in different) and bool in set(map(type, cells)):
        different, at = _numbered([str(c) if isinstance(c, bool) else c for c in cells])
    nothing = {"", *profile.null_words}
    return Cells([_cleaned(cell, nothing) for cell in different], at)


def _numbered(cells: Sequence[Cell]) -> tuple[Collection[Cell], Int32s]:
    """Number each different cell as it comes, without a line of Python a cell."""
    places: defaultdict[Cell, int] = defaultdict(count().__next__)
    at = np.fromiter(map(places.__getitem__, cells), dtype=np.int32, count=len(cells))
    return places.keys(), at


def read_values(cells: Cells, kind: Kind, place: Place, profile: Profile) -> Values:
    """Return the values of a column's cells."""
    read, codes = _reader(cells.different, kind, profile)
    outcomes = [(None, "") if cell is None else read(cell) for cell in cells.different]
    values = [value for value, _ in outcomes]
    if place.sign != AS_WRITTEN and (place.sign != BY_MAJORITY or _is_negative(values, cells.at)):
        values = [None if value is None else -value for value in values]
        codes += [FLIPPED] if place.sign == BY_MAJORITY else []
    return Values(values, cells.at, _bad([code for _, code in outcomes], cells.at), codes)


def joined(parts: Sequence[Values]) -> Values:
    """Return the codes of several columns as one, with colons between."""
    if len(parts) == 1:
        return parts[0]
    rows = list(zip(*(part.at.tolist() for part in parts), strict=True))
    different = list(dict.fromkeys(rows))
    places = {row: place for place, row in enumerate(different)}
    at = np.array([places[row] for row in rows], dtype=np.int32)
    values = [
        ":".join(filter(None, (part.different[i] for part, i in zip(parts, row, strict=True))))
        for row in different
    ]
    return Values([value or None for value in values], at, [], [])


def _cleaned(cell: Cell, nothing: set[str]) -> Cell:
    if not isinstance(cell, str):
        return cell
    stripped = cell.strip()
    return None if stripped.casefold() in nothing else stripped


def _bad(codes: list[str], at: Int32s) -> list[tuple[int, str]]:
    """Return the rows whose cell has a code."""
    is_bad = np.array([bool(code) for code in codes], dtype=np.bool_)
    return [(row, codes[int(at[row])]) for row in np.flatnonzero(is_bad[at]).tolist()]


def _reader(cells: Sequence[Cell], kind: Kind, profile: Profile) -> tuple[Reader, list[str]]:
    """Return what reads a cell of a column, and findings about the column as a whole."""
    if kind is Kind.DATE:
        order = days.order_in_use(cells, profile.date_order)
        return partial(days.day, order=order), [OTHER_ORDER] * (order != profile.date_order)
    if kind is Kind.STATUS:
        return partial(words.status, words=profile.statuses), []
    read = _READERS[kind]
    if kind in (Kind.MONEY, Kind.UNITS) and profile.decimal_mark == COMMA:
        return _with_comma(read), []
    return read, []


def _with_comma(read: Reader) -> Reader:
    def with_point(cell: Cell) -> tuple[Any, str]:
        return read(money.with_point(cell) if isinstance(cell, str) else cell)

    return with_point


def _is_negative(values: Sequence[int | None], at: Int32s) -> bool:
    """Return whether most amounts that are not zero are negative."""
    signs = np.array([(value or 0) > 0 for value in values], dtype=np.int64)
    signs -= np.array([(value or 0) < 0 for value in values], dtype=np.int64)
    return bool(signs[at].sum() < 0)
