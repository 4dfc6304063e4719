"""The weekly partition of the packet: its key is the day on which the covered week starts."""

import datetime as dt
from collections.abc import Sequence

import dagster as dg

from pipeline.practice import Practice

# Before this no remittance of today's format was sent; it only bounds the list of weeks.
FIRST_WEEK = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a wall clock, in the partition's zone
MONDAY = 1
# DuckDB has one writer: no two steps that touch the warehouse run at once.
POOL = "warehouse"
# One week a run: a packet is one practice's week, and a run that holds ten is hard to do again.
ONE_WEEK_A_RUN = dg.BackfillPolicy.multi_run(max_partitions_per_run=1)


def packet_weeks(practices: Sequence[Practice]) -> dg.WeeklyPartitionsDefinition:
    """Return the weeks of a home, as one calendar for all its practices.

    A week of the home is over when it is over for the first of them, so that no practice waits for
    another's midnight; each packet still covers its own practice's seven days.
    """
    starts_on = practices[0].week_starts_on if practices else MONDAY
    zones = [practice.time_zone for practice in practices] or ["UTC"]
    return dg.WeeklyPartitionsDefinition(
        start_date=FIRST_WEEK, day_offset=starts_on % 7, timezone=earliest_zone(zones)
    )


def earliest_zone(zones: Sequence[str]) -> str:
    """Return the time zone in which a day begins first (compared in January)."""
    import zoneinfo

    winter = dt.datetime(2026, 1, 5)  # noqa: DTZ001  # each zone is applied below
    return max(
        zones, key=lambda zone: (winter.replace(tzinfo=zoneinfo.ZoneInfo(zone)).utcoffset(), zone)
    )
