"""How large a rectangle a sheet would take: takes the parts of a workbook as bytes, refuses none.

The reader of workbooks makes a full rectangle of each sheet before anybody can stop it: a single
cell in the last corner of an empty sheet would take 400 GB. So the places of cells are looked up
first, in the letters of the file.
"""

import re
from collections.abc import Iterator

# The widest export known has 120 columns; a year of a large practice has 60,000 rows. Twelve
# million cells take 300 MB. Decided 2026-11-29.
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 1_048_576, 1_000, 12_000_000
MOST = (MOST_ROWS, MOST_COLUMNS, MOST_CELLS)

# Cells beyond column Z or row 99,999. Looking for these alone takes two thirds of the time, and
# sheets without them (or with few columns beyond) cannot be too large. Measured 2026-11-29.
_FAR = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{2,}|[A-Za-z]?(?=\d{6}))(\d+)")
_ANY = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]*)(\d+)")
_NEAR_ROWS, _NEAR_COLUMNS = 99_999, 26

# LibreOffice ends a sheet whose columns are styled with an empty row 1,048,576; no cell is in it.
_EMPTY_ROW = re.compile(rb"<row\b[^>]*(?:/>|>\s*</row\s*>)")

_ROW = re.compile(rb"<table:table-row\b")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b[^>]*>")
_ROWS_REPEATED = re.compile(rb"table:number-rows-repeated=[\"'](\d+)")
_COLUMNS_REPEATED = re.compile(rb"table:number-columns-repeated=[\"'](\d+)")

_ROW_RECORD, _LAST_CELL_RECORD = 0, 11


def is_bearable(name: str, data: bytes) -> bool:
    """Return whether the sheet in a part of a zipped workbook can be read, if it is one."""
    if name == "content.xml":
        return all(fits(rows, columns) for rows, columns in _of_open_document(data))
    if name.endswith(".bin") and "/worksheets/" in name:
        return fits(*_of_binary(data))
    if not name.endswith(".xml"):
        return True
    rows, columns = _of_xml(data, _FAR)
    if fits(max(rows, _NEAR_ROWS), max(columns, _NEAR_COLUMNS)):
        return True
    return fits(*_of_xml(_EMPTY_ROW.sub(b"", data), _ANY))


def fits(rows: int, columns: int) -> bool:
    """Return whether a rectangle is small enough to be read."""
    return rows <= MOST_ROWS and columns <= MOST_COLUMNS and rows * columns <= MOST_CELLS


def _of_xml(data: bytes, pattern: re.Pattern[bytes]) -> tuple[int, int]:
    places = pattern.findall(data)
    rows = {row for _, row in places}
    columns = {column for column, _ in places}
    return max(map(int, rows), default=0), max(map(_number_of, columns), default=0)


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _of_open_document(data: bytes) -> Iterator[tuple[int, int]]:
    """Give the rectangle of each sheet; what is empty at its ends is not read."""
    for table in re.split(rb"<table:table[\s>]", data)[1:]:
        height = width = last = 0
        for row in _ROW.split(table)[1:]:
            height += _repeats(_ROWS_REPEATED, row[: row.find(b">")])
            here = _row_width(row)
            width, last = max(width, here), height if here else last
        yield last, width


def _row_width(row: bytes) -> int:
    width = last = 0
    for cell in _CELL.findall(row):
        width += _repeats(_COLUMNS_REPEATED, cell)
        last = last if cell.endswith(b"/>") else width
    return last


def _repeats(pattern: re.Pattern[bytes], tag: bytes) -> int:
    found = pattern.search(tag)
    return int(found[1][:9]) if found else 1


def _of_binary(data: bytes) -> tuple[int, int]:
    """Return the rectangle of a sheet of an XLSB: records of a type, a size and that many bytes."""
    rows = columns = at = 0
    while at < len(data):
        kind, at = _packed_number(data, at, 2)
        size, at = _packed_number(data, at, 4)
        if kind <= _LAST_CELL_RECORD:
            number = int.from_bytes(data[at : at + 4], "little") + 1
            rows = max(rows, number) if kind == _ROW_RECORD else rows
            columns = columns if kind == _ROW_RECORD else max(columns, number)
        at += size
    return rows, columns


def _packed_number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number written in sevens of bits, and the place behind it."""
    number = shift = 0
    for byte in data[at : at + most]:
        at += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    return number, at
