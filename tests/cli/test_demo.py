"""The demo's day is its practice's: on a machine elsewhere its last week may not be over yet."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.commands.demo import day_there


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (dt.datetime(2026, 11, 30, 4, 59, tzinfo=dt.UTC), dt.date(2026, 11, 29)),
        (dt.datetime(2026, 11, 30, 5, 0, tzinfo=dt.UTC), dt.date(2026, 11, 30)),
    ],
)
def test_a_day_ends_at_the_practice_s_midnight(now: dt.datetime, day: dt.date) -> None:
    assert day_there(now) == day
