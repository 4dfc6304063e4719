"""The models as assets: dbt runs once for all of them, as a child process."""

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import (
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtCliInvocation,
    DbtCliResource,
    dbt_assets,
)
from packaging.version import Version

from pipeline.defs.transform.manifest import manifest_path
from pipeline.defs.transform.on_spark import built_on_spark
from pipeline.defs.wiring.home import TriageHome
from pipeline.defs.wiring.owners import MAINTAINER
from pipeline.defs.wiring.partitions import POOL
from pipeline.defs.wiring.progress import count_bar
from pipeline.errors import Problem
from pipeline.practice import Home
from pipeline.resources import dbt as dbt_project
from pipeline.resources.room import disk_problem, require_writable
from pipeline.resources.sealing import seal_text
from pipeline.resources.warehouse import key_of
from pipeline.resources.whole_files import replace_text
from pipeline.spark.problems import worker_lost

FLOORS = ("staging", "facts", "rollups", "packet")


class Models(DagsterDbtTranslator):
    """Groups models by their floor, the way the folders do."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the floor a model stands on; seeds are the rules."""
        floor = dbt_resource_props["fqn"][1]
        return floor if floor in FLOORS else "rules"

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:  # noqa: ARG002
        """Name whom to ask about a model or a table of rules."""
        return [MAINTAINER]


TRANSLATOR = Models(DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True))


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

    @dbt_assets(manifest=manifest, dagster_dbt_translator=TRANSLATOR, pool=POOL, name="models")
    def build(context: dg.AssetExecutionContext, triage_home: TriageHome) -> Iterator[Any]:
        home = triage_home.open()
        dbt_project.name_warehouse(home.working_file, key_of(home, home.working_file, ""))

        def ask(program: Path, arguments: list[str]) -> Iterator[Any]:
            return asked(home, context, manifest, program, arguments)

        if home.is_on_spark:
            yield from built_on_spark(context, home, manifest, ask)
        else:
            yield from ask(dbt_project.EXECUTABLE, dbt_project.build_arguments())

    return build


def asked(
    home: Home,
    context: dg.AssetExecutionContext,
    manifest: Path,
    program: Path,
    arguments: list[str],
) -> Iterator[Any]:
    """Run dbt to its end, and yield what Dagster is told of it.

    Raises:
        DbtError: A model could not be built, or a test found something.
    """
    scratch = emptied(home.dagster_folder / "dbt" / "build")
    shutil.copy(manifest.with_name("partial_parse.msgpack"), scratch)
    invocation = installed_dbt(program).cli(
        arguments, context=context, target_path=scratch, raise_on_error=False
    )
    total = len(context.selected_asset_keys) + len(context.selected_asset_check_keys)
    try:
        yield from events_of(invocation, total)
    finally:
        # Where an event cannot be written down, as on a full disk, dbt would go on and hold the
        # warehouse against what comes next.
        end_process(invocation.process)
    broken = None if invocation.is_successful() else failure(home, scratch)
    lock_words(scratch, home.lock_key)
    if broken:
        require_writable(home)
        raise dbt_project.DbtError(broken)


def events_of(invocation: DbtCliInvocation, total: int) -> Iterator[Any]:
    """Yield what dbt builds as it goes, and keep to its log what it says: words quote values.

    dagster-dbt writes each event to standard output, which a service keeps.
    """
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stdout(nowhere),
        count_bar("building models", total) as on_one,
    ):
        for event in invocation.stream():
            on_one(1)
            yield event


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Do nothing with a process that has ended; end any other at once."""
    if process.poll() is None:
        process.kill()
    process.wait()


def installed_dbt(program: Path) -> Dbt:
    """Return a dbt of this installation, on the project of this checkout."""
    return Dbt(
        project_dir=str(dbt_project.PROJECT),
        profiles_dir=str(dbt_project.PROJECT),
        dbt_executable=str(program),
    )


def emptied(folder: Path) -> Path:
    """Return the folder, made anew: nothing of an earlier run is read for this one's."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return folder


def lock_words(scratch: Path, key: str) -> None:
    """Lock what dbt wrote down of a build, in its and the database's words; without a key do not.

    A message of a model that failed quotes the value it failed at.
    """
    for path in (scratch / "dbt.log", scratch / "run_results.json"):
        if key and path.exists():
            replace_text(seal_text(path.read_text(encoding="utf-8"), key), path)


def failure(home: Home, scratch: Path) -> Problem:
    """Say which models or tests failed, by name: a message of the warehouse may quote a value."""
    file = scratch / "run_results.json"
    results = json.loads(file.read_text(encoding="utf-8"))["results"] if file.exists() else []
    broken = [each for each in results if each["status"] in ("error", "fail")]
    failed = [each["unique_id"].split(".")[2] for each in broken]
    words = " ".join(each["message"] or "" for each in broken)
    how = " (age -d -i KEY opens it)" if home.lock_key else ""
    return (
        disk_problem(home, words)
        or worker_lost(words)
        or Problem(
            "dbt_project",
            f"dbt could not build: {', '.join(failed) or 'it stopped before the first model'}.",
            "Facts and packet stay as they were; nothing new is published.",
            f"Read {scratch / 'dbt.log'}{how}, mend the model or the rule, and run again.",
        )
    )


@dg.definitions
def transform() -> dg.Definitions:
    """Build the assets from the manifest of the models as they stand."""
    return dg.Definitions(assets=[models(manifest_path())])
