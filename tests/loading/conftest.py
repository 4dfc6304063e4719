import datetime as dt
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.loading import LoadReport, load
from pipeline.manifest import new_files
from pipeline.practice import Home, Practice, init_home
from pipeline.raw_tables import create_raw_tables
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.resources.warehouse import Warehouse

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)

Rows = list[tuple[Any, ...]]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")


@pytest.fixture
def practice(home: Home) -> Practice:
    return home.practices[0]


@pytest.fixture
def connection(home: Home) -> Generator[duckdb.DuckDBPyConnection]:
    with Warehouse(home).writing() as connection:
        create_raw_tables(connection)
        yield connection


@pytest.fixture
def deliver(
    home: Home, practice: Practice, connection: duckdb.DuckDBPyConnection
) -> Callable[..., LoadReport]:
    """Put files into the inbox and load what is new: ``deliver(a=b"ISA…", received=…)``."""

    def deliver(received: Received | None = None, **files: bytes) -> LoadReport:
        for name, content in files.items():
            (practice.inbox / name).write_bytes(content)
        landing = Landing(home)
        landing.bring_in(practice, practice.source_urls, NOW, received or Received.history())
        return load(connection, home.secret, new_files(connection, landing.landed(practice)))

    return deliver


@pytest.fixture
def rows(connection: duckdb.DuckDBPyConnection) -> Callable[[str], Rows]:
    """Run a query and return its rows."""

    def rows(query: str) -> Rows:
        return connection.execute(query).fetchall()

    return rows
