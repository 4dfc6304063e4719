"""The parsed models, and which of them stand on which floor."""

import json
from functools import cache
from pathlib import Path

import dagster as dg

from pipeline.defs.wiring.home import home_folder
from pipeline.practice.home import HOME_FILE
from pipeline.resources import dbt


@cache
def manifest_path() -> Path:
    """Return the manifest, kept in the home; without a home yet, in dbt's own folder."""
    home = home_folder()
    if not (home / HOME_FILE).is_file():
        return dbt.prepared_manifest(Path("denials.duckdb"), dbt.PROJECT / "target")
    working = home / "warehouse" / "working" / "denials.duckdb"
    return dbt.prepared_manifest(working, home / "dagster" / "dbt")


@cache
def keys_on(*floors: str) -> tuple[dg.AssetKey, ...]:
    """Return the models that stand on the given floors, such as ``packet``."""
    nodes = json.loads(manifest_path().read_text(encoding="utf-8"))["nodes"].values()
    return tuple(
        dg.AssetKey([node["config"]["schema"], node["name"]])
        for node in nodes
        if node["resource_type"] == "model" and node["fqn"][1] in floors
    )
