"""Rows of a reading into the raw tables, typed by the database.

Takes Arrow tables that hold no private value any more. A value that cannot be cast is null; the
reader has a finding for it.
"""

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from pipeline.raw_tables import TYPES, stored_columns
from pipeline.x12.layouts import Kind
from pipeline.x12.reading import Reading


def insert_x12(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table], practice_id: str
) -> int:
    """Insert the rows of stored tables, typed; return how many."""
    count = 0
    for name, table in tables.items():
        columns = stored_columns(name)
        casts = [_cast(column, kind, table.schema) for column, kind in columns.items()]
        count += insert_rows(connection, name, table, practice_id, casts)
    return count


def _cast(column: str, kind: Kind, schema: pa.Schema) -> str:
    """Return the SQL of one typed column; what does not fit is null and has its finding."""
    if kind is Kind.DATE:
        return f"cast(try_strptime({column}, '%Y%m%d') as date) as {column}"
    if kind in (Kind.MONEY, Kind.INTEGER) and pa.types.is_string(schema.field(column).type):
        return f"try_cast({column} as {TYPES[kind]}) as {column}"
    return column


def insert_notes(connection: duckdb.DuckDBPyConnection, reading: Reading, practice_id: str) -> int:
    """Insert what was said about files beside their rows; return how many findings."""
    notes = {
        "findings": reading.findings,
        "quarantine": reading.quarantine,
        "segment_counts": reading.segment_counts,
    }
    for name, table in notes.items():
        insert_rows(connection, name, table, practice_id, table.column_names)
    return reading.findings.num_rows


def insert_rows(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    table: pa.Table,
    practice_id: str,
    columns: Sequence[str],
) -> int:
    """Insert rows of one practice; ``columns`` is their SQL. Returns how many."""
    if not table.num_rows:
        return 0
    # Read by its Python name: what is registered inside a transaction stays in memory to its end.
    arriving = table
    connection.execute(
        f"insert into raw.{name} by name "  # noqa: S608
        f"select $practice as practice_id, {', '.join(columns)} from arriving",
        {"practice": practice_id},
    )
    return arriving.num_rows
