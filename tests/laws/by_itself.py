"""Runs as Dagster's daemon starts them, in a process of their own, for a home whose load fails.

    python -m tests.laws.by_itself MARK

Asks the schedule and the sensor of the home that ``TRIAGE_HOME`` names for their runs, adds those
that a person starts from the page, of a job and of assets by hand, and executes each as the run
worker does. Writes nothing itself; ends with 0 where each failed and its error said the mark.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
from dagster._core.definitions.reconstruct import ReconstructableRepository
from dagster._grpc.impl import core_execute_run

from pipeline.practice import Home
from pipeline.resources.orchestration import name_home_to_dagster

MONDAY = dt.datetime(2026, 3, 9, 11, tzinfo=dt.UTC)
ASSETS_BY_HAND = "__ASSET_JOB"


def requests(
    repository: dg.RepositoryDefinition, instance: dg.DagsterInstance
) -> Iterator[tuple[str, dg.RunRequest]]:
    """Yield jobs and what is asked of them: by the schedule, the sensor, and twice by a person."""
    (schedule,) = repository.schedule_defs
    at = dg.build_schedule_context(instance, MONDAY, repository_def=repository)
    for request in schedule.evaluate_tick(at).run_requests or []:
        yield schedule.job_name, request
    sensor = repository.get_sensor_def("files_arrived")
    look = dg.build_sensor_context(instance, definitions=None)
    for request in sensor.evaluate_tick(look).run_requests or []:
        yield "refresh", request
    for job in ("refresh", ASSETS_BY_HAND):
        yield job, dg.RunRequest()


def says(text: str, events: Iterator[dg.DagsterEvent]) -> bool:
    """Return whether a run fails and says a text in its error, whatever is kept of it."""
    told = [event for event in events if event.is_failure]
    return bool(told) and any(text in str(event) for event in told)


def main() -> None:
    """Execute every run that is asked for."""
    mark = sys.argv[1]
    name_home_to_dagster(Home.open(Path(os.environ["TRIAGE_HOME"])))
    recon = ReconstructableRepository.for_module("pipeline.definitions", "defs", str(Path.cwd()))
    repository = recon.get_definition()
    with dg.DagsterInstance.get() as instance:
        asked = list(requests(repository, instance))
        said = []
        for name, request in asked:
            job = repository.get_job(name)
            week = {"dagster/partition": request.partition_key} if request.partition_key else {}
            run = instance.create_run_for_job(
                job, run_config=request.run_config, tags={**request.tags, **week}
            )
            events = core_execute_run(
                recon.get_reconstructable_job(name), run, instance, inject_env_vars=False
            )
            said.append(says(mark, events))
    sys.exit(0 if len(said) == 4 and all(said) else 1)


if __name__ == "__main__":
    main()
