"""The weekly partition of the packet: its key is the day on which the covered week starts."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import dagster as dg

from pipeline.resources.last_sound import Planned

# Before this no remittance of today's format was sent; it only bounds the list of weeks.
FIRST_WEEK = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a wall clock, in the partition's zone
MONDAY = 1
# A meeting of the morning is over by then: a packet that is not there was missed. 2026-11-29.
NOON = 12
# DuckDB has one writer: no two steps that touch the warehouse run at once.
POOL = "warehouse"
# One week a run: a packet is one practice's week, and a run that holds ten is hard to do again.
ONE_WEEK_A_RUN = dg.BackfillPolicy.multi_run(max_partitions_per_run=1)


def packet_weeks(practices: Sequence[Planned]) -> dg.WeeklyPartitionsDefinition:
    """Return the weeks of a home, as one calendar for all its practices.

    A week of the home is over when it is over for the first of them, so that no practice waits for
    another's midnight; each packet still covers its own practice's seven days.
    """
    starts_on = practices[0].week_starts_on if practices else MONDAY
    zones = [practice.time_zone for practice in practices] or ["UTC"]
    return dg.WeeklyPartitionsDefinition(
        start_date=FIRST_WEEK, day_offset=starts_on % 7, timezone=earliest_zone(zones)
    )


def due_by_noon(practices: Sequence[Planned]) -> dg.FreshnessPolicy:
    """Return until when a week's packets must be there: noon of the day they are issued.

    The last practice to reach its noon decides; the first of them began its day up to a day before.
    """
    starts_on = practices[0].week_starts_on if practices else MONDAY
    zones = [practice.time_zone for practice in practices] or ["UTC"]
    return dg.FreshnessPolicy.cron(
        deadline_cron=f"0 {NOON} * * {starts_on % 7}",
        lower_bound_delta=dt.timedelta(hours=NOON + 24),
        timezone=in_order_of_day(zones)[-1],
    )


def earliest_zone(zones: Sequence[str]) -> str:
    """Return the time zone in which a day begins first."""
    return in_order_of_day(zones)[0]


def in_order_of_day(zones: Sequence[str]) -> list[str]:
    """Return time zones in the order in which a day begins in them (compared in January)."""
    winter = dt.datetime(2026, 1, 5)  # noqa: DTZ001  # each zone is applied below
    offsets = {zone: winter.replace(tzinfo=ZoneInfo(zone)).utcoffset() for zone in zones}
    return sorted(zones, key=lambda zone: (offsets[zone], zone), reverse=True)
