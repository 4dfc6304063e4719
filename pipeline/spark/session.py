"""A Spark session for the length of a block.

Takes the home's settings of the engine and a folder for what Spark writes down beside tables.
Refuses to go on where Spark or its Java is missing, and to let what Spark says of a failure out of
that folder: it may quote a row.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import Problem
from pipeline.practice.engine_settings import Engine
from pipeline.spark.problems import (
    PATIENCE,
    SparkError,
    SparkJobError,
    no_worker,
    not_started,
    task_failed,
)
from pipeline.spark.watching import watched

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from pipeline.practice import Home


_STDERR = 2


@contextmanager
def spark_session(engine: Engine, scratch: Path) -> Generator[SparkSession]:
    """Lend a session; it ends with the block.

    Raises:
        SparkError: The cluster does not answer, has no worker, or cannot do what is asked.
    """
    log = scratch / "spark.log"
    with _started(engine, scratch, log) as session, watched(session) as watch:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            yield session
        # dbt tells what it cannot compute itself, and ends this process.
        except (PySparkException, Py4JError, ConnectionError, EOFError, SystemExit) as error:
            if watch.was_left_alone:
                raise SparkJobError(no_worker(engine, watch.seconds)) from error
            if isinstance(error, SystemExit):
                raise
            _keep_words(error, log)
            raise SparkJobError(task_failed(engine, log)) from error


@contextmanager
def _started(engine: Engine, scratch: Path, log: Path) -> Generator[SparkSession]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    # Workers run this installation, which they reach under this path or one that is named instead.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = settings_of(engine, scratch)
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with _errors_into(log):
            session = SparkSession.builder.master(engine.master).config(map=settings).getOrCreate()
    except (PySparkException, Py4JError, OSError) as error:
        _keep_words(error, log)
        raise SparkError(not_started(engine, log)) from error
    try:
        yield session
    finally:
        # What is gone already, or stopped by a watch, cannot say that it ends.
        with suppress(PySparkException, Py4JError, OSError):
            session.stop()


def _keep_words(error: BaseException, log: Path) -> None:
    with log.open("a", encoding="utf-8") as stream:
        stream.write(f"{error}\n")


def settings_of(engine: Engine, scratch: Path) -> dict[str, Any]:
    """Return Spark's settings by name; what the home says goes before ours."""
    return {
        "spark.app.name": "denial-triage",
        "spark.ui.enabled": "false",
        # What Spark logs of a failure quotes values.
        "spark.log.level": "OFF",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.warehouse.dir": str(scratch / "tables"),
        # A key such as 007 is a text.
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
        "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
        "spark.sql.parquet.compression.codec": "zstd",
        # Adaptive plans join what is small again; a start of 200 costs seconds a model. 2026-12-01.
        "spark.sql.shuffle.partitions": "8",
        # On two cores under twenty other processes a session alone took 63 s to start, and workers
        # start as long; five minutes of a night are less than a run that fails. 2026-12-01.
        PATIENCE: "300s",
        **({"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
           if engine.master.startswith("local") else {}),
        **engine.settings,
    }  # fmt: skip


def require_spark(home: Home) -> None:
    """Do nothing where Spark can be started and may hold a home's rows.

    Raises:
        SecretError: A key that settings name is not here, or others can read it.
        SparkError: It cannot, or something is locked: nothing would lock Spark's files.
    """
    if home.lock_key:
        raise SparkError(_locked(home.path, "The home"))
    for practice in home.practices:
        if home.archive_keys(practice)[1]:
            raise SparkError(_locked(practice.settings_file, "The practice"))
    if importlib.util.find_spec("pyspark") is None:
        raise SparkError(
            Problem(
                "engine",
                "Spark is not installed here.",
                "This home is to be computed by it.",
                ".venv/bin/uv pip install --no-deps --require-hashes -r requirements-spark.lock",
            )
        )
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        raise SparkError(
            Problem(
                "engine",
                "There is no Java here.",
                "Spark runs on it.",
                "Debian, Ubuntu: sudo apt-get install default-jre-headless",
            )
        )


@contextmanager
def _errors_into(log: Path) -> Generator[None]:
    """Let what is started in the block write its errors into a file: Java greets with warnings."""
    sys.stderr.flush()
    kept = os.dup(_STDERR)
    with log.open("ab") as file:
        os.dup2(file.fileno(), _STDERR)
    try:
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)


def _locked(place: Path, whose: str) -> Problem:
    return Problem(
        str(place),
        f"{whose} is locked with a key, and Spark writes files that no key of ours locks.",
        "Rows would lie open beside an archive that is locked.",
        "Put the home on an encrypted volume and set is_on = false under [at_rest], or "
        "compute with duckdb.",
    )
