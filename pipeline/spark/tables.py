"""Which tables of ``raw`` Spark holds, and how it is told of them.

Rows of X12 files and of lists lie in parts. What is said about files, and what people write back,
stays in the working file: it is small, and changes when a later file comes. Builds read a copy.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipeline.exports import columns as exports
from pipeline.raw_tables import raw_tables
from pipeline.resources.databases import quoted
from pipeline.x12.layouts import RAW_COLUMNS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from pipeline.resources.raw_parts import RawParts

IN_PARTS = (*RAW_COLUMNS, exports.TABLE)
"""Tables whose rows lie in parts."""

_TOLD = {"varchar": "string", "integer": "int"}
_PARTED_BY = ("practice_id", "load")


def copied_tables() -> tuple[str, ...]:
    """Return the tables of ``raw`` of which a build reads a copy."""
    return tuple(table for table in raw_tables() if table not in IN_PARTS)


def copy_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the tables that lie in the working file, one Parquet file a table."""
    folder.mkdir(mode=0o700, parents=True)
    for table in copied_tables():
        (folder / table).mkdir(mode=0o700)
        listed = ", ".join(
            # A Parquet file says of an instant that it is one, or Spark asks in which zone.
            f"timezone('UTC', {column}) as {column}" if kind == "timestamp" else column
            for column, kind in raw_tables()[table].items()
        )
        connection.execute(
            f"copy (select {listed} from raw.{table}) to {quoted(folder / table / 'all.parquet')} "  # noqa: S608
            "(format parquet, compression zstd)"
        )


def register(session: SparkSession, parts: RawParts, copies: Path) -> None:
    """Give a session every table of ``raw``: the parts, and the copies in a folder."""
    for schema in ("raw", "parts"):
        session.sql(f"create database {schema}")
    for table, columns in raw_tables().items():
        told = {column: _TOLD.get(kind, kind) for column, kind in columns.items()}
        if table in IN_PARTS:
            _register_parts(session, table, told, parts.rows_of(table))
        else:
            _register(session, f"raw.{table}", told, copies / table)


def _register_parts(
    session: SparkSession, table: str, columns: dict[str, str], folder: Path
) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _register(session, f"parts.{table}", columns | {"load": "string"}, folder, _PARTED_BY)
    session.sql(f"msck repair table parts.{table}")
    session.sql(f"create view raw.{table} as select {', '.join(columns)} from parts.{table}")  # noqa: S608


def _register(
    session: SparkSession,
    name: str,
    columns: dict[str, str],
    folder: Path,
    parted_by: tuple[str, ...] = (),
) -> None:
    listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    parted = f"partitioned by ({', '.join(parted_by)})" if parted_by else ""
    session.sql(f"create table {name} ({listed}) using parquet {parted} location '{folder}'")
