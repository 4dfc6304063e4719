"""The runs of a practice beside its archive, so that the archive alone can make a warehouse again.

Takes an open warehouse and writes what ``raw.runs`` says to ``landing/<practice>/runs.json``, whole
each time: a run that died between the two is told by the next. Refuses a journal that is none.
"""

import datetime as dt
import json
from contextlib import suppress
from pathlib import Path

import duckdb

from pipeline.errors import Problem, TriageError
from pipeline.practice import Home, Practice
from pipeline.raw_columns import RUN_TABLES
from pipeline.resources.warehouse import transaction
from pipeline.resources.whole_files import replace_text

JOURNAL = "runs.json"
_COLUMNS = RUN_TABLES["runs"]
_LISTED = ", ".join(_COLUMNS)


class JournalError(TriageError):
    """A journal of runs that cannot be read."""


def journal_path(home: Home, practice: Practice) -> Path:
    """Return where the runs of a practice are told, beside its files."""
    return home.landing_folder / practice.practice_id / JOURNAL


def write_journal(connection: duckdb.DuckDBPyConnection, home: Home, practice: Practice) -> None:
    """Write every run of a practice that the warehouse or the journal knows, the oldest first.

    Of a run that both know the warehouse says more. A damaged journal is written anew.
    """
    there = "select 1 from duckdb_tables() where schema_name = 'raw' and table_name = 'runs'"
    if not connection.execute(there).fetchall():
        return
    rows = connection.execute(
        f"select {_LISTED} from raw.runs where practice_id = ? order by started_at, run_id",  # noqa: S608
        [practice.practice_id],
    ).fetchall()
    known = [dict(zip(_COLUMNS, map(_text, row), strict=True)) for row in rows]
    there = {row["run_id"] for row in known}
    earlier: list[dict[str, str | None]] = []
    # A warehouse that was lost and is half made again knows fewer than were told.
    with suppress(JournalError):
        earlier = [row for row in read_journal(home, practice) if row["run_id"] not in there]
    if known:
        told = sorted((*earlier, *known), key=lambda row: (row["started_at"], row["run_id"]))
        replace_text(json.dumps(told, indent=0), journal_path(home, practice))


def restore_runs(connection: duckdb.DuckDBPyConnection, home: Home, practice: Practice) -> int:
    """Put the runs that the journal tells and the warehouse does not into it; return how many.

    Raises:
        JournalError: If the journal is damaged.
    """
    marks = ", ".join("?" * (len(_COLUMNS) + 1))
    known = connection.execute(
        "select run_id from raw.runs where practice_id = ?", [practice.practice_id]
    ).fetchall()
    there = {run_id for (run_id,) in known}
    told = [row for row in read_journal(home, practice) if row["run_id"] not in there]
    with transaction(connection):
        for row in told:
            connection.execute(
                f"insert into raw.runs (practice_id, {_LISTED}) values ({marks})",  # noqa: S608
                [practice.practice_id, *(row[column] for column in _COLUMNS)],
            )
    return len(told)


def read_journal(home: Home, practice: Practice) -> list[dict[str, str | None]]:
    """Return the runs the journal tells; none where there is no journal yet.

    Raises:
        JournalError: If the journal is damaged.
    """
    path = journal_path(home, practice)
    if not path.exists():
        return []
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return [{column: row[column] for column in _COLUMNS} for row in told]
    except (ValueError, KeyError, TypeError) as error:
        raise JournalError(_damaged(path)) from error


def last_day(home: Home, practice: Practice) -> dt.date | None:
    """Return the greatest day of the build that the journal tells; None before the first run."""
    days = [row["as_of_on"] for row in read_journal(home, practice)]
    return max((dt.date.fromisoformat(day) for day in days if day), default=None)


def _text(value: object) -> str | None:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return None if value is None else str(value)


def _damaged(path: Path) -> Problem:
    return Problem(
        str(path),
        "The journal of runs is damaged.",
        "It holds the day of the last build, which is never lowered.",
        "Put it back from a backup; or delete it, and the days of builds start anew.",
    )
