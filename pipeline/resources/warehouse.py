"""The pipeline's own warehouse file: one writer at a time, connections lent inside a ``with``.

DuckDB lets one process hold the file for writing, and dbt runs as a child process. So a stage
borrows a connection and is rid of it before dbt starts; and because Dagster's pools bind only the
daemon's queue, every writing run first takes a lock file, which names its holder.
"""

import fcntl
import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import duckdb

from pipeline.errors import Problem, TriageError
from pipeline.practice import Home

# What analysts' tools of 1.4 and later can open; the published copy is a copy of this file.
STORAGE_VERSION = "v1.4.0"
_LOOKS_A_SECOND = 5


class WarehouseError(TriageError):
    """The warehouse cannot be written or read now."""


class Warehouse:
    """Lends connections to a home's working file, and the lock that a writing run holds."""

    def __init__(self, home: Home) -> None:
        """Remember where the home keeps its warehouse; nothing is opened yet."""
        self.path = home.working_file
        self.lock_path = home.lock_file

    @contextmanager
    def lock(self, wait_seconds: float) -> Generator[None]:
        """Hold the writers' lock inside the block.

        Args:
            wait_seconds: How long to wait for another run to end; 0 does not wait.

        Raises:
            WarehouseError: Naming the holder, if the lock is still held after the wait.
        """
        self.lock_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.lock_path.open("a+", encoding="utf-8") as file:
            _take(file, self.lock_path, wait_seconds)
            file.seek(0)
            file.truncate()
            file.write(f"process {os.getpid()}: {_command()}\n")
            file.flush()
            try:
                yield
            finally:
                # The name goes before the lock does: an empty file has no holder.
                file.seek(0)
                file.truncate()
                file.flush()
                fcntl.flock(file, fcntl.LOCK_UN)

    @contextmanager
    def writing(self) -> Generator[duckdb.DuckDBPyConnection]:
        """Lend a connection that may write; the caller says where a transaction starts and ends.

        The file is made when it is not there.

        Raises:
            WarehouseError: If another process has the file open.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # dbt opens the file without this setting and keeps the version it finds.
        config = {"storage_compatibility_version": STORAGE_VERSION}
        with _open(self.path, config) as connection:
            self.path.chmod(0o600)
            yield connection

    @contextmanager
    def reading(self) -> Generator[duckdb.DuckDBPyConnection]:
        """Lend a connection that cannot write.

        Raises:
            WarehouseError: If there is no warehouse yet, or a process is writing it.
        """
        if not self.path.exists():
            what = "There is no warehouse yet."
            why = "Files must be loaded before anything can be read."
            raise WarehouseError(Problem(str(self.path), what, why, "Run: triage run"))
        with _open(self.path, {"access_mode": "READ_ONLY"}) as connection:
            yield connection


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Generator[None]:
    """Run the block in one transaction: all of it is stored, or nothing."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def _open(path: Path, config: dict[str, Any]) -> Generator[duckdb.DuckDBPyConnection]:
    try:
        connection = duckdb.connect(str(path), config=config)
    except (duckdb.IOException, duckdb.ConnectionException) as error:
        raise WarehouseError(_not_open(path)) from error
    with connection:
        # Instants are UTC wherever the machine stands.
        connection.execute("set timezone = 'UTC'")
        yield connection


def _not_open(path: Path) -> Problem:
    return Problem(
        str(path),
        "The warehouse cannot be opened: another process holds it, or the file is damaged.",
        "Two writers at once would lose one another's work.",
        "Wait for the other run or close the tool that has the working file open; "
        "to read, open the published copy one folder up.",
    )


def _take(file: TextIO, path: Path, wait_seconds: float) -> None:
    end = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise WarehouseError(_held(file, path)) from None
            time.sleep(1 / _LOOKS_A_SECOND)
        else:
            return


def _held(file: TextIO, path: Path) -> Problem:
    file.seek(0)
    holder = file.read().strip() or "a process that left no name"
    return Problem(
        str(path),
        f"The warehouse is being written by {holder}.",
        "Two writers at once would lose one another's work, so this run has changed nothing.",
        "Wait until it has ended and run again; if it hangs, end that process.",
    )


def _command() -> str:
    # Only the command's words: arguments may name files, and a file's name may be a person's.
    words = [Path(sys.argv[0]).name, *(word for word in sys.argv[1:2] if word.isalpha())]
    return " ".join(words)
