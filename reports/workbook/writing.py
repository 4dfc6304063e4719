"""Writes a day's work as XLSX: the same bytes for the same lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports.formats import counted, full_day, usd, weekday, work_time
from reports.packet import Worklist, WorklistGroup, Worklists
from reports.workbook import columns as of
from reports.workbook.cells import write
from reports.workbook.columns import Column, Line
from reports.workbook.guarding import Guard, write_choices
from reports.workbook.looks import Looks
from reports.workbook.notices import BOOK_OPTIONS, NOTICE
from reports.worklist import FRAMED_WITHIN

SHEET = "Work"
HEADING_ROW = 3
FIRST_ROW = HEADING_ROW + 1
ONE_LINE, TWO_LINES = 14, 27

PRINT_SCALE = 62
"""Percent: what to do fills a landscape page; dollars and answers follow on a second one."""

HOW = (
    "Work top to bottom, fill the yellow columns, save, and put the file into the inbox: the next "
    "list knows. Sort, filter and delete rows as you like."
)


@dataclass(frozen=True, slots=True)
class _Book:
    """What one file holds: whose, which columns, which rows."""

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    minutes: int


def role_workbook(worklists: Worklists, worklist: Worklist) -> bytes:
    """One owner role's work in work order; no row where there is nothing to do."""
    lines = tuple(_lines([(worklist, group) for group in worklist.groups]))
    return _written(
        worklists, _Book(worklist.owner.named, of.role_columns(), lines, worklist.minutes)
    )


def person_workbook(worklists: Worklists, initials: str) -> bytes:
    """Everything one person holds, roles merged part by part, in each by dollars a minute."""
    theirs = [one for one in worklists.lists if one.owner.initials == initials]
    pairs = [(worklist, group) for worklist in theirs for group in worklist.groups]
    pairs.sort(key=lambda pair: (pair[1].part_order, -pair[1].usd_a_minute))
    minutes = sum(worklist.minutes for worklist in theirs)
    book = _Book(initials, of.person_columns(), tuple(_lines(pairs)), minutes)
    return _written(worklists, book)


def _lines(pairs: Sequence[tuple[Worklist, WorklistGroup]]) -> Iterator[Line]:
    for batch, (worklist, group) in enumerate(pairs, start=1):
        for row in group.rows:
            yield Line(group, row, batch, worklist.owner.role)


def _written(worklists: Worklists, book: _Book) -> bytes:
    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, BOOK_OPTIONS)
    # The day of the list, so that the same list gives the same bytes.
    made_on = datetime.combine(worklists.as_of_on, datetime.min.time())
    workbook.set_properties({"title": book.title, "created": made_on})
    sheet = workbook.add_worksheet(SHEET)
    looks = Looks(workbook)
    _write_head(sheet, looks, worklists, book)
    _write_lines(sheet, looks, book)
    write_choices(workbook, list(_offered(worklists).values()))
    if book.lines:
        _guard(sheet, worklists, book)
        _mark_near(sheet, looks, worklists.as_of_on, book)
    _lay_out(sheet, worklists, book)
    workbook.close()
    return target.getvalue()


def _write_head(sheet: Worksheet, looks: Looks, worklists: Worklists, book: _Book) -> None:
    day = f"{weekday(worklists.as_of_on)}, {full_day(worklists.as_of_on)}"
    sheet.write_string(0, 0, f"{book.title}: work for {day}", looks.title)
    sheet.write_string(1, 0, _said(worklists, book), looks.said)
    sheet.write_string(2, 0, HOW, looks.said)
    sheet.set_row(HEADING_ROW, 30)
    for number, column in enumerate(book.columns):
        look = looks.answer_heading if column in of.ANSWERS else looks.heading
        sheet.write_string(HEADING_ROW, number, column.heading, look)
        sheet.set_column(number, number, column.width)
        if column.note:
            sheet.write_comment(HEADING_ROW, number, column.note, {"author": ""})


def _said(worklists: Worklists, book: _Book) -> str:
    likely = sum(line.row.likely_back_usd for line in book.lines)
    said = [worklists.practice_name]
    if book.lines:
        said += [
            counted(len(book.lines), "claim"),
            f"{usd(likely)} likely back",
            f"about {work_time(book.minutes)}",
        ]
    else:
        said.append("Nothing to do today.")
    if worklists.invented_notice:
        said.append(worklists.invented_notice)
    return " \N{MIDDLE DOT} ".join(said)


def _write_lines(sheet: Worksheet, looks: Looks, book: _Book) -> None:
    for number, line in enumerate(book.lines, start=FIRST_ROW):
        values = [column.value(line) for column in book.columns]
        wraps = any(
            column.look == "wide" and len(str(value)) > column.width
            for column, value in zip(book.columns, values, strict=True)
        )
        sheet.set_row(number, TWO_LINES if wraps else ONE_LINE)
        for at, (column, value) in enumerate(zip(book.columns, values, strict=True)):
            write(sheet, number, at, value, looks.of(column.look))


def _offered(worklists: Worklists) -> dict[str, tuple[str, ...]]:
    choices = worklists.choices
    return {of.DID: choices.did, of.STEP: choices.steps, of.HAND_TO: choices.hand_to}


def _guard(sheet: Worksheet, worklists: Worklists, book: _Book) -> None:
    guard = Guard(sheet, FIRST_ROW, FIRST_ROW + len(book.lines) - 1)
    at = {column.heading: number for number, column in enumerate(book.columns)}
    for heading, words in _offered(worklists).items():
        guard.words(at[heading], words)
    for heading in (of.DONE_ON, of.STEP_ON):
        guard.days(at[heading], worklists.as_of_on)
    guard.key(at[of.KEY])


def _mark_near(sheet: Worksheet, looks: Looks, as_of_on: date, book: _Book) -> None:
    at = [column.heading for column in book.columns].index(of.LAST_DAY)
    last = FIRST_ROW + len(book.lines) - 1
    sheet.conditional_format(FIRST_ROW, at, last, at, {
        "type": "date", "criteria": "between", "minimum": as_of_on,
        "maximum": as_of_on + FRAMED_WITHIN, "format": looks.near,
    })  # fmt: skip


def _lay_out(sheet: Worksheet, worklists: Worklists, book: _Book) -> None:
    last_row = HEADING_ROW + len(book.lines)
    headings = [column.heading for column in book.columns]
    claim, second, key = (headings.index(name) for name in (of.CLAIM, of.ACT_BY, of.KEY))
    sheet.autofilter(HEADING_ROW, 0, last_row, key)
    sheet.freeze_panes(FIRST_ROW, claim + 1)
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.set_print_scale(PRINT_SCALE)
    sheet.set_v_pagebreaks([second])
    sheet.repeat_rows(HEADING_ROW)
    sheet.repeat_columns(claim, claim)
    # The key is for the file, not for paper.
    sheet.print_area(0, 0, last_row, key - 1)
    sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
    sheet.set_footer(f"&L&8{NOTICE.format(full_day(worklists.shred_on))}&R&8&P of &N")
