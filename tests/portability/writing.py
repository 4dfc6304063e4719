"""The models as dbt writes them for an engine, in the order in which each finds what it reads.

Starts dbt on the checkout and no database: no model asks one anything while it is compiled. Refuses
nothing itself; a project that dbt cannot compile ends the test with dbt's own words.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from pipeline.commands.testing import ROOT, environment_of

PROJECT = ROOT / "dbt_project"


@dataclass(frozen=True)
class Table:
    """A seed or a model.

    Attributes:
        columns: Its contract: types by column, in order. Of a staging view empty.
        required: Columns that hold no null, by the contract.
        sql: The statement that fills it; of a seed and of a model in Python empty.
        is_held: Whether dbt puts its columns into the contract's order.
    """

    schema: str
    name: str
    columns: dict[str, str]
    required: frozenset[str]
    sql: str
    is_held: bool


def written_for(target: str, scratch: Path) -> tuple[Table, ...]:
    """Return every seed and model as dbt writes it for a target of the profile."""
    quiet = ["--no-use-colors", "--quiet", "--no-introspect", "--no-populate-cache"]
    # a model in Python has no statement, and dbt would want a session for it
    chosen = ["--select", "resource_type:model", "--exclude", "file:*.py"]
    done = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "compile", *quiet, *chosen],
        env=environment_of(scratch) | {"TRIAGE_WAREHOUSE_IS": target},
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return tables_of(scratch / "dbt" / "manifest.json")


def tables_of(manifest: Path) -> tuple[Table, ...]:
    """Return every seed and model of a manifest, each after those it reads."""
    return tuple(_table(node) for node in _in_order(json.loads(manifest.read_bytes())["nodes"]))


def _in_order(nodes: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    kept = {key: node for key, node in nodes.items() if node["resource_type"] in ("seed", "model")}
    reads = {
        key: [parent for parent in node["depends_on"].get("nodes", ()) if parent in kept]
        for key, node in kept.items()
    }
    return [kept[key] for key in TopologicalSorter(reads).static_order()]


def _table(node: dict[str, Any]) -> Table:
    if node["resource_type"] == "seed":
        return Table(node["schema"], node["name"], _of_seed(node), frozenset(), "", False)
    columns = {name: told["data_type"] for name, told in node["columns"].items()}
    is_typed = all(columns.values())
    return Table(
        node["schema"],
        node["name"],
        columns if is_typed else {},
        frozenset(
            name
            for name, told in node["columns"].items()
            if {"type": "not_null"}.items() <= _first_constraint(told).items()
        ),
        "" if node["language"] == "python" else node.get("compiled_code") or "",
        node["config"]["contract"]["enforced"],
    )


def _first_constraint(told: dict[str, Any]) -> dict[str, Any]:
    return next(iter(told.get("constraints") or []), {})


def _of_seed(node: dict[str, Any]) -> dict[str, str]:
    kinds = node["config"]["column_types"]
    with (PROJECT / node["original_file_path"]).open(encoding="utf-8", newline="") as stream:
        return {name: kinds[name] for name in next(csv.reader(stream))}
