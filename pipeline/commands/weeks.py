"""Which weeks a command means.

Takes days as people type them. Refuses weeks that are not over: their packet would be half a week.
"""

from __future__ import annotations

import datetime as dt

from pipeline.errors import Problem, TriageError
from pipeline.packet_week import WEEK, covers_until, last_complete_week, week_of
from pipeline.practice import Home, Practice
from pipeline.resources.warehouse import Warehouse

LAST_RECEIVED = "select max(received_on) from raw.files where practice_id = ? and received_on < ?"


class WeekError(TriageError):
    """A week that cannot be rendered."""

    exit_code = 2


def week_to_render(
    home: Home, practice_id: str | None, day: dt.date | None, as_of_on: dt.date | None
) -> dt.date:
    """Return the first day of the week that holds ``day``, or of the latest complete one.

    Raises:
        WeekError: If that week is not over.
    """
    practice = _first(home, practice_id)
    latest = last_complete_week(as_of_on or _today(practice), practice.week_starts_on)
    return latest if day is None else _complete(practice, day, latest)


def weeks_to_render(
    home: Home, practice_id: str | None, day: dt.date | None, since: dt.date | None
) -> list[dt.date]:
    """Return one week, or every complete week from the one that holds ``since``.

    Raises:
        WeekError: If the first of them is not over.
    """
    practice = _first(home, practice_id)
    latest = last_complete_week(_today(practice), practice.week_starts_on)
    first = _complete(practice, day or since or latest, latest)
    last = latest if since else first
    return [first + WEEK * count for count in range((last - first).days // WEEK.days + 1)]


def last_week_with_files(home: Home, practice_id: str | None, as_of_on: dt.date | None) -> dt.date:
    """Return the last complete week in which a file was received; without any, the latest week."""
    practices = [home.practice(practice_id)] if practice_id else home.practices
    weeks = []
    for practice in practices:
        latest = last_complete_week(as_of_on or _today(practice), practice.week_starts_on)
        with Warehouse(home).reading() as connection:
            asked = [practice.practice_id, covers_until(latest)]
            found = connection.execute(LAST_RECEIVED, asked).fetchall()[0][0]
        weeks.append(week_of(found, practice.week_starts_on) if found else latest)
    return max(weeks)


def require_no_later_day(home: Home, as_of_on: dt.date | None) -> None:
    """Refuse a day of the build after today: the greatest one recorded counts for ever.

    Raises:
        WeekError: If the day is after today in every practice's time zone.
    """
    today = max(_today(practice) for practice in home.practices)
    if as_of_on is not None and as_of_on > today:
        raise WeekError(
            Problem(
                "--as-of",
                f"{as_of_on} is after today, {today}.",
                "The day of the build is never lowered: every week up to it would be shown empty.",
                "Name today or an earlier day.",
            )
        )


def _complete(practice: Practice, day: dt.date, latest: dt.date) -> dt.date:
    week = week_of(day, practice.week_starts_on)
    if week > latest:
        raise WeekError(
            Problem(
                "The week asked for",
                f"The week that starts on {week} ends on {covers_until(week)} and is not over.",
                "Its packet would leave out what is still to come.",
                f"Name a day before {covers_until(latest)}, or wait for the Monday after it.",
            )
        )
    return week


def _first(home: Home, practice_id: str | None) -> Practice:
    # All practices of a home share the weekday on which a week starts.
    return home.practice(practice_id) if practice_id else home.practices[0]


def _today(practice: Practice) -> dt.date:
    return dt.datetime.now(practice.zone).date()
