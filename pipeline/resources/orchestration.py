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
from pipeline.practice.secret_references import assert_private
from pipeline.resources.service_units import VARIABLES
from pipeline.resources.whole_files import replace_text

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
  # A run that hangs (a network folder that went) would keep all others waiting: four hours are
  # more than any run was seen to take. Make it longer before a history of many years.
  max_runtime_seconds: 14400
  free_slots_after_run_end_seconds: 10

# Each look of a sensor is remembered as long as somebody may ask why nothing ran.
retention:
  schedule:
    purge_after_days: 400
  sensor:
    purge_after_days:
      skipped: 7
      success: 90
      failure: 90
      started: 7

# Dagster's log of events, quicker: the files are the same as without this.
event_log_storage:
  module: pipeline.defs.wiring.event_log
  class: KeptOpenEventLog

# Dagster's own logger writes every error with its words, a patient's perhaps, into the service's
# log. Nothing it writes is critical, so it says nothing, whoever starts a run; events are kept as
# ever, and a run that starts by itself writes a line a step.
python_logs:
  python_log_level: CRITICAL

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
        replace_text(SETTINGS, settings)
    return folder


def name_home_to_dagster(home: Home) -> None:
    """Set the variables by which Dagster, its child processes and dbt find this home.

    What they write from now on, Dagster's own storage too, is for its owner only.

    Raises:
        SecretError: Others on this machine can read the home's own file of variables.
    """
    os.umask(0o077)
    take_variables(home.path)
    os.environ["TRIAGE_HOME"] = str(home.path)
    os.environ["DAGSTER_HOME"] = str(prepare_dagster_folder(home))
    os.environ["DO_NOT_TRACK"] = "1"


def take_variables(home: Path) -> None:
    """Set the variables that the home keeps for its service, where nobody has set them.

    Raises:
        SecretError: Others on this machine can read the file.
    """
    for name, value in variables_of(home).items():
        os.environ.setdefault(name, value)


def variables_of(home: Path) -> dict[str, str]:
    """Return the variables that the home keeps for its service, on every system.

    A line each, ``NAME=value``; blank lines and those that begin with # say nothing.

    Raises:
        SecretError: Others on this machine can read the file.
    """
    file = home / VARIABLES
    if not file.exists():
        return {}
    assert_private(file)
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name.strip(): value.strip().strip("\"'") for name, equals, value in pairs if equals}


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
