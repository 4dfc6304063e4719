"""Lists that come back, worklists and decisions: takes a workbook's sheets, gives answered rows.

A row is known by its key alone, so a list may be sorted, filtered, copied into another workbook,
saved by another program, or lose rows and columns. Words are read as codes; notes are not read.
Refuses no file: a row whose key is damaged is set aside and told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.exports.answer_cells import day_of, plain_words, wanted
from pipeline.exports.answered_rows import AnsweredRow, DecidedRow, ReadList, Words
from pipeline.exports.findings import Noted
from pipeline.exports.list_forms import FORMS, KEY, ListForm
from pipeline.exports.workbook import Cell, Row, Sheet, Workbook
from pipeline.worklist_keys import WorkKey

_HEADINGS_WITHIN = 60
"""Rows in which the headings are looked for: people put notes above a list. 2026-11-29."""

KeyOf = Callable[[str], WorkKey | None]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet that is a list: of which kind, where its headings are, which columns hold what."""

    number: int
    sheet: Sheet
    form: ListForm
    heading_row: int
    columns: Mapping[str, int]


def is_returned_list(workbook: Workbook) -> bool:
    """Return whether a sheet holds the key and at least one of the columns to answer in."""
    return any(True for _ in _lists(workbook))


def read_list(workbook: Workbook, words: Words, key_of: KeyOf) -> ReadList:
    """Read a returned list.

    Args:
        workbook: For which `is_returned_list` is true.
        words: What the drop-downs offered.
        key_of: Reads a key; None for one that is damaged or another practice's.
    """
    rows: list[AnsweredRow | DecidedRow] = []
    notes: list[Noted] = []
    set_aside: list[tuple[int, str]] = []
    unanswered = 0
    lists = list(_lists(workbook))
    for listed in lists:
        notes += _missing_columns(listed)
        for number, row in _rows_below(listed):
            cells = {name: _cell(row, at) for name, at in listed.columns.items()}
            if not any(wanted(cells.get(name)) for name in listed.form.names):
                unanswered += 1
                continue
            answered, told = _answered(listed, number, cells, words, key_of)
            notes += told
            if answered is None:
                set_aside.append((number, told[0].code))
            else:
                rows.append(answered)
    for sheet, keyed in _without_headings(workbook, lists, key_of):
        notes.append(Noted("headless_rows", row=keyed[0], numbers=(len(keyed),), sheet=sheet))
        set_aside += [(number, "headless_rows") for number in keyed]
    return ReadList(
        rows=tuple(row for row in rows if isinstance(row, AnsweredRow)),
        decided=tuple(row for row in rows if isinstance(row, DecidedRow)),
        notes=tuple(notes),
        unanswered_count=unanswered,
        passed_over_count=_filled(workbook) - len(rows) - unanswered - len(set_aside),
        set_aside=tuple(set_aside),
    )


def _without_headings(
    workbook: Workbook, lists: Sequence[_Listed], key_of: KeyOf
) -> Iterator[tuple[int, list[int]]]:
    """Yield sheets where rows of a list stand above its headings or without them, and those rows.

    A list sorted as if it had no headings has them among its rows.
    """
    headed = {listed.number: listed.heading_row - 1 for listed in lists}
    for number, sheet in enumerate(workbook.sheets, start=1):
        keyed = [
            at
            for at, row in enumerate(sheet.rows[: headed.get(number)], start=1)
            if any(isinstance(cell, str) and key_of(cell) is not None for cell in row)
        ]
        if keyed:
            yield number, keyed


def _filled(workbook: Workbook) -> int:
    return sum(any(wanted(cell) for cell in row) for sheet in workbook.sheets for row in sheet.rows)


def _lists(workbook: Workbook) -> Iterator[_Listed]:
    for number, sheet in enumerate(workbook.sheets, start=1):
        for at, row in enumerate(sheet.rows[:_HEADINGS_WITHIN], start=1):
            headed = _headed(row)
            if headed is not None:
                yield _Listed(number, sheet, headed[0], at, headed[1])
                break


def _headed(row: Row) -> tuple[ListForm, dict[str, int]] | None:
    """Return of which kind a row of headings is, and where they stand; None where it is none."""
    for form in FORMS:
        columns = _columns(row, form)
        if KEY in columns and len(columns) > 1:
            return form, columns
    return None


def _columns(row: Row, form: ListForm) -> dict[str, int]:
    """Return where the headings of a list stand; of two equal ones the first counts."""
    known = {plain_words(name): name for name in (*form.names, KEY)}
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        name = known.get(plain_words(cell)) if isinstance(cell, str) else None
        if name is not None:
            found.setdefault(name, at)
    return found


def _missing_columns(listed: _Listed) -> list[Noted]:
    return [
        Noted("missing_answer_column", name=own_name, sheet=listed.number)
        for heading, own_name in listed.form.names.items()
        if heading not in listed.columns
    ]


def _rows_below(listed: _Listed) -> Iterator[tuple[int, Row]]:
    """Yield the rows of the list that hold anything, as Excel numbers them.

    Headings that stand again, above a second list pasted below the first, are no row.
    """
    below = listed.sheet.rows[listed.heading_row :]
    for number, row in enumerate(below, start=listed.heading_row + 1):
        if any(wanted(cell) for cell in row) and KEY not in _columns(row, listed.form):
            yield number, row


def _cell(row: Row, at: int) -> Cell:
    return row[at] if at < len(row) else None


def _answered(
    listed: _Listed, number: int, cells: Mapping[str, Cell], words: Words, key_of: KeyOf
) -> tuple[AnsweredRow | DecidedRow | None, list[Noted]]:
    form = listed.form
    key = key_of(str(cells.get(KEY) or ""))
    if key is None:
        return None, [Noted("damaged_key", row=number, sheet=listed.number)]
    read = {
        name: _read(name, cells.get(heading), form, words) for heading, name in form.names.items()
    }
    wrong = [
        name
        for heading, name in form.names.items()
        if wanted(cells.get(heading)) and read[name] is None
    ]
    notes = [
        Noted(_told_as(name, form), row=number, name=name, sheet=listed.number) for name in wrong
    ]
    if not any(read.values()):
        return None, notes
    row = form.row(
        row_number=number,
        sheet_number=listed.number,
        item_key=key.item_key,
        listed_on=key.listed_on,
        **{form.role: words.role_numbers.get(key.role_number)},  # type: ignore[arg-type]
        **read,  # type: ignore[arg-type]
    )
    return row, notes


def _told_as(name: str, form: ListForm) -> str:
    return "bad_answer_day" if name in form.days else "bad_answer"


def _read(name: str, cell: Cell, form: ListForm, words: Words) -> str | date | None:
    return day_of(cell) if name in form.days else words.choices[name].get(plain_words(cell))
