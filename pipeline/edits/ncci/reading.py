"""A downloaded NCCI file as entries of codes: tab-delimited text or a workbook.

Takes a path. Reads at most ``MOST_ROWS`` rows and ``MOST_BYTES`` bytes. A row that says no entry is
set aside by its number and a reason, never by its text, which is not ours to keep. Refuses what has
no head it knows, and a file of which so much is set aside that its layout must have changed.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.edits.ncci.layouts import Entry, Layout, layout_of
from pipeline.errors import Problem, TriageError
from pipeline.exports.ole_guard import OLE_MAGIC
from pipeline.exports.sheets import ZIP_MAGIC, read_workbook

# A practitioner file of pairs has 600,000 rows and 60 MB, four of them a quarter. 2026-11-30.
MOST_BYTES = 256 << 20
MOST_ROWS = 4_000_000
# A head has up to nine lines, with those of the copyright. 2026-11-30.
_MOST_HEAD_ROWS = 60
# More than every tenth row is no row with a mistake but another layout. 2026-11-30.
MOST_SET_ASIDE = 0.1

Row = tuple[int, Sequence[str]]


class UnknownListError(TriageError):
    """A file that is none of the lists that edits look into."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that says no entry: its number in the file and what is wrong with it."""

    row_number: int
    problem: str


@dataclass(slots=True)
class ReadList:
    """What a file says.

    Attributes:
        head: The words above its columns, in small letters.
        entries: In the order of the file, each as its layout's ``columns``.
    """

    layout: Layout
    head: str
    entries: list[Entry] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)


def read_list(path: Path) -> ReadList:
    """Return what a file of NCCI says.

    Raises:
        UnknownListError: It has no layout that is known, is too large, or is mostly set aside.
        OSError: It cannot be read.
    """
    rows = _rows(path)
    layout, places, head = _headed(path, rows)
    read = ReadList(layout, head)
    has_begun = False
    for number, cells in rows:
        if not any(cells):
            continue
        entry = _entry(layout, places, cells)
        has_begun = has_begun or not isinstance(entry, str)
        if not isinstance(entry, str):
            read.entries.append(entry)
        elif has_begun or len(read.set_aside) > _MOST_HEAD_ROWS:
            read.set_aside.append(SetAside(number, entry))
    _refuse_changed(path, read)
    return read


def _entry(layout: Layout, places: dict[str, int], cells: Sequence[str]) -> Entry | str:
    if len(cells) <= max(places[name] for name in places if name not in layout.optional):
        return "it has fewer cells than the head"
    return layout.entry(
        {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    )


def _headed(path: Path, rows: Iterator[Row]) -> tuple[Layout, dict[str, int], str]:
    """Return the layout and its words; the rows go on behind the line that completes the head."""
    heads: list[str] = []
    for number, cells in rows:
        # A line of one cell is a title or the copyright.
        if sum(map(bool, cells)) > 1:
            heads += [""] * (len(cells) - len(heads))
            heads = [f"{said} {_words(cell)}".strip() for said, cell in _zipped(heads, cells)]
        if found := layout_of(heads):
            return (*found, " ".join(heads))
        if number > _MOST_HEAD_ROWS:
            break
    raise UnknownListError(_unknown(path))


def _zipped(heads: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, said in enumerate(heads):
        yield said, cells[place] if place < len(cells) else ""


def _words(cell: str) -> str:
    return re.sub(r"[\s_*]+", " ", cell.lower()).strip()


def _rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file with their numbers, cells as trimmed text."""
    if path.stat().st_size > MOST_BYTES:
        raise UnknownListError(_too_large(path))
    with path.open("rb") as stream:
        magic = stream.read(max(len(OLE_MAGIC), len(ZIP_MAGIC)))
    is_workbook = magic.startswith((OLE_MAGIC, ZIP_MAGIC))
    for number, cells in _of_workbook(path) if is_workbook else _of_text(path):
        if number > MOST_ROWS:
            raise UnknownListError(_too_large(path))
        yield number, cells


def _of_workbook(path: Path) -> Iterator[Row]:
    book = read_workbook(path.read_bytes())
    for sheet in book.sheets[:1]:
        for number, row in enumerate(sheet.rows, 1):
            yield number, [_text(cell) for cell in row]


def _of_text(path: Path) -> Iterator[Row]:
    # Codes and days are ASCII; what else stands in a line, in any encoding, is not kept.
    with path.open(encoding="latin-1", newline="") as stream:
        reader = csv.reader(stream, delimiter="\t")
        try:
            for row in reader:
                yield reader.line_num, [cell.strip() for cell in row]
        except csv.Error as error:
            raise UnknownListError(_unknown(path)) from error


def _text(cell: object) -> str:
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _unknown(path: Path) -> Problem:
    return Problem(
        str(path),
        "This is none of the lists that edits look into: its head is not known.",
        "An edit that read it by guess would hold claims by a mistake.",
        "Add a file of NCCI from cms.gov as it was unpacked, text or xlsx: PTP pairs, MUE or "
        "add-on codes.",
    )


def _too_large(path: Path) -> Problem:
    return Problem(
        str(path),
        f"It has more than {MOST_BYTES >> 20} MB or {MOST_ROWS:,} rows.",
        "A file larger than any that CMS publishes is not read: it could fill the machine.",
        "Unpack the download and add its parts one by one.",
    )


def _refuse_changed(path: Path, read: ReadList) -> None:
    count = len(read.set_aside)
    if read.entries and count <= MOST_SET_ASIDE * (count + len(read.entries)):
        return
    first = f"; the first is row {read.set_aside[0].row_number}" if count else ""
    raise UnknownListError(
        Problem(
            str(path),
            f"{count} rows of it say no entry and {len(read.entries)} do{first}.",
            "A layout that changed would give edits codes and days that are none.",
            "Download it again; where it stays so, report the layout without its rows.",
        )
    )
