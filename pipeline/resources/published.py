"""The published copy of the warehouse, opened to read: always one complete run.

Takes the folder of a home. Refuses nothing but a home in which no run has ended well yet.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import Problem, TriageError
from pipeline.practice import Home
from pipeline.practice.home import HOME_FILE
from pipeline.resources.databases import is_locked, open_to_read
from pipeline.resources.sealing import warehouse_key

KEY = "TRIAGE_WAREHOUSE_KEY"
FILE = Path("warehouse") / "denials.duckdb"


class QueryError(TriageError):
    """A question the published copy cannot answer."""

    exit_code = 2


@contextmanager
def published(home: Path) -> Generator[duckdb.DuckDBPyConnection]:
    """Lend a connection to the published copy of a home.

    Settings are read only for the key of a locked one: an analyst may hold nothing but the file.

    Raises:
        QueryError: If nothing was published yet, or by a version without a table that is asked for.
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
    with ExitStack() as stack:
        try:
            key = published_key(home, os.environ)
            connection = stack.enter_context(open_to_read(path, key))
        except duckdb.InvalidInputException as error:
            raise QueryError(_locked(path)) from error
        try:
            yield connection
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise QueryError(_older(path)) from error


def published_key(home: Path, environment: Mapping[str, str]) -> str:
    """Return the key of the published copy: from the environment, else made of the home's own.

    Raises:
        QueryError: If the copy is locked and there is no key.
    """
    path = home / FILE
    if not is_locked(path):
        return ""
    if environment.get(KEY):
        return environment[KEY]
    if not (home / HOME_FILE).is_file() or not (key := Home.open_sound(home).at_rest_key):
        raise QueryError(_locked(path))
    return warehouse_key(key)


def _locked(path: Path) -> Problem:
    return Problem(
        str(path),
        "The published copy is locked, and no key is here that opens it.",
        "There is nothing to read without it.",
        f"Set {KEY} to what triage key --warehouse prints, or name the home's key in home.toml.",
    )


def _older(path: Path) -> Problem:
    return Problem(
        str(path),
        "A table or column that is asked for is not there: another version published it.",
        "There is no answer from it.",
        "Run: triage run, which publishes anew.",
    )
