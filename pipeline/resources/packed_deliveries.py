"""Zip and gzip deliveries, opened where they arrive: takes a copy, gives the files packed in it.

The names inside a package are never used as paths. Refuses, with a code, what is encrypted or
broken, holds nothing, or unpacks to more than a delivery ever does; what a package says of its own
sizes is not believed. Workbooks and other documents are zips too and are left as they are.
"""

import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from pipeline.exports.sheets import looks_like_sheet

ZIP_MAGIC, GZIP_MAGIC = b"PK\x03\x04", b"\x1f\x8b\x08"
EMPTY_ZIP = b"PK\x05\x06"

# A season of an invented practice is 500 files in 8 weeks, and its most even list packs 13 times;
# five years of a large one, in one package, have 30,000 files and 2 GB. Decided 2026-11-29.
MOST_FILES = 50_000
MOST_BYTES = 4 << 30
MOST_RATIO = 200
DEEPEST = 2
"""A zip of gzips, and no further."""

ENCRYPTED, BROKEN, EMPTY = "encrypted_archive", "broken_archive", "empty_archive"
INFLATED, DEEP = "inflated_archive", "deep_archive"

_RATIO_COUNTS_FROM = 1 << 20
_CHUNK = 1 << 20
_HEAD = 1 << 16
_IS_ENCRYPTED = 1
# What tells that a zip is a document: a workbook, a letter, a program.
_OF_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
_BROKEN = (
    zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError,
    ValueError,
)  # fmt: skip


class PackedError(Exception):
    """A package that is not opened; carries the code of the finding."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Member:
    """One file of a package.

    Attributes:
        path: Its bytes, beside the package.
        name: Its place inside, such as ``may/a.835``; private.
    """

    path: Path
    name: str


@dataclass
class _Room:
    """How much more may come out of one delivery."""

    file_count: int
    byte_count: int
    packed_bytes: int
    out_bytes: int = 0

    def take(self, size: int) -> None:
        """Count bytes that came out.

        Raises:
            PackedError: It is more than a delivery has, or more than its size explains.
        """
        self.out_bytes += size
        is_bomb = self.out_bytes > max(_RATIO_COUNTS_FROM, MOST_RATIO * self.packed_bytes)
        if is_bomb or self.out_bytes > self.byte_count:
            raise PackedError(INFLATED)

    def take_file(self) -> None:
        """Count a file."""
        self.file_count -= 1
        if self.file_count < 0:
            raise PackedError(INFLATED)


def is_packed(path: Path) -> bool:
    """Return whether a file is a zip or gzip that is opened here."""
    with path.open("rb") as file:
        head = file.read(len(ZIP_MAGIC))
        if head.startswith(GZIP_MAGIC):
            return True
        if head not in (ZIP_MAGIC, EMPTY_ZIP) or looks_like_sheet(head + file.read(_HEAD)):
            return False
    try:
        with zipfile.ZipFile(path) as opened:
            return _OF_DOCUMENTS.isdisjoint(opened.namelist())
    except _BROKEN:
        return True


def unpacked(path: Path, name: str) -> list[Member]:
    """Unpack a package beside itself; nothing is left there when it is refused.

    Args:
        path: The package, on this machine.
        name: What it is called at its source.

    Raises:
        PackedError: encrypted_archive, broken_archive, inflated_archive, deep_archive or
            empty_archive.
    """
    room = _Room(MOST_FILES, MOST_BYTES, path.stat().st_size)
    try:
        members = list(_members(path, name, room, 1))
    except BaseException:
        for half in path.parent.glob(f"{path.name}.*"):
            half.unlink()
        raise
    if not members:
        raise PackedError(EMPTY)
    return members


def _members(path: Path, name: str, room: _Room, depth: int) -> Iterator[Member]:
    """Yield every file of a package, and of the packages in it."""
    for number, (inner, stream) in enumerate(_streams(path, name)):
        room.take_file()
        target = path.with_name(f"{path.name}.{number}")
        target.touch(mode=0o600)
        with _broken_told():
            _copy(stream, target, room)
        if not is_packed(target):
            yield Member(target, inner)
            continue
        if depth == DEEPEST:
            raise PackedError(DEEP)
        for member in _members(target, inner, room, depth + 1):
            yield Member(member.path, f"{inner}!{member.name}")
        target.unlink()


def _streams(path: Path, name: str) -> Iterator[tuple[str, IO[bytes]]]:
    with path.open("rb") as file:
        is_gzip = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    if is_gzip:
        plain = PurePosixPath(name)
        inner = plain.stem if plain.suffix.lower() in (".gz", ".gzip") else plain.name
        with gzip.open(path) as stream:
            yield inner, cast("IO[bytes]", stream)
        return
    with _broken_told(), zipfile.ZipFile(path) as opened:
        for entry in opened.infolist():
            if entry.is_dir() or _is_hidden(entry.filename):
                continue
            if entry.flag_bits & _IS_ENCRYPTED:
                raise PackedError(ENCRYPTED)
            with opened.open(entry) as stream:
                yield entry.filename, stream


def _is_hidden(name: str) -> bool:
    """Return whether a tool keeps notes of its own in it; any other name with a dot is a file."""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return bool(parts) and (parts[0] == "__MACOSX" or parts[-1].startswith(("._", ".DS_Store")))


def _copy(arriving: IO[bytes], target: Path, room: _Room) -> None:
    with target.open("wb") as kept:
        while part := arriving.read(_CHUNK):
            room.take(len(part))
            kept.write(part)


@contextmanager
def _broken_told() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise PackedError(BROKEN) from error
    except OSError as error:
        # Of the system it has a number; without one a decompressor means its input.
        if error.errno is not None:
            raise
        raise PackedError(BROKEN) from error
