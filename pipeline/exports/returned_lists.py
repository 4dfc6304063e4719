"""Worklists that come back: takes a workbook's sheets, gives the rows somebody answered.

A row is known by its key alone, so a list may be sorted, filtered, copied into another workbook,
saved by another program, or lose rows and columns. Words are read as codes; notes are not read.
Refuses no file: a row whose key is damaged is set aside and told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.exports.answer_cells import day_of, plain_words, wanted
from pipeline.exports.answered_rows import AnsweredRow, ReadList, Words
from pipeline.exports.findings import Noted
from pipeline.exports.workbook import Cell, Row, Sheet, Workbook
from pipeline.worklist_keys import WorkKey

DID, DONE_ON, STEP, STEP_ON, HAND_TO = (
    "What I did", "Done on", "Next step", "Next step on", "Hand to",
)  # fmt: skip
KEY = "Key: leave as it is"
ANSWERS = (DID, DONE_ON, STEP, STEP_ON, HAND_TO)

_HEADINGS_WITHIN = 60
"""Rows in which the headings are looked for: people put notes above a list. 2026-11-29."""

_OWN_NAMES = {
    DID: "action", DONE_ON: "done_on", STEP: "next_step", STEP_ON: "next_step_on",
    HAND_TO: "handed_to_role",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet that is a list: where its headings are and which columns hold what."""

    number: int
    sheet: Sheet
    heading_row: int
    columns: Mapping[str, int]


def is_returned_list(workbook: Workbook) -> bool:
    """Return whether a sheet holds the key and at least one of the columns to answer in."""
    return any(True for _ in _lists(workbook))


def read_list(
    workbook: Workbook, words: Words, key_of: Callable[[str], WorkKey | None]
) -> ReadList:
    """Read a returned list.

    Args:
        workbook: For which `is_returned_list` is true.
        words: What the drop-downs offered.
        key_of: Reads a key; None for one that is damaged or another practice's.
    """
    rows: list[AnsweredRow] = []
    notes: list[Noted] = []
    set_aside: list[tuple[int, str]] = []
    unanswered = 0
    lists = list(_lists(workbook))
    for listed in lists:
        notes += _missing_columns(listed)
        for number, row in _rows_below(listed):
            cells = {name: _cell(row, at) for name, at in listed.columns.items()}
            if not any(wanted(cells.get(name)) for name in ANSWERS):
                unanswered += 1
                continue
            answered, told = _answered(cells, (listed.number, number), words, key_of)
            notes += told
            if answered is None:
                set_aside.append((number, told[0].code))
            else:
                rows.append(answered)
    for sheet, keyed in _without_headings(workbook, lists, key_of):
        notes.append(Noted("headless_rows", row=keyed[0], numbers=(len(keyed),), sheet=sheet))
        set_aside += [(number, "headless_rows") for number in keyed]
    passed_over = _filled(workbook) - len(rows) - unanswered - len(set_aside)
    return ReadList(tuple(rows), tuple(notes), unanswered, passed_over, tuple(set_aside))


def _without_headings(
    workbook: Workbook, lists: Sequence[_Listed], key_of: Callable[[str], WorkKey | None]
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
            columns = _columns(row)
            if KEY in columns and len(columns) > 1:
                yield _Listed(number, sheet, at, columns)
                break


def _columns(row: Row) -> dict[str, int]:
    """Return where the headings of a list stand; of two equal ones the first counts."""
    known = {plain_words(name): name for name in (*ANSWERS, KEY)}
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        name = known.get(plain_words(cell)) if isinstance(cell, str) else None
        if name is not None:
            found.setdefault(name, at)
    return found


def _missing_columns(listed: _Listed) -> list[Noted]:
    return [
        Noted("missing_answer_column", name=_OWN_NAMES[name], sheet=listed.number)
        for name in ANSWERS
        if name not in listed.columns
    ]


def _rows_below(listed: _Listed) -> Iterator[tuple[int, Row]]:
    """Yield the rows of the list that hold anything, as Excel numbers them.

    Headings that stand again, above a second list pasted below the first, are no row.
    """
    below = listed.sheet.rows[listed.heading_row :]
    for number, row in enumerate(below, start=listed.heading_row + 1):
        if any(wanted(cell) for cell in row) and KEY not in _columns(row):
            yield number, row


def _cell(row: Row, at: int) -> Cell:
    return row[at] if at < len(row) else None


def _answered(
    cells: Mapping[str, Cell],
    place: tuple[int, int],
    words: Words,
    key_of: Callable[[str], WorkKey | None],
) -> tuple[AnsweredRow | None, list[Noted]]:
    sheet, number = place
    key = key_of(str(cells.get(KEY) or ""))
    if key is None:
        return None, [Noted("damaged_key", row=number, sheet=sheet)]
    read: dict[str, str | date | None] = {
        DID: words.did.get(plain_words(cells.get(DID))),
        STEP: words.steps.get(plain_words(cells.get(STEP))),
        HAND_TO: words.roles.get(plain_words(cells.get(HAND_TO))),
        DONE_ON: day_of(cells.get(DONE_ON)),
        STEP_ON: day_of(cells.get(STEP_ON)),
    }
    notes = list(_not_read(cells, read, place))
    if not any(read.values()):
        return None, notes
    row = AnsweredRow(
        row_number=number,
        sheet_number=sheet,
        item_key=key.item_key,
        listed_on=key.listed_on,
        owner_role=words.role_numbers.get(key.role_number),
        **{_OWN_NAMES[name]: value for name, value in read.items()},  # type: ignore[arg-type]
    )
    return row, notes


def _not_read(
    cells: Mapping[str, Cell],
    read: Mapping[str, str | date | None],
    place: tuple[int, int],
) -> Sequence[Noted]:
    sheet, number = place
    return [
        Noted(
            "bad_answer_day" if name in (DONE_ON, STEP_ON) else "bad_answer",
            row=number,
            name=_OWN_NAMES[name],
            sheet=sheet,
        )
        for name in ANSWERS
        if wanted(cells.get(name)) and read[name] is None
    ]
