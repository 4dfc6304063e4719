"""A practice's own rules: rows of its ``rules`` folder that stand over the project's.

Takes the folder. Refuses, with file, line and remedy and all at once: tables that are the same for
every practice, cells the table's own tests would refuse, keys given twice, and changes that nothing
would read.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from pipeline.errors import Problem
from pipeline.practice.csv_files import NOTES, CsvFile, CsvLine
from pipeline.practice.edit_templates import EDITS_FILE
from pipeline.practice.rule_cells import EMPTIED, canonical, expected_instead, expected_type
from pipeline.practice.rule_files import ALWAYS, MADE, WHY, read_rule_file
from pipeline.practice.rule_tables import (
    SEEDS,
    Key,
    Row,
    RuleTable,
    rule_table,
    rule_tables,
    rule_values,
)
from pipeline.practice.settings_folders import laid_in

HOME = "home"


@dataclass(frozen=True, slots=True)
class RuleOverride:
    """One row of a practice's own.

    Attributes:
        table: The table of rules it stands in.
        key: Values of the table's key columns.
        rule_id: Its name in the facts, such as ``home:carc:97``.
        cells: Columns it decides, with the value the warehouse reads; None empties the cell.
            Columns that are not here keep the project's value.
        where: File and line.
    """

    table: str
    key: Key
    rule_id: str
    cells: Mapping[str, str | None]
    where: str = field(compare=False)


def read_rules(folder: Path) -> tuple[tuple[RuleOverride, ...], list[Problem]]:
    """Return a practice's own rules, and every problem found in their files."""
    problems: list[Problem] = []
    files: dict[str, tuple[RuleTable, CsvFile]] = {}
    for path in laid_in(folder):
        if path.name.startswith((".", "~$")) or path.name in (NOTES, EDITS_FILE):
            continue
        if problem := _no_table_of_ours(path):
            problems.append(problem)
            continue
        table = rule_table(path.stem)
        files[table.name] = (table, read_rule_file(path, table))
    rules: list[RuleOverride] = []
    for table, file in files.values():
        rules += _Reading(table, file, files).overrides()
        problems += file.problems
    return tuple(rules), problems


def _no_table_of_ours(path: Path) -> Problem | None:
    """Return what is wrong where a path is not a table that a practice may override."""
    known = [file.stem for file in SEEDS.glob("*.yml")]
    if path.suffix != ".csv" or not path.is_file():
        what = "Only a CSV file under the name of a table of rules is read here."
        return Problem(str(path), what, WHY, f"Save it as one, or move it out. {_overridable()}")
    if path.stem not in known:
        close = difflib.get_close_matches(path.stem, known, n=1)
        remedy = f"Did you mean {close[0]}.csv? {_overridable()}" if close else _overridable()
        return Problem(str(path), "No table of rules has this name.", WHY, remedy)
    table = rule_table(path.stem)
    if table.override:
        return None
    what = f"{table.name} is the same for every practice: {table.shared}."
    return Problem(str(path), what, WHY, f"Move the file out of the folder. {_overridable()}")


def _overridable() -> str:
    names = [name for name, table in rule_tables().items() if table.override]
    return f"A practice may override: {', '.join(names)}."


class _Reading:
    """The lines of one file on their way to rows, beside the practice's other files."""

    def __init__(
        self, table: RuleTable, file: CsvFile, files: Mapping[str, tuple[RuleTable, CsvFile]]
    ) -> None:
        self.table, self.file, self.files = table, file, files

    def overrides(self) -> Iterator[RuleOverride]:
        """Yield the rows that are sound; note in the file what is wrong with the others."""
        seen: dict[Key, int] = {}
        for line in self.file.lines:
            before = len(self.file.problems)
            key = self._key(line, seen)
            cells = self._cells(line, self.table.rows.get(key or (), {}))
            if key and key in self.table.rows:
                self._keeps(line, cells, self.table.rows[key])
            elif key:
                self._complete(line, cells)
            if key and len(self.file.problems) == before:
                rule_id = f"{HOME}:{self.table.rule_id(key)}"
                where = f"{self.file.path}, line {line.number}"
                named = dict(zip(self.table.key, key, strict=True))
                yield RuleOverride(self.table.name, key, rule_id, named | cells, where)

    def _key(self, line: CsvLine, seen: dict[Key, int]) -> Key | None:
        parts = [self._value(line, name, line.cells) for name in self.table.key]
        key = tuple(part for part in parts if part is not None)
        if len(key) < len(self.table.key):
            return None
        if key in seen:
            what = f"The same {' and '.join(self.table.key)} stand in line {seen[key]} already."
            self.file.refuse(line.number, what, "Keep one of the two lines.")
            return None
        seen[key] = line.number
        if key[0] in self.table.fixed:
            what = f"{key[0]} is the same for every practice: {self.table.fixed[key[0]]}."
            self.file.refuse(line.number, what, "Remove the line.")
            return None
        if key not in self.table.rows and self.table.override == "values":
            keys = ", ".join(sorted(":".join(one) for one in self.table.rows))
            what = f"No row of {self.table.name} has this key, and nothing would read a new one."
            remedy = (
                f"Use one of: {keys}." if len(self.table.rows) < 100 else "Use a pair it holds."
            )
            self.file.refuse(line.number, what, remedy)
            return None
        return key

    def _cells(self, line: CsvLine, project: Row) -> dict[str, str | None]:
        """Return the cells a line decides over the project's row, its key left out."""
        merged = project | {name: text for name, text in line.cells.items() if text}
        cells: dict[str, str | None] = {}
        for name, text in line.cells.items():
            if name in self.table.key or name == MADE:
                continue
            if text == EMPTIED and not self.table.columns[name].is_required:
                cells[name] = None
            elif text or name in ALWAYS:
                cells[name] = self._value(line, name, merged)
        self._ascends(line, project | cells)
        return cells

    def _value(self, line: CsvLine, name: str, row: Mapping[str, str | None]) -> str | None:
        """Return a cell as the warehouse reads it; note what is wrong with it."""
        column, text = self.table.columns[name], line.cells[name]
        if not text or text == EMPTIED:
            what = f"{name} is empty." if not text else f"{name} may not be emptied."
            self.file.refuse(line.number, what, f"Write {name}: {_MEANING.get(name, 'a value')}.")
            return None
        value = canonical(column, text)
        expected = [expected_type(column)] if value is None else [
            words
            for check in column.checks
            if (words := expected_instead(check, value, row, self._known))
        ]  # fmt: skip
        if expected:
            what = f"{name} is not what it should be."
            self.file.refuse(line.number, what, f"Write {name} as {expected[0]}.")
            return None
        return value

    def _known(self, table: str, column: str) -> frozenset[str]:
        """Return a column's values, the practice's own new rows included."""
        own = self.files.get(table)
        lines = own[1].lines if own and own[0].override == "rows" else []
        return rule_values(table, column) | {line.cells.get(column, "") for line in lines}

    def _complete(self, line: CsvLine, cells: dict[str, str | None]) -> None:
        """Fill what a new row leaves out: a yes or no is no; the rest is needed or empty."""
        columns = [c for c in self.table.columns.values() if c.name not in (*self.table.key, MADE)]
        left_out = [column for column in columns if column.name not in cells]
        cells.update({column.name: "false" for column in left_out if column.kind == "boolean"})
        needed = [c.name for c in left_out if c.is_required and c.kind != "boolean"]
        if needed:
            what = f"No row of {self.table.name} has this key, and a new one needs more columns."
            remedy = f"Mend the key, or write also: {', '.join(needed)}."
            self.file.refuse(line.number, what, remedy)

    def _keeps(self, line: CsvLine, cells: Mapping[str, str | None], project: Row) -> None:
        for name, value in cells.items():
            kept = self.table.columns[name].kept
            if kept and (value or "") != (canonical(self.table.columns[name], project[name]) or ""):
                what = f"{name} cannot be changed here: {kept}."
                self.file.refuse(line.number, what, f"Leave {name} as it is, or empty.")

    def _ascends(self, line: CsvLine, row: Mapping[str, str | None]) -> None:
        for names in self.table.ascending:
            texts = [text for name in names if (text := row.get(name))]
            is_date = self.table.columns[names[0]].kind == "date"
            values = texts if is_date else [Decimal(text) for text in texts]
            if values != sorted(values):
                what = f"{', '.join(names)} fall from left to right."
                remedy = "Change them together, so that none is larger than the next."
                self.file.refuse(line.number, what, remedy)


_MEANING = {
    "decided_on": "the day it was decided, such as 2026-12-25",
    "reason": "why, in a sentence; a rule without a reason cannot be argued with",
}
