"""The published copy of the warehouse, opened to read: always one complete run.

Takes the folder of a home. Refuses nothing but a home in which no run has ended well yet.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import Problem, TriageError

FILE = Path("warehouse") / "denials.duckdb"


class QueryError(TriageError):
    """A question the published copy cannot answer."""

    exit_code = 2


@contextmanager
def published(home: Path) -> Generator[duckdb.DuckDBPyConnection]:
    """Lend a connection to the published copy of a home.

    Settings are not read: an analyst may hold nothing but the file.

    Raises:
        QueryError: If nothing was published yet.
    """
    path = home / FILE
    if not path.is_file():
        raise QueryError(
            Problem(
                str(path),
                "Nothing was published here yet.",
                "There is nothing to read until a run has ended well.",
                "Run: triage run, or name another home with --home.",
            )
        )
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection
