"""The models computed by Spark, and put into the working file for everybody who reads it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline.errors import Problem
from pipeline.practice import Home
from pipeline.resources import dbt as dbt_project
from pipeline.resources.raw_parts import RawParts
from pipeline.resources.warehouse import Warehouse
from pipeline.spark.collecting import collect_tables
from pipeline.spark.models import THREADS, VARIABLE, Build
from pipeline.spark.problems import SparkJobError, parts_changed
from pipeline.spark.session import require_spark
from pipeline.spark.tables import copy_tables

Ask = Callable[[Path, list[str]], Iterator[Any]]
"""Runs dbt's program with arguments to a good end, and yields what Dagster is told of it."""


def built_on_spark(
    context: dg.AssetExecutionContext, home: Home, manifest: Path, ask: Ask
) -> Iterator[Any]:
    """Compute every model on Spark, take the tables in, and ask the tests of the models.

    Tests of staging ask Spark, where the rows of files are; all others ask the working file.

    Raises:
        DbtError: A model cannot be computed, or a test found something; nothing is published.
        SparkError: Spark cannot go on, or rows are not what was written; nor is it then.
    """
    if context.is_subset:
        raise dbt_project.DbtError(_all_or_none())
    require_spark(home)
    parts = RawParts.of(home)
    shutil.rmtree(parts.builds, ignore_errors=True)
    build = Build(home.settings.engine, parts, parts.builds / context.run_id)
    with Warehouse(home).writing() as connection:
        copy_tables(connection, build.copies)
    os.environ[VARIABLE] = build.written()
    os.environ[THREADS] = str(home.settings.engine.threads)
    yield from computed(build, ask)
    with Warehouse(home).writing() as connection:
        collect_tables(connection, manifest, build)
    shutil.rmtree(build.folder)
    yield from ask(dbt_project.EXECUTABLE, dbt_project.test_arguments())


def computed(build: Build, ask: Ask) -> Iterator[Any]:
    """Let dbt compute the models, from rows that are whole still when all are computed.

    What Spark has not found missing it has read as less.
    """
    try:
        yield from ask(dbt_project.EXECUTABLE_ON_SPARK, dbt_project.spark_arguments())
    except dbt_project.DbtError:
        if told := build.told():
            raise SparkJobError(*told) from None
        if not build.parts.are_whole():
            raise SparkJobError(parts_changed(build.parts.folder)) from None
        raise
    if not build.parts.are_whole():
        raise SparkJobError(parts_changed(build.parts.folder))


def _all_or_none() -> Problem:
    return Problem(
        "engine",
        "Spark computes all models or none.",
        "A single one would be computed beside tables that this build does not hold.",
        "Run the whole job again.",
    )
