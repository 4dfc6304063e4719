"""One recognised sheet into rows of ``practice_export_rows``: takes any cells, refuses none.

Columns that name a patient are left where they are: no list, no table and no finding takes from
them.
"""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np
import pyarrow as pa

from pipeline.exports import words
from pipeline.exports.columns import COLUMNS, SCHEMA, Kind
from pipeline.exports.findings import Noted
from pipeline.exports.profile import Place
from pipeline.exports.recognition import Recognised
from pipeline.exports.sorting import Sorted
from pipeline.exports.values import Cells, Values, coded, joined, read_values
from pipeline.x12.arrow import integers, repeated, taken, texts

_REASON, _GROUP = "carc_code", "group_code"


def table_of(
    file_id: str, sheet: int, found: Recognised, rows: Sorted
) -> tuple[pa.Table, list[Noted]]:
    """Return the rows of a sheet's list and what is wrong with their cells."""
    count = len(rows.kept)
    arrays: dict[str, pa.Array] = {
        "file_id": repeated(file_id, count),
        "row_number": integers(np.array(rows.numbers, dtype=np.int32)),
        "sheet_number": integers(np.full(count, sheet, dtype=np.int32)),
        "profile_id": repeated(found.profile.profile_id, count),
        "extract": repeated(found.profile.extract, count),
    }
    notes = _about_columns(found, sheet)
    for name, places in found.columns.items():
        reading = _Column(name, sheet, found, rows)
        arrays[name] = reading.array(places)
        notes += reading.notes
        if name == _REASON and _GROUP not in found.columns:
            arrays[_GROUP] = reading.groups(places[0][0])
    columns = [
        arrays[field.name] if field.name in arrays else pa.nulls(count, field.type)
        for field in SCHEMA
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA), notes


def _about_columns(found: Recognised, sheet: int) -> list[Noted]:
    missing = [Noted("missing_column", name=name, sheet=sheet) for name in found.missing]
    unknown = [Noted("unknown_column", column=at + 1, sheet=sheet) for at in found.unknown]
    return missing + unknown


class _Column:
    """One of our columns while it is read."""

    def __init__(self, name: str, sheet: int, found: Recognised, rows: Sorted) -> None:
        self.notes: list[Noted] = []
        self._name = name
        self._sheet = sheet
        self._found = found
        self._rows = rows

    def array(self, places: Sequence[tuple[int, Place]]) -> pa.Array:
        """Return its values."""
        kind = COLUMNS[self._name]
        return joined([self._values(at, place, kind) for at, place in places]).array(kind)

    def groups(self, at: int) -> pa.Array:
        """Return the group codes that stand in front of its reason codes."""
        cells = self._cells(at)
        groups = [None if cell is None else words.group_of(cell) for cell in cells.different]
        return taken(texts(groups), cells.at)

    def _cells(self, at: int) -> Cells:
        return coded([row[at] for row in self._rows.kept], self._found.profile)

    def _values(self, at: int, place: Place, kind: Kind) -> Values:
        read = read_values(self._cells(at), kind, place, self._found.profile)
        where: _Where = {"column": at + 1, "name": self._name, "sheet": self._sheet}
        self.notes += [Noted(code, **where) for code in read.codes]
        self.notes += [Noted(code, self._rows.numbers[row], **where) for row, code in read.bad]
        return read


class _Where(TypedDict):
    column: int
    name: str
    sheet: int
