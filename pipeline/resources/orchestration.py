"""The settings of Dagster's own folder in a home, and the variables that name both.

Takes a home. Refuses to keep an operator from changing them: a file that is there stays.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import Problem, TriageError
from pipeline.practice import Home

SETTINGS = """\
# Written by triage; yours to change.

# No guest book over the first page, nothing reported to anybody.
nux:
  enabled: false
telemetry:
  enabled: false

# DuckDB has one writer: one run at a time, one step of a run at the warehouse.
concurrency:
  runs:
    max_concurrent_runs: 1
  pools:
    granularity: run
    default_limit: 1

# A run whose process died is tried once more; one that failed waits for a person.
run_retries:
  enabled: true
  max_retries: 1
  retry_on_asset_or_op_failure: false
run_monitoring:
  enabled: true
  start_timeout_seconds: 120
  free_slots_after_run_end_seconds: 10

# Dagster's log of events, quicker: the files are the same as without this.
event_log_storage:
  module: pipeline.defs.wiring.event_log
  class: KeptOpenEventLog

# What a step prints is kept nowhere: a library's words could hold a patient's.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
"""


def prepare_dagster_folder(home: Home) -> Path:
    """Return Dagster's folder in the home, with its settings, made when it is not there."""
    folder = home.dagster_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = folder / "dagster.yaml"
    if not settings.exists():
        settings.write_text(SETTINGS, encoding="utf-8")
    return folder


def name_home_to_dagster(home: Home) -> None:
    """Set the variables by which Dagster, its child processes and dbt find this home."""
    os.environ["TRIAGE_HOME"] = str(home.path)
    os.environ["DAGSTER_HOME"] = str(prepare_dagster_folder(home))
    os.environ["DO_NOT_TRACK"] = "1"


class ServerError(TriageError):
    """A second server for one home."""


@contextmanager
def only_one_server(home: Home) -> Generator[None]:
    """Hold the mark of the home's one server inside the block.

    Raises:
        ServerError: If a server of this home is up: two daemons would start every run twice.
    """
    with (prepare_dagster_folder(home) / "server.lock").open("w", encoding="utf-8") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerError(
                Problem(
                    str(home.dagster_folder),
                    "Dagster is up for this home already.",
                    "A second daemon would start every scheduled run twice.",
                    "Use the page that is open, or end the other triage ui first.",
                )
            ) from None
        yield
