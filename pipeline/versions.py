"""Which version of this program made a warehouse and an archive, and whether this one may go on.

Takes an open warehouse or a home. What a table of ``raw`` looks like is a digest; what else decides
how a file is read is a number raised by hand. Refuses what a newer version made: an older program
would read it wrongly and say nothing.
"""

import hashlib
import json
from pathlib import Path

import duckdb

from pipeline.errors import Problem, TriageError
from pipeline.practice import Home
from pipeline.raw_tables import raw_tables
from pipeline.resources.whole_files import replace_text

READING = 3
"""Raised when the same file gives other rows than before, or a table of ``raw`` other columns."""

TABLE = "pipeline.made_by"


class NewerVersionError(TriageError):
    """A home that a newer version of this program has written."""

    exit_code = 2


def layout_digest() -> str:
    """Return a digest of every table of ``raw`` with its columns and types."""
    told = json.dumps(raw_tables(), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def begin(connection: duckdb.DuckDBPyConnection) -> None:
    """Write into an empty warehouse who makes it; until `finish` it counts as half made."""
    connection.execute("create schema if not exists pipeline")
    connection.execute(
        f"create or replace table {TABLE} as select {READING} as reading, "
        f"'{layout_digest()}' as layout, false as is_whole"
    )


def finish(connection: duckdb.DuckDBPyConnection) -> None:
    """Write that every file of the archive was loaded by the version that `begin` told."""
    connection.execute(f"update {TABLE} set is_whole = true")  # noqa: S608


def is_begun(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether anything was written into a warehouse yet, by any version."""
    return bool(
        connection.execute(
            "select 1 from duckdb_tables() where schema_name in ('raw', 'pipeline') limit 1"
        ).fetchall()
    )


def is_whole(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether every file of the archive was loaded when it was made."""
    return bool(_made_by(connection)[2])


def is_ours(connection: duckdb.DuckDBPyConnection, home: Home) -> bool:
    """Tell whether this version reads every file the way the one did that made a warehouse.

    Raises:
        NewerVersionError: If a newer version made it.
    """
    reading, layout, _ = _made_by(connection)
    _refuse_newer(reading, home.working_file)
    return (reading, layout) == (READING, layout_digest())


def refuse_newer_archive(home: Home) -> None:
    """Do nothing if this version may add to the archive of a home, and note that it will.

    Raises:
        NewerVersionError: If a newer version has written to it.
    """
    mark = home.landing_folder / "made_by.json"
    reading = json.loads(mark.read_text(encoding="utf-8"))["reading"] if mark.exists() else 0
    _refuse_newer(reading, home.landing_folder)
    if reading < READING:
        replace_text(json.dumps({"reading": READING}), mark)


def _made_by(connection: duckdb.DuckDBPyConnection) -> tuple[int, str, bool]:
    """Return reading, layout and whether it is whole; of a version before there were any, 0."""
    try:
        rows = connection.execute(f"select reading, layout, is_whole from {TABLE}").fetchall()  # noqa: S608
    except duckdb.CatalogException:
        return 0, "", True
    return rows[0] if rows else (0, "", False)


def _refuse_newer(reading: int, where: Path) -> None:
    if reading > READING:
        raise NewerVersionError(
            Problem(
                str(where),
                f"A newer version of this program made it (reading {reading}, this one {READING}).",
                "This version would read it wrongly without noticing, so it has changed nothing.",
                "Use the newer version; or restore a backup that this version made.",
            )
        )
