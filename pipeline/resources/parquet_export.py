"""The facts as Parquet files, for tools that read folders: a folder a table, a folder a week in it.

Takes a connection to the published copy. Refuses a folder that holds anything but an earlier
export. A reader finds the old export or the new one, whole; the moment between two renames apart,
in which it finds none.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.errors import Problem, TriageError
from pipeline.resources.databases import quoted

NOTE = "export.json"
"""What the export holds: the day of the build and the rows of each table."""

_TABLES = """
select table_name from information_schema.tables
where table_schema = 'facts' and regexp_matches(table_name, '^(fct|dim)_') order by table_name
"""
_BY_WEEK = """
copy (
    select facts.*, known_on - ((isodow(known_on) - starts_on + 7) % 7)::int as packet_week
    from facts.{table} as facts
    cross join (select isodow(min(packet_week)) as starts_on from facts.dim_packet_weeks)
    where {condition}
) to {target} (format parquet, compression zstd, partition_by (packet_week))
"""
_WHOLE = """
copy (from facts.{table} where {condition}) to {target} (format parquet, compression zstd)
"""


class ExportError(TriageError):
    """A folder that is not ours to write over."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Export:
    """What was written: rows by table, and as of which day the facts were built."""

    folder: Path
    rows: dict[str, int]
    as_of_on: str


def export_facts(
    connection: duckdb.DuckDBPyConnection, folder: Path, practice_id: str | None
) -> Export:
    """Write every fact and dimension into a folder, in place of an earlier export.

    Facts lie in ``<table>/packet_week=<date>/``, by the week in which they became known, so that
    one week can be read alone; dimensions are one file each.

    Args:
        connection: To the published copy.
        folder: Made where it is not there; an earlier export in it is replaced.
        practice_id: The one practice to write; None writes all.

    Raises:
        ExportError: The folder holds something else, or nobody has that key.
    """
    folder = folder.absolute()
    _assert_known(connection, practice_id)
    if folder.exists() and any(folder.iterdir()) and not (folder / NOTE).is_file():
        raise ExportError(_not_ours(folder))
    fresh, old = (folder.with_name(f".{folder.name}.{word}") for word in ("new", "old"))
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    fresh.mkdir(mode=0o700, parents=True)
    export = Export(folder, _written(connection, fresh, practice_id), _as_of(connection))
    note = {"as_of_on": export.as_of_on, "practice": practice_id, "rows": export.rows}
    (fresh / NOTE).write_text(json.dumps(note, indent=1), encoding="utf-8")
    _make_private(fresh)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return export


def _assert_known(connection: duckdb.DuckDBPyConnection, practice_id: str | None) -> None:
    found = connection.execute("select practice_id from facts.dim_practices order by all")
    known = [key for (key,) in found.fetchall()]
    if practice_id is not None and practice_id not in known:
        what = "The published warehouse has no practice of that key."
        why = "An export without rows looks like a practice without denials."
        raise ExportError(Problem("--practice", what, why, f"Name one of: {', '.join(known)}."))


def _written(
    connection: duckdb.DuckDBPyConnection, folder: Path, practice_id: str | None
) -> dict[str, int]:
    rows: dict[str, int] = {}
    condition = "true" if practice_id is None else f"practice_id = {quoted(practice_id)}"
    for (table,) in connection.execute(_TABLES).fetchall():
        by_week = table.startswith("fct_")
        target = folder / table if by_week else folder / f"{table}.parquet"
        words = (_BY_WEEK if by_week else _WHOLE).format(
            table=table,
            condition=condition if _has_practice(connection, table) else "true",
            target=quoted(target),
        )
        rows[table] = connection.execute(words).fetchall()[0][0]
    return rows


def _has_practice(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    columns = connection.execute(f"describe facts.{table}").fetchall()
    return "practice_id" in {column[0] for column in columns}


def _as_of(connection: duckdb.DuckDBPyConnection) -> str:
    found = connection.execute("select max(as_of_on) from raw.runs").fetchall()
    return str(found[0][0])


def _make_private(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _not_ours(folder: Path) -> Problem:
    return Problem(
        str(folder),
        "This folder holds something else than an earlier export.",
        "An export writes its folder anew and would delete it.",
        "Name an empty folder or a new one: triage export DIR",
    )
