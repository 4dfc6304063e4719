"""How the truth writes a day, a yes and an amount.

Takes values of the books. An open end and what nobody knows are empty.
"""

from collections.abc import Iterable
from datetime import date

Row = Iterable[object]


def dollars(cents: int) -> str:
    """Write cents as dollars with two decimals."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def iso(day: date | None) -> str:
    """Write a day."""
    return day.isoformat() if day else ""


def yes(value: object) -> str:
    """Write whether something is so."""
    return "true" if value else "false"
