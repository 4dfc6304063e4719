"""Workbooks and texts of invented lists, written without the code under test."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter

DAY_FORMAT = "m/d/yyyy"
DAY_0 = dt.date(1899, 12, 30)


def xlsx(*sheets: Sequence[Sequence[Any]], hidden: Sequence[int] = (), first_row: int = 0) -> bytes:
    """Return an XLSX of sheets of rows; days are date cells, None is no cell."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": DAY_FORMAT})
    for number, rows in enumerate(sheets, start=1):
        sheet = book.add_worksheet(f"Sheet{number}")
        if number in hidden:
            sheet.hide()
        for row, cells in enumerate(rows, start=first_row):
            for column, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    sheet.write_number(row, column, (cell - DAY_0).days, day)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write(row, column, cell)
    book.close()
    return buffer.getvalue()


def repacked(content: bytes, changed: dict[str, bytes]) -> bytes:
    """Return a zipped workbook with parts replaced or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()}
        for name, data in (parts | changed).items():
            new.writestr(name, data)
    return buffer.getvalue()


def part(content: bytes, name: str) -> bytes:
    """Return one part of a zipped workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.read(name)
