"""Days out of cells: takes a date cell, a serial number or a text, gives a day or why it is none.

Whether 3/4/2026 is in March or in April is the profile's to say; a text that can only be the other
order says so itself.
"""

import datetime as dt
import re
from collections.abc import Iterable

from pipeline.exports.workbook import Cell

Outcome = tuple[dt.date | None, str]
"""A value or None, and the code of the finding it makes; empty for none."""

BAD = "unreadable_date"
MONTH_FIRST, DAY_FIRST = "month_first", "day_first"

# Day 0 of Excel's calendar for all days from March 1900 on: it counts a 29 February 1900.
_DAY_0 = dt.date(1899, 12, 30)
_FIRST, _LAST = dt.date(1900, 3, 1), dt.date(2099, 12, 31)
# A number of four digits is a year rather than a day before May 1927.
_SERIALS = range(10_000, (_LAST - _DAY_0).days + 1)
# Years of two digits: 69 is the last one of this century, as in most programs.
_CENTURY_TURNS = 70

_TIME = r"(?:[T\s,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*Z?)?"
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})" + _TIME)
_PARTS = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})" + _TIME)
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_NAMED = re.compile(r"([A-Za-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})" + _TIME)
_DAY_NAMED = re.compile(r"([0-9]{1,2})[-\s]([A-Za-z]{3,9})[-\s]([0-9]{4}|[0-9]{2})" + _TIME)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LAST_MONTH = 12


def day(cell: Cell, order: str) -> Outcome:
    """Return the day that a cell holds.

    Args:
        cell: A date, a serial number, or a text.
        order: ``MONTH_FIRST`` or ``DAY_FIRST``; counts for texts such as 3/4/2026.
    """
    found = _found(cell, order)
    return (found, "") if found and _FIRST <= found <= _LAST else (None, BAD)


def order_in_use(cells: Iterable[Cell], order: str) -> str:
    """Return the order that the texts of a column are in.

    It is the other one where at least one text can only be that, and none can only be this.
    """
    this = other = False
    for cell in cells:
        found = _PARTS.fullmatch(cell) if isinstance(cell, str) else None
        if found:
            first, second = int(found[1]), int(found[2])
            month, month_if_other = (first, second) if order == MONTH_FIRST else (second, first)
            this = this or (month <= _LAST_MONTH < month_if_other)
            other = other or (month_if_other <= _LAST_MONTH < month)
    if this or not other:
        return order
    return DAY_FIRST if order == MONTH_FIRST else MONTH_FIRST


def _found(cell: Cell, order: str) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _of_number(float(cell))
    return _of_text(cell, order) if isinstance(cell, str) else None


def _of_number(number: float) -> dt.date | None:
    if _SERIALS.start <= number < _SERIALS.stop:
        return _DAY_0 + dt.timedelta(days=int(number))
    digits = _DIGITS.fullmatch(str(int(number))) if number.is_integer() else None
    return _made(digits[1], digits[2], digits[3]) if digits else None


def _of_text(text: str, order: str) -> dt.date | None:
    if found := _ISO.fullmatch(text) or _DIGITS.fullmatch(text):
        return _made(found[1], found[2], found[3])
    if found := _PARTS.fullmatch(text):
        first, second, year = found[1], found[2], found[3]
        return _made(year, *((first, second) if order == MONTH_FIRST else (second, first)))
    if _SERIAL.fullmatch(text):
        return _of_number(float(text))
    if found := _NAMED.fullmatch(text):
        return _named(found[3], found[1], found[2])
    if found := _DAY_NAMED.fullmatch(text):
        return _named(found[3], found[2], found[1])
    return None


def _named(year: str, month: str, day_of_month: str) -> dt.date | None:
    short = month[:3].lower()
    return _made(year, str(_MONTHS.index(short) + 1), day_of_month) if short in _MONTHS else None


def _made(year: str, month: str, day_of_month: str) -> dt.date | None:
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= _CENTURY_TURNS else 2000
    try:
        return dt.date(number, int(month), int(day_of_month))
    except ValueError:
        return None
