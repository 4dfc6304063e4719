"""The copy of the warehouse that people read: always one complete run, swapped in at once.

Takes the home after a good run, with no connection open. Refuses to publish a warehouse that
another process holds or whose log could not be written back.
"""

import datetime as dt
from contextlib import suppress
from pathlib import Path

import duckdb

from pipeline.errors import Problem, TriageError
from pipeline.practice import Home
from pipeline.resources.warehouse import Warehouse, WarehouseError, log_beside
from pipeline.resources.whole_files import replace_file
from pipeline.run_journal import write_journal
from pipeline.runs import FAILED, SUCCEEDED, finish_run


def publish_run(home: Home, run_id: str, now: dt.datetime) -> Path:
    """Publish what a run built, the run itself as one that succeeded, and return the path.

    What cannot be published is a run that failed, and is told as one where the disk still takes a
    word; what broke comes out either way.

    Raises:
        WarehouseError: If the working file cannot be closed into one file.
        WriteError: If the copy cannot be written.
        duckdb.Error: If the disk does not take what the working file still has to write.
    """
    _finish(home, run_id, now, SUCCEEDED)
    try:
        return publish(home)
    except (TriageError, duckdb.Error, OSError):
        with suppress(TriageError, duckdb.Error, OSError):
            _finish(home, run_id, now, FAILED)
        raise


def publish(home: Home) -> Path:
    """Copy the working file over the published one, and return the published path.

    Readers that have the old file open keep it to the end; the next to open it sees the new one.

    Raises:
        WarehouseError: If the working file cannot be closed into one file.
    """
    with Warehouse(home).writing() as connection:
        for practice in home.practices:
            write_journal(connection, home, practice)
        connection.execute("checkpoint")
    log = log_beside(home.working_file)
    if log.exists():
        what = "The warehouse still has a log beside it."
        why = "A copy without its log would silently miss the last changes."
        raise WarehouseError(Problem(str(log), what, why, "Run again: triage run"))
    return replace_file(home.working_file, home.published_file)


def _finish(home: Home, run_id: str, now: dt.datetime, outcome: str) -> None:
    with Warehouse(home).writing() as connection:
        finish_run(connection, run_id, now, outcome)
