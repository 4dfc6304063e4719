"""One file loaded as `triage run` would load it, into a database that is gone afterwards.

Takes a path. What names a person is a token of a secret nobody keeps. The rows of a
huge file are on the disk, in a folder that only its owner may read. Refuses nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from pipeline.inspection.masking import Write
from pipeline.loading import BATCH_BYTES, load
from pipeline.resources.sidecars import LandedFile

_SECRET_BYTES = 32


class Loaded:
    """The raw tables of one file, to ask."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, write: Write) -> None:
        """Take the connection, and how texts are shown."""
        self._connection = connection
        self._write = write

    def rows(self, question: str, most: int) -> list[dict[str, Any]]:
        """Return the answer to a question, at most so many rows of it."""
        named = {"most": most} if "$most" in question else {}
        answer = self._connection.execute(question, named)
        columns = [column for column, *_ in answer.description or ()]
        return [
            {column: self._shown(column, value) for column, value in zip(columns, row, strict=True)}
            for row in answer.fetchall()
        ]

    def row(self, question: str) -> dict[str, Any]:
        """Return the one row that answers a question."""
        return self.rows(question, 1)[0]

    def _shown(self, column: str, value: Any) -> Any:
        return self._write(column, value) if isinstance(value, str) else value


@contextmanager
def loaded(
    path: Path, now: dt.datetime, write: Write, on_part: Callable[[int], object]
) -> Generator[Loaded]:
    """Load a file and lend its tables.

    Args:
        path: The file.
        now: The moment at which it counts as brought in.
        write: How texts of the answers are shown.
        on_part: Called with the bytes read since the last call.
    """
    byte_count = path.stat().st_size
    with path.open("rb") as whole:
        digest = hashlib.file_digest(whole, "sha256").hexdigest()
    file = LandedFile(
        practice_id="inspect",
        sha256=digest,
        path=path,
        byte_count=byte_count,
        source_name="inspected",
        received_on=None,
        landed_at=now.astimezone(dt.UTC),
        landed_on=now.date(),
        delivery_count=1,
    )
    with _database(byte_count) as connection:
        load(connection, secrets.token_bytes(_SECRET_BYTES), [file], on_part)
        yield Loaded(connection, write)


@contextmanager
def _database(byte_count: int) -> Generator[duckdb.DuckDBPyConnection]:
    # The rows of a batch are too few to share out: more threads only make the answer later.
    small: dict[str, Any] = {"threads": 1} if byte_count <= BATCH_BYTES else {}
    with tempfile.TemporaryDirectory(prefix="triage-inspect-") as folder:
        where = ":memory:" if small else str(Path(folder) / "rows.duckdb")
        with duckdb.connect(where, config={"temp_directory": folder} | small) as connection:
            yield connection
