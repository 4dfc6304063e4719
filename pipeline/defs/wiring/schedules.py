"""When runs start by themselves: each practice's Monday at 06:00, and files that arrive."""

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline.defs.wiring.run_records import close_dead_commands, forget_runs
from pipeline.defs.wiring.ticks import asked, without_words
from pipeline.delivery import SUMMARY, packet_path
from pipeline.packet_week import ISSUED_AT, newest_week
from pipeline.practice import Practice
from pipeline.practice.home import read_home
from pipeline.resources.landing import Landing
from pipeline.resources.last_sound import Planned, standing
from pipeline.resources.reaching import Reaching
from pipeline.resources.watching import waiting

# Often enough for the same day, seldom enough for a source that is slow to list.
SECONDS_BETWEEN_LOOKS = 300


# What waits behind a dead run waits two minutes longer; a look costs two small queries. 2026-11-29.
SECONDS_BETWEEN_SWEEPS = 120
# A whole rebuild that fails six times a day disturbs nobody, and a source that was away in the
# morning still makes the day's lists. 2026-11-30.
HOURS_BETWEEN_TRIES = 4
RUN_KEY, SETTINGS = "dagster/run_key", "triage/settings"
SOUND, WRONG, MENDED = "sound", "wrong", "mended"
NOT_SOUND = "Settings are wrong, and no run would start: triage check names each line."


def weekly_schedule(practice: Planned, job: Any, home_folder: Path) -> dg.ScheduleDefinition:
    """Return the schedule of one practice, in its own time zone.

    The tick's own time says which week is over, so a tick that is made up for later (the machine
    slept) still renders its own week, once: the week is the key of the run. The day of the build is
    that of the run itself, because a worklist is for the day on which somebody reads it. Where
    settings are wrong the run fails and says so, and is made up for once they are mended.
    """

    @dg.schedule(
        name=f"monday_packet_{practice.practice_id.replace('-', '_')}",
        job=job,
        cron_schedule=f"{ISSUED_AT.minute} {ISSUED_AT.hour} * * {practice.week_starts_on % 7}",
        execution_timezone=practice.time_zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=f"The packet of {practice.name}, for the week that has just ended.",
    )
    @without_words
    def tick(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        due = context.scheduled_execution_time
        week = newest_week(due, practice.zone, practice.week_starts_on)
        home, _ = read_home(home_folder)
        return week_asked_for(practice.practice_id, week, SOUND if home else WRONG)

    return tick


def week_asked_for(practice_id: str, week: dt.date, settings: str) -> dg.RunRequest:
    """Return what asks for a practice's week, and says how the settings stood."""
    key = f"{practice_id}/{week}"
    return dg.RunRequest(
        run_key=key if settings != MENDED else f"{key}/{MENDED}",
        partition_key=week.isoformat(),
        run_config=asked(practice=practice_id),
        tags={"triage/practice": practice_id, SETTINGS: settings},
    )


def make_up_sensor(home_folder: Path, job: Any) -> dg.SensorDefinition:
    """Return the sensor that does a Monday again that failed because settings were wrong."""

    @dg.sensor(
        name="monday_is_made_up_for",
        job=job,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Asks once more for a week whose run met wrong settings, when they are mended.",
    )
    @without_words
    def look(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        home, _ = read_home(home_folder)
        if home is None:
            yield dg.SkipReason(NOT_SOUND)
            return
        now = dt.datetime.now(dt.UTC)
        lost = [
            week_asked_for(practice.practice_id, week, MENDED)
            for practice in home.practices
            if is_lost(
                context.instance,
                practice,
                week := newest_week(now, practice.zone, practice.week_starts_on),
            )
        ]
        yield from lost or [dg.SkipReason("No week was lost to wrong settings.")]

    return look


def is_lost(instance: dg.DagsterInstance, practice: Practice, week: dt.date) -> bool:
    """Return whether a week has no packet because its run met settings that were wrong."""
    if packet_path(practice, week, SUMMARY).exists():
        return False
    tags = {RUN_KEY: f"{practice.practice_id}/{week}", SETTINGS: WRONG}
    runs = instance.get_runs(dg.RunsFilter(tags=tags))
    return any(run.status == dg.DagsterRunStatus.FAILURE for run in runs)


def arrivals_sensor(home_folder: Path, job: Any) -> dg.SensorDefinition:
    """Return the sensor that refreshes when a source holds a file nobody has picked up."""

    @dg.sensor(
        name="files_arrived",
        job=job,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Starts refresh when a source holds files that were not collected yet.",
    )
    @without_words
    def look() -> Iterator[dg.RunRequest | dg.SkipReason]:
        home, _ = read_home(home_folder)
        if home is None:
            yield dg.SkipReason(NOT_SOUND)
            return
        now = dt.datetime.now(dt.UTC)
        landing = Landing(home, Reaching(os.environ))
        seen = {one.practice_id: waiting(landing, one, now) for one in home.practices}
        files = [f"{key}\0{file}" for key, found in seen.items() for file in found.files]
        failed = [f"{source} ({code})" for one in seen.values() for source, code in one.failed]
        if not files:
            told = f" These sources failed: {', '.join(failed)}." if failed else ""
            yield dg.SkipReason(f"No file is waiting.{told}")
            return
        yield run_for(files, now)

    return look


def run_for(files: list[str], now: dt.datetime) -> dg.RunRequest:
    """Ask for a run for what is waiting.

    The same files are asked for six times a day at most: a run that fails on them is for a person,
    and one that found them torn or unreachable must ask again.
    """
    key = hashlib.sha256("\n".join(files).encode()).hexdigest()
    part = f"{now:%Y-%m-%d}-{now.hour // HOURS_BETWEEN_TRIES}"
    return dg.RunRequest(
        run_key=f"{key}-{part}",
        run_config=asked(),
        tags={"triage/waiting_files": str(len(files))},
    )


def records_sensor(home_folder: Path) -> dg.SensorDefinition:
    """Return the sensor that keeps Dagster's own records in order."""

    @dg.sensor(
        name="runs_left_behind",
        minimum_interval_seconds=SECONDS_BETWEEN_SWEEPS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Tells runs of commands whose process died as failed, so that nothing waits "
        "behind them, and forgets runs older than home.toml says.",
    )
    @without_words
    def sweep(context: dg.SensorEvaluationContext) -> dg.SkipReason:
        home, _ = standing(home_folder)
        if home is None:
            return dg.SkipReason(NOT_SOUND)
        oldest = dt.datetime.now(dt.UTC) - dt.timedelta(days=home.settings.operator.keep_runs_days)
        closed = close_dead_commands(context.instance, home)
        forgotten = forget_runs(context.instance, oldest)
        return dg.SkipReason(f"{closed} dead runs closed, {forgotten} old runs forgotten.")

    return sweep
