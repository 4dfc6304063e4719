"""Spark understands every model, and sees the columns and the types that DuckDB sees.

Nothing is computed: a model is read on tables without a row, which have the types of the contracts.
The few plans that both engines understand and would compute differently are found too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb
import pytest

from pipeline.raw_tables import create_raw_tables
from tests.portability.plans import differences_in
from tests.portability.reading import CannotReadError, Reader, columns_of, spark_type
from tests.portability.writing import Table, written_for

pytestmark = pytest.mark.slow

COLUMNS = """
    select schema_name, table_name, column_name, data_type
    from duckdb_columns()
    where not internal
    order by schema_name, table_name, column_index
"""


@dataclass
class Seen:
    """What Spark made of the models: by model what it cannot read, sees or computes otherwise."""

    unread: dict[str, str] = field(default_factory=dict)
    otherwise: dict[str, set[str]] = field(default_factory=dict)
    computed: dict[str, set[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> tuple[Table, ...]:
    """Every seed and model in order, as dbt writes it for Spark; the raw tables are there."""
    return with_types(written_for("spark", tmp_path_factory.mktemp("written")), reader)


def with_types(written: tuple[Table, ...], reader: Reader) -> tuple[Table, ...]:
    """Give Spark the raw tables, and views of staging, which have no contract, DuckDB's types."""
    kinds = duckdb_types(table for table in written if not table.columns)
    for (schema, name), columns in kinds.items():
        if schema == "raw":
            reader.create(schema, name, columns)
    return tuple(
        table if table.columns else replace(table, columns=kinds[table.schema, table.name])
        for table in written
    )


def duckdb_types(views: Iterable[Table]) -> dict[tuple[str, str], dict[str, str]]:
    """Return types by column of the raw tables, and of the views as they are written for Spark."""
    with duckdb.connect() as connection:
        create_raw_tables(connection)
        for view in views:
            connection.execute(f"create schema if not exists {view.schema}")
            connection.execute(f"create view {view.schema}.{view.name} as {view.sql}")
        rows = connection.execute(COLUMNS).fetchall()
    kinds: dict[tuple[str, str], dict[str, str]] = {}
    for schema, name, column, kind in rows:
        kinds.setdefault((schema, name), {})[column] = kind
    return kinds


@pytest.fixture(scope="module")
def seen(tables: tuple[Table, ...], reader: Reader) -> Seen:
    return seen_by_spark(tables, reader)


def seen_by_spark(tables: Iterable[Table], reader: Reader) -> Seen:
    """Have Spark read each model on the tables before it, and then stand for it without a row."""
    seen = Seen()
    for table in tables:
        if table.sql:
            try:
                look_at(table, reader, seen)
            except CannotReadError as problem:
                seen.unread[table.name] = str(problem)
        reader.create(table.schema, table.name, table.columns, table.required)
    return seen


def look_at(table: Table, reader: Reader, seen: Seen) -> None:
    frame = reader.read(table.sql)
    if differences := differences_in(reader.plan_of(frame)):
        seen.computed[table.name] = differences
    if table.is_held:
        # dbt puts a model's columns into the order of its contract, on either engine
        frame = reader.read(f"select {', '.join(table.columns)} from (\n{table.sql}\n)")
    found = columns_of(frame)
    wanted = {name: spark_type(kind) for name, kind in table.columns.items()}
    if list(found.items()) != list(wanted.items()):
        seen.otherwise[table.name] = set(told_apart(found, wanted))


def told_apart(found: dict[str, str], wanted: dict[str, str]) -> Iterator[str]:
    for name in found | wanted:
        if found.get(name) != wanted.get(name):
            yield f"{name} is {found.get(name)}, not {wanted.get(name)}"
    if list(found) != list(wanted) and found == wanted:
        yield f"the order is {list(found)}"


def test_spark_understands_every_model(seen: Seen, tables: tuple[Table, ...]) -> None:
    assert sum(1 for table in tables if table.sql) > 400
    assert seen.unread == {}


def test_spark_sees_the_columns_and_types_of_every_contract(seen: Seen) -> None:
    assert seen.otherwise == {}


def test_both_engines_compute_the_same_of_what_both_understand(seen: Seen) -> None:
    assert seen.computed == {}, "say it in words that are one on both, or by a macro of portable/"


def one(sql: str, **changes: Any) -> tuple[Table, ...]:
    columns = {"id": "string", "paid_usd": "decimal(18,2)", "known_on": "date", "n": "int"}
    base = Table("broken", "given", columns, frozenset({"id"}), "", False)
    model = replace(base, name="model", columns={"id": "string"}, sql=sql, is_held=True)
    return base, replace(model, **changes)


@pytest.mark.parametrize(
    "sql", ["select id from", "select no_column as id from broken.given", "select {} as id"]
)
def test_a_model_that_spark_does_not_understand_is_found(sql: str, reader: Reader) -> None:
    assert list(seen_by_spark(one(sql), reader).unread) == ["model"]


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("select n as id from broken.given", "id is int, not string"),
        ("select sum(paid_usd) as id from broken.given", "id is decimal(28,2), not string"),
    ],
)
def test_a_type_that_is_another_is_found(sql: str, wanted: str, reader: Reader) -> None:
    assert seen_by_spark(one(sql), reader).otherwise == {"model": {wanted}}


def test_a_column_beyond_those_of_a_view_is_found(reader: Reader) -> None:
    tables = one("select id, n from broken.given", is_held=False)
    assert seen_by_spark(tables, reader).otherwise == {"model": {"n is int, not None"}}


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        ("paid_usd / n", "a quotient of decimals, paid_usd"),
        (
            "cast(paid_usd as decimal(18, 12)) * cast(n as bigint)",
            "a product of more than 38 digits, paid_usd, n",
        ),
        ("round(cast(n as double), 2)", "a double rounded to places, n"),
        ("cast(cast(n as double) as decimal(9, 2))", "a double made decimal, n"),
        ("cast(cast(n as double) as int)", "a double made int, n"),
        ("min_by(n, id)", "a null picked from n"),
    ],
)
def test_what_engines_compute_differently_is_found(part: str, wanted: str, reader: Reader) -> None:
    sql = f"select cast({part} as string) as id from broken.given"
    assert seen_by_spark(one(sql), reader).computed == {"model": {wanted}}


@pytest.mark.parametrize(
    "part",
    [
        "cast(paid_usd as double) / n",
        "cast(round(cast(n as double) * 100, 0) / 100 as decimal(9, 2))",
        "min_by(n, id) filter (where n is not null)",
    ],
)
def test_what_is_one_on_both_is_let_be(part: str, reader: Reader) -> None:
    sql = f"select cast({part} as string) as id from broken.given"
    assert seen_by_spark(one(sql), reader).computed == {}
