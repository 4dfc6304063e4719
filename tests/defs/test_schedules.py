"""Monday 06:00 is each practice's own, on both sides of a change of the clocks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
from dagster._core.definitions.freshness import CronFreshnessPolicy
from dagster._core.test_utils import create_run_for_test
from dagster._utils.schedules import schedule_execution_time_iterator

from pipeline.defs.wiring.jobs import refresh, weekly_triage
from pipeline.defs.wiring.partitions import earliest_zone, in_order_of_day, packet_weeks
from pipeline.defs.wiring.schedules import (
    RUN_KEY,
    SETTINGS,
    SOUND,
    WRONG,
    arrivals_sensor,
    make_up_sensor,
    week_asked_for,
    weekly_schedule,
)
from pipeline.delivery import SUMMARY, packet_path
from pipeline.packet_week import newest_week
from pipeline.practice import Home, init_home
from pipeline.resources.last_sound import planned, remember

SENSORS = (
    "files_arrived",
    "runs_left_behind",
    "a_run_failed",
    "settings_are_wrong",
    "a_delivery_is_stuck",
    "packet_is_late",
    "mail_is_owed",
    "monday_is_made_up_for",
    "claims_go_out",
)
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
    assert {
        sensor.name: sensor.default_status for sensor in repository.sensor_defs
    } == dict.fromkeys(SENSORS, dg.DefaultSensorStatus.RUNNING)


def test_a_tick_asks_for_the_week_that_has_ended_and_its_own_practice(
    repository: dg.RepositoryDefinition,
) -> None:
    tick = dt.datetime(2026, 3, 9, 6, tzinfo=ZoneInfo("America/Los_Angeles"))
    context = dg.build_schedule_context(scheduled_execution_time=tick, repository_def=repository)
    data = repository.get_schedule_def(WEST).evaluate_tick(context)
    (request,) = list(data.run_requests or ())
    assert request.partition_key == "2026-03-02"
    order = request.run_config["resources"]["order"]["config"]
    # No day of the build: a run that was made up for later is for the day on which it runs.
    assert order == {"practice": "west"}


def test_files_in_an_inbox_ask_for_one_refresh(
    repository: dg.RepositoryDefinition, bare_home: Home
) -> None:
    sensor = repository.get_sensor_def("files_arrived")
    waiting = bare_home.practice("east").inbox / "a.835"
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, definitions=None)
        assert not sensor.evaluate_tick(context).run_requests
        waiting.write_text("any content")
        first = sensor.evaluate_tick(context).run_requests or []
        again = sensor.evaluate_tick(context).run_requests or []
    waiting.unlink()
    assert len(first) == 1
    # The same files have the same run key: Dagster starts them once.
    assert first[0].run_key == again[0].run_key


def test_a_source_that_is_down_is_told_and_holds_up_no_other(tmp_path: Path) -> None:
    practice = init_home(tmp_path / "home", "north", "North Counseling").practices[0]
    text = practice.settings_file.read_text(encoding="utf-8")
    practice.settings_file.write_text(text.replace("urls = []", 'urls = ["away", "inbox"]'))
    sensor = arrivals_sensor(tmp_path / "home", refresh)
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, definitions=None)
        quiet = sensor.evaluate_tick(context)
        (practice.inbox / "a.csv").write_text("any content")
        requests = sensor.evaluate_tick(context).run_requests or []
    assert not quiet.run_requests
    assert "away (folder_missing)" in str(quiet.skip_message)
    assert len(requests) == 1


def test_a_home_s_week_is_over_when_it_is_over_for_the_first(bare_home: Home) -> None:
    weeks = packet_weeks(planned(bare_home.path))
    assert weeks.timezone == "America/New_York"
    assert earliest_zone(["America/Los_Angeles", "Pacific/Guam", "UTC"]) == "Pacific/Guam"


def test_the_key_of_a_week_is_the_day_it_starts(bare_home: Home) -> None:
    weeks = packet_weeks(planned(bare_home.path))
    monday = dt.datetime(2026, 3, 9, tzinfo=ZoneInfo("America/New_York"))
    with dg.partition_loading_context(effective_dt=monday):
        assert weeks.get_last_partition_key() == "2026-03-02"
    with dg.partition_loading_context(effective_dt=monday - dt.timedelta(seconds=1)):
        assert weeks.get_last_partition_key() == "2026-02-23"


def test_a_packet_is_fresh_until_noon_of_the_last_practice_s_monday(
    repository: dg.RepositoryDefinition,
) -> None:
    key = dg.AssetKey(["packet", "weekly_packet"])
    policy = repository.asset_graph.get(key).freshness_policy
    assert isinstance(policy, CronFreshnessPolicy)
    assert (policy.deadline_cron, policy.timezone) == ("0 12 * * 1", "America/Los_Angeles")
    # The first practice's Monday has begun by then.
    zones = in_order_of_day(["America/Los_Angeles", "Pacific/Guam"])
    assert zones == ["Pacific/Guam", "America/Los_Angeles"]
    noon = dt.datetime(2026, 3, 9, 12, tzinfo=ZoneInfo("America/Los_Angeles"))
    begun = dt.datetime(2026, 3, 9, 6, tzinfo=ZoneInfo("Pacific/Guam"))
    assert noon - policy.lower_bound_delta < begun


SUCCESS, FAILURE = dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE


@pytest.mark.parametrize(
    ("settings", "status", "is_asked"),
    [
        (WRONG, FAILURE, True),
        (WRONG, dg.DagsterRunStatus.STARTED, False),
        (WRONG, SUCCESS, False),
        # Failed by itself, with settings that were right: it waits for a person.
        (SOUND, FAILURE, False),
    ],
)
def test_a_monday_that_met_wrong_settings_is_asked_for_again_when_they_are_mended(
    settings: str, status: dg.DagsterRunStatus, is_asked: bool, tmp_path: Path
) -> None:
    (cedar,) = init_home(tmp_path / "home", "cedar", "Cedar Creek").practices
    week = newest_week(dt.datetime.now(dt.UTC), cedar.zone, cedar.week_starts_on)
    sensor = make_up_sensor(tmp_path / "home", weekly_triage)
    asked = week_asked_for("cedar", week, settings)
    tags = {RUN_KEY: asked.run_key or "", **asked.tags}

    def requests() -> list[dg.RunRequest]:
        context = dg.build_sensor_context(instance=instance, definitions=None)
        return [each for each in sensor(context) or () if isinstance(each, dg.RunRequest)]

    with dg.DagsterInstance.ephemeral() as instance:
        assert not requests()
        create_run_for_test(instance, job_name="weekly_triage", status=status, tags=tags)
        text = cedar.settings_file.read_text("utf-8")
        cedar.settings_file.write_text(text + "\n[oops", "utf-8")
        assert not requests()
        cedar.settings_file.write_text(text, "utf-8")
        assert [one.run_key for one in requests()] == [f"cedar/{week}/mended"] * is_asked
        assert [one.partition_key for one in requests()] == [str(week)] * is_asked
        packet = packet_path(cedar, week, SUMMARY)
        packet.parent.mkdir(parents=True, exist_ok=True)
        packet.touch()
        assert not requests()


def test_a_tick_that_meets_wrong_settings_says_so_on_its_run(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home", "cedar", "Cedar Creek")
    (cedar,) = planned(home.path)
    remember(home)
    tick = dt.datetime(2026, 3, 9, 6, tzinfo=cedar.zone)
    said = []
    for text in ("", "\n[oops"):
        with home.practices[0].settings_file.open("a", encoding="utf-8") as file:
            file.write(text)
        schedule = weekly_schedule(cedar, weekly_triage, home.path)
        context = dg.build_schedule_context(scheduled_execution_time=tick)
        request = schedule(context)
        assert isinstance(request, dg.RunRequest)
        said.append((request.run_key, request.tags[SETTINGS]))
    assert said == [("cedar/2026-03-02", SOUND), ("cedar/2026-03-02", WRONG)]
