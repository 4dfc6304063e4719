"""Where the practice system and the files differ, as XLSX: the same bytes for the same rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter

from reports.formats import counted, full_day
from reports.packet import DifferenceRow, Differences
from reports.workbook.cells import write
from reports.workbook.columns import Cell, Look
from reports.workbook.looks import Looks
from reports.workbook.notices import BOOK_OPTIONS, NOTICE

HEADING_ROW = 3
FIRST_ROW = HEADING_ROW + 1

HOW = (
    "Straighten these out in the practice system. They leave the list with the next export you put "
    "into the inbox; there is nothing to return."
)


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    width: float
    look: Look
    value: Callable[[DifferenceRow], Cell]


COLUMNS = (
    _Column("What differs", 44, "text", lambda row: row.label),
    _Column("What to do", 34, "text", lambda row: row.fix),
    _Column("Claim no.", 14, "text", lambda row: row.claim_number),
    _Column("There: state", 20, "text", lambda row: row.status_there),
    _Column("There: balance", 15, "cents", lambda row: row.balance_there_usd),
    _Column("Files: open", 13, "cents", lambda row: row.open_here_usd),
    _Column("It is about", 13, "cents", lambda row: row.difference_usd),
    _Column("List of", 12, "date", lambda row: row.listed_on),
)  # fmt: skip


def differences_workbook(differences: Differences) -> bytes:
    """Every claim on which the two differ, kind by kind, most dollars first."""
    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, BOOK_OPTIONS)
    made_on = datetime.combine(differences.as_of_on, datetime.min.time())
    workbook.set_properties({"title": "Differences", "created": made_on})
    sheet = workbook.add_worksheet("Differences")
    looks = Looks(workbook)
    said = [differences.practice_name, counted(len(differences.rows), "claim")]
    said += [differences.invented_notice] if differences.invented_notice else []
    day = full_day(differences.as_of_on)
    sheet.write_string(0, 0, f"Practice system and files differ: {day}", looks.title)
    sheet.write_string(1, 0, " \N{MIDDLE DOT} ".join(said), looks.said)
    sheet.write_string(2, 0, HOW, looks.said)
    for at, column in enumerate(COLUMNS):
        sheet.write_string(HEADING_ROW, at, column.heading, looks.heading)
        sheet.set_column(at, at, column.width)
        for number, row in enumerate(differences.rows, start=FIRST_ROW):
            write(sheet, number, at, column.value(row), looks.of(column.look))
    last_row = HEADING_ROW + len(differences.rows)
    sheet.autofilter(HEADING_ROW, 0, last_row, len(COLUMNS) - 1)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.set_footer(f"&L&8{NOTICE.format(full_day(differences.shred_on))}&R&8&P of &N")
    workbook.close()
    return target.getvalue()
