"""The models as dbt wrote them to the database once, to be made again without dbt around them.

No model asks the database anything while it is compiled, so what dbt writes for one warehouse holds
for each one of the same name. Starting dbt and its work around 380 statements cost ten times what
the statements do. ``test_modelling.py`` holds what they make against what dbt makes.
"""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb


@dataclass(frozen=True)
class Model:
    """One model: its schema, and the file of statements or of Python that makes it."""

    schema: str
    written: Path

    def make(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the table or view in the place of one there may be."""
        if self.written.suffix == ".py":
            _run_python(self.written, connection)
        else:
            connection.execute(self.written.read_text("utf-8"))


@dataclass(frozen=True)
class Models:
    """Every model in an order in which each finds what it reads."""

    in_order: tuple[Model, ...]

    @classmethod
    def written_by_dbt(cls, target: Path) -> Models:
        """Read what a run of dbt over all models left in its target folder."""
        nodes = json.loads((target / "manifest.json").read_bytes())["nodes"]
        results = json.loads((target / "run_results.json").read_bytes())["results"]
        return cls(tuple(_model(target, nodes[each["unique_id"]]) for each in results))

    def make(self, warehouse: Path) -> None:
        """Make all of them in a warehouse file whose raw tables and rules are loaded."""
        with duckdb.connect(str(warehouse)) as connection:
            _drop(connection, {model.schema for model in self.in_order})
            for model in self.in_order:
                model.make(connection)


def _model(target: Path, node: dict[str, Any]) -> Model:
    written = target / "run" / node["package_name"] / node["original_file_path"]
    return Model(node["schema"], written)


def _drop(connection: duckdb.DuckDBPyConnection, schemas: Iterable[str]) -> None:
    for schema in sorted(schemas):
        connection.execute(f'drop schema if exists "{schema}" cascade')
        connection.execute(f'create schema "{schema}"')


def _run_python(written: Path, connection: duckdb.DuckDBPyConnection) -> None:
    given = runpy.run_path(str(written))
    names = given["dbtObj"](lambda name: connection.query(f"select * from {name}"))
    given["materialize"](given["model"](names, connection), connection)
