"""Rows of a reading into the raw tables, typed here.

Takes Arrow tables whose elements the reader has checked: text becomes decimals, dates and numbers
once, so that neither the insert nor the sums over a part cast a value again. What is inserted holds
no private value any more.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.exports.reading import ExportReading
from pipeline.x12.layouts import RAW_COLUMNS, Kind
from pipeline.x12.reading import Reading

_USD = pa.decimal128(18, 2)
_EIGHT_DIGITS = pc.StrptimeOptions("%Y%m%d", "s")


def typed(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return a reading's tables with money as decimal(18,2), dates as dates, numbers as int32.

    Raises:
        pyarrow.ArrowInvalid: When the reader let pass what is no amount, date or number; a fault of
            the reader, never of a file.
    """
    return {
        name: _typed(table, RAW_COLUMNS[name]) if name in RAW_COLUMNS else table
        for name, table in tables.items()
    }


def _typed(table: pa.Table, kinds: Mapping[str, Kind]) -> pa.Table:
    columns = [
        _column(table.column(name), kinds.get(name, Kind.TEXT)) for name in table.column_names
    ]
    return pa.Table.from_arrays(columns, names=table.column_names)


def _column(values: pa.ChunkedArray, kind: Kind) -> pa.ChunkedArray:
    if not pa.types.is_string(values.type):
        return values
    if kind is Kind.MONEY:
        return values.cast(_USD)
    if kind is Kind.INTEGER:
        return values.cast(pa.int32())
    if kind is Kind.DATE:
        return pc.call_function("strptime", [values], _EIGHT_DIGITS).cast(pa.date32())
    return values


def insert_tables(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table], practice_id: str
) -> int:
    """Insert the rows of typed tables; return how many."""
    return sum(insert_rows(connection, name, table, practice_id) for name, table in tables.items())


def insert_notes(
    connection: duckdb.DuckDBPyConnection, reading: Reading | ExportReading, practice_id: str
) -> int:
    """Insert what was said about files beside their rows; return how many findings."""
    notes = {
        "findings": reading.findings,
        "quarantine": reading.quarantine,
        "segment_counts": reading.segment_counts,
    }
    for name, table in notes.items():
        insert_rows(connection, name, table, practice_id)
    return reading.findings.num_rows


def insert_rows(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    table: pa.Table,
    practice_id: str,
) -> int:
    """Insert rows of one practice, column by name; return how many."""
    if not table.num_rows:
        return 0
    # Read by its Python name: what is registered inside a transaction stays in memory to its end.
    arriving = table
    connection.execute(
        f"insert into raw.{name} by name select $practice as practice_id, * from arriving",  # noqa: S608
        {"practice": practice_id},
    )
    return arriving.num_rows
