"""Plain text that lines up: a name and its value, a table, a paragraph.

Takes values. Refuses nothing: what was not told is a dash.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

WIDTH = 98
LISTED = 1_000
"""Rows of a list that are looked up; the counts beside it go on to the end of the file."""

ROWS_TOLD = 12
"""Rows of a table on a page; more are in the JSON."""

_NAME_WIDTH = 14
_CELL_LETTERS = 52
_NOT_TOLD = "-"


def field(name: str, text: str) -> str:
    """Return a line with a name in front; a long text goes on below itself."""
    lead = f"  {name:<{_NAME_WIDTH}} "
    return textwrap.fill(
        text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False
    )


def paragraph(text: str, indent: int) -> str:
    """Return a text broken into lines, all indented."""
    blanks = " " * indent
    return textwrap.fill(text, WIDTH, initial_indent=blanks, subsequent_indent=blanks)


def table(
    columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]], count: int
) -> Iterator[str]:
    """Yield a table under a line of headings; numbers stand on the right.

    Args:
        columns: Key of a row to its heading.
        rows: Of these the first `ROWS_TOLD` are shown, then how many more there are.
        count: How many rows there are in all.
    """
    if not rows:
        return
    shown = rows[:ROWS_TOLD]
    texts = [[_text(row[key]) for key in columns] for row in shown]
    widths = [max(map(len, column)) for column in zip(columns.values(), *texts, strict=True)]
    is_right = [any(isinstance(row[key], int | Decimal) for row in shown) for key in columns]
    for line in [list(columns.values()), *texts]:
        cells = zip(line, widths, is_right, strict=True)
        text = "  ".join(t.rjust(w) if right else t.ljust(w) for t, w, right in cells)
        yield _cut(f"    {text}".rstrip(), WIDTH)
    if count > len(shown):
        yield f"    ... and {count - len(shown):,} more; --json lists the first {LISTED:,}"


def usd(amount: Decimal | None) -> str:
    """Return dollars and cents, with the sign in front."""
    if amount is None:
        return "an amount not told"
    return f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def said(parts: Iterable[str]) -> str:
    """Return what is said of the parts, with commas."""
    return ", ".join(part for part in parts if part)


def _text(value: Any) -> str:
    if value is None or value == "":
        return _NOT_TOLD
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    # Without commas: a segment's number is typed again.
    return _cut(str(value), _CELL_LETTERS)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."
