"""A spreadsheet or a delimited text in memory: sheets of rows as a person sees them."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.exports.findings import Noted

Cell: TypeAlias = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: As its tab says; private, it may name a patient.
        is_hidden: Whether its tab is hidden.
        rows: ``rows[0]`` is row 1 of the sheet, also where nothing stands in it. An empty cell is
            None; rows of a text have as many cells as were written.
    """

    name: str
    is_hidden: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of a file that can be read, and what is wrong with the file.

    Attributes:
        format: xlsx, xlsb, xls, ods or csv (a text with any delimiter).
        sheets: In the order of their tabs; none where the file was set aside.
        notes: Findings on their way.
    """

    format: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Noted, ...]

    @property
    def is_empty(self) -> bool:
        """Return whether no row of any sheet holds anything."""
        return not any(is_filled(row) for sheet in self.sheets for row in sheet.rows)


def is_filled(row: Row) -> bool:
    """Return whether a row holds anything."""
    return any(cell.strip() if isinstance(cell, str) else cell is not None for cell in row)
