"""Monday 06:00 is each practice's own, on both sides of a change of the clocks."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
from dagster._utils.schedules import schedule_execution_time_iterator

from pipeline.defs.wiring.partitions import earliest_zone, packet_weeks
from pipeline.practice import Home

EAST, WEST = "monday_packet_east", "monday_packet_west"


def ticks(repository: dg.RepositoryDefinition, name: str, after: dt.datetime) -> list[dt.datetime]:
    schedule = repository.get_schedule_def(name)
    found = schedule_execution_time_iterator(
        after.timestamp(), schedule.cron_schedule, schedule.execution_timezone
    )
    return [next(found) for _ in range(3)]


@pytest.mark.parametrize(
    ("name", "zone"), [(EAST, "America/New_York"), (WEST, "America/Los_Angeles")]
)
def test_the_next_tick_is_monday_at_six_there(
    repository: dg.RepositoryDefinition, name: str, zone: str
) -> None:
    # Over the weekend of 2026-03-08 the clocks go forward.
    after = dt.datetime(2026, 3, 2, 6, 1, tzinfo=ZoneInfo(zone))
    local = [tick.astimezone(ZoneInfo(zone)) for tick in ticks(repository, name, after)]
    assert [(tick.date(), tick.hour, tick.minute) for tick in local] == [
        (dt.date(2026, 3, 9), 6, 0),
        (dt.date(2026, 3, 16), 6, 0),
        (dt.date(2026, 3, 23), 6, 0),
    ]


def test_a_new_home_s_schedules_and_sensor_run_by_themselves(
    repository: dg.RepositoryDefinition,
) -> None:
    assert {
        schedule.name: schedule.default_status for schedule in repository.schedule_defs
    } == dict.fromkeys((EAST, WEST), dg.DefaultScheduleStatus.RUNNING)
    (sensor,) = repository.sensor_defs
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING


def test_a_tick_asks_for_the_week_that_has_ended_and_its_own_practice(
    repository: dg.RepositoryDefinition,
) -> None:
    tick = dt.datetime(2026, 3, 9, 6, tzinfo=ZoneInfo("America/Los_Angeles"))
    context = dg.build_schedule_context(scheduled_execution_time=tick, repository_def=repository)
    data = repository.get_schedule_def(WEST).evaluate_tick(context)
    (request,) = list(data.run_requests or ())
    assert request.partition_key == "2026-03-02"
    order = request.run_config["resources"]["order"]["config"]
    assert order == {"practice": "west", "as_of_on": "2026-03-09"}


def test_files_in_an_inbox_ask_for_one_refresh(
    repository: dg.RepositoryDefinition, bare_home: Home
) -> None:
    (sensor,) = repository.sensor_defs
    waiting = bare_home.practice("east").inbox / "a.835"
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, definitions=None)
        assert not sensor.evaluate_tick(context).run_requests
        waiting.write_text("ISA")
        first = sensor.evaluate_tick(context).run_requests or []
        again = sensor.evaluate_tick(context).run_requests or []
    waiting.unlink()
    assert len(first) == 1
    # The same files have the same run key: Dagster starts them once.
    assert first[0].run_key == again[0].run_key


def test_a_home_s_week_is_over_when_it_is_over_for_the_first(bare_home: Home) -> None:
    weeks = packet_weeks(bare_home.practices)
    assert weeks.timezone == "America/New_York"
    assert earliest_zone(["America/Los_Angeles", "Pacific/Guam", "UTC"]) == "Pacific/Guam"


def test_the_key_of_a_week_is_the_day_it_starts(bare_home: Home) -> None:
    weeks = packet_weeks(bare_home.practices)
    monday = dt.datetime(2026, 3, 9, tzinfo=ZoneInfo("America/New_York"))
    with dg.partition_loading_context(effective_dt=monday):
        assert weeks.get_last_partition_key() == "2026-03-02"
    with dg.partition_loading_context(effective_dt=monday - dt.timedelta(seconds=1)):
        assert weeks.get_last_partition_key() == "2026-02-23"
