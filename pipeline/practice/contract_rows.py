"""What a fee schedule and a roster have in common: ids of ``practice.toml``, and rows with days.

Takes the lines of one file. Refuses, with line, column and remedy: cells that are not what they
should be, ids nobody set up, days that fall, and rows that hold on the same days.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.practice.contract_cells import EXPECTED
from pipeline.practice.csv_files import CsvFile, CsvLine, iso_day
from pipeline.practice.settings import PracticeSettings

WHY = "Nothing runs for this practice until its contracts are unambiguous."

_NAMED = 40
_TABLES = {"payer_id": "payers", "npi": "clinicians", "location_id": "locations"}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which a row holds; both ends are in it, and none is the end of an open one."""

    from_on: dt.date
    through_on: dt.date | None

    def meets(self, other: "Period") -> bool:
        """Tell whether some day is in both."""
        return self.from_on <= (other.through_on or dt.date.max) and other.from_on <= (
            self.through_on or dt.date.max
        )


class Dated(Protocol):
    """A row of either file."""

    @property
    def key(self) -> Hashable:
        """What the row speaks of; two rows of one key share no day."""
        ...

    @property
    def period(self) -> Period:
        """The days on which it holds."""
        ...


Ids = dict[str, frozenset[str]]
"""Ids that ``practice.toml`` gives, by the column that names one of them."""


def ids_of(settings: PracticeSettings | None) -> Ids:
    """Return the ids a row may name; none are compared where the settings cannot be read."""
    if settings is None:
        return {}
    return {
        "payer_id": frozenset(one.id for one in settings.payers),
        "npi": frozenset(one.npi for one in settings.clinicians),
        "location_id": frozenset(one.id for one in settings.locations),
    }


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one line, as values; what is wrong with one is noted in its file."""

    file: CsvFile
    line: CsvLine
    ids: Ids

    def text(self, column: str) -> str:
        """Return a cell as it is written; empty where the file has no such column."""
        return self.line.cells.get(column, "")

    def value(self, column: str, read: Callable[[str], Value | None]) -> Value | None:
        """Return a cell's value, or None and a problem noted."""
        found = read(self.text(column))
        if found is None:
            is_empty = not self.text(column)
            what = f"{column} is empty." if is_empty else f"{column} is not what it should be."
            self.refuse(what, f"Write {column} as {EXPECTED[column]}.")
        return found

    def known(self, column: str) -> str:
        """Return an id that ``practice.toml`` gives; a problem is noted where it does not."""
        found, ids = self.text(column), self.ids.get(column)
        if ids is not None and found not in ids:
            what = (
                f"{column} is empty." if not found else f"{column} is none that practice.toml has."
            )
            self.refuse(what, _remedy(column, ids))
        return found

    def period(self) -> Period | None:
        """Return the days of a line, or None and a problem noted."""
        first_on = self.value("from_on", iso_day)
        last_on = self.value("through_on", iso_day) if self.text("through_on") else None
        if first_on is None or (self.text("through_on") and last_on is None):
            return None
        if last_on and last_on < first_on:
            remedy = "Write the first day and the last one; a row of one day has both equal."
            self.refuse("through_on lies before from_on.", remedy)
            return None
        return Period(first_on, last_on)

    def refuse(self, what: str, remedy: str) -> None:
        """Note what is wrong with the line."""
        self.file.refuse(self.line.number, what, remedy)


def refuse_shared_days(file: CsvFile, rows: Iterable[tuple[CsvLine, Dated]], key: str) -> None:
    """Note rows that hold on days of an earlier row of their key; which would count is unclear."""
    seen: dict[Hashable, list[tuple[CsvLine, Dated]]] = {}
    for line, row in rows:
        earlier = seen.setdefault(row.key, [])
        other = next((one for one in earlier if one[1].period.meets(row.period)), None)
        if other and other[1] == row:
            what = f"The same row stands in line {other[0].number} already."
            file.refuse(line.number, what, "Keep one of the two lines.")
        elif other:
            what = f"Line {other[0].number} holds on some of these days, for the same {key}."
            remedy = "Let the earlier end, by its through_on, the day before the later begins."
            file.refuse(line.number, what, remedy)
        earlier.append((line, row))


def _remedy(column: str, ids: frozenset[str]) -> str:
    table = _TABLES[column]
    if ids and len(ids) <= _NAMED:
        return f"Use one of: {', '.join(sorted(ids))}; or add a [[{table}]] table to practice.toml."
    return f"Add it to practice.toml as a [[{table}]] table of its own, or mend the cell."
