"""A CSV file that people keep, as cells with their lines, or what is wrong with the file.

Takes a path and the columns its head may name. Accepts what spreadsheets write: a byte order mark,
lines and columns of nothing. Refuses other encodings and separators, columns nobody knows, and
lines with more or fewer cells than the head.
"""

import csv
import datetime as dt
import difflib
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import Problem

NOTES = "README.md"
"""A file beside them in which people write notes; it is never read."""

_SAVE_AS = 'In Excel: Save As, "CSV UTF-8 (Comma delimited)".'
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the head of a file may name.

    Attributes:
        name: What the file is, as problems call it.
        why: Why nothing can go on while it has a mistake.
        columns: The columns people type.
        needed: Those of them that no file may leave out.
        either: Columns of which it needs at least one.
        made: Columns of the same table that the pipeline makes.
    """

    name: str
    why: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    either: tuple[str, ...] = ()
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CsvLine:
    """One line: its number in the file, from 1, and its cells by column, trimmed."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class CsvFile:
    """What could be read of a file, and what is wrong with it."""

    path: Path
    shape: Shape
    lines: list[CsvLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, what: str, remedy: str) -> None:
        """Note what is wrong in a line and how to mend it."""
        self.problems.append(Problem(f"{self.path}, line {line}", what, self.shape.why, remedy))


def read_csv_file(path: Path, shape: Shape) -> CsvFile:
    """Read one file; a line that cannot be told apart into cells is noted and left out."""
    file = CsvFile(path, shape)
    text = _text(file)
    if text is None:
        return file
    rows = _rows(file, text)
    number, head = next(rows, (1, []))
    names = [name.strip() for name in head]
    if not _has_commas(file, number, names) or not _has_columns(file, number, names):
        return file
    for number, row in rows:
        cells = [cell.strip() for cell in row]
        width = max((place for place, name in enumerate(names, 1) if name), default=0)
        if len(cells) < width or any(cells[len(names) :]):
            file.refuse(
                number,
                f"The line has {len(cells)} cells, the head {len(names)}.",
                "Put quotes around a text that holds a comma, and leave no cell out.",
            )
        elif any(cell for name, cell in zip(names, cells, strict=False) if not name):
            file.refuse(number, "A cell stands under no column's name.", "Name it or remove it.")
        else:
            cells_by_name = zip(names, cells, strict=False)
            line = {name: cell for name, cell in cells_by_name if name in shape.columns}
            file.lines.append(CsvLine(number, line))
    return file


def iso_day(text: str) -> dt.date | None:
    """Return the day a cell such as ``2026-12-25`` names; None where it names none."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def _text(file: CsvFile) -> str | None:
    what = "The file is not text in UTF-8."
    try:
        content = file.path.read_bytes()
    except OSError as error:
        file.refuse(1, f"The file cannot be read ({type(error).__name__}).", "Restore it.")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        file.refuse(content[: error.start].count(b"\n") + 1, what, _SAVE_AS)
        return None
    if "\0" in text:
        file.refuse(1, what, _SAVE_AS)
        return None
    return text


def _rows(file: CsvFile, text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the lines that hold anything, each with the number of its first."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield first, row
            first = reader.line_num + 1
    except csv.Error:
        remedy = "A text in quotes ends with a quote; a quote inside it is written twice."
        file.refuse(first, "The line is not CSV: its quotes do not match.", remedy)


def _has_commas(file: CsvFile, number: int, names: Sequence[str]) -> bool:
    if not names:
        file.refuse(1, "The file is empty.", "Write a head and rows, or remove the file.")
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(names) == 1 and mark in names[0]:
            what = f"The columns are separated by {word}, not by commas."
            file.refuse(number, what, _SAVE_AS)
            return False
    return bool(names)


def _has_columns(file: CsvFile, number: int, names: Sequence[str]) -> bool:
    """Tell whether rows can be read under this head; note what is wrong with it."""
    shape = file.shape
    if not set(names) & {*shape.columns, *shape.made}:
        what = "The first line is no head: it names no column of the table."
        file.refuse(number, what, f"Write the head first: {', '.join(shape.columns)}.")
        return False
    for place, name in enumerate(names, 1):
        if name in shape.made:
            remedy = "Remove the column: the pipeline makes it of the table and the row's key."
            file.refuse(number, f"{name} is not typed by people.", remedy)
        elif name and name not in shape.columns:
            close = difflib.get_close_matches(name, shape.columns, n=1)
            known = f"Known here: {', '.join(shape.columns)}."
            remedy = f"Did you mean {close[0]}?" if close else known
            file.refuse(number, f"Column {place} of the head is none of {shape.name}.", remedy)
    twice = [name for name, count in Counter(names).items() if count > 1 and name in shape.columns]
    for name in twice:
        file.refuse(number, f"{name} stands in the head twice.", "Keep one of the two columns.")
    missing = [name for name in shape.needed if name not in names]
    if missing:
        remedy = f"Add {' and '.join(missing)} to the head, and a cell to every line."
        what = f"The head lacks {', '.join(missing)}."
        file.refuse(number, what, remedy)
    is_open = bool(shape.either) and not set(shape.either) & set(names)
    if is_open:
        what = f"The head has neither {' nor '.join(shape.either)}."
        file.refuse(number, what, f"Add {' or '.join(shape.either)}, or both.")
    return not missing and not twice and not is_open
