"""Which rows of a sheet are rows of its list: takes a sheet that a profile fits, refuses no row.

Every row that holds anything is kept, passed over for a reason that is counted, or set aside.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.exports.findings import Noted
from pipeline.exports.recognition import Recognised
from pipeline.exports.workbook import Cell, Row

ROW, HEADING, PREAMBLE, TOTAL, FILTERED, KEYLESS = (
    "ROW", "HEADING", "PREAMBLE", "TOTAL", "FILTERED", "KEYLESS",
)  # fmt: skip
"""What a row is; these stand where a segment's id stands for X12."""

KINDS_OF_ROWS = (ROW, HEADING, PREAMBLE, TOTAL, FILTERED, KEYLESS)

_AROUND_TOTALS = " :.-=*"


@dataclass(slots=True)
class Sorted:
    """The rows of one sheet, by what they are.

    Attributes:
        kept: Rows of the list, in order.
        numbers: The number of each of them, as Excel counts.
        ignored: What was passed over, counted by what it is.
        set_aside: Numbers of rows that cannot be trusted.
        notes: Findings.
    """

    kept: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    set_aside: list[int] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)


def sort_rows(
    rows: Sequence[Row], filled: Sequence[int], found: Recognised, *, is_text: bool, sheet: int
) -> Sorted:
    """Return the rows of a sheet by what they are.

    Args:
        rows: All rows of the sheet.
        filled: Numbers of those that hold anything.
        found: What the sheet is.
        is_text: Whether rows have as many cells as were written, so that their number tells.
        sheet: Number of the sheet.
    """
    result = Sorted()
    heading = found.heading_row + 1
    result.ignored[HEADING] = 1
    result.ignored[PREAMBLE] = bisect_left(filled, heading)
    kind_of = _sorter(rows, found)
    for number in filled[bisect_right(filled, heading) :]:
        row = rows[number - 1]
        if is_text and len(row) > found.width and any(row[found.width :]):
            result.set_aside.append(number)
            result.notes.append(Noted("long_row", number, sheet=sheet))
            continue
        lacking = found.width - len(row)
        row += (None,) * lacking
        kind = kind_of(row)
        if kind == ROW:
            result.kept.append(row)
            result.numbers.append(number)
            result.notes += [Noted("short_row", number, sheet=sheet)] if lacking > 0 else []
            continue
        result.ignored[kind] += 1
        if kind == KEYLESS:
            result.notes.append(Noted("keyless_row", number, sheet=sheet))
    return result


def rows_with_more(kept: Sequence[Row], found: Recognised) -> int:
    """Return how many rows of a list have cells under no heading."""
    width, unheaded = found.width, found.unheaded
    if not unheaded and not any(len(row) > width for row in kept):
        return 0
    return sum(any(row[width:]) or any(row[at] is not None for at in unheaded) for row in kept)


def _sorter(rows: Sequence[Row], found: Recognised) -> Callable[[Row], str]:
    """Return what tells what a row is, once it has a cell for each heading.

    What stands in the columns that decide is looked at once for each different cell.
    """
    headings = rows[found.heading_row]
    totals = set(found.profile.total_words)
    nothing = {"", *found.profile.null_words}
    different = {at: {row[at] for row in rows if len(row) > at} | {None} for at in _deciding(found)}
    empty = [
        (at, {cell for cell in different[at] if _said(cell) in nothing})
        for key in found.profile.keys
        for at, _ in found.columns.get(key, ())
    ]
    filtered = [
        (at, {cell for cell in different[at] if _said(cell) not in words})
        for at, words in found.filters.items()
    ]
    total = {cell for cell in different[0] if _said(cell).strip(_AROUND_TOTALS) in totals}

    def kind_of(row: Row) -> str:
        if row == headings:
            return HEADING
        if row[0] in total or (row[0] is None and _is_total(row, totals)):
            return TOTAL
        for at, cells in filtered:
            if row[at] in cells:
                return FILTERED
        for at, cells in empty:
            if row[at] not in cells:
                return ROW
        return KEYLESS

    return kind_of


def _deciding(found: Recognised) -> set[int]:
    """Return the sheet's columns that tell what a row is."""
    keys = {at for key in found.profile.keys for at, _ in found.columns.get(key, ())}
    return {0, *keys, *found.filters}


def _is_total(row: Row, totals: set[str]) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    return _said(first).strip(_AROUND_TOTALS) in totals


def _said(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip().casefold()
