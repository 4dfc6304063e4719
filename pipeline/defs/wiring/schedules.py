"""When runs start by themselves: each practice's Monday at 06:00, and files that arrive."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline.packet_week import ISSUED_AT, last_complete_week
from pipeline.practice import Home, Practice
from pipeline.resources.landing import Landing

# Often enough for the same day, seldom enough for a source that is slow to list.
SECONDS_BETWEEN_LOOKS = 300


def practice_order(practice: Practice, as_of_on: str) -> dict[str, Any]:
    """Return the run config that serves one practice on one day."""
    return {
        "resources": {"order": {"config": {"practice": practice.practice_id, "as_of_on": as_of_on}}}
    }


def weekly_schedule(practice: Practice, job: Any) -> dg.ScheduleDefinition:
    """Return the schedule of one practice, in its own time zone.

    The tick's own time says which week is over, so a tick that is made up for later still renders
    its own week.
    """

    @dg.schedule(
        name=f"monday_packet_{practice.practice_id.replace('-', '_')}",
        job=job,
        cron_schedule=f"{ISSUED_AT.minute} {ISSUED_AT.hour} * * {practice.week_starts_on % 7}",
        execution_timezone=practice.time_zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=f"The packet of {practice.name}, for the week that has just ended.",
    )
    def tick(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        today = context.scheduled_execution_time.astimezone(practice.zone).date()
        week = last_complete_week(today, practice.week_starts_on).isoformat()
        return dg.RunRequest(
            run_key=f"{practice.practice_id}/{week}",
            partition_key=week,
            run_config=practice_order(practice, today.isoformat()),
            tags={"triage/practice": practice.practice_id},
        )

    return tick


def arrivals_sensor(home_folder: Path, job: Any) -> dg.SensorDefinition:
    """Return the sensor that refreshes when a source holds a file nobody has picked up."""

    @dg.sensor(
        name="files_arrived",
        job=job,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Starts refresh when a source holds files that were not collected yet.",
    )
    def look() -> Iterator[dg.RunRequest | dg.SkipReason]:
        home = Home.open(home_folder)
        landing = Landing(home)
        found = hashlib.sha256()
        count = 0
        for practice in home.practices:
            for file in landing.waiting(practice):
                count += 1
                found.update(f"{practice.practice_id}\0{file.url}\0{file.stamp}\n".encode())
        if not count:
            yield dg.SkipReason("No file is waiting.")
            return
        # The same files are asked for once: a run that fails on them waits for a person.
        yield dg.RunRequest(run_key=found.hexdigest(), tags={"triage/waiting_files": str(count)})

    return look
