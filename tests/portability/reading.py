"""Spark reads statements on tables without a row: it names types and columns, and computes nothing.

A table is a view over nothing, so that no plan grows with what stands above it, and Spark knows of
each column its type and whether it may be null. Refuses a statement that Spark cannot read, in
Spark's own words.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

ONE_NAME = {"varchar": "string", "integer": "int"}
"""Types that DuckDB tells by another name than Spark."""
SOMETHING = {"string": "''", "date": "date'2026-01-05'", "boolean": "true"}
"""A value of each type for which 0 is none."""


class CannotReadError(Exception):
    """Spark does not understand a statement; the first lines of what it says."""


@dataclass(frozen=True)
class Reader:
    """A Spark in this process."""

    session: SparkSession

    def create(
        self, schema: str, name: str, columns: Mapping[str, str], required: Iterable[str] = ()
    ) -> None:
        """Make a table without a row; a column that is required is one that is never null."""
        never_null = frozenset(required)
        told = ", ".join(
            f"{_value(spark_type(kind), column in never_null)} as `{column}`"
            for column, kind in columns.items()
        )
        self.session.sql(f"create database if not exists {schema}")
        self.session.sql(f"create or replace view {schema}.{name} as select {told}")

    def read(self, statement: str) -> DataFrame:
        """Have Spark understand a statement, and run nothing.

        Raises:
            CannotReadError: It does not.
        """
        try:
            return self.session.sql(statement)
        except PySparkException as problem:
            raise CannotReadError(str(problem).partition("JVM stacktrace")[0][:600]) from problem

    def plan_of(self, frame: DataFrame) -> str:
        """Return what Spark understood, with the type of each part, as JSON."""
        understood: Any = frame._jdf  # Python has no word of its own for it
        return understood.queryExecution().analyzed().toJSON()


def spark_type(kind: str) -> str:
    """Write a type as Spark tells it, ``DECIMAL(18, 2)`` as ``decimal(18,2)``."""
    plain = kind.lower().replace(" ", "")
    return ONE_NAME.get(plain, plain)


def columns_of(frame: DataFrame) -> dict[str, str]:
    """Return the types of a frame by column, in order."""
    return {field.name: field.dataType.simpleString() for field in frame.schema}


def _value(kind: str, never_null: bool) -> str:
    nothing = f"cast(null as {kind})"
    if not never_null:
        return nothing
    return f"coalesce({nothing}, cast({SOMETHING.get(kind, '0')} as {kind}))"


def require_java() -> None:
    """Skip where the machine has no Java."""
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java on this machine: Spark runs on it (.ci/packages.txt)")


def started(scratch: Path) -> SparkSession:
    """Start Spark on one core, with nothing outside a folder and nothing to be reached.

    Skips where the machine has no Java.
    """
    require_java()
    # What a worker runs in Python, it runs in this environment.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings: dict[str, Any] = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.log.level": "OFF",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
        "spark.sql.warehouse.dir": str(scratch),
        "spark.ui.enabled": "false",
    }
    return SparkSession.builder.master("local[1]").config(map=settings).getOrCreate()
