"""The weekly key: the day on which the covered seven days start.

Takes dates and a practice's weekday and time zone. Refuses nothing and reads no clock: today is
handed in.
"""

import datetime as dt
from zoneinfo import ZoneInfo

WEEK = dt.timedelta(days=7)
ISSUED_AT = dt.time(6)


def week_of(day: dt.date, week_starts_on: int) -> dt.date:
    """Return the packet week that ``day`` belongs to.

    Args:
        day: A date in the practice's time zone.
        week_starts_on: ISO weekday on which the week starts, 1 = Monday.
    """
    return day - dt.timedelta(days=(day.isoweekday() - week_starts_on) % 7)


def last_complete_week(as_of_on: dt.date, week_starts_on: int) -> dt.date:
    """Return the newest week that was over before ``as_of_on`` began.

    On the first day of a week that is the week that ended the day before.
    """
    return week_of(as_of_on, week_starts_on) - WEEK


def newest_week(now: dt.datetime, zone: ZoneInfo, week_starts_on: int) -> dt.date:
    """Return the last complete week as an instant finds it in a time zone."""
    return last_complete_week(now.astimezone(zone).date(), week_starts_on)


def covers_until(week: dt.date) -> dt.date:
    """Return the first day that is not in the packet any more."""
    return week + WEEK


def issued_at(week: dt.date, time_zone: str) -> dt.datetime:
    """Return when the packet of ``week`` is issued: 06:00 of the practice, seven days later."""
    return dt.datetime.combine(covers_until(week), ISSUED_AT, ZoneInfo(time_zone))
