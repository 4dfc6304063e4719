"""The pipeline's own warehouse file: one writer at a time, connections lent inside a ``with``.

DuckDB lets one process hold the file for writing, and dbt runs as a child process. So a stage
borrows a connection and is rid of it before dbt starts; and because Dagster's pools bind only the
daemon's queue, every writing run first takes a lock file, which names its holder.
"""

import fcntl
import os
import sys
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import copy
from pathlib import Path
from typing import TextIO

import duckdb

from pipeline.errors import Problem, TriageError
from pipeline.practice import Home
from pipeline.resources.databases import is_locked, open_to_read, open_to_write
from pipeline.resources.sealing import warehouse_key

_LOOKS_A_SECOND = 5

SECONDS_TO_LET_GO = 5
"""How long a process may still hold the file: the dbt of a run that was killed ends within a tenth
of a second, and its pages must be back on the disk. 2026-11-29."""


HEAD_BYTES = 3 * 4096
"""Three headers, which DuckDB writes when it makes a file."""


Opening = Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]


class WarehouseError(TriageError):
    """The warehouse cannot be written or read now."""


class Warehouse:
    """Lends connections to a home's working file, and the lock that a writing run holds."""

    def __init__(self, home: Home) -> None:
        """Remember where the home keeps its warehouse; nothing is opened yet."""
        self._home = home
        self.path = home.working_file
        self.lock_path = home.lock_file

    def beside(self) -> "Warehouse":
        """Return the place where the next working file is made while this one stays.

        It has a folder of its own and the same file name: views name their database.
        """
        other = copy(self)
        other.path = self.path.parent / "next" / self.path.name
        return other

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
        forget_cut_short(self.path)
        # A file that is there stays as it is, locked or not, until a new one takes its place.
        is_new = not self.path.exists()
        key = key_of(self._home, self.path, self._home.lock_key if is_new else "")
        with _lent(lambda: open_to_write(self.path, key), self.path) as connection:
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
        key = key_of(self._home, self.path, "")
        with _lent(lambda: open_to_read(self.path, key), self.path) as connection:
            yield connection


def forget_cut_short(path: Path) -> None:
    """Delete a file that holds nothing, because its disk was full or its maker ended at its birth.

    No whole one is shorter than its head, and DuckDB opens none that is.
    """
    if path.exists() and path.stat().st_size < HEAD_BYTES:
        log_beside(path).unlink(missing_ok=True)
        path.unlink()


def log_beside(path: Path) -> Path:
    """Return where the database keeps the log of a file that was not closed well."""
    return path.with_name(f"{path.name}.wal")


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


def key_of(home: Home, path: Path, key_of_new: str) -> str:
    """Return the warehouse's key for a file that is locked or is to be; empty for any other.

    Raises:
        WarehouseError: If the file is locked and settings name no key.
        SealError: If what they name is no key.
    """
    key = home.at_rest_key if is_locked(path) else key_of_new
    if is_locked(path) and not key:
        raise WarehouseError(_no_key(path))
    return warehouse_key(key) if key else ""


@contextmanager
def _lent(opening: Opening, path: Path) -> Generator[duckdb.DuckDBPyConnection]:
    with ExitStack() as stack:
        connection = stack.enter_context(_opened(opening, path))
        # Instants are UTC wherever the machine stands.
        connection.execute("set timezone = 'UTC'")
        yield connection


@contextmanager
def _opened(opening: Opening, path: Path) -> Generator[duckdb.DuckDBPyConnection]:
    """Open the file, and wait a little where another process is about to let it go."""
    end = time.monotonic() + SECONDS_TO_LET_GO
    with ExitStack() as stack:
        while True:
            try:
                connection = stack.enter_context(opening())
            except duckdb.InvalidInputException as error:
                raise WarehouseError(_no_key(path)) from error
            except (duckdb.IOException, duckdb.ConnectionException) as error:
                if "Could not set lock" not in str(error) or time.monotonic() >= end:
                    raise WarehouseError(_not_open(path)) from error
                time.sleep(1 / _LOOKS_A_SECOND)
            else:
                break
        yield connection


def _no_key(path: Path) -> Problem:
    return Problem(
        str(path),
        "The warehouse is locked, and its key is not the one that settings name.",
        "Without it nobody can read or write it.",
        "Name the key it was locked with under [at_rest] of home.toml.",
    )


def _not_open(path: Path) -> Problem:
    return Problem(
        str(path),
        "The warehouse cannot be opened: another process holds it, or the file is damaged.",
        "Two writers at once would lose one another's work.",
        "Wait for the other run or close the tool that has the working file open; "
        "to read, open the published copy one folder up. If the file is damaged: triage rebuild",
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
