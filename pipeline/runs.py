"""``raw.runs``: when the pipeline ran, as of which day, under which rules.

Takes the day of the build from outside: here it enters, once. Refuses to go back: a build uses the
greatest day ever recorded for the practice.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipeline.practice import Home, Practice
from pipeline.practice.home import HOME_FILE
from pipeline.practice.practice import CONTRACTS_FOLDER, RULES_FOLDER
from pipeline.practice.rule_tables import SEEDS
from pipeline.raw_tables import create_raw_tables
from pipeline.resources.warehouse import transaction
from pipeline.run_journal import write_journal

RUNNING, SUCCEEDED, FAILED = "running", "succeeded", "failed"


def record_run(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    practice: Practice,
    run_id: str,
    as_of_on: dt.date,
    started_at: dt.datetime,
) -> dt.date:
    """Write that a run of a practice has begun, and return the day it is built as of.

    Recording the same run again (another attempt at it) replaces the row. The caller holds the
    writers' lock, so any other run that is still told as running has died: it is told as failed.
    """
    create_raw_tables(connection)
    recorded = recorded_day(connection, practice.practice_id)
    day = max(as_of_on, recorded) if recorded else as_of_on
    digest = rules_digest(home, practice)
    with transaction(connection):
        connection.execute(
            "delete from raw.runs where practice_id = ? and run_id = ?",
            [practice.practice_id, run_id],
        )
        connection.execute(
            "update raw.runs set outcome = ? where practice_id = ? and outcome = ?",
            [FAILED, practice.practice_id, RUNNING],
        )
        connection.execute(
            "insert into raw.runs "
            "(practice_id, run_id, as_of_on, started_at, outcome, rules_digest) "
            "values (?, ?, ?, ?, ?, ?)",
            [practice.practice_id, run_id, day, _utc(started_at), RUNNING, digest],
        )
    write_journal(connection, home, practice)
    return day


def recorded_day(connection: duckdb.DuckDBPyConnection, practice_id: str) -> dt.date | None:
    """Return the greatest day of the build recorded for a practice; None before its first run."""
    return connection.execute(
        "select max(as_of_on) from raw.runs where practice_id = ?", [practice_id]
    ).fetchall()[0][0]


def finish_run(
    connection: duckdb.DuckDBPyConnection, run_id: str, finished_at: dt.datetime, outcome: str
) -> None:
    """Write when a run ended and how, such as ``succeeded``."""
    connection.execute(
        "update raw.runs set finished_at = ?, outcome = ? where run_id = ?",
        [_utc(finished_at), outcome, run_id],
    )


def rules_digest(home: Home, practice: Practice) -> str:
    """Return SHA-256 over every rule, contract and setting a practice's numbers depend on."""
    digest = hashlib.sha256()
    for name, path in _rules(home, practice):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _rules(home: Home, practice: Practice) -> Iterator[tuple[str, Path]]:
    for path in sorted(SEEDS.rglob("*.csv")):
        yield f"seeds/{path.relative_to(SEEDS).as_posix()}", path
    yield HOME_FILE, home.path / HOME_FILE
    yield practice.settings_file.name, practice.settings_file
    for path in sorted(practice.rules_folder.glob("*.csv")):
        yield f"{RULES_FOLDER}/{path.name}", path
    for path in sorted(practice.contracts_folder.glob("*.csv")):
        yield f"{CONTRACTS_FOLDER}/{path.name}", path


def _utc(instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(dt.UTC).replace(tzinfo=None)
