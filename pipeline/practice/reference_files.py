"""Lists that a practice keeps for its edits: whom it employs, what was approved, what payers want.

Takes its folder ``reference``. Every list is optional; an edit that needs one that is not there
says nothing, and the report says so. Refuses, with file, line and remedy: lists nobody would read,
and cells that are not what their column holds. A cell is never repeated: people paste things into
the wrong place.
"""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from pipeline.errors import Problem
from pipeline.practice.csv_files import NOTES, CsvFile, CsvLine, Shape, iso_day, read_csv_file
from pipeline.practice.payer_rule_values import mistakes
from pipeline.practice.reading import SettingsError
from pipeline.practice.settings import NPI_PATTERN, PracticeSettings
from pipeline.practice.settings_folders import laid_in

NCCI_FOLDER = "ncci"
"""Beside the lists that people keep: what ``triage reference add`` stored of downloaded ones."""

WHY = "An edit that reads it would judge claims by a mistake."

Cell = str | int | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        kind: A key of ``KINDS``.
        is_needed: Whether no line may leave it empty.
    """

    name: str
    kind: str
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """What a cell holds.

    Attributes:
        sql: Its type in the relations of the edits.
        read: Gives the value of a text, None where it is none.
        expected: What a person should write.
    """

    sql: str
    read: Callable[[str], Cell]
    expected: str


def _matching(pattern: str) -> Callable[[str], str | None]:
    return lambda text: text if re.fullmatch(pattern, text) else None


def _number(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,3})?", text) else None


KINDS = {
    "payer": Kind("varchar", str, "the id of a payer in practice.toml"),
    "npi": Kind("varchar", _matching(NPI_PATTERN), "ten digits"),
    "taxonomy": Kind("varchar", _matching(r"[0-9A-Z]{9}X"), "ten letters and digits, an X last"),
    "word": Kind("varchar", _matching(r"[0-9A-Za-z][0-9A-Za-z ._:/-]{0,79}"), "a short word"),
    "number": Kind("varchar", _matching(r"[!-~][ -~]{0,49}"), "the number as the payer wrote it"),
    "codes": Kind(
        "varchar", _matching(r"[0-9A-Z]{1,10}( [0-9A-Z]{1,10})*"), "codes with blanks between them"
    ),
    "text": Kind("varchar", _matching(r"[^\x00-\x1f\x7f]{1,300}"), "one line of text"),
    "day": Kind("date", iso_day, "a day such as 2026-12-25, in a column of text"),
    "units": Kind("decimal(12,3)", _number, "a number, zero or more"),
    "minutes": Kind("decimal(12,3)", _number, "minutes, zero or more"),
    "entity": Kind("varchar", _matching("group|solo"), "group or solo"),
    "basis": Kind("varchar", _matching("visit|unit|day"), "visit, unit or day"),
}

FILES: Mapping[str, tuple[Column, ...]] = {
    "clinician_roster": (
        Column("npi", "npi", is_needed=True),
        Column("taxonomy_code", "taxonomy"),
        Column("licence_level", "word"),
        Column("supervisor_npi", "npi"),
        Column("from_on", "day"),
        Column("through_on", "day"),
    ),
    "billing_entities": (
        Column("npi", "npi", is_needed=True),
        Column("kind", "entity", is_needed=True),
        Column("from_on", "day"),
        Column("through_on", "day"),
    ),
    "authorizations": (
        Column("member_id", "number", is_needed=True),
        Column("payer_id", "payer", is_needed=True),
        Column("authorization_number", "number", is_needed=True),
        Column("from_on", "day", is_needed=True),
        Column("through_on", "day"),
        Column("procedure_codes", "codes"),
        Column("npi", "npi"),
        Column("approved_units", "units"),
        Column("unit_basis", "basis"),
    ),
    "eligibility_checks": (
        Column("member_id", "number", is_needed=True),
        Column("payer_id", "payer", is_needed=True),
        Column("checked_on", "day", is_needed=True),
        Column("from_on", "day"),
        Column("through_on", "day"),
    ),
    "payer_rules": (
        Column("payer_id", "payer", is_needed=True),
        Column("rule_kind", "word", is_needed=True),
        Column("applies_to", "codes"),
        Column("value", "text"),
        Column("from_on", "day"),
        Column("through_on", "day"),
        Column("source", "text", is_needed=True),
    ),
    "session_minutes": (
        Column("claim_number", "number", is_needed=True),
        Column("service_on", "day", is_needed=True),
        Column("procedure_code", "codes"),
        Column("npi", "npi"),
        Column("minutes", "minutes", is_needed=True),
    ),
}
"""Name of a list, which is also that of its file without ``.csv``, to its columns."""


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """One list as read.

    Attributes:
        rows: Its lines, a value a column.
        changed_on: Day (UTC) on which the file was last changed.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    changed_on: dt.date
    path: Path = field(compare=False)


def read_references(
    folder: Path, settings: PracticeSettings | None
) -> tuple[dict[str, ReferenceList], list[Problem]]:
    """Return the lists of a folder by name, and every problem found in their files.

    Raises:
        OSError: The folder is there and cannot be looked into.
    """
    payers = None if settings is None else frozenset(one.id for one in settings.payers)
    found: dict[str, ReferenceList] = {}
    problems: list[Problem] = []
    for path in laid_in(folder):
        if path.name.startswith((".", "~$")) or path.name in (NOTES, NCCI_FOLDER):
            continue
        if path.suffix != ".csv" or path.stem not in FILES or not path.is_file():
            problems.append(_stranger(path))
            continue
        file = read_csv_file(path, _shape(path.stem))
        rows = tuple(_rows(file, path.stem, payers))
        problems += file.problems
        changed_on = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()
        found[path.stem] = ReferenceList(path.stem, rows, changed_on, path)
    return found, problems


def sound_references(folder: Path, settings: PracticeSettings | None) -> dict[str, ReferenceList]:
    """Return the lists of a folder by name.

    Raises:
        SettingsError: One of them is not sound.
        OSError: The folder is there and cannot be looked into.
    """
    lists, problems = read_references(folder, settings)
    if problems:
        raise SettingsError(*problems)
    return lists


def _shape(name: str) -> Shape:
    columns = FILES[name]
    needed = tuple(column.name for column in columns if column.is_needed)
    return Shape(name, WHY, tuple(column.name for column in columns), needed)


def _stranger(path: Path) -> Problem:
    close = difflib.get_close_matches(path.stem, FILES, n=1)
    meant = f"Save it as {close[0]}.csv" if close else "Move it out of the folder"
    known = ", ".join(f"{name}.csv" for name in FILES)
    return Problem(str(path), f"Only {known} are read here.", WHY, f"{meant}; notes: {NOTES}.")


def _rows(file: CsvFile, name: str, payers: frozenset[str] | None) -> Iterator[tuple[Cell, ...]]:
    for line in file.lines:
        before = len(file.problems)
        row = tuple(_cell(file, line, column, payers) for column in FILES[name])
        for what, remedy in mistakes(line.cells) if name == "payer_rules" else ():
            file.refuse(line.number, what, remedy)
        if len(file.problems) == before:
            yield row


def _cell(file: CsvFile, line: CsvLine, column: Column, payers: frozenset[str] | None) -> Cell:
    text, kind = line.cells.get(column.name, ""), KINDS[column.kind]
    value = kind.read(text) if text else None
    is_stranger = column.kind == "payer" and payers is not None and text and text not in payers
    if is_stranger or (value is None and (text or column.is_needed)):
        what = f"{column.name} is {'not what it should be' if text else 'empty'}."
        file.refuse(line.number, what, f"Write {column.name} as {kind.expected}.")
    return value
