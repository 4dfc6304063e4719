"""What is told without anybody asking: settings that broke, deliveries that are stuck."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest

from pipeline.alerts import settings_alert, undelivered_alert
from pipeline.commands.delivering import tell_operator
from pipeline.defs.wiring.run_records import DIED
from pipeline.defs.wiring.watching import (
    failure_sensor,
    owed_sensor,
    settings_sensor,
    stuck_alerts,
    stuck_sensor,
)
from pipeline.errors import Problem
from pipeline.parcels import PACKET
from pipeline.practice import Home, HomeSettings, SettingsError, init_home
from pipeline.practice.home import read_sound
from pipeline.resources.receipts import LAPSED, OWED, SENT, WITHHELD, Receipt, Receipts
from pipeline.resources.warehouse import Warehouse
from pipeline.resources.whole_files import WriteError
from pipeline.rounds import deliver_owed, deliver_week, may_be_told, postman_in_a_hurry
from tests.delivery.conftest import BANK, DAY, LIST_PASSWORD, MANAGER, WEEK, WITH_LISTS, Desk
from tests.posting import everything_in

OPERATOR = "ops@billing.example"


@pytest.fixture(autouse=True)
def secrets(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in desk.secrets.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Two practices in the home; the second's settings are wrong."""
    init_home(desk.path, "zinnia", "Zinnia House")
    file = desk.path / "practices" / "zinnia" / "practice.toml"
    file.write_text(file.read_text().replace("[practice]", "[practise]"))
    return desk


def looked(sensor: dg.SensorDefinition) -> str:
    result = sensor(dg.build_sensor_context())
    assert isinstance(result, dg.SkipReason)
    return result.skip_message or ""


def test_a_practice_whose_settings_are_wrong_is_told_once_a_day_and_named(two: Desk) -> None:
    sensor = settings_sensor(two.path)
    for _ in range(2):
        assert looked(sensor) != "0 lines of settings are wrong."
    (alert,) = two.to(OPERATOR)
    said = everything_in(alert).decode()
    assert "settings are wrong, and practices are left out" in said
    assert "the others get theirs" in said
    assert "In: zinnia" in said
    assert str(two.path) not in said
    home, problems = read_sound(two.path)
    assert home
    days = [dt.date(2026, 11, 23), dt.date(2026, 11, 24)]
    told = [settings_alert(OPERATOR, home, problems, day) for day in days]
    postman = two.postman_of(home)
    assert [one.state for one in postman.deliver([one for one in told if one])] == [SENT, SENT]


def test_settings_of_the_home_stop_every_practice_and_the_mail_says_so() -> None:
    of_home = Problem("/srv/home/home.toml", "An unknown key.", "It is lost.", "Take it out.")
    of_the_only = replace(of_home, where="/srv/home/practices/elm/practice.toml")
    home = Home(Path("/srv/home"), HomeSettings(), ())
    for problem in (of_home, of_the_only):
        alert = settings_alert(OPERATOR, home, [problem], dt.date(2026, 11, 23))
        assert alert
        assert "no run can start" in alert.subject
        assert "No practice of this home gets a packet" in alert.about


def test_settings_that_are_right_are_not_told(desk: Desk) -> None:
    assert looked(settings_sensor(desk.path)) == "0 lines of settings are wrong."
    assert desk.office.taken == []


def test_a_home_that_breaks_is_told_to_the_address_it_named_before(desk: Desk) -> None:
    """Each look may be in a process of its own, that has seen nothing of the time before."""
    looked(settings_sensor(desk.path))
    file = desk.path / "home.toml"
    file.write_text(file.read_text() + "\n[oops")
    for _ in range(2):
        looked(settings_sensor(desk.path))
    (alert,) = desk.to(OPERATOR)
    assert "In: home.toml" in everything_in(alert).decode()


def test_a_home_that_was_never_sound_has_nobody_to_tell(desk: Desk) -> None:
    (desk.path / "home.toml").write_text("[oops")
    assert "triage check" in looked(settings_sensor(desk.path))
    assert desk.office.taken == []


def test_an_alert_that_is_owed_waits_before_it_is_said_again(two: Desk) -> None:
    """A server that takes a mail and does not say so would else get it at every look."""
    two.office.cuts = 9
    for _ in range(3):
        looked(settings_sensor(two.path))
    (receipt,) = Receipts(two.path / "deliveries").since(dt.date.min)
    assert (receipt.state, len(receipt.tries)) == (OWED, 1)
    tried = dt.datetime.fromisoformat(receipt.tries[0].begun_at)
    told = dict.fromkeys((299, 300), False)
    home, problems = read_sound(two.path)
    assert home
    alert = settings_alert(OPERATOR, home, problems, dt.date.fromisoformat(receipt.period))
    assert alert
    for seconds in told:
        later = tried + dt.timedelta(seconds=seconds)
        told[seconds] = may_be_told(Receipts.of(home), alert, later)
    assert told == {299: False, 300: True}


def test_a_look_leaves_alerts_to_the_next_while_a_run_holds_the_home(two: Desk) -> None:
    home, _ = read_sound(two.path)
    assert home
    with Warehouse(home).lock(0.0):
        looked(settings_sensor(two.path))
    assert two.office.taken == []
    looked(settings_sensor(two.path))
    assert len(two.to(OPERATOR)) == 1


def test_one_practice_s_wrong_settings_silence_no_alert_of_a_run(two: Desk) -> None:
    sensor = failure_sensor(two.path)
    with dg.DagsterInstance.ephemeral() as instance:
        result = broken.execute_in_process(instance=instance, raise_on_error=False)
        sensor(
            dg.build_run_status_sensor_context(
                sensor_name="a_run_failed",
                dagster_instance=instance,
                dagster_run=result.dagster_run,
                dagster_event=result.get_run_failure_event(),
            ).for_run_failure()
        )
    assert len(two.to(OPERATOR)) == 1
    assert looked(owed_sensor(two.path)) == "Nothing is owed that has waited long enough."
    (two.path / "home.toml").write_text("[oops")
    # A run of the job would fail on the same settings every five minutes.
    assert "triage check" in looked(owed_sensor(two.path))


@dg.op
def breaks() -> None:
    """Fail."""
    raise ValueError


@dg.job(executor_def=dg.in_process_executor)
def broken() -> None:
    """Fail."""
    breaks()


@pytest.mark.parametrize(("is_dead", "count"), [(True, 1), (False, 0)])
def test_a_command_that_was_killed_cannot_tell_of_itself(
    is_dead: bool, count: int, desk: Desk
) -> None:
    sensor = failure_sensor(desk.path)
    with dg.DagsterInstance.ephemeral() as instance:
        run = instance.create_run_for_job(broken, tags={"triage/started_by": "command"})
        event = instance.report_run_failed(run, DIED if is_dead else None)
        sensor(
            dg.build_run_status_sensor_context(
                sensor_name="a_run_failed",
                dagster_instance=instance,
                dagster_run=run,
                dagster_event=event,
            ).for_run_failure()
        )
    assert len(desk.to(OPERATOR)) == count


def test_a_delivery_that_was_refused_is_told_once_a_period_without_an_address(desk: Desk) -> None:
    desk.print_week()
    desk.office.refusals = {MANAGER: ["550 nobody"], BANK: ["550 nobody"]}
    deliver_week(desk.practice, WEEK, None, desk.postman())
    (alert,) = stuck_alerts(desk.home, desk.now)
    desk.postman().deliver([alert])
    said = everything_in(desk.to(OPERATOR)[0]).decode()
    assert "deliveries of larkspur need a person" in said
    assert "Stuck: 2 packet refused" in said
    assert MANAGER not in said
    # One of the two is mended: the operator knows already.
    desk.office.refusals = {MANAGER: ["550 nobody"]}
    deliver_week(desk.practice, WEEK, None, desk.postman())
    (again,) = stuck_alerts(desk.home, desk.now)
    assert "1 packet refused" in again.about
    assert not may_be_told(desk.receipts, again, desk.now)


def test_what_all_readers_have_is_not_told(desk: Desk) -> None:
    desk.print_week()
    deliver_week(desk.practice, WEEK, None, desk.postman())
    assert stuck_alerts(desk.home, desk.now) == []
    assert looked(stuck_sensor(desk.path)) == "0 to tell of."


@pytest.mark.parametrize(("minutes", "is_told"), [(239, False), (240, True)])
def test_a_delivery_that_is_owed_is_told_after_four_hours(
    minutes: int, is_told: bool, desk: Desk
) -> None:
    desk.print_week()
    desk.office.refusals = {MANAGER: ["450 later"] * 3}
    receipts = deliver_week(desk.practice, WEEK, None, desk.postman())
    assert receipts[0].state == OWED
    later = desk.now + dt.timedelta(minutes=minutes)
    alert = undelivered_alert(OPERATOR, "larkspur", WEEK, receipts, later)
    assert (alert is not None) == is_told


@pytest.mark.parametrize(("days", "is_sent"), [(6, True), (7, False)])
def test_lists_held_back_go_out_when_their_password_comes_within_the_week(
    days: int, is_sent: bool, desk: Desk
) -> None:
    desk.readers(WITH_LISTS)
    desk.print_lists()
    del desk.secrets["LIST_PASSWORD"]
    receipts = deliver_week(desk.practice, WEEK, DAY, desk.postman())
    assert {one.state for one in receipts} == {WITHHELD}
    assert {one.state for one in deliver_owed(desk.home, desk.postman())} == {WITHHELD}
    desk.secrets["LIST_PASSWORD"] = LIST_PASSWORD
    desk.now += dt.timedelta(days=days)
    again = deliver_owed(desk.home, desk.postman())
    assert {one.state for one in again} == ({SENT} if is_sent else set())


def test_a_server_that_fell_silent_over_a_mail_is_asked_once_for_each_other(desk: Desk) -> None:
    desk.print_week()
    desk.office.cuts = 9
    receipts = deliver_week(desk.practice, WEEK, None, desk.postman())
    assert [len(one.tries) for one in receipts] == [3, 1]
    assert {one.state for one in receipts} == {OWED}


def test_a_look_asks_the_server_once(desk: Desk) -> None:
    desk.print_week()
    desk.office.refusals = {MANAGER: ["450 later"] * 3}
    receipts = deliver_week(desk.practice, WEEK, None, postman_in_a_hurry(desk.home))
    assert [(one.state, len(one.tries)) for one in receipts] == [(OWED, 1), (SENT, 1)]


def test_a_disk_that_takes_no_receipt_is_told_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WriteError(Problem("home", "Its disk is full.", "Nothing is kept.", "Free space."))

    monkeypatch.setattr(Receipts, "write", full)
    tell_operator(desk.home, "refresh", "", [], "WriteError")
    assert "Kind of error: WriteError" in everything_in(desk.to(OPERATOR)[0]).decode()


def test_a_broken_practice_is_left_out_of_what_watches_and_of_nothing_else(two: Desk) -> None:
    home, problems = read_sound(two.path)
    assert home
    assert [each.practice_id for each in home.practices] == ["larkspur"]
    assert problems
    with pytest.raises(SettingsError, match="practise"):
        Home.open(two.path)
    shutil.rmtree(two.path / "practices" / "zinnia")
    assert read_sound(two.path)[1] == []


def test_what_is_owed_to_a_practice_whose_settings_are_wrong_stays_owed(two: Desk) -> None:
    owed = Receipt("k1", "zinnia", PACKET, WEEK.isoformat(), MANAGER)
    two_now = two.postman_of(Home.open_serving(two.path))
    two_now.receipts.write(owed)
    tried = deliver_owed(Home.open_serving(two.path), two_now)
    assert [(one.practice_id, one.state) for one in tried] == [("zinnia", OWED)]
    file = two.path / "practices" / "zinnia" / "practice.toml"
    file.write_text(file.read_text().replace("[practise]", "[practice]"))
    # Mended, they name no such reader.
    tried = deliver_owed(two.home, two.postman())
    assert [(one.practice_id, one.state) for one in tried] == [("zinnia", LAPSED)]
