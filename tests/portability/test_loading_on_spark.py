"""Files loaded by Spark's workers are rows that the loader of one machine makes of them.

The files of two practices, one of them broken and one a list that answers another, on one core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.batches import LoadError
from pipeline.loading import LoadReport, batches_of
from pipeline.practice import Home
from pipeline.raw_tables import file_tables, raw_tables
from pipeline.resources.raw_parts import RawParts
from pipeline.resources.warehouse import Warehouse
from pipeline.spark.loading import BatchReader, load_on_spark, set_aside, unwhole
from pipeline.spark.problems import SparkError
from pipeline.spark.session import require_spark
from pipeline.spark.tables import IN_PARTS, copied_tables, copy_tables, register
from tests.laws.crash_homes import lock
from tests.portability.landed import (
    FILES,
    files_of,
    home_of_files,
    on_one_machine,
    parts_of,
    rows_in,
)
from tests.portability.reading import Reader

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_of_files(tmp_path / "home")


@pytest.fixture
def connection(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with Warehouse(home).writing() as connection:
        yield connection


Load = Callable[[str], LoadReport]


@pytest.fixture
def load_new(home: Home, connection: duckdb.DuckDBPyConnection, reader: Reader) -> Load:
    """Load what is new on Spark, as a load of that key."""

    def load_new(key: str) -> LoadReport:
        parts = RawParts.of(home)
        set_aside(connection, unwhole(connection, parts))
        batches = tuple(batches_of(files_of(home, connection)))
        return load_on_spark(
            connection, reader.session, BatchReader(parts, key, batches, home.secret, {})
        )

    return load_new


def rows_on_spark(reader: Reader, home: Home, table: str) -> list[tuple[Any, ...]]:
    rows = reader.session.table(f"raw.{table}").collect()
    return sorted((tuple(row) for row in rows), key=repr)


@pytest.fixture
def registered(reader: Reader) -> Iterator[None]:
    """Take away what a test registered: one session serves all."""
    drop(reader)
    yield
    drop(reader)


def drop(reader: Reader) -> None:
    for schema in ("raw", "parts"):
        reader.session.sql(f"drop database if exists {schema} cascade")


@pytest.mark.usefixtures("registered")
def test_rows_and_what_is_said_of_files_are_those_of_one_machine(
    home: Home,
    connection: duckdb.DuckDBPyConnection,
    load_new: Load,
    reader: Reader,
    tmp_path: Path,
) -> None:
    report = load_new("first")
    wanted = on_one_machine(home, tmp_path)
    assert report.file_count == sum(map(len, FILES.values()))
    assert report.row_count == sum(len(rows) for table, rows in wanted.items() if table in IN_PARTS)
    said = {table: rows for table, rows in wanted.items() if table not in IN_PARTS}
    assert {table: rows_in(connection, table) for table in said} == said
    copies = tmp_path / "copies"
    copy_tables(connection, copies)
    register(reader.session, RawParts.of(home), copies)
    found = {table: rows_on_spark(reader, home, table) for table in wanted}
    assert found == {table: sorted(rows, key=repr) for table, rows in wanted.items()}
    assert {row[0] for row in found["remittance_claims"]} == {"007", "birch"}
    assert {*copied_tables()} | {*IN_PARTS} == {*raw_tables()}


def test_a_second_load_has_nothing_to_do(home: Home, load_new: Load) -> None:
    load_new("first")
    before = parts_of(home)
    assert load_new("second") == LoadReport()
    assert parts_of(home) == before


@pytest.mark.parametrize(
    "lost", ["true", "practice_id = 'birch'"], ids=["its transaction", "one of its files"]
)
def test_a_load_that_is_not_whole_is_made_again(
    home: Home, connection: duckdb.DuckDBPyConnection, load_new: Load, lost: str
) -> None:
    load_new("first")
    said = {table: rows_in(connection, table) for table in file_tables() if table not in IN_PARTS}
    for table in said:
        connection.execute(f"delete from raw.{table} where {lost}")
    load_new("second")
    assert {table: rows_in(connection, table) for table in said} == said
    assert {path.parent.name for path in parts_of(home)} == {"load=second"}


def test_a_batch_that_does_not_add_up_stores_nothing(
    home: Home,
    connection: duckdb.DuckDBPyConnection,
    load_new: Load,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise LoadError

    monkeypatch.setattr("pipeline.spark.loading.assert_conservation", refuse)
    with pytest.raises(LoadError):
        load_new("first")
    assert rows_in(connection, "files") == []
    monkeypatch.undo()
    load_new("second")
    assert {path.parent.name for path in parts_of(home)} == {"load=second"}


def test_a_home_with_a_key_is_not_computed_by_spark(home: Home) -> None:
    require_spark(home)
    with pytest.raises(SparkError, match="no key of ours locks"):
        require_spark(lock(home))
