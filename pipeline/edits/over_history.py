"""The same edits over what was sent before: as of the day of each claim, with what was known then.

Takes a connection that has the warehouse attached, and days. Fills the schema ``sent`` from the
staging of the warehouse, where it was filled from a file before. Refuses to let a claim see what
became known on its own day or later: the relations carry that day, and the queries ask it.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipeline.edits import history, reference
from pipeline.edits.relations import (
    FILE_TABLES,
    SENT_TABLES,
    create_relations,
    create_sent,
    sent_columns,
)
from pipeline.practice import Practice
from pipeline.practice.reference_files import ReferenceList
from pipeline.resources.databases import attach_to_read

# No edit judges dental claims; the models do not read their services.
_NOT_STAGED = {"submitted_dental_services"}


def lay_out(
    connection: duckdb.DuckDBPyConnection,
    practice: Practice,
    lists: Mapping[str, ReferenceList],
    secret: bytes,
    published: tuple[Path, str],
    days: tuple[dt.date, dt.date],
) -> str:
    """Make every relation of what a practice sent; return why it cannot be, or an empty text.

    Args:
        connection: To a database in memory.
        practice: Whose claims.
        lists: What its edits look things up in.
        secret: Makes tokens of the lists' numbers.
        published: The published copy and what opens it.
        days: First day on which a claim became known, and the day after the last one.

    Raises:
        duckdb.Error: The copy cannot be opened.
    """
    create_sent(connection)
    connection.execute("insert into judging values (?, null, null, null)", [practice.practice_id])
    reference.create_reference(connection, practice, lists, secret)
    history.without_history(connection)
    path, key = published
    if not path.is_file():
        return history.NOT_PUBLISHED
    attach_to_read(connection, path, key)
    if reason := history.see_history(connection):
        return reason
    try:
        _fill_sent(connection, practice.practice_id, days)
    except (duckdb.CatalogException, duckdb.BinderException):
        return history.MADE_BY_ANOTHER
    create_relations(connection)
    return ""


def _fill_sent(
    connection: duckdb.DuckDBPyConnection, practice_id: str, days: tuple[dt.date, dt.date]
) -> None:
    for table in sorted({*SENT_TABLES} - _NOT_STAGED):
        staged = "stg_x12__transactions" if table == "transactions" else _staged(table)
        columns = ", ".join(sent_columns(table))
        connection.execute(
            f"insert into sent.{table} ({columns}) select {columns} "  # noqa: S608
            f"from denials.staging.{staged} "
            "where practice_id = ? and known_on >= ? and known_on < ?",
            [practice_id, *days],
        )
    for table, kinds in FILE_TABLES.items():
        columns = ", ".join(kinds)
        connection.execute(
            f"insert into sent.{table} ({columns}) select {columns} from denials.raw.{table} "  # noqa: S608
            "where practice_id = ? and file_id in (select file_id from sent.transactions)",
            [practice_id],
        )


def _staged(table: str) -> str:
    return table.replace("submitted_", "stg_submitted__", 1)
