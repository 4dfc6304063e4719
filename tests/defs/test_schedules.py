"""Monday 06:00 is each time zone's own, on both sides of a change of the clocks."""

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
from pipeline.defs.wiring.left_out import UNDELIVERED, UNPRINTED, left_out_by, note_left_out
from pipeline.defs.wiring.making_up import make_up_sensor
from pipeline.defs.wiring.partitions import earliest_zone, in_order_of_day, packet_weeks
from pipeline.defs.wiring.schedules import (
    arrivals_sensor,
    mondays,
    schedule_name,
    weekly_schedule,
    weeks_asked_for,
)
from pipeline.delivery import SUMMARY, packet_path
from pipeline.packet_week import newest_week
from pipeline.practice import Home, Practice, init_home
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
EAST, WEST = "monday_packets_america_new_york", "monday_packets_america_los_angeles"
NEW_YORK = "America/New_York"


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


def test_a_tick_asks_for_the_week_that_has_ended_and_its_own_time_zone(
    repository: dg.RepositoryDefinition,
) -> None:
    tick = dt.datetime(2026, 3, 9, 6, tzinfo=ZoneInfo("America/Los_Angeles"))
    context = dg.build_schedule_context(scheduled_execution_time=tick, repository_def=repository)
    data = repository.get_schedule_def(WEST).evaluate_tick(context)
    (request,) = list(data.run_requests or ())
    assert request.partition_key == "2026-03-02"
    order = request.run_config["resources"]["order"]["config"]
    # No day of the build: a run that was made up for later is for the day on which it runs.
    assert order == {"time_zone": "America/Los_Angeles"}


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


@pytest.mark.parametrize(
    ("time_zone", "name"),
    [
        ("America/Argentina/Buenos_Aires", "monday_packets_america_argentina_buenos_aires"),
        ("Etc/GMT+5", "monday_packets_etc_gmt_plus_5"),
        ("Etc/GMT-5", "monday_packets_etc_gmt_5"),
    ],
)
def test_each_time_zone_s_schedule_has_a_name_that_dagster_takes(time_zone: str, name: str) -> None:
    assert schedule_name(time_zone) == name
    assert dg.ScheduleDefinition(
        name=name, job=weekly_triage, cron_schedule="0 6 * * 1", execution_timezone=time_zone
    )


def test_practices_of_a_time_zone_share_a_schedule(tmp_path: Path) -> None:
    for key in ("cedar", "elm"):
        home = init_home(tmp_path / "home", key, key.title())
    assert mondays(planned(home.path)) == {NEW_YORK: 1}


FAILURE = dg.DagsterRunStatus.FAILURE


@pytest.mark.parametrize(
    ("unsound", "status", "is_asked"),
    [
        (["cedar"], FAILURE, True),
        # The others had their packets.
        (["cedar"], dg.DagsterRunStatus.SUCCESS, True),
        (["cedar"], dg.DagsterRunStatus.STARTED, False),
        # Failed by itself, with settings that were right: it waits for a person.
        ([], FAILURE, False),
        (["elm"], FAILURE, False),
    ],
)
def test_a_monday_lost_to_wrong_settings_is_asked_for_again_when_they_are_mended(
    unsound: list[str], status: dg.DagsterRunStatus, is_asked: bool, tmp_path: Path
) -> None:
    cedar = init_home(tmp_path / "home", "cedar", "Cedar Creek").practices[0]
    week = newest_week(dt.datetime.now(dt.UTC), cedar.zone, cedar.week_starts_on)
    sensor = make_up_sensor(tmp_path / "home", weekly_triage)
    with dg.DagsterInstance.ephemeral() as instance:
        assert not requests(sensor, instance)
        ended(instance, status, dict(weeks_asked_for(NEW_YORK, week, unsound).tags))
        text = cedar.settings_file.read_text("utf-8")
        cedar.settings_file.write_text(text + "\n[oops", "utf-8")
        assert not requests(sensor, instance)
        cedar.settings_file.write_text(text, "utf-8")
        found = requests(sensor, instance)
        assert [one.run_config["resources"]["order"]["config"] for one in found] == [
            {"practice": "cedar"}
        ] * is_asked
        assert [one.partition_key for one in found] == [str(week)] * is_asked
        # The same settings are asked for once, others anew: they may have been wrong in between.
        cedar.settings_file.write_text(text + "\n", "utf-8")
        again = requests(sensor, instance)
        assert len({one.run_key for one in (*found, *again)}) == 2 * is_asked
        printed(cedar, week)
        assert not requests(sensor, instance)


def test_only_who_was_left_out_is_made_up_for_where_others_have_their_packet(
    tmp_path: Path,
) -> None:
    """Readers of the others would get mail once more."""
    home = of_three(tmp_path)
    week = newest_week(dt.datetime.now(dt.UTC), ZoneInfo(NEW_YORK), 1)
    printed(home.practice("alder"), week)
    tags = dict(weeks_asked_for(NEW_YORK, week, ["cedar", "elm"]).tags)
    with dg.DagsterInstance.ephemeral() as instance:
        ended(instance, dg.DagsterRunStatus.SUCCESS, tags)
        found = requests(make_up_sensor(home.path, weekly_triage), instance)
    orders = [one.run_config["resources"]["order"]["config"] for one in found]
    assert orders == [{"practice": "cedar"}, {"practice": "elm"}]


def test_a_monday_that_all_of_a_time_zone_lost_is_made_up_for_by_one_run(tmp_path: Path) -> None:
    home = of_three(tmp_path)
    week = newest_week(dt.datetime.now(dt.UTC), ZoneInfo(NEW_YORK), 1)
    tags = dict(weeks_asked_for(NEW_YORK, week, ["alder", "cedar", "elm"]).tags)
    with dg.DagsterInstance.ephemeral() as instance:
        ended(instance, FAILURE, tags)
        (one,) = requests(make_up_sensor(home.path, weekly_triage), instance)
        assert one.run_config["resources"]["order"]["config"] == {"time_zone": NEW_YORK}
        # While it runs nobody asks for more.
        ended(instance, dg.DagsterRunStatus.STARTED, {})
        assert not requests(make_up_sensor(home.path, weekly_triage), instance)


def test_what_was_printed_and_not_brought_is_made_up_for(tmp_path: Path) -> None:
    home = of_three(tmp_path)
    week = newest_week(dt.datetime.now(dt.UTC), ZoneInfo(NEW_YORK), 1)
    for one in home.practices:
        printed(one, week)
    with dg.DagsterInstance.ephemeral() as instance:
        run = ended(instance, dg.DagsterRunStatus.SUCCESS, {})
        note_left_out(instance, run.run_id, week, UNDELIVERED, ["elm"])
        (one,) = requests(make_up_sensor(home.path, weekly_triage), instance)
    assert one.run_config["resources"]["order"]["config"] == {"practice": "elm"}


def of_three(folder: Path) -> Home:
    for key in ("alder", "cedar", "elm"):
        init_home(folder / "home", key, key.title())
    return Home.open(folder / "home")


def printed(practice: Practice, week: dt.date) -> None:
    packet = packet_path(practice, week, SUMMARY)
    packet.parent.mkdir(parents=True, exist_ok=True)
    packet.touch()


def ended(
    instance: dg.DagsterInstance, status: dg.DagsterRunStatus, tags: dict[str, str]
) -> dg.DagsterRun:
    return create_run_for_test(instance, job_name="weekly_triage", status=status, tags=tags)


def requests(sensor: dg.SensorDefinition, instance: dg.DagsterInstance) -> list[dg.RunRequest]:
    context = dg.build_sensor_context(instance=instance, definitions=None)
    return [each for each in sensor(context) or () if isinstance(each, dg.RunRequest)]


@pytest.mark.parametrize("file", ["home.toml", "practices/cedar/practice.toml"])
def test_a_tick_that_meets_wrong_settings_says_whose_on_its_run(file: str, tmp_path: Path) -> None:
    for key in ("cedar", "elm"):
        home = init_home(tmp_path / "home", key, key.title())
    remember(home)
    tick = dt.datetime(2026, 3, 9, 6, tzinfo=ZoneInfo(NEW_YORK))
    said = []
    for text in ("", "\n[oops"):
        with (home.path / file).open("a", encoding="utf-8") as settings:
            settings.write(text)
        schedule = weekly_schedule(NEW_YORK, 1, weekly_triage, home.path)
        request = schedule(dg.build_schedule_context(scheduled_execution_time=tick))
        assert isinstance(request, dg.RunRequest)
        assert request.run_key == f"{NEW_YORK}/2026-03-02"
        said.append(left_out_by(request.tags, UNPRINTED))
    assert said == [set(), {"cedar", "elm"} if file == "home.toml" else {"cedar"}]
