"""OLE2 files (a small disk in a file), as old and as encrypted workbooks are, written by hand."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE2 file of streams, each filled up to 4096 bytes so that none is a small one."""
    names = ["Root Entry", *streams]
    directory_sectors = -(-len(names) // 4)
    table = [TABLE, *_chain(1, directory_sectors)]
    entries = [_entry("Root Entry", 5, END, 0)]
    body = b""
    for name, data in streams.items():
        full = data.ljust(4096, b"\0")
        full = full.ljust(-(-len(full) // SECTOR) * SECTOR, b"\0")
        entries.append(_entry(name, 2, len(table), len(full)))
        table += _chain(len(table), len(full) // SECTOR)
        body += full
    directory = b"".join(entries).ljust(directory_sectors * SECTOR, b"\0")
    listed = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    assert len(listed) == SECTOR, "more sectors than one table lists"
    return _header() + listed + directory + body


def record(kind: int, payload: bytes) -> bytes:
    """Return one record of an old workbook's stream."""
    return struct.pack("<HH", kind, len(payload)) + payload


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), END]


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    wide = name.encode("utf-16-le")
    head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, kind, 1)
    return (head + struct.pack("<3I", FREE, FREE, FREE)).ljust(116, b"\0") + struct.pack(
        "<IQ", first, size
    )


def _header() -> bytes:
    magic = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    shapes = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return magic + shapes + places + struct.pack("<109I", 0, *[FREE] * 108)
