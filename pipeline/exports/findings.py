"""Everything that can be wrong with an export: code, severity, fixed sentence, remedy.

A sentence takes numbers, places such as C17 and names of our own columns; none repeats a cell.
"""

from dataclasses import dataclass

from pipeline.exports.archive_findings import ARCHIVE_FINDINGS
from pipeline.exports.list_findings import LIST_FINDINGS
from pipeline.x12.findings import ERROR, INFO, WARNING, Rule
from pipeline.x12.findings import FINDINGS as OF_X12


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding on its way.

    Attributes:
        code: Key of ``FINDINGS``.
        row: Row as Excel counts it; None for the file as a whole.
        numbers: What the sentence needs.
        column: The sheet's column, from 1; 0 where none is meant.
        name: The name of our column; empty where none is meant.
        sheet: The sheet's number, from 1.
    """

    code: str
    row: int | None = None
    numbers: tuple[int, ...] = ()
    column: int = 0
    name: str = ""
    sheet: int = 1

    @property
    def place(self) -> str:
        """Return the cell, row or column as a person looks it up."""
        where = f"{letters(self.column)}{self.row or ''}" if self.column else f"row {self.row}"
        return where if self.sheet == 1 else f"{where} of sheet {self.sheet}"

    @property
    def sentence(self) -> str:
        """Return what is wrong, without a word of the file."""
        problem = FINDINGS[self.code].problem
        return problem.format(*self.numbers, place=self.place, name=self.name, sheet=self.sheet)


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1: 28 is AB."""
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


_EXPORT_AGAIN = "Export it again and deliver the new file; nothing needs to be undone first."

FINDINGS: dict[str, Rule] = {
    "encrypted_workbook": Rule(
        ERROR,
        "The workbook is protected with a password; nothing of it can be read.",
        "Open it, save it without a password and deliver that file.",
    ),
    "broken_workbook": Rule(
        ERROR,
        "The workbook cannot be opened: it was cut off, damaged, or holds no sheets.",
        _EXPORT_AGAIN,
    ),
    "inflated_workbook": Rule(
        ERROR,
        "The workbook unpacks to more than {0} megabytes; it was set aside unread.",
        "Export fewer months or columns at once, or save it as CSV.",
    ),
    "oversized_sheet": Rule(
        ERROR,
        "Sheet {sheet} spans more than {0} rows, {1} columns or {2} cells; the file was set aside.",
        "Delete stray cells far below or beside the list, or export fewer months at once.",
    ),
    "empty_workbook": Rule(
        ERROR,
        "No sheet has a row.",
        "Check the filter of the export: it may have left out everything. " + _EXPORT_AGAIN,
    ),
    "stray_quote": Rule(
        WARNING,
        'A quotation mark (") in {place} opens a cell that never ends; the row was read without '
        "it.",
        "Compare the row with the practice system; export as XLSX to be rid of such marks.",
    ),
    "nul_bytes": Rule(
        WARNING,
        "Empty bytes (NUL) between the letters were taken out: {0}.",
        "Look whether the last rows are there; a transfer may have damaged the file.",
    ),
    "external_links": Rule(
        INFO,
        "The workbook takes values from other files; links were not followed, and the values "
        "saved last were read.",
        "Nothing to do when it was saved with current values.",
    ),
    "macros": Rule(
        INFO,
        "The workbook holds macros; they were not run.",
        "Nothing to do; save it as XLSX to be rid of them.",
    ),
    "other_encoding": Rule(
        INFO,
        "The text is no UTF-8 and was read as Windows-1252.",
        "Nothing to do, unless names of payers or locations show odd letters.",
    ),
    "unrecognised_list": Rule(
        ERROR,
        "The headings are those of no list that is known; rows that were set aside: {0}.",
        "triage check FILE tells which list comes nearest. Export it with its headings, or write a "
        "profile of your own (docs/exports.md).",
    ),
    "other_sheet": Rule(
        WARNING,
        "Sheet {sheet} is no list that is known; rows of it that were set aside: {0}.",
        "Nothing to do when it holds notes or sums only.",
    ),
    "empty_list": Rule(
        WARNING,
        "The list on sheet {sheet} has headings and no row that is read; its rows: {0}.",
        "Check the filter of the export: it may have left out everything.",
    ),
    "hidden_sheet": Rule(
        INFO,
        "Sheet {sheet} is hidden; it was read like the others.",
        "Look into it (right click on a tab, Unhide), and delete it when it holds old rows.",
    ),
    "missing_column": Rule(
        WARNING,
        "No heading of column {name} was found; it is empty in every row.",
        "Switch the column on in the export; where its heading changed, add the new one to the "
        "aliases of a profile of your own (docs/exports.md).",
    ),
    "unknown_column": Rule(
        INFO,
        "Column {place} has a heading that the profile does not know; it was not read.",
        "Nothing to do, unless it is one of those that are missing under another name.",
    ),
    "cells_beside": Rule(
        INFO,
        "Rows of sheet {sheet} with cells under no heading, which were not read: {0}.",
        "Nothing to do when they are notes beside the list; else give the column its heading.",
    ),
    "long_row": Rule(
        ERROR,
        "There are more cells than headings in {place}; it was set aside.",
        "Put quotes around the text that holds the delimiter, or export it as XLSX.",
    ),
    "short_row": Rule(
        WARNING,
        "There are fewer cells than headings in {place}; its last columns are empty.",
        "Look whether the row is whole; a line break in a note may have cut it.",
    ),
    "keyless_row": Rule(
        WARNING,
        "Neither a number nor a date tells what {place} is; it was passed over.",
        "Look at the row; nothing to do when it is a heading, a sum or a note.",
    ),
    "unreadable_amount": Rule(
        WARNING,
        "Cell {place}, column {name}, holds no amount and counts as empty.",
        "Correct the cell in the practice system and export again.",
    ),
    "finer_amount": Rule(
        INFO,
        "Cell {place}, column {name}, is finer than a hundredth and was rounded half up.",
        "Nothing to do.",
    ),
    "flipped_sign": Rule(
        INFO,
        "Column {name} writes most amounts as negative; all its signs were turned.",
        "Look one amount up; if it is wrong now, say so in a profile of your own (sign).",
    ),
    "unreadable_date": Rule(
        WARNING,
        "Cell {place}, column {name}, holds no day from March 1900 to 2099 and counts as empty.",
        "Correct the cell in the practice system and export again.",
    ),
    "other_date_order": Rule(
        WARNING,
        "Dates of column {name} can only be read in the other order of day and month than is "
        "usual for this list; all of them were.",
        "Look one date up; if it is wrong, export with the usual setting of dates.",
    ),
    "unreadable_reference": Rule(
        WARNING,
        "Cell {place}, column {name}, holds no number of a claim or payment and counts as empty.",
        "Look at the cell: a number has a digit in it and no blanks.",
    ),
    "damaged_number": Rule(
        WARNING,
        "Cell {place}, column {name}, holds a number whose last digits a spreadsheet took away; it "
        "counts as empty.",
        "Deliver the file as exported, not as opened and saved by a spreadsheet.",
    ),
    "unreadable_code": Rule(
        WARNING,
        "Cell {place}, column {name}, holds no code and counts as empty.",
        "Correct the cell in the practice system and export again.",
    ),
    "long_name": Rule(
        WARNING,
        "Cell {place}, column {name}, is too long for a name and counts as empty.",
        "Look at the cell: it may be a note in the wrong column.",
    ),
    "unreadable_yes_no": Rule(
        WARNING,
        "Cell {place}, column {name}, says neither yes nor no and counts as empty.",
        "Correct the cell in the practice system and export again.",
    ),
    "unknown_status": Rule(
        WARNING,
        "Cell {place}, column {name}, says a status that the profile does not know; it is 'other'.",
        "Add the word to the statuses of a profile of your own (docs/exports.md).",
    ),
    "more_findings": OF_X12["more_findings"],
    **LIST_FINDINGS,
    **ARCHIVE_FINDINGS,
}
