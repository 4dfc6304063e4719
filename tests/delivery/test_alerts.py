"""What the operator is told: enough to look, never a patient's data, and once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from pipeline.alerts import failure_alert, late_alert
from pipeline.commands.delivering import tell_operator
from pipeline.defs.wiring.watching import failed_steps, failure_sensor, late_sensor, owed_sensor
from pipeline.mailing import ACCEPTED
from pipeline.resources.receipts import OWED, SENT
from pipeline.rounds import deliver_owed
from tests.delivery.conftest import MONDAY, WEEK, Desk
from tests.posting import everything_in

CANARY = "ZZQ CANARY 1987-06-05"
OPERATOR = "ops@billing.example"
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("America/New_York"))
LAST_WEEK = WEEK - dt.timedelta(days=7)


class OddError(Exception):
    """An error whose words hold what they must not."""


def _odd() -> None:
    raise OddError(CANARY)


@dg.op
def breaks() -> None:
    """Fail with a patient in the error's words, and in those of its cause."""
    try:
        _odd()
    except OddError as error:
        raise RuntimeError(CANARY) from error


@dg.job(executor_def=dg.in_process_executor)
def broken() -> None:
    """Fail."""
    breaks()


def watched(desk: Desk, times: int = 1, tags: dict[str, str] | None = None) -> str:
    """Let a run fail and the sensor see it; return the run's id."""
    sensor = failure_sensor(desk.path)
    with dg.DagsterInstance.ephemeral() as instance:
        result = broken.execute_in_process(instance=instance, raise_on_error=False, tags=tags)
        for _ in range(times):
            context = dg.build_run_status_sensor_context(
                sensor_name="a_run_failed",
                dagster_instance=instance,
                dagster_run=result.dagster_run,
                dagster_event=result.get_run_failure_event(),
            ).for_run_failure()
            sensor(context)
    return result.run_id


def test_the_sensor_leaves_a_command_s_run_to_the_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in desk.secrets.items():
        monkeypatch.setenv(name, value)
    watched(desk, tags={"triage/started_by": "command"})
    assert desk.office.taken == []
    watched(desk, tags={"triage/started_by": "schedule"})
    assert len(desk.office.taken) == 1


def test_a_failed_run_is_told_by_job_run_step_and_kind_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in desk.secrets.items():
        monkeypatch.setenv(name, value)
    run_id = watched(desk, times=2)
    (raw,) = desk.office.taken
    said = everything_in(raw).decode()
    assert f"Run: {run_id}" in said
    assert "a run of broken failed" in said
    assert "Steps: breaks" in said
    assert "Kind of error: OddError" in said
    assert "The error's own words are not mailed" in said
    assert "CANARY" not in said
    assert "1987" not in said


def test_a_command_tells_of_its_own_run_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in desk.secrets.items():
        monkeypatch.setenv(name, value)
    with dg.DagsterInstance.ephemeral() as instance:
        result = broken.execute_in_process(instance=instance, raise_on_error=False)
    steps, kind = failed_steps(result.all_events)
    assert (steps, kind) == (["breaks"], "OddError")
    for _ in range(2):
        tell_operator(desk.home, "broken", result.run_id, steps, kind)
    assert len(desk.to(OPERATOR)) == 1


def test_two_runs_of_a_day_are_two_alerts(desk: Desk) -> None:
    day = MONDAY.date()
    alerts = [failure_alert(OPERATOR, "refresh", run, [], "", day) for run in ("a1", "b2")]
    assert [each.state for each in desk.postman().deliver(alerts)] == [SENT, SENT]
    assert [each.state for each in desk.postman().deliver(alerts)] == [SENT, SENT]
    assert len(desk.to(OPERATOR)) == 2


def test_an_alert_that_failed_is_owed_and_said_again_as_it_was(desk: Desk) -> None:
    desk.office.refusals[OPERATOR] = ["450 later"] * 3
    day = MONDAY.date()
    alert = failure_alert(OPERATOR, "refresh", "0a1b2c3d4e", ["load"], "WriteError", day)
    (receipt,) = desk.postman().deliver([alert])
    assert receipt.state == OWED
    (again,) = deliver_owed(desk.home, desk.postman())
    assert (again.key, again.state, again.words) == (receipt.key, SENT, ACCEPTED)
    assert b"Kind of error: WriteError" in desk.to(OPERATOR)[0]


def test_a_name_that_is_none_loses_what_no_name_has(desk: Desk) -> None:
    alert = failure_alert(OPERATOR, "a\nBcc: x@y", "../r\r\n1", ["st<ep>"], "Ki;nd", MONDAY.date())
    assert "\n" not in alert.subject
    assert alert.kind == "alert-r1"
    assert "<" not in alert.about


@pytest.mark.parametrize(
    ("now", "is_late"),
    [
        (NOON - dt.timedelta(seconds=1), False),
        (NOON, True),
        (NOON + dt.timedelta(days=6, hours=11), True),
    ],
)
def test_a_packet_is_late_from_noon_of_its_practice(
    now: dt.datetime, is_late: bool, desk: Desk
) -> None:
    desk.print_week(LAST_WEEK)
    assert (late_alert(OPERATOR, desk.practice, now) is not None) == is_late
    desk.print_week()
    assert late_alert(OPERATOR, desk.practice, now) is None


def test_a_practice_without_a_first_packet_is_not_late(desk: Desk) -> None:
    assert late_alert(OPERATOR, desk.practice, NOON) is None


def test_the_sensor_tells_of_a_late_packet_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in desk.secrets.items():
        monkeypatch.setenv(name, value)
    # A packet of long ago: on any day this test runs, the newest week has none.
    desk.print_week(dt.date(2020, 1, 6))
    alert = late_alert(OPERATOR, desk.practice, dt.datetime.now(dt.UTC))
    for _ in range(2):
        late_sensor(desk.path)(dg.build_sensor_context())
    # On a Monday morning it is not late yet.
    assert len(desk.to(OPERATOR)) == (alert is not None)


def test_the_sensor_of_what_is_owed_asks_for_one_run(desk: Desk, tmp_path: Path) -> None:
    sensor = owed_sensor(desk.path)
    assert isinstance(sensor(dg.build_sensor_context()), dg.SkipReason)
    today = dt.datetime.now(dt.UTC)
    desk.now = today - dt.timedelta(hours=3)
    desk.office.refusals[OPERATOR] = ["450 later"] * 3
    desk.postman().deliver([failure_alert(OPERATOR, "refresh", "a1", [], "", today.date())])
    requests = [sensor(dg.build_sensor_context()) for _ in range(2)]
    keys = {request.run_key for request in requests if isinstance(request, dg.RunRequest)}
    assert len(keys) in (1, 2)  # The hour may have struck between the two.
    assert len(requests) == 2
