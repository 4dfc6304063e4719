"""Amounts and quantities into hundredths: takes a cell, gives a whole number or why it is none.

Spreadsheets hold binary fractions of fifteen digits; what they show is rounded to these first, and
then to the hundredth, half up. Nothing is ever calculated in binary.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from pipeline.exports.workbook import Cell

Outcome = tuple[int | None, str]
"""A value or None, and the code of the finding it makes; empty for none."""

BAD, FINER = "unreadable_amount", "finer_amount"

_PLAIN = re.compile(r"(-?)([0-9]{1,10})(?:\.([0-9]{2}))?")
_WRITTEN = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+\u2212\u2013]?)\s*\$?\s*(?P<inner>[-\u2212\u2013]?)\s*"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.(?P<part>[0-9]*))?\s*"
    r"(?P<trailing>[-\u2212\u2013])?\s*(?P<close>\))?"
)
_SIGNS = "sign", "inner", "trailing", "open"
# The same bound as for amounts of an X12 file.
_MOST_DIGITS = 10
_FIFTEEN_DIGITS = ".15g"
_HUNDREDTH = Decimal("0.01")


def hundredths(cell: Cell) -> Outcome:
    """Return what a cell holds in cents: 150, 150.0, "$1,200.50", "(12.00)", "12.00-"."""
    if isinstance(cell, str):
        return _of_text(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None, BAD
    if not abs(cell) < 10**_MOST_DIGITS:
        return None, BAD
    written = f"{cell:.2f}"
    if float(written) == cell:
        return int(written.replace(".", "")), ""
    return _rounded(Decimal(format(cell, _FIFTEEN_DIGITS)))


def with_point(text: str) -> str:
    """Return an amount written as 1.200,50 the way it is written here."""
    return text.translate(str.maketrans(",.", ".,"))


def _of_text(text: str) -> Outcome:
    plain = _PLAIN.fullmatch(text)
    if plain:
        value = int(plain[2]) * 100 + int(plain[3] or 0)
        return (-value if plain[1] else value), ""
    found = _WRITTEN.fullmatch(text)
    if not found or not (found["whole"] or found["part"]):
        return None, BAD
    if bool(found["open"]) != bool(found["close"]):
        return None, BAD
    signs = [found[name] for name in _SIGNS if found[name] and found[name] != "+"]
    if len(signs) > 1:
        return None, BAD
    amount = Decimal(f"{(found['whole'] or '0').replace(',', '')}.{found['part'] or '0'}")
    return _rounded(-amount if signs else amount)


def _rounded(amount: Decimal) -> Outcome:
    if amount.adjusted() >= _MOST_DIGITS:
        return None, BAD
    cents = amount.quantize(_HUNDREDTH, ROUND_HALF_UP)
    return int(cents.scaleb(2)), "" if cents == amount else FINER
