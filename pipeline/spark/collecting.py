"""What Spark computed, into the working file: readers, lists and packets find it where they look.

Takes the manifest of the models and a build that ended well. Refuses nothing: a table that is not
there is an error of the database.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from pipeline.resources.databases import quoted
from pipeline.resources.warehouse import transaction
from pipeline.spark.models import Build


def collect_tables(connection: duckdb.DuckDBPyConnection, manifest: Path, build: Build) -> None:
    """Put every seed and model that is a table in place of the one before.

    All of them change at once, or none does.
    """
    tables = [node for node in _nodes(manifest) if node["config"]["materialized"] != "view"]
    with transaction(connection):
        for node in tables:
            _collect(connection, node, build.table(node["schema"], node["alias"]))


def _collect(connection: duckdb.DuckDBPyConnection, node: dict[str, Any], folder: Path) -> None:
    schema, name = node["schema"], node["alias"]
    kinds = _kinds(node)
    parts = sorted(map(str, folder.glob("*.parquet")))
    source = f"read_parquet([{', '.join(map(quoted, parts))}])"
    there = connection.execute(f"describe select * from {source}").fetchall()  # noqa: S608
    listed = ", ".join(
        f"cast({row[0]} as {kinds.get(row[0], row[1])}) as {row[0]}" for row in there
    )
    connection.execute(f"create schema if not exists {schema}")
    connection.execute(f"create or replace table {schema}.{name} as select {listed} from {source}")  # noqa: S608


def _kinds(node: dict[str, Any]) -> dict[str, str]:
    """Return the types of a contract, or of a seed, by column."""
    if node["resource_type"] == "seed":
        return node["config"]["column_types"]
    return {name: told["data_type"] for name, told in node["columns"].items()}


def _nodes(manifest: Path) -> list[dict[str, Any]]:
    nodes = json.loads(manifest.read_bytes())["nodes"].values()
    return [node for node in nodes if node["resource_type"] in ("model", "seed")]
