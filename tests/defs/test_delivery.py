"""Delivery as Dagster runs it: who is mailed unasked, what the check says, what is tried again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs.delivery.arrivals import DELIVERY, NAME, arrived, deliveries
from pipeline.defs.delivery.assets import brought
from pipeline.defs.wiring.home import Order, TriageHome
from pipeline.defs.wiring.jobs import weekly_triage
from pipeline.mailing import Postman
from pipeline.practice import Home, init_home
from pipeline.publishing import publish
from pipeline.resources.mail import NO_ADDRESS, MailServer
from pipeline.resources.receipts import OWED, SENT, Receipts
from pipeline.resources.warehouse import Warehouse
from pipeline.rounds import WEEKLY_JOB
from pipeline.runs import record_run
from tests.posting import ENVIRONMENT, PostOffice, post_office

WEEK, DAY = dt.date(2026, 11, 16), dt.date(2026, 11, 23)
MONDAY = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
READER = "manager@larkspur.example"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with post_office(tmp_path / "office") as office:
        yield office


@pytest.fixture
def home(tmp_path: Path, office: PostOffice) -> Home:
    """A home with one reader, one packet and a published copy of a day."""
    home = init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")
    text = (home.path / "home.toml").read_text().partition("[mail]")[0]
    (home.path / "home.toml").write_text(text + office.toml())
    (practice,) = home.practices
    with practice.settings_file.open("a") as file:
        file.write(f'\n[[recipients]]\naddress = "{READER}"\n')
    (practice.packets_folder / f"{WEEK}-summary.pdf").write_bytes(b"counts only")
    home.working_file.parent.mkdir(parents=True)
    with Warehouse(home).writing() as connection:
        record_run(connection, home, practice, "one", DAY, MONDAY)
    publish(home)
    return Home.open(home.path)


def postman(home: Home) -> Postman:
    server = MailServer(home.settings.mail, home.path, ENVIRONMENT)
    return Postman(Receipts.of(home), server, lambda: MONDAY, [].append)


def bring(home: Home, job: str = "weekly_triage", week: dt.date = WEEK) -> dg.MaterializeResult:
    return brought(home, home.practices, week, job, postman(home))


def said(result: dg.MaterializeResult) -> tuple[object, object, bool]:
    told = result.metadata or {}
    checks = list(result.check_results or ())
    assert len(checks) == 1
    return told["larkspur/mail"], told["larkspur/needs_a_person"], checks[0].passed


def test_the_job_that_mails_is_the_weekly_one() -> None:
    assert weekly_triage.name == WEEKLY_JOB


def test_the_weekly_run_mails_its_packet_once(home: Home, office: PostOffice) -> None:
    assert said(bring(home)) == ("1 sent", False, True)
    assert said(bring(home)) == ("1 sent before", False, True)
    assert len(office.taken) == 1


@pytest.mark.parametrize(
    ("job", "week"),
    [("packets", WEEK), ("__ASSET_JOB", WEEK), ("weekly_triage", WEEK - dt.timedelta(days=7))],
)
def test_a_week_rendered_again_and_an_old_one_are_mailed_to_nobody(
    job: str, week: dt.date, home: Home, office: PostOffice
) -> None:
    (home.practices[0].packets_folder / f"{week}-summary.pdf").write_bytes(b"old")
    asked_for = f"not mailed unasked; to mail it: triage deliver --week {week}"
    assert said(bring(home, job, week)) == (asked_for, False, True)
    assert office.logins == 0


def test_a_failed_mail_fails_no_run_and_shows(home: Home, office: PostOffice) -> None:
    office.refusals[READER] = ["450 later"] * 3
    assert said(bring(home)) == ("1 owed", True, False)
    check = arrived(home, postman(home))
    assert check.severity == dg.AssetCheckSeverity.WARN
    assert check.description == (
        "0 deliveries arrived, 1 are owed, 0 were refused, 0 lists were not attached; "
        "the receipts lie under deliveries in the home."
    )
    assert READER not in str(check)
    # The next run brings it, in whichever week that is.
    assert said(bring(home)) == ("1 sent", False, True)


def test_an_address_refused_for_good_shows_too(home: Home, office: PostOffice) -> None:
    office.refusals[READER] = ["550 nobody"]
    assert said(bring(home)) == ("1 refused", True, False)
    (receipt,) = Receipts.of(home).since(WEEK)
    assert receipt.words == NO_ADDRESS


def test_two_practices_get_each_their_own(home: Home, office: PostOffice) -> None:
    both = init_home(home.path, "aster", "Aster Clinic")
    aster = both.practice("aster")
    with aster.settings_file.open("a") as file:
        file.write('\n[[recipients]]\naddress = "aster@aster.example"\n')
    (aster.packets_folder / f"{WEEK}-summary.pdf").write_bytes(b"of aster")
    opened = Home.open(home.path)
    with Warehouse(opened).writing() as connection:
        record_run(connection, opened, aster, "one", DAY, MONDAY)
    publish(opened)
    brought(opened, opened.practices, WEEK, "weekly_triage", postman(opened))
    assert {
        message["To"]: [part.get_payload(decode=True) for part in message.iter_attachments()]
        for message in office.mails
    } == {READER: [b"counts only"], "aster@aster.example": [b"of aster"]}


@pytest.mark.parametrize("week", ["", WEEK.isoformat()])
def test_the_job_brings_what_is_owed_and_the_check_turns(
    week: str, home: Home, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = dt.datetime.now(dt.UTC)
    office.refusals[READER] = ["450 later"] * 3
    late = Postman(Receipts.of(home), postman(home).server, lambda: clock, [].append)
    week_now = _newest_week(home, clock)
    (home.practices[0].packets_folder / f"{week_now}-summary.pdf").write_bytes(b"new")
    brought(home, home.practices, week_now, "weekly_triage", late)
    assert [each.state for each in Receipts.of(home).since(week_now)] == [OWED]
    resources = {
        "triage_home": TriageHome(path=str(home.path)),
        "order": Order(deliver_week=week and week_now.isoformat()),
    }
    with dg.DagsterInstance.ephemeral() as instance:
        result = deliveries.execute_in_process(instance=instance, resources=resources)
    assert result.success
    (check,) = result.get_asset_check_evaluations()
    assert (check.asset_key, check.check_name, check.passed) == (DELIVERY, NAME, True)
    assert [each.state for each in Receipts.of(home).since(week_now)] == [SENT]
    assert len(office.taken) == 1


def _newest_week(home: Home, clock: dt.datetime) -> dt.date:
    from pipeline.packet_week import last_complete_week

    today = clock.astimezone(home.practices[0].zone).date()
    return last_complete_week(today, home.practices[0].week_starts_on)
