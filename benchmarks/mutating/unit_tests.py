"""Whether a model's unit tests notice a change of its SQL: takes what dbt compiled, runs no dbt.

In the SQL of a unit test the given rows stand in the place of the model's parents, so asking it
again costs milliseconds on a database in memory.
"""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.mutating import PATIENCE_S
from benchmarks.mutating.words import changes


@dataclass(frozen=True)
class UnitTest:
    """One unit test: its whole SQL, and the columns it expects something of."""

    name: str
    sql: str
    columns: tuple[str, ...]


def unit_tests(target: Path) -> dict[str, list[UnitTest]]:
    """Return the unit tests of each model that dbt ran last in a target folder."""
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    results = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    found = defaultdict(list)
    for result in results:
        told = manifest["unit_tests"].get(result["unique_id"])
        if told is not None:
            names = (name for row in told["expect"]["rows"] for name in row)
            test = UnitTest(told["name"], result["compiled_code"], tuple(dict.fromkeys(names)))
            found[told["model"]].append(test)
    return dict(found)


def unnoticed(connection: duckdb.DuckDBPyConnection, tests: Sequence[UnitTest]) -> list[int]:
    """Return the ordinals of a model's changes that alter the rows of no test."""
    honest = [_rows(connection, test, test.sql) for test in tests]
    every = [changes(test.sql) for test in tests]
    return [
        ordinal
        for ordinal in range(len(every[0]))
        if all(
            _rows(connection, test, own[ordinal].applied_to(test.sql)) == rows
            for test, own, rows in zip(tests, every, honest, strict=True)
        )
    ]


def _rows(connection: duckdb.DuckDBPyConnection, test: UnitTest, sql: str) -> list[str]:
    """Return the rows of a test's SQL, in no order; the kind of error where it does not run.

    One that joins everything with everything is given up: whoever runs it would notice.
    """
    watch = threading.Timer(PATIENCE_S, connection.interrupt)
    watch.start()
    listed = ", ".join(f'"{column}"' for column in test.columns)
    try:
        found = connection.execute(f"select {listed} from ({sql}\n) as told").fetchall()  # noqa: S608
    except duckdb.Error as error:
        return [type(error).__name__]
    finally:
        watch.cancel()
    return sorted(map(repr, found))
