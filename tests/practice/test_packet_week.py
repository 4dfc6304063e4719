import datetime as dt

import pytest

from pipeline.packet_week import covers_until, issued_at, last_complete_week, week_of

MONDAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (MONDAY, MONDAY),
        (MONDAY + dt.timedelta(6), MONDAY),
        (MONDAY - dt.timedelta(1), MONDAY - dt.timedelta(7)),
    ],
)
def test_a_week_holds_its_monday_to_its_sunday(day: dt.date, week: dt.date) -> None:
    assert week_of(day, 1) == week


def test_a_week_may_start_on_another_day() -> None:
    assert week_of(MONDAY, 7) == MONDAY - dt.timedelta(1)
    assert week_of(MONDAY, 2) == MONDAY - dt.timedelta(6)


def test_on_its_first_day_a_week_is_not_complete_but_the_one_before_is() -> None:
    assert last_complete_week(MONDAY, 1) == MONDAY - dt.timedelta(7)
    assert last_complete_week(MONDAY + dt.timedelta(6), 1) == MONDAY - dt.timedelta(7)
    assert last_complete_week(MONDAY + dt.timedelta(7), 1) == MONDAY


def test_a_packet_is_issued_at_six_of_the_practice_even_when_the_clock_changed() -> None:
    issued = issued_at(MONDAY, "America/Chicago")

    assert issued.isoformat() == "2026-03-09T06:00:00-05:00"
    assert issued.date() == covers_until(MONDAY)
