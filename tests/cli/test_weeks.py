"""Which week a command means, on both sides of a Monday."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from pipeline.commands.weeks import (
    WeekError,
    require_no_later_day,
    week_to_render,
    weeks_to_render,
)
from pipeline.practice import Home, init_home

SUNDAY, MONDAY = dt.date(2026, 1, 11), dt.date(2026, 1, 12)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path, "cedar", "Cedar Creek")


def test_on_a_monday_the_week_that_ended_the_day_before_is_the_latest(home: Home) -> None:
    assert week_to_render(home, None, None, MONDAY) == dt.date(2026, 1, 5)


def test_on_a_sunday_the_week_under_way_is_not_over(home: Home) -> None:
    assert week_to_render(home, None, None, SUNDAY) == dt.date(2025, 12, 29)


def test_any_day_names_its_week(home: Home) -> None:
    assert week_to_render(home, None, dt.date(2026, 1, 7), MONDAY) == dt.date(2026, 1, 5)


def test_a_week_is_refused_until_its_last_day_is_over(home: Home) -> None:
    with pytest.raises(WeekError):
        week_to_render(home, None, SUNDAY, SUNDAY)
    assert week_to_render(home, None, SUNDAY, MONDAY) == dt.date(2026, 1, 5)


def test_since_means_every_complete_week(home: Home) -> None:
    weeks = weeks_to_render(home, None, None, dt.date(2026, 1, 7))
    assert weeks[:2] == [dt.date(2026, 1, 5), dt.date(2026, 1, 12)]
    assert all((later - week).days == 7 for week, later in itertools.pairwise(weeks))


def test_a_day_means_one_week(home: Home) -> None:
    assert weeks_to_render(home, None, dt.date(2026, 1, 7), None) == [dt.date(2026, 1, 5)]


def test_the_day_of_the_build_is_never_after_today(home: Home) -> None:
    today = dt.datetime.now(home.practices[0].zone).date()
    require_no_later_day(home, None)
    require_no_later_day(home, today)
    with pytest.raises(WeekError):
        require_no_later_day(home, today + dt.timedelta(days=1))
