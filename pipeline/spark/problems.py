"""What people are told where a cluster fails, in our words.

Takes what Spark said of a failure, and looks in it for Spark's own names of what happened. Refuses
to pass any of it on: it may quote a row.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import Problem, TriageError
from pipeline.practice.engine_settings import Engine

PATIENCE = "spark.scheduler.maxRegisteredResourcesWaitingTime"
"""Spark's own setting for how long one waits for workers."""

_NOTHING_COUNTS = "Nothing of this run counts; what is published stays."
_LOST = (
    "ExecutorLostFailure",
    "OutOfMemoryError",
    "Python worker exited unexpectedly",
    "SparkContext was shut down",
    "stopped SparkContext",
    "Master removed our application",
    "Py4JNetworkError",
)


class SparkError(TriageError):
    """Spark is not here, may not be used, or does not answer."""

    exit_code = 2


class SparkJobError(SparkError):
    """Spark began to compute, and could not go on."""

    exit_code = 1


def not_started(engine: Engine, log: Path) -> Problem:
    """Tell that no session could be started."""
    return Problem(
        _of(engine),
        "Spark did not start, or its cluster does not answer.",
        "Nothing is computed until it does; what is published stays.",
        "Look whether the master runs and can be reached from here, and whether Spark takes what "
        f"stands under [engine]; its own words are in {log}. Then run again.",
    )


def no_worker(engine: Engine, seconds: float) -> Problem:
    """Tell that work waited for a worker, and none came."""
    return Problem(
        _of(engine),
        f"Work waited for {seconds:.0f} s and no worker took it: none is there, all were lost, the "
        "master was started anew, or none has the memory that is asked for.",
        f"Spark alone would wait for ever. {_NOTHING_COUNTS}",
        "Start workers that have spark.executor.memory free, and run again. If the cluster is busy "
        f"for longer than that, raise {PATIENCE} under [engine] settings.",
    )


def task_failed(engine: Engine, log: Path) -> Problem:
    """Tell that a task failed as often as Spark tries one."""
    return Problem(
        _of(engine),
        "A task failed each time that Spark gave it to a worker, or Spark itself ended.",
        _NOTHING_COUNTS,
        "Look whether workers have room on their disks and memory (spark.executor.memory, "
        "spark.executor.pyspark.memory), and reach the home and the folder of rows; Spark's own "
        f"words, which may quote a row, are in {log}. Then run again.",
    )


def worker_lost(said: str) -> Problem | None:
    """Return what to tell of a model that Spark could not compute, where workers are why."""
    if not any(name in said for name in _LOST):
        return None
    return Problem(
        "engine",
        "Spark lost workers, or their memory did not suffice, while it computed models.",
        _NOTHING_COUNTS,
        "Give workers more of spark.executor.memory or spark.executor.memoryOverhead, or more "
        "spark.sql.shuffle.partitions, under [engine] settings; and run again.",
    )


def parts_changed(folder: Path) -> Problem:
    """Tell that rows were changed while models were computed from them."""
    return Problem(
        str(folder),
        "Rows that Spark read are missing, or are not what was written.",
        f"Claims would be lost or wrong in silence. {_NOTHING_COUNTS}",
        "Run again: what is damaged is loaded from landing again. If it comes back, look at the "
        "disk, and at what else writes there.",
    )


def _of(engine: Engine) -> str:
    return f"engine, master {engine.master}"
