"""Numbers, codes and names out of cells: takes a cell, gives a text or why it is none.

A column of numbers or codes takes nothing that could be a person's name: people type into the wrong
column, and a profile may be wrong.
"""

import re
from collections.abc import Mapping

from pipeline.exports.workbook import Cell

Outcome = tuple[str | None, str]
"""A value or None, and the code of the finding it makes; empty for none."""

BAD_REFERENCE, DAMAGED, BAD_CODE = "unreadable_reference", "damaged_number", "unreadable_code"
BAD_NAME, BAD_YES_NO, UNKNOWN_STATUS = "long_name", "unreadable_yes_no", "unknown_status"
OTHER = "other"

# A number of a claim, payment or encounter has a digit and no blank.
_REFERENCE = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9._/:#*+-]{0,49}", re.ASCII)
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{1,3}", re.ASCII)
# A code has a digit, or two letters as a modifier or a group: a name has neither.
_CODE = re.compile(r"(?=.*[0-9])[A-Z0-9][A-Z0-9.:-]{0,11}|[A-Z]{1,2}", re.ASCII)
_NPI = re.compile(r"[0-9]{10}", re.ASCII)
_REASON = re.compile(
    r"(?:([A-Za-z]{2})\s*[-:/ ]?\s*)?([A-Za-z]?[0-9]{1,3})(?:\s*[-:].*)?", re.DOTALL
)
_GROUPS = ("CO", "PR", "OA", "PI", "CR")
_BETWEEN_CODES = re.compile(r"[\s,;:/|]+")
# A spreadsheet keeps fifteen digits of a number; of a longer one the last are zeros now.
_MOST_EXACT = 10**15
_MOST_NAME = 100

_YES_NO = {
    "yes": "true", "y": "true", "true": "true", "1": "true", "in": "true",
    "in network": "true", "in-network": "true",
    "no": "false", "n": "false", "false": "false", "0": "false", "out": "false",
    "out of network": "false", "out-of-network": "false",
}  # fmt: skip


def plain(cell: Cell) -> str:
    """Return a cell as a person reads it: 12345.0 of a spreadsheet is 12345."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def reference(cell: Cell) -> Outcome:
    """Return the number of a claim, a payment or the like."""
    if isinstance(cell, int | float) and abs(cell) >= _MOST_EXACT:
        return None, DAMAGED
    text = cell if isinstance(cell, str) else plain(cell)
    if "+" in text and _SCIENTIFIC.fullmatch(text):
        return None, DAMAGED
    return (text, "") if _REFERENCE.fullmatch(text) else (None, BAD_REFERENCE)


def code(cell: Cell) -> Outcome:
    """Return a code of up to twelve letters and digits, in capitals."""
    text = plain(cell).upper()
    return (text, "") if _CODE.fullmatch(text) else (None, BAD_CODE)


def codes(cell: Cell) -> Outcome:
    """Return codes that stand in one cell, joined by colons."""
    parts = [part for part in _BETWEEN_CODES.split(plain(cell).upper()) if part]
    if parts and all(_CODE.fullmatch(part) for part in parts):
        return ":".join(parts), ""
    return None, BAD_CODE


def npi(cell: Cell) -> Outcome:
    """Return a national provider identifier."""
    text = plain(cell)
    return (text, "") if _NPI.fullmatch(text) else (None, BAD_CODE)


def reason(cell: Cell) -> Outcome:
    """Return the reason code of an adjustment, as written in 45, CO-45 or CO45 - charge exceeds."""
    found = _REASON.fullmatch(plain(cell))
    group = (found[1] or "").upper() if found else ""
    if not found or (group and group not in _GROUPS):
        return None, BAD_CODE
    return found[2].upper(), ""


def group_of(cell: Cell) -> str | None:
    """Return the group code in front of a reason code; None where there is none."""
    found = _REASON.fullmatch(plain(cell))
    group = (found[1] or "").upper() if found else ""
    return group if group in _GROUPS else None


def name(cell: Cell) -> Outcome:
    """Return the name of a payer, a location or a state of a note."""
    text = plain(cell)
    return (text, "") if len(text) <= _MOST_NAME else (None, BAD_NAME)


def yes_or_no(cell: Cell) -> Outcome:
    """Return true or false as a text."""
    found = _YES_NO.get(plain(cell).lower())
    return (found, "") if found else (None, BAD_YES_NO)


def status(cell: Cell, words: Mapping[str, str]) -> Outcome:
    """Return our word for the export's; ``words`` has these in small letters."""
    found = words.get(plain(cell).casefold())
    return (found, "") if found else (OTHER, UNKNOWN_STATUS)
