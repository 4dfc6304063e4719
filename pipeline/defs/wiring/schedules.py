"""When runs start by themselves: Monday at 06:00 of each time zone, and files that arrive.

Takes the home this process serves. Refuses to let one practice whose settings are wrong keep the
others from their run.
"""

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg

from pipeline.defs.wiring.left_out import (
    UNPRINTED,
    WEEK,
)
from pipeline.defs.wiring.run_records import close_dead_commands, forget_runs
from pipeline.defs.wiring.ticks import asked, without_words
from pipeline.errors import TriageError
from pipeline.packet_week import ISSUED_AT, newest_week
from pipeline.practice import Practice
from pipeline.practice.home import read_sound
from pipeline.resources.landing import Landing
from pipeline.resources.last_sound import Planned, planned, standing
from pipeline.resources.reaching import Reaching
from pipeline.resources.watching import Waiting, waiting

# Often enough for the same day, seldom enough for a source that is slow to list.
SECONDS_BETWEEN_LOOKS = 300


# What waits behind a dead run waits two minutes longer; a look costs two small queries. 2026-11-29.
SECONDS_BETWEEN_SWEEPS = 120
# A whole rebuild that fails six times a day disturbs nobody, and a source that was away in the
# morning still makes the day's lists. 2026-11-30.
HOURS_BETWEEN_TRIES = 4
ZONE = "triage/time_zone"
NOT_SOUND = "Settings are wrong, and no run would start: triage check names each line."


def mondays(practices: Sequence[Planned]) -> dict[str, int]:
    """Return the time zones of practices, and the weekday on which a week starts in each."""
    return {practice.time_zone: practice.week_starts_on for practice in practices}


def weekly_schedule(
    time_zone: str, week_starts_on: int, job: Any, home_folder: Path
) -> dg.ScheduleDefinition:
    """Return the schedule of the practices of one time zone.

    One run serves them all, for it makes the models of all: a run a practice would make them anew
    for each. The tick's own time says which week is over, so a tick that is made up for later (the
    machine slept) still renders its own week, once: the week is the key of the run. The day of the
    build is that of the run itself, because a worklist is for the day on which somebody reads it. A
    practice whose settings are wrong is left out, and made up for once they are mended.
    """

    @dg.schedule(
        name=schedule_name(time_zone),
        job=job,
        cron_schedule=f"{ISSUED_AT.minute} {ISSUED_AT.hour} * * {week_starts_on % 7}",
        execution_timezone=time_zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=f"The packets of practices in {time_zone}, for the week that has just ended.",
    )
    @without_words
    def tick(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        due = context.scheduled_execution_time
        week = newest_week(due, ZoneInfo(time_zone), week_starts_on)
        home, _ = read_sound(home_folder)
        sound = {practice.practice_id for practice in home.practices} if home else set[str]()
        here = [one.practice_id for one in planned(home_folder) if one.time_zone == time_zone]
        return weeks_asked_for(time_zone, week, sorted({*here} - sound))

    return tick


def schedule_name(time_zone: str) -> str:
    """Return the name of a time zone's schedule; Dagster takes letters, digits and underscores."""
    return f"monday_packets_{re.sub('[^a-z0-9]+', '_', time_zone.lower().replace('+', '_plus_'))}"


def weeks_asked_for(time_zone: str, week: dt.date, unsound: Sequence[str]) -> dg.RunRequest:
    """Return what asks for a week of a time zone, and says whose settings were wrong then."""
    left_out = {WEEK: str(week), **{f"{UNPRINTED}{key}": str(week) for key in unsound}}
    return dg.RunRequest(
        run_key=f"{time_zone}/{week}",
        partition_key=week.isoformat(),
        run_config=asked(time_zone=time_zone),
        tags={ZONE: time_zone, **(left_out if unsound else {})},
    )


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
        home, _ = read_sound(home_folder)
        if home is None:
            yield dg.SkipReason(NOT_SOUND)
            return
        now = dt.datetime.now(dt.UTC)
        landing = Landing(home, Reaching(os.environ))
        seen = {one.practice_id: _waiting(landing, one, now) for one in home.practices}
        files = [f"{key}\0{file}" for key, found in seen.items() for file in found.files]
        failed = [f"{source} ({code})" for one in seen.values() for source, code in one.failed]
        if not files:
            told = f" These sources failed: {', '.join(failed)}." if failed else ""
            yield dg.SkipReason(f"No file is waiting.{told}")
            return
        yield run_for(files, now)

    return look


def _waiting(landing: Landing, practice: Practice, now: dt.datetime) -> Waiting:
    """Return what waits for a practice; what cannot be told of it is told, and of no other."""
    try:
        return waiting(landing, practice, now)
    except TriageError as error:
        return Waiting((), ((practice.practice_id, type(error).__name__),))


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
