"""The models as assets: dbt runs once for all of them, as a child process."""

import json
import shutil
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import (
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtCliResource,
    dbt_assets,
)
from packaging.version import Version

from pipeline.defs.transform.manifest import manifest_path
from pipeline.defs.wiring.home import TriageHome
from pipeline.defs.wiring.partitions import POOL
from pipeline.errors import Problem
from pipeline.resources import dbt as dbt_project

FLOORS = ("staging", "facts", "rollups", "packet")


class Models(DagsterDbtTranslator):
    """Groups models by their floor, the way the folders do."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the floor a model stands on; seeds are the rules."""
        floor = dbt_resource_props["fqn"][1]
        return floor if floor in FLOORS else "rules"


class Dbt(DbtCliResource):
    """dbt of this installation, without Dagster's own questions to it.

    dagster-dbt asks dbt for its version in a child process and loads an adapter to count rows. The
    version is known from the installed package, and a connection that Dagster's process holds would
    lock later readers of the same file out; together they cost several seconds a run.
    """

    @cached_property
    def _cli_version(self) -> Version:
        return Version(version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Any) -> Any:  # noqa: ARG002
        return None


def models(manifest: Path) -> dg.AssetsDefinition:
    """Return every model and seed of the manifest as assets, with data tests as their checks."""
    settings = DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True)

    @dbt_assets(
        manifest=manifest,
        dagster_dbt_translator=Models(settings),
        pool=POOL,
        name="models",
    )
    def build(context: dg.AssetExecutionContext, triage_home: TriageHome) -> Iterator[Any]:
        working = triage_home.open().working_file
        scratch = emptied(triage_home.open().dagster_folder / "dbt" / "build")
        shutil.copy(manifest.with_name("partial_parse.msgpack"), scratch)
        dbt_project.name_warehouse(working)
        invocation = installed_dbt().cli(
            dbt_project.build_arguments(),
            context=context,
            target_path=scratch,
            raise_on_error=False,
        )
        yield from invocation.stream()
        if not invocation.is_successful():
            raise dbt_project.DbtError(failure(scratch))

    return build


def installed_dbt() -> Dbt:
    """Return the dbt of this installation, on the project of this checkout."""
    return Dbt(
        project_dir=str(dbt_project.PROJECT),
        profiles_dir=str(dbt_project.PROJECT),
        dbt_executable=str(dbt_project.EXECUTABLE),
    )


def emptied(folder: Path) -> Path:
    """Return the folder, made anew: nothing of an earlier run is read for this one's."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def failure(scratch: Path) -> Problem:
    """Say which models or tests failed, by name: a message of the warehouse may quote a value."""
    results = scratch / "run_results.json"
    failed = (
        [
            result["unique_id"].split(".")[2]
            for result in json.loads(results.read_text(encoding="utf-8"))["results"]
            if result["status"] in ("error", "fail")
        ]
        if results.exists()
        else []
    )
    return Problem(
        "dbt_project",
        f"dbt could not build: {', '.join(failed) or 'it stopped before the first model'}.",
        "Facts and packet stay as they were; nothing new is published.",
        f"Read {scratch / 'dbt.log'}, mend the model or the rule, and run again.",
    )


@dg.definitions
def transform() -> dg.Definitions:
    """Build the assets from the manifest of the models as they stand."""
    return dg.Definitions(assets=[models(manifest_path())])
