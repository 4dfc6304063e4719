"""Whether a zipped workbook may be opened: takes any bytes, refuses those that would fill memory.

What a zip says of its sizes may be a lie, so each part of it is unpacked here first, with a limit.
"""

import io
import zipfile
import zlib

from pipeline.exports.extents import MOST, is_bearable
from pipeline.exports.findings import Noted

# 60,000 rows of 60 columns, a year of a large practice with every column, unpack to 130 MB.
# Decided 2026-11-29.
MOST_INFLATED = 256 << 20
"""Bytes that all parts of a workbook may have together."""

_DEFLATED, _STORED = 8, 0
_LOCAL_HEADER_BYTES = 30
_IS_ENCRYPTED = 1


class RefusedError(Exception):
    """A file that is not opened; carries the finding."""

    def __init__(self, noted: Noted) -> None:
        """Keep the finding."""
        super().__init__(noted.code)
        self.noted = noted


def guarded_zip(content: bytes) -> tuple[str, list[Noted]]:
    """Return the format of a zipped workbook and what is odd about it.

    Raises:
        RefusedError: When it cannot or must not be opened.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            entries = opened.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise RefusedError(Noted("broken_workbook")) from error
    left = MOST_INFLATED
    sheet_count = 0
    for entry in entries:
        data = _inflated(content, entry, left)
        left -= len(data)
        sheet_count += entry.filename.startswith("xl/worksheets/sheet")
        if not is_bearable(entry.filename, data):
            raise RefusedError(Noted("oversized_sheet", numbers=MOST, sheet=max(1, sheet_count)))
    names = [entry.filename for entry in entries]
    return _format(names), _oddities(names)


def _inflated(content: bytes, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return the bytes of one part.

    Raises:
        RefusedError: When there are more than ``most`` of them, or they cannot be unpacked.
    """
    if entry.flag_bits & _IS_ENCRYPTED:
        raise RefusedError(Noted("encrypted_workbook"))
    at = entry.header_offset
    name_size, extra_size = (
        int.from_bytes(content[at + place : at + place + 2], "little") for place in (26, 28)
    )
    start = at + _LOCAL_HEADER_BYTES + name_size + extra_size
    packed = memoryview(content)[start : start + entry.compress_size]
    if entry.compress_type == _STORED:
        data, is_more = bytes(packed[: most + 1]), len(packed) > most
    elif entry.compress_type == _DEFLATED:
        data, is_more = _deflated(packed, most)
    else:
        raise RefusedError(Noted("broken_workbook"))
    if is_more:
        raise RefusedError(Noted("inflated_workbook", numbers=(MOST_INFLATED >> 20,)))
    if zlib.crc32(data) != entry.CRC:
        raise RefusedError(Noted("broken_workbook"))
    return data


def _deflated(packed: memoryview, most: int) -> tuple[bytes, bool]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = inflater.decompress(packed, most + 1)
    except zlib.error as error:
        raise RefusedError(Noted("broken_workbook")) from error
    return data, len(data) > most


def _format(names: list[str]) -> str:
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise RefusedError(Noted("broken_workbook"))


def _oddities(names: list[str]) -> list[Noted]:
    has_links = any("externalLinks/" in name for name in names)
    has_macros = any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names)
    told = {"external_links": has_links, "macros": has_macros}
    return [Noted(code) for code, is_so in told.items() if is_so]
