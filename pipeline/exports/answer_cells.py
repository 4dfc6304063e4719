"""Cells that people fill in: words of a drop-down, and days as any program saves them."""

import re
from datetime import date

from pipeline.exports.days import MONTH_FIRST, day
from pipeline.exports.workbook import Cell

FIRST_DAY = date(2000, 1, 1)
"""No work is older; a day before it is a slip of the hand, such as 0206."""

_BLANKS = re.compile(r"\s+")
_INITIALS = re.compile(r"\s*\([A-Z]{1,5}\)$")


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
    found, _ = day(cell.strip() if isinstance(cell, str) else cell, MONTH_FIRST)
    return found if found is not None and found >= FIRST_DAY else None
