"""Whether a file is a list of a practice system, and its rows: takes any bytes, refuses none.

Workbooks (XLSX, XLSM, XLSB, XLS, ODS) and texts with delimiters become the same sheets of cells. A
file that the X12 reader reads is never one of them, and neither is what nobody reads: a PDF, a
picture, a page, a packed folder. Those stay with the X12 reader, whose finding tells of them.
"""

import re
from dataclasses import replace

from pipeline.exports.delimited import rows_of, shape_of
from pipeline.exports.extents import MOST, MOST_ROWS
from pipeline.exports.findings import Noted
from pipeline.exports.letters import is_text, text_of
from pipeline.exports.ole_guard import OLE_MAGIC
from pipeline.exports.opening import open_workbook
from pipeline.exports.workbook import Cell, Row, Sheet, Workbook
from pipeline.x12.framing import Stretch, frame
from pipeline.x12.windows import Bytes

__all__ = ["Cell", "Row", "Sheet", "Workbook", "looks_like_sheet", "read_workbook"]

ZIP_MAGIC = b"PK\x03\x04"
HEAD_BYTES = 1 << 16
"""Bytes of a file's beginning that tell what it is; a whole file does as well."""

# A part of a workbook, in the header that stands in front of each part of a zip: 26 bytes and the
# name. The part that names the kind of an ODS comes first and holds nothing else.
_WORKBOOK_PART = re.compile(rb"PK\x03\x04.{26}xl/", re.DOTALL)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_BLANK = " \t\r\n\f\v\x1a\ufeff"
# Pages, PDFs and data of programs have delimiters too; a broken ISA is still X12.
_OTHER_TEXT = re.compile(r"<|%PDF|\{\s*[\"}]|\[\s*[\[{\"]|ISA[^A-Za-z0-9 ]")
# Prose has a comma in one line of five, and rarely four in one. Measured over 20 licences and
# letters, and over 173 X12 files, of which none is taken. 2026-11-29.
_FEWEST_LINES, _FEWEST_SHARE, _WIDE = 2, 1 / 3, 5
_FEWEST_HEADINGS = 3
MOST_BYTES = 256 << 20
"""Bytes of a file that is opened; a million rows of twenty columns have 160 MB. 2026-11-29."""


def looks_like_sheet(head: bytes) -> bool:
    """Return whether a file is a workbook, however damaged, or a text of rows that is no X12.

    Args:
        head: The file, or its first ``HEAD_BYTES`` at least.
    """
    if head.startswith(OLE_MAGIC):
        return True
    if head.startswith(ZIP_MAGIC):
        looked_at = head[:HEAD_BYTES]
        return bool(_WORKBOOK_PART.search(looked_at)) or _OPEN_DOCUMENT in looked_at
    return _is_text_of_rows(head[:HEAD_BYTES]) and not _is_x12(head)


def read_workbook(content: Bytes) -> Workbook:
    """Return the sheets of a file and what is wrong with it as a whole.

    A file that cannot be opened, is no workbook after all or would fill the memory has no sheets
    and a finding that says so.
    """
    magic = content[: len(OLE_MAGIC)]
    kind = "csv" if not magic.startswith((OLE_MAGIC, ZIP_MAGIC)) else "xlsx"
    if len(content) > MOST_BYTES:
        return Workbook(kind, (), (Noted("oversized_sheet", numbers=MOST),))
    book = _read_text(bytes(content)) if kind == "csv" else open_workbook(bytes(content))
    is_told = not book.sheets and book.notes
    if is_told or not book.is_empty:
        return book
    return replace(book, notes=(*book.notes, Noted("empty_workbook")))


def _read_text(content: bytes) -> Workbook:
    text, notes = text_of(content)
    shape = shape_of(text)
    if shape is None:
        return Workbook("csv", (), (*notes, Noted("empty_workbook")))
    rows, strays = rows_of(text, shape)
    if len(rows) > MOST_ROWS:
        return Workbook("csv", (), (*notes, Noted("oversized_sheet", numbers=MOST)))
    return Workbook("csv", (Sheet("", is_hidden=False, rows=rows),), (*notes, *strays))


def _is_text_of_rows(head: bytes) -> bool:
    # Most files are X12, and their first letters say so.
    if head.startswith(b"ISA*") or not is_text(head):
        return False
    text, _ = text_of(head)
    shape = shape_of(text)
    if shape is None or _OTHER_TEXT.match(text.lstrip(_BLANK)):
        return False
    is_alone = shape.seen_count == 1 and shape.cell_count >= _FEWEST_HEADINGS
    is_repeated = shape.line_count >= max(_FEWEST_LINES, _FEWEST_SHARE * shape.seen_count)
    return shape.cell_count >= _WIDE or is_alone or is_repeated


def _is_x12(data: bytes) -> bool:
    return any(_is_set(data, stretch) for stretch in frame(data))


def _is_set(data: bytes, stretch: Stretch) -> bool:
    """Return whether a stretch holds segments, not an address that looks like the start of one.

    ``MAIN ST,835,`` in the middle of a line is a street; a set without an interchange begins the
    file or a line, or is parted by signs that part no cells.
    """
    if stretch.delimiters is None:
        return False
    if stretch.code != "missing_interchange":
        return True
    before = data[: stretch.text_start][-1:]
    return before in (b"", b"\n", b"\r") or stretch.delimiters.element not in b",;\t|"
