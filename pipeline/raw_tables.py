"""Tables of the schema ``raw``: of X12 files, of practice systems' lists, and the pipeline's own.

Takes an open connection. Refuses nothing: tables that exist are left as they are. Every table
starts with ``practice_id``; the keys are in ``warehouse.md`` terms (practice, file, segment).
"""

import duckdb

from pipeline.exports import columns as exports
from pipeline.raw_columns import (
    FILE_TABLES,
    LIST_TABLES,
    RUN_TABLES,
    SCRUB_TABLES,
    SETTINGS_TABLES,
)
from pipeline.resources.warehouse import transaction
from pipeline.x12.layouts import RAW_COLUMNS, Kind

SCHEMA = "raw"

TYPES = {
    Kind.TEXT: "varchar",
    Kind.MONEY: "decimal(18,2)",
    Kind.DATE: "date",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
    Kind.PRIVATE: "varchar",
}

_EXPORT_TYPES = {
    exports.Kind.MONEY: "decimal(18,2)",
    exports.Kind.UNITS: "decimal(18,2)",
    exports.Kind.DATE: "date",
    exports.Kind.NUMBER: "integer",
    exports.Kind.BOOLEAN: "boolean",
}

TOKEN_OF = {
    "member_id": "member_token",
    "reference": "reference_token",
    "rendering_name": "rendering_token",
}
"""Private columns and the token each is stored as; any other private column is not stored."""

MASK_OF = {("submitted_members", "member_id"): "member_mask"}
"""Private columns whose shape is stored beside the token: where it has letters and where digits."""


def stored_columns(table: str) -> dict[str, Kind]:
    """Return the columns of an X12 table as stored: private ones as tokens or not at all."""
    columns = {
        TOKEN_OF.get(column, column): kind
        for column, kind in RAW_COLUMNS[table].items()
        if kind is not Kind.PRIVATE or column in TOKEN_OF
    }
    return columns | {mask: Kind.TEXT for (name, _), mask in MASK_OF.items() if name == table}


def export_columns() -> dict[str, str]:
    """Return the columns of the rows of lists as stored, with their types: private ones as tokens.

    Raises:
        KeyError: When a private column has no token; a fault of this module.
    """
    return {
        TOKEN_OF[column] if column in exports.PRIVATE else column: _EXPORT_TYPES.get(
            kind, "varchar"
        )
        for column, kind in (exports.KEYS | exports.COLUMNS).items()
    }


def raw_tables() -> dict[str, dict[str, str]]:
    """Return every table of the schema with its columns and their types, ``practice_id`` first."""
    x12 = {
        table: {column: TYPES[kind] for column, kind in stored_columns(table).items()}
        for table in RAW_COLUMNS
    }
    exported = {exports.TABLE: export_columns()}
    own = LIST_TABLES | FILE_TABLES | RUN_TABLES | SCRUB_TABLES | SETTINGS_TABLES
    tables = x12 | exported | own
    return {table: {"practice_id": "varchar"} | columns for table, columns in tables.items()}


def file_tables() -> tuple[str, ...]:
    """Return the tables whose rows belong to one file, so that a file can be replaced."""
    return (*RAW_COLUMNS, exports.TABLE, *LIST_TABLES, *FILE_TABLES)


def create_raw_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the schema, every table and every column that is not there yet.

    A warehouse of an earlier version gets its new columns, empty, and its columns their new types.
    No transaction may be open.
    """
    with transaction(connection):
        connection.execute(f"create schema if not exists {SCHEMA}")
        there = _columns_there(connection)
        for table, columns in raw_tables().items():
            listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            connection.execute(f"create table if not exists {SCHEMA}.{table} ({listed})")
            for column, kind in columns.items() if table in there else ():
                change = _change(there[table].get(column), column, kind)
                if change:
                    connection.execute(f"alter table {SCHEMA}.{table} {change}")


def _change(there: str | None, column: str, kind: str) -> str:
    """Return what makes a column of an earlier version one of this; empty when nothing does."""
    if there is None:
        return f"add column {column} {kind}"
    return "" if there == kind else f"alter column {column} set data type {kind}"


def _columns_there(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Return the columns and types of each table that is there."""
    there: dict[str, dict[str, str]] = {}
    found = connection.execute(
        "select table_name, column_name, lower(data_type) from duckdb_columns() "
        "where schema_name = ?",
        [SCHEMA],
    ).fetchall()
    for table, column, kind in found:
        there.setdefault(table, {})[column] = kind
    return there
