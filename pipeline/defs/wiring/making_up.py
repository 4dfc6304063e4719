"""Mondays that practices lost to wrong settings, asked for again when they are mended.

Takes what runs tell of whom they left out. Refuses to ask while a weekly run is under way, and
twice for the same settings.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline.defs.wiring.left_out import UNDELIVERED, UNPRINTED, ended_runs_of, left_out_by
from pipeline.defs.wiring.schedules import NOT_SOUND, SECONDS_BETWEEN_LOOKS
from pipeline.defs.wiring.ticks import asked, without_words
from pipeline.delivery import SUMMARY, packet_path
from pipeline.packet_week import newest_week
from pipeline.practice import Home, Practice
from pipeline.practice.home import HOME_FILE, read_sound

MENDED = "mended"
UNDER_WAY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]


def make_up_sensor(home_folder: Path, job: Any) -> dg.SensorDefinition:
    """Return the sensor that does a Monday again that a practice lost to wrong settings."""

    @dg.sensor(
        name="monday_is_made_up_for",
        job=job,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Asks for the week of a practice that was left out, when its settings are "
        "mended.",
    )
    @without_words
    def look(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        home, _ = read_sound(home_folder)
        if home is None:
            yield dg.SkipReason(NOT_SOUND)
            return
        if context.instance.get_runs(dg.RunsFilter(job_name=job.name, statuses=UNDER_WAY), limit=1):
            yield dg.SkipReason("A weekly run is under way; what it leaves out is not known yet.")
            return
        requests = all_make_ups(context.instance, home, dt.datetime.now(dt.UTC))
        yield from requests or [dg.SkipReason("No week was lost to wrong settings.")]

    return look


def all_make_ups(instance: dg.DagsterInstance, home: Home, now: dt.datetime) -> list[dg.RunRequest]:
    """Return what asks for the newest week of every practice that lost it."""
    due: dict[dt.date, list[Practice]] = defaultdict(list)
    for one in home.practices:
        due[newest_week(now, one.zone, one.week_starts_on)].append(one)
    return [
        request
        for week, practices in due.items()
        for request in make_ups(home, week, lost_by(ended_runs_of(instance, week), practices, week))
    ]


def lost_by(
    runs: Sequence[dg.DagsterRun], practices: Sequence[Practice], week: dt.date
) -> list[Practice]:
    """Return the practices that have no packet of a week, or nobody has it, for their settings."""
    unprinted = {key for run in runs for key in left_out_by(run.tags, UNPRINTED)}
    undelivered = {key for run in runs for key in left_out_by(run.tags, UNDELIVERED)}
    return [
        one
        for one in practices
        if one.practice_id in undelivered
        or (one.practice_id in unprinted and not packet_path(one, week, SUMMARY).exists())
    ]


def make_ups(home: Home, week: dt.date, lost: Sequence[Practice]) -> Iterator[dg.RunRequest]:
    """Yield what asks for weeks that were lost: once for settings as they are now.

    A run a time zone where all of its practices lost theirs, as with wrong settings of the home; a
    run a practice where others have their packet, and their readers their mail.
    """
    by_zone: dict[str, list[Practice]] = defaultdict(list)
    for one in lost:
        by_zone[one.time_zone].append(one)
    for zone, those in by_zone.items():
        others = [one for one in home.practices if one.time_zone == zone and one not in those]
        if not others and len(those) > 1:
            yield _made_up(zone, week, home.path / HOME_FILE, asked(time_zone=zone))
            continue
        for one in those:
            order = asked(practice=one.practice_id)
            yield _made_up(one.practice_id, week, one.settings_file, order)


def _made_up(whose: str, week: dt.date, settings: Path, order: dict[str, Any]) -> dg.RunRequest:
    digest = hashlib.sha256(settings.read_bytes()).hexdigest()[:16]
    key = f"{whose}/{week}/{MENDED}/{digest}"
    return dg.RunRequest(run_key=key, partition_key=week.isoformat(), run_config=order)
