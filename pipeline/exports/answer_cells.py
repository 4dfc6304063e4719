"""Cells that people fill in: words of a drop-down, and days as Excel, LibreOffice or a CSV save them."""

import re
from datetime import date, datetime, timedelta

from pipeline.exports.workbook import Cell

_FIRST_SERIAL = date(1899, 12, 30)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""Days beyond are slips of the hand, such as 0206."""

_BLANKS = re.compile(r"\s+")
_INITIALS = re.compile(r"\s*\([A-Z]{1,5}\)$")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?: 00:00(?::00)?)?")
_US = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})")


def wanted(cell: Cell) -> bool:
    """Return whether anything stands in a cell."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def plain_words(cell: Cell) -> str:
    """Return a choice as it is compared: blanks, capitals and a person's initials do not matter."""
    if not isinstance(cell, str):
        return ""
    return _INITIALS.sub("", _BLANKS.sub(" ", cell).strip()).casefold()


def day_of(cell: Cell) -> date | None:
    """Return a day; None where there is none, or one outside of 2000 to 2099."""
    found = _day(cell)
    return found if found is not None and FIRST_DAY <= found <= LAST_DAY else None


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _of_serial(cell)
    return _of_text(cell.strip()) if isinstance(cell, str) else None


def _of_serial(days: float) -> date | None:
    """Return the day of Excel's count; a column that lost its format shows the bare number."""
    if not 0 < days < (LAST_DAY - _FIRST_SERIAL).days + 1:
        return None
    return _FIRST_SERIAL + timedelta(days=int(days))


def _of_text(text: str) -> date | None:
    found = _ISO.fullmatch(text) or _US.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"])
    try:
        return date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None
