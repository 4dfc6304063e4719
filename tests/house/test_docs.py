"""What the papers promise, the warehouse has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.raw_tables import raw_tables

CONTRACT = (Path(__file__).resolve().parents[2] / "docs" / "warehouse.md").read_text("utf-8")
ROW = re.compile(r"^\| `(?:raw\.)?(\w+)` \|(?:[^|\n]*\|)* (.+) \|$", re.MULTILINE)
PROMISED = {
    table: re.findall(r"\b[a-z][a-z0-9_]+\b", re.sub(r"\([^)]*\)", "", columns).replace("`", ""))
    for table, columns in ROW.findall(CONTRACT)
}


def columns_of(manifest: dict[str, Any]) -> dict[str, set[str]]:
    models = {
        node["name"]: set(node["columns"])
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
    }
    return models | {table: set(columns) for table, columns in raw_tables().items()}


def test_the_contract_names_tables_and_columns() -> None:
    assert "denied_usd" in PROMISED["fct_denials"]
    assert "sha256" in PROMISED["files"]


@pytest.mark.parametrize("table", [name for name in PROMISED if "_" in name or name == "files"])
def test_every_column_of_the_contract_is_there(table: str, manifest: dict[str, Any]) -> None:
    known = columns_of(manifest)
    if table not in known:
        kpis = {"initial_denial_rate", "days_to_submit", "first_pass_rate"}
        assert table in kpis | {"ar_over_90_share", "recurring_share"}, f"no table {table}"
        return
    words = {word for word in PROMISED[table] if "_" in word or word == "category"}
    assert words <= known[table], words - known[table]
