"""Whether an old workbook (XLS) may be opened: takes any bytes, refuses those that must not be.

An OLE2 file is a small disk in a file: sectors, chained by a table of which sector follows which.
The chain of the workbook is followed to look at the places of its cells, before the reader makes a
rectangle of them.
"""

import struct
from collections.abc import Iterator

from pipeline.exports.extents import MOST, fits
from pipeline.exports.findings import Noted
from pipeline.exports.zip_guard import RefusedError

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")

_ENCRYPTED, _BOOKS = "EncryptedPackage", ("Workbook", "Book")
_MACROS = "_VBA_PROJECT_CUR"
_LAST_SECTOR = 0xFFFFFFFA
_SMALL = 4096
_SMALL_SECTOR_BYTES = 64
_ENTRY_BYTES = 128
# Records of one cell or of a row of cells: FORMULA, LABELSST, MULRK, MULBLANK, RSTRING, BLANK,
# NUMBER, LABEL, BOOLERR, RK. Their first four bytes are row and column.
_CELLS = {0x06, 0xFD, 0xBD, 0xBE, 0xD6, 0x201, 0x203, 0x204, 0x205, 0x27E}
# What a sheet says of its own size: the reader makes room for it. No XLS has more.
_DIMENSIONS, _OLD_ROWS, _OLD_COLUMNS = 0x200, 65_536, 256
_SHEET_BEGINS = (0x809, 0x409, 0x209, 0x9)
_PASSWORD = 0x2F


def guarded_ole(content: bytes) -> list[Noted]:
    """Return what is odd about an old workbook.

    Raises:
        RefusedError: When it cannot or must not be opened.
    """
    try:
        streams = _streams(content)
    except (struct.error, IndexError, ValueError) as error:
        raise RefusedError(Noted("broken_workbook")) from error
    if _ENCRYPTED in streams:
        raise RefusedError(Noted("encrypted_workbook"))
    books = [streams[name] for name in _BOOKS if name in streams]
    if not books:
        raise RefusedError(Noted("broken_workbook"))
    _check(books[0])
    return [Noted("macros")] if _MACROS in streams else []


def _check(book: bytes) -> None:
    """Refuse a workbook with a password, and one with a sheet that is too large."""
    rows = columns = sheet = 0
    for kind, payload in _records(book):
        if kind == _PASSWORD:
            raise RefusedError(Noted("encrypted_workbook"))
        if kind in _SHEET_BEGINS:
            # The first of these begins the list of sheets, each other one a sheet.
            rows, columns, sheet = 0, 0, sheet + 1
        elif kind == _DIMENSIONS and not _is_old_size(payload):
            raise RefusedError(Noted("broken_workbook"))
        elif kind in _CELLS and len(payload) >= 4:
            row, column = struct.unpack_from("<HH", payload)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if not fits(rows, columns):
                raise RefusedError(Noted("oversized_sheet", numbers=MOST, sheet=max(1, sheet - 1)))


def _is_old_size(payload: bytes) -> bool:
    """Return whether the first and last row and column that a sheet names can be."""
    if len(payload) < struct.calcsize("<4H"):
        return False
    is_wide = len(payload) >= struct.calcsize("<2I2H")
    first, last, left, right = struct.unpack_from("<2I2H" if is_wide else "<4H", payload)
    return first <= last <= _OLD_ROWS and left <= right <= _OLD_COLUMNS


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _streams(content: bytes) -> dict[str, bytes]:
    """Return the workbook's stream by its name; of others the name alone."""
    sector_bytes = 1 << struct.unpack_from("<H", content, 30)[0]
    first_entry, _, _, first_small = struct.unpack_from("<4I", content, 48)
    following = _following(content, sector_bytes)

    def sector(number: int) -> bytes:
        return content[(number + 1) * sector_bytes : (number + 2) * sector_bytes]

    directory = b"".join(map(sector, _chain(following, first_entry)))
    streams: dict[str, bytes] = {}
    small = b""
    for at in range(0, len(directory), _ENTRY_BYTES):
        name, first, size = _entry(directory[at : at + _ENTRY_BYTES])
        if at == 0:
            small = b"".join(map(sector, _chain(following, first)))
        elif name not in _BOOKS:
            streams[name] = b""
        elif size >= _SMALL:
            streams[name] = b"".join(map(sector, _chain(following, first)))[:size]
        else:
            after = _numbers(b"".join(map(sector, _chain(following, first_small))))
            places = (number * _SMALL_SECTOR_BYTES for number in _chain(after, first))
            parts = (small[place : place + _SMALL_SECTOR_BYTES] for place in places)
            streams[name] = b"".join(parts)[:size]
    return streams


def _entry(entry: bytes) -> tuple[str, int, int]:
    """Return name, first sector and size of a stream."""
    name_bytes = struct.unpack_from("<H", entry, 64)[0]
    name = entry[: max(0, min(name_bytes, 64) - 2)].decode("utf-16-le", "replace")
    first, size = struct.unpack_from("<II", entry, 116)
    return name, first, size


def _following(content: bytes, sector_bytes: int) -> tuple[int, ...]:
    """Return for each sector the one that follows it in its stream."""
    listed = [*struct.unpack_from("<109I", content, 76)]
    more, left = struct.unpack_from("<II", content, 68)
    while more < _LAST_SECTOR and left:
        start = (more + 1) * sector_bytes
        *found, more = _numbers(content[start : start + sector_bytes])
        listed += found
        left -= 1
    tables = [number for number in listed if number < _LAST_SECTOR]
    starts = ((number + 1) * sector_bytes for number in tables)
    return _numbers(b"".join(content[start : start + sector_bytes] for start in starts))


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _chain(following: tuple[int, ...], first: int) -> Iterator[int]:
    """Give the sectors of a stream; one that runs in a circle ends at its length."""
    number = first
    for _ in range(len(following)):
        if number >= len(following):
            return
        yield number
        number = following[number]
