"""How each practice of a home stands, for whoever operates many: what needs a person, worst first.

Takes a home, sound or not, the instant, and a connection to the published copy where there is one.
Refuses nothing: a practice whose settings are wrong is told as one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.alerts import late_from
from pipeline.checking import late_feeds
from pipeline.packet_week import newest_week
from pipeline.practice import Home
from pipeline.practice.practice_folders import PRACTICES
from pipeline.resources.last_sound import Planned, planned
from pipeline.resources.receipts import OWED, REFUSED, WITHHELD, Receipts
from pipeline.rounds import newest

SUMMARIES = "*-summary.pdf"
_LAST = """
    select
        practice_id, max(received_on),
        count(*) filter (where outcome = 'quarantined' and received_on >= $since)
    from raw.files group by practice_id
"""
_SOURCES = """
    select practice_id, count(*)
    from (
        select practice_id, source, arg_max(outcome, looked_at) as outcome
        from raw.source_looks group by practice_id, source
    )
    where outcome <> 'reached' group by practice_id
"""
# Of a file that nobody could read a reader asks for another within two weeks. 2026-12-01.
_UNREAD_FOR = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Published:
    """What the published copy tells of each practice, by key: days and counts."""

    received_on: Mapping[str, dt.date]
    unread: Mapping[str, int]
    late_feeds: Mapping[str, int]
    failing_sources: Mapping[str, int]


NOTHING = Published({}, {}, {}, {})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a practice stands.

    Attributes:
        received_on: The last day on which a file was received.
        packet_week: First day of the newest week that has a packet.
        wants: What needs a person, in words, the worst first; empty where nothing does.
    """

    practice_id: str
    received_on: dt.date | None
    packet_week: dt.date | None
    wants: tuple[str, ...]


def published_of(connection: duckdb.DuckDBPyConnection, now: dt.datetime) -> Published:
    """Ask the published copy."""
    files = connection.execute(_LAST, {"since": (now - _UNREAD_FOR).date()}).fetchall()
    return Published(
        {key: day for key, day, _ in files},
        {key: count for key, _, count in files if count},
        late_feeds(connection),
        dict(connection.execute(_SOURCES).fetchall()),
    )


def standings(home: Home, now: dt.datetime, told: Published) -> list[Standing]:
    """Return how every practice of a home stands, those that need a person first.

    Args:
        home: With the practices whose settings are sound.
        now: With a time zone.
        told: By the published copy.
    """
    sound = {practice.practice_id for practice in home.practices}
    owed = _owed(home, now)
    found = [
        Standing(
            each.practice_id,
            told.received_on.get(each.practice_id),
            _newest_packet(home, each.practice_id),
            (*_settings(each, sound), *_wants(home, each, now, told), *owed[each.practice_id]),
        )
        for each in planned(home.path)
    ]
    return sorted(found, key=lambda each: (not each.wants, each.practice_id))


def _settings(practice: Planned, sound: set[str]) -> Iterator[str]:
    if practice.practice_id not in sound:
        yield "settings are wrong: triage check"


def _wants(home: Home, practice: Planned, now: dt.datetime, told: Published) -> Iterator[str]:
    key = practice.practice_id
    week = newest_week(now, practice.zone, practice.week_starts_on)
    packet = _newest_packet(home, key)
    if packet is None:
        yield "no packet yet"
    elif packet < week and now >= late_from(week, practice.time_zone):
        yield f"the packet of {week} is late"
    if count := told.failing_sources.get(key):
        yield f"{count} {'source is' if count == 1 else 'sources are'} not reached"
    if count := told.unread.get(key):
        yield f"{count} {'file' if count == 1 else 'files'} of 14 days cannot be read"
    if count := told.late_feeds.get(key):
        yield f"{count} {'payer is' if count == 1 else 'payers are'} overdue"


def _owed(home: Home, now: dt.datetime) -> Mapping[str, tuple[str, ...]]:
    """Return what is not delivered, by practice; of any practice there is an answer."""
    states = (OWED, REFUSED, WITHHELD)
    counted = Counter(
        one.practice_id for one in newest(home, Receipts.of(home), now) if one.state in states
    )
    every = {each.practice_id for each in planned(home.path)}
    return {
        key: (f"{counted[key]} not delivered: triage deliver",) if counted[key] else ()
        for key in every
    }


def _newest_packet(home: Home, practice_id: str) -> dt.date | None:
    folder: Path = home.path / PRACTICES / practice_id / "packets"
    weeks = [path.name.removesuffix(SUMMARIES[1:]) for path in folder.glob(SUMMARIES)]
    return max((dt.date.fromisoformat(week) for week in weeks), default=None)
