"""Says where the engine and the slow reader differ on files, column by column."""

from __future__ import annotations

from decimal import Decimal

from pipeline.x12.layouts import ENVELOPE, LAYOUTS, Kind
from pipeline.x12.reading import Reading
from tests.x12.exact import read_exactly

TABLES = {
    name: table for layout in (ENVELOPE, *LAYOUTS.values()) for name, table in layout.tables.items()
}


def differences(reading: Reading, files: list[tuple[str, bytes]]) -> list[str]:
    """Name every table of every file in which the two readers differ."""
    counts = {row["file_id"]: row["segment_count"] for row in reading.files.to_pylist()}
    rows = {name: _rows(reading, name) for name in TABLES}
    sets = _sets(reading)
    faults = _faults(reading)
    differing = []
    for file_id, data in files:
        exact = read_exactly(data)
        pairs = {name: (rows[name].get(file_id, []), exact.tables.get(name, [])) for name in TABLES}
        pairs["transactions"] = (sets.get(file_id, []), exact.sets)
        pairs["segments"] = ([(counts[file_id],)], [(exact.segment_count,)])
        pairs["findings"] = ([*set(faults.get(file_id, []))], [*set(exact.faults)])
        for name, (ours, theirs) in pairs.items():
            if _sorted(ours, name) != _sorted(theirs, name):
                differing.append(f"{file_id}: {name}: {ours} is not {theirs}")
    return differing


def _rows(reading: Reading, name: str) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = {}
    for row in reading.tables[name].to_pylist():
        file_id, *values = row.values()
        found.setdefault(file_id, []).append(tuple(values))
    return found


def _sorted(rows: list[tuple], name: str) -> list[tuple]:
    """Return rows in one order, amounts as numbers: 5 and 5.00 are the same money."""
    if name not in TABLES:
        return sorted(rows, key=repr)
    kinds = [column.kind for column in TABLES[name].columns.values()]
    keep = len(rows[0]) - len(kinds) if rows else 0
    return sorted(
        (
            row[:keep]
            + tuple(
                Decimal(value) if kind is Kind.MONEY and value is not None else value
                for kind, value in zip(kinds, row[keep:], strict=True)
            )
            for row in rows
        ),
        key=repr,
    )


def _sets(reading: Reading) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = {}
    for row in reading.tables["transactions"].to_pylist():
        values = (row["segment_number"], row["set_code"], row["last_segment"], row["is_complete"])
        found.setdefault(row["file_id"], []).append(values)
    return found


def _faults(reading: Reading) -> dict[str, list[tuple[int, str]]]:
    kinds = ("bad_money", "finer_money", "bad_date", "bad_number", "extra_groups")
    found: dict[str, list[tuple[int, str]]] = {}
    for row in reading.findings.to_pylist():
        if row["code"] in kinds:
            found.setdefault(row["file_id"], []).append((row["segment_number"], row["code"]))
    return found
