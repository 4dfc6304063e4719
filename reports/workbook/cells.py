"""One value into one cell, as what it is."""

from datetime import date, datetime
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.workbook.columns import Cell, plain


def write(sheet: Worksheet, row: int, at: int, value: Cell, look: Format) -> None:
    """Write a text as text, a day as a date, a number as a number, and nothing as an empty cell."""
    if value is None:
        sheet.write_blank(row, at, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, at, plain(value), look)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, datetime.combine(value, datetime.min.time()), look)
    else:
        sheet.write_number(row, at, float(value) if isinstance(value, Decimal) else value, look)
