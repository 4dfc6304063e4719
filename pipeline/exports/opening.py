"""Workbooks into rows of cells: takes XLSX, XLSB, XLS and ODS as bytes, refuses none."""

import io

import python_calamine as calamine

from pipeline.exports.findings import Noted
from pipeline.exports.ole_guard import OLE_MAGIC, guarded_ole
from pipeline.exports.workbook import Row, Sheet, Workbook
from pipeline.exports.zip_guard import RefusedError, guarded_zip

# What the parser, written in Rust, raises where it meets what it did not expect. It is no Exception
# and its class can be had only from one that was raised.
_PANIC = "PanicException"


def open_workbook(content: bytes) -> Workbook:
    """Return the sheets of a workbook; without any where it cannot be opened."""
    kind = "xls" if content.startswith(OLE_MAGIC) else "xlsx"
    try:
        if kind == "xls":
            notes = guarded_ole(content)
        else:
            kind, notes = guarded_zip(content)
        sheets = _sheets_unless_broken(content)
    except RefusedError as refused:
        return Workbook(kind, (), (refused.noted,))
    return Workbook(kind, sheets, tuple(notes))


def _sheets_unless_broken(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets.

    Raises:
        RefusedError: Whatever the parser stumbles over.
    """
    try:
        return _sheets(content)
    except calamine.PasswordError as error:
        raise RefusedError(Noted("encrypted_workbook")) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise RefusedError(Noted("broken_workbook")) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise RefusedError(Noted("broken_workbook")) from error


def _sheets(content: bytes) -> tuple[Sheet, ...]:
    with calamine.load_workbook(io.BytesIO(content)) as book:
        return tuple(
            Sheet(
                name=meta.name,
                is_hidden=meta.visible is not calamine.SheetVisibleEnum.Visible,
                rows=_rows(book.get_sheet_by_name(meta.name)),
            )
            for meta in book.sheets_metadata
            if meta.typ is calamine.SheetTypeEnum.WorkSheet
        )


def _rows(sheet: calamine.CalamineSheet) -> tuple[Row, ...]:
    rows = sheet.to_python(skip_empty_area=False)
    return tuple([tuple([None if cell == "" else cell for cell in row]) for row in rows])
