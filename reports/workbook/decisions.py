"""What a meeting decides, as XLSX: counts only, and the same bytes for the same meeting."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports.formats import counted, full_day, weekday
from reports.packet import CauseToDecide, DecisionBook, OpenDecision
from reports.sentences import concentration_texts
from reports.words import DECISION_STATES
from reports.workbook.cells import write
from reports.workbook.columns import KEY, NOTES, Cell, Look
from reports.workbook.guarding import Guard, write_choices
from reports.workbook.looks import Looks
from reports.workbook.notices import BOOK_OPTIONS

SHEET = "Decisions"
HEADING_ROW = 3
FIRST_ROW = HEADING_ROW + 1
LINE, MOST_LINES = 13, 4
PRINT_SCALE = 62
"""Percent: the causes fill a landscape page; what was decided and is decided fills a second."""

HOW = (
    "One row a cause of page 4, and what earlier meetings decided. Fill the yellow columns in the "
    "meeting or after it, save, and put the file into the inbox: the next packet knows."
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: a cause of the week, or a decision that is not done yet."""

    key: str
    part: str
    cause: str
    narrow: str
    claims: str
    check: str
    owner: str
    decided: str = ""
    due_on: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    width: float
    look: Look
    value: Callable[[_Line], Cell] = lambda _: None
    note: str = ""


CAUSE, SO_FAR = "Cause", "Decided so far"
DECIDED, WHO, DUE_ON, STATE = "What we decide", "Who does it", "By", "How it stands"

ANSWERS = (
    _Column(DECIDED, 27, "answer", note="Choose from the list. Empty: as it was."),
    _Column(WHO, 25, "answer", note="Choose from the list. Empty: the usual owner."),
    _Column(DUE_ON, 11, "answer_date", note="Day by which it is done."),
    _Column(STATE, 13, "answer", note="Choose from the list, now or in a later week."),
    _Column(NOTES, 22, "answer", note="For yourself: notes are not read."),
)
COLUMNS = (
    _Column("Why it is here", 20, "wide", lambda line: line.part),
    _Column(CAUSE, 26, "wide", lambda line: line.cause),
    _Column("How narrow it is", 30, "wide", lambda line: line.narrow),
    _Column("Claims", 21, "wide", lambda line: line.claims),
    _Column("Suggested check", 34, "wide", lambda line: line.check),
    _Column("Owner", 21, "wide", lambda line: line.owner),
    _Column(SO_FAR, 22, "wide", lambda line: line.decided),
    _Column("Due so far", 11, "date", lambda line: line.due_on),
    _Column("Stands so far", 13, "text", lambda line: line.state),
    *ANSWERS,
    _Column(KEY, 31, "key", lambda line: line.key, "It brings your answer back."),
)


def decisions_workbook(book: DecisionBook) -> bytes:
    """Decisions of earlier meetings that are not done, then the causes of the week."""
    lines = (*(_of_open(one) for one in book.open), *(_of_cause(one) for one in book.causes))
    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, BOOK_OPTIONS)
    # The day of the meeting, so that the same meeting gives the same bytes.
    made_on = datetime.combine(book.issued_on, datetime.min.time())
    workbook.set_properties({"title": "Decisions", "created": made_on})
    sheet = workbook.add_worksheet(SHEET)
    looks = Looks(workbook)
    _write_head(sheet, looks, book)
    for number, line in enumerate(lines, start=FIRST_ROW):
        _write_line(sheet, looks, number, line)
    write_choices(workbook, list(_offered(book).values()))
    if lines:
        _guard(sheet, book, FIRST_ROW + len(lines) - 1)
    _lay_out(sheet, HEADING_ROW + len(lines))
    workbook.close()
    return target.getvalue()


def _of_open(one: OpenDecision) -> _Line:
    decision = one.decision
    counts = [
        f"{name} {'?' if number is None else number}"
        for name, number in (("before", decision.before_count), ("since", decision.since_count))
    ]
    return _Line(
        key=one.key,
        part=f"Decided {full_day(decision.decided_on)}",
        cause=decision.cause,
        narrow="",
        claims=f"{', '.join(counts)} ({counted(decision.week_count, 'week')} each)",
        check=one.check,
        owner=decision.owner.named,
        decided=decision.decision,
        due_on=decision.due_on,
        state=DECISION_STATES[decision.state],
    )


def _of_cause(one: CauseToDecide) -> _Line:
    cause = one.cause
    counts = ("?" if number is None else str(number) for number in cause.weekly_counts)
    return _Line(
        key=one.key,
        part="Cause of page 4",
        cause=cause.label,
        narrow="; ".join(concentration_texts(cause.concentrations)),
        claims=f"6 weeks: {', '.join(counts)}",
        check=cause.check,
        owner=cause.owner.named,
    )


def _write_head(sheet: Worksheet, looks: Looks, book: DecisionBook) -> None:
    day = f"{weekday(book.issued_on)}, {full_day(book.issued_on)}"
    said = [
        book.practice_name,
        counted(len(book.causes), "cause"),
        counted(len(book.open), "earlier decision"),
        "counts only, no claims",
        *([book.invented_notice] if book.invented_notice else []),
    ]
    sheet.write_string(0, 0, f"Decisions of the meeting of {day}", looks.title)
    sheet.write_string(1, 0, " \N{MIDDLE DOT} ".join(said), looks.said)
    sheet.write_string(2, 0, HOW, looks.said)
    sheet.set_row(HEADING_ROW, 30)
    for at, column in enumerate(COLUMNS):
        look = looks.answer_heading if column in ANSWERS else looks.heading
        sheet.write_string(HEADING_ROW, at, column.heading, look)
        sheet.set_column(at, at, column.width)
        if column.note:
            sheet.write_comment(HEADING_ROW, at, column.note, {"author": ""})


def _write_line(sheet: Worksheet, looks: Looks, number: int, line: _Line) -> None:
    sheet.set_row(number, LINE * min(max(_line_counts(line)), MOST_LINES) + 1)
    for at, column in enumerate(COLUMNS):
        write(sheet, number, at, column.value(line), looks.of(column.look))


def _line_counts(line: _Line) -> Iterator[int]:
    for column in COLUMNS:
        if column.look == "wide":
            yield 1 + int(len(str(column.value(line))) // column.width)


def _offered(book: DecisionBook) -> dict[str, tuple[str, ...]]:
    choices = book.choices
    return {DECIDED: choices.decisions, WHO: choices.owners, STATE: choices.states}


def _guard(sheet: Worksheet, book: DecisionBook, last: int) -> None:
    guard = Guard(sheet, FIRST_ROW, last)
    at = {column.heading: number for number, column in enumerate(COLUMNS)}
    for heading, words in _offered(book).items():
        guard.words(at[heading], words)
    guard.days(at[DUE_ON], book.issued_on)
    guard.key(at[KEY])


def _lay_out(sheet: Worksheet, last_row: int) -> None:
    headings = [column.heading for column in COLUMNS]
    cause, second, key = (headings.index(name) for name in (CAUSE, SO_FAR, KEY))
    sheet.autofilter(HEADING_ROW, 0, last_row, key)
    sheet.freeze_panes(FIRST_ROW, cause + 1)
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.set_print_scale(PRINT_SCALE)
    sheet.set_v_pagebreaks([second])
    sheet.repeat_rows(HEADING_ROW)
    sheet.repeat_columns(cause, cause)
    # The key is for the file, not for paper.
    sheet.print_area(0, 0, last_row, key - 1)
    sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
    sheet.set_footer("&L&8Counts only. For staff of the practice.&R&8&P of &N")
