"""Each delivery once, whatever fails in between."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import stat
import subprocess
import sys
import textwrap

import pytest

from pipeline.delivery import OUTSIDE, SUMMARY, packet_path
from pipeline.mailing import NO_SERVER, SECONDS_BETWEEN_TRIES, SERVER_DOWN
from pipeline.resources import mail
from pipeline.resources.receipts import (
    DIED,
    LAPSED,
    OWED,
    REFUSED,
    SENDING,
    SENT,
    WITHHELD,
    Receipt,
)
from pipeline.resources.whole_files import WriteError
from pipeline.rounds import (
    NOT_DUE,
    TOO_OLD,
    WEEKLY_JOB,
    deliver_owed,
    deliver_week,
    mails_by_itself,
    newest,
    told,
    tries_due,
)
from tests.delivery.conftest import BANK, DAY, MANAGER, MONDAY, READERS, WEEK, WITH_LISTS, Desk
from tests.posting import TAKEN, opened

MINUTE = dt.timedelta(minutes=1)


def one(receipts: list[Receipt], to: str = MANAGER) -> Receipt:
    (found,) = [each for each in receipts if each.to == to]
    return found


def test_each_reader_gets_the_edition_for_him_once(desk: Desk) -> None:
    desk.print_week()
    for _ in range(2):
        receipts = deliver_week(desk.practice, WEEK, None, desk.postman())
        assert [each.state for each in receipts] == [SENT, SENT]
    attached = {
        message["To"]: [part.get_payload(decode=True) for part in message.iter_attachments()]
        for message in desk.office.mails
    }
    assert len(desk.office.taken) == 2
    assert attached == {
        MANAGER: [packet_path(desk.practice, WEEK, SUMMARY).read_bytes()],
        BANK: [packet_path(desk.practice, WEEK, OUTSIDE).read_bytes()],
    }


def test_the_same_packet_rendered_again_is_not_sent_again(desk: Desk) -> None:
    said = []
    for _ in range(2):
        desk.print_week()
        postman = desk.postman()
        receipts = deliver_week(desk.practice, WEEK, None, postman)
        said.append(told(receipts, postman.handed_over))
    assert len(desk.office.taken) == 2
    assert said == ["2 sent", "2 sent before"]


def test_a_changed_packet_is_sent_again_and_says_so(desk: Desk) -> None:
    path = packet_path(desk.practice, WEEK, SUMMARY)
    desk.print_week()
    first = path.read_bytes()
    for content in (first, first + b"%", first + b"%", first, first):
        path.write_bytes(content)
        deliver_week(desk.practice, WEEK, None, desk.postman())
    mails = [opened(raw) for raw in desk.to(MANAGER)]
    # The first came back: its reader holds the second, so it is sent again.
    assert ["Corrected: " in each["Subject"] for each in mails] == [False, True, True]
    assert len({each["Message-ID"] for each in mails}) == 3
    assert "It replaces the one sent before for this week." in mails[1].as_string()
    assert "replaces" not in mails[0].as_string()


def test_a_new_week_is_no_correction(desk: Desk) -> None:
    for week in (WEEK, WEEK + dt.timedelta(days=7)):
        desk.print_week(week)
        deliver_week(desk.practice, week, None, desk.postman())
    assert not [each for each in desk.office.mails if "Corrected" in each["Subject"]]
    assert len(desk.to(MANAGER)) == 2


def test_a_receipt_says_what_when_and_how_and_nobody_else_reads_it(desk: Desk) -> None:
    desk.print_week()
    receipt = one(deliver_week(desk.practice, WEEK, None, desk.postman()))
    file = desk.receipts.file(receipt)
    kept = json.loads(file.read_text())
    assert kept["tries"] == [
        {"begun_at": MONDAY.isoformat(), "words": "The mail server accepted it.",
         "is_uncertain": False}
    ]  # fmt: skip
    assert kept["parts"][0]["name"] == "2026-11-16-summary.pdf"
    assert kept["message_id"] == opened(desk.to(MANAGER)[0])["Message-ID"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    below = [file.parents[at] for at in range(3)]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in below] == [0o700] * 3
    assert below[2] == desk.path / "deliveries"


def test_what_may_pass_is_tried_three_times_with_growing_waits(desk: Desk) -> None:
    desk.print_week()
    desk.office.refusals[MANAGER] = ["450 later", "451 later"]
    receipt = one(deliver_week(desk.practice, WEEK, None, desk.postman()))
    assert (receipt.state, len(receipt.tries)) == (SENT, 3)
    assert desk.slept == list(SECONDS_BETWEEN_TRIES)
    assert not receipt.may_be_twice


def test_a_mail_that_failed_is_owed_and_the_next_round_brings_it(desk: Desk) -> None:
    desk.print_week()
    desk.office.refusals[MANAGER] = ["450 later"] * 3
    receipts = deliver_week(desk.practice, WEEK, None, desk.postman())
    assert one(receipts).state == OWED
    # One reader's trouble is not another's.
    assert one(receipts, BANK).state == SENT

    (again,) = deliver_owed(desk.home, desk.postman())
    assert (again.state, again.to, len(again.tries)) == (SENT, MANAGER, 4)
    assert deliver_owed(desk.home, desk.postman()) == []
    assert len(desk.office.taken) == 2


@pytest.mark.parametrize("what", ["packet", "lists"])
def test_what_was_rendered_anew_while_it_was_owed_goes_out_as_it_is_now(
    desk: Desk, what: str
) -> None:
    desk.readers(WITH_LISTS)
    desk.print_week()
    desk.print_lists()
    desk.office.on_sender = lambda: "451 not now"
    deliver_week(desk.practice, WEEK, DAY, desk.postman())
    file = packet_path(desk.practice, WEEK, SUMMARY)
    if what == "lists":
        (file,) = desk.practice.worklists_folder.glob("*.pdf")
    file.write_bytes(file.read_bytes() + b"%")
    desk.office.on_sender = lambda: "250 ok"
    deliver_owed(desk.home, desk.postman())
    deliver_owed(desk.home, desk.postman())
    assert deliver_owed(desk.home, desk.postman()) == []
    assert not [state for states in desk.states().values() for state in states if state == OWED]
    subjects = sorted(str(opened(raw)["Subject"]) for raw in desk.to(MANAGER))
    assert len(subjects) == 2
    assert SENT in desk.states()[what, MANAGER]


def test_what_no_server_took_is_tried_again_by_itself_once_there_is_one(desk: Desk) -> None:
    desk.print_week()
    settings = desk.path / "home.toml"
    whole = settings.read_text()
    settings.write_text(
        whole.replace(f"port = {desk.office.port}", "port = 1").replace(
            'host = "localhost"', 'host = ""'
        )
    )
    deliver_week(desk.practice, WEEK, None, desk.postman())
    desk.now += dt.timedelta(minutes=1)
    assert tries_due(desk.home, desk.receipts, desk.now) == []
    desk.now += dt.timedelta(minutes=10)
    before = tries_due(desk.home, desk.receipts, desk.now)
    assert len(before) == 2
    deliver_owed(desk.home, desk.postman())
    desk.now += dt.timedelta(hours=1)
    # Each try is asked for by a key of its own, or Dagster would start no second run.
    assert set(before).isdisjoint(tries_due(desk.home, desk.receipts, desk.now))
    settings.write_text(whole)
    assert {each.state for each in deliver_owed(desk.home, desk.postman())} == {SENT}


def test_an_old_week_that_a_person_asked_for_is_owed_as_long_as_a_new_one(desk: Desk) -> None:
    week = WEEK - dt.timedelta(weeks=10)
    desk.print_week(week)
    desk.office.refusals[MANAGER] = ["450 later"] * 3
    deliver_week(desk.practice, week, None, desk.postman())
    desk.now += dt.timedelta(days=1)
    assert len(tries_due(desk.home, desk.receipts, desk.now)) == 1
    assert [each.state for each in deliver_owed(desk.home, desk.postman())] == [SENT]


def test_an_address_refused_for_good_is_not_tried_again_by_itself(desk: Desk) -> None:
    desk.print_week()
    desk.office.refusals[MANAGER] = ["550 nobody here"]
    postman = desk.postman()
    receipts = deliver_week(desk.practice, WEEK, None, postman)
    assert [each.state for each in receipts] == [REFUSED, SENT]
    assert (one(receipts).words, desk.slept) == (mail.NO_ADDRESS, [])
    assert told(receipts, postman.handed_over) == "1 sent, 1 refused"
    assert deliver_owed(desk.home, desk.postman()) == []
    # A person who asks for the week asks for all of it.
    assert one(deliver_week(desk.practice, WEEK, None, desk.postman())).state == SENT


def test_a_server_that_is_down_is_asked_for_one_reader_only(desk: Desk) -> None:
    desk.print_week()
    text = (desk.path / "home.toml").read_text()
    closed = text.replace(f"port = {desk.office.port}", "port = 1")
    (desk.path / "home.toml").write_text(closed)
    receipts = deliver_week(desk.practice, WEEK, None, desk.postman())
    assert [(each.state, each.words) for each in receipts] == [
        (OWED, mail.UNREACHABLE),
        (OWED, SERVER_DOWN),
    ]
    assert len(desk.slept) == len(SECONDS_BETWEEN_TRIES)

    (desk.path / "home.toml").write_text(text)
    assert [each.state for each in deliver_owed(desk.home, desk.postman())] == [SENT, SENT]


def test_a_wrong_password_is_tried_once(desk: Desk) -> None:
    desk.print_week()
    desk.secrets["MAIL_PASSWORD"] = "another"
    receipts = deliver_week(desk.practice, WEEK, None, desk.postman())
    assert [each.words for each in receipts] == [mail.NO_LOGIN, SERVER_DOWN]
    assert desk.slept == []


def test_without_a_server_everything_is_owed(desk: Desk) -> None:
    desk.print_week()
    text = (desk.path / "home.toml").read_text()
    (desk.path / "home.toml").write_text(text.replace('host = "localhost"', 'host = ""'))
    receipts = deliver_week(desk.practice, WEEK, None, desk.postman())
    assert {(each.state, each.words) for each in receipts} == {(OWED, NO_SERVER)}


def test_who_is_no_longer_a_reader_does_not_get_what_was_owed(desk: Desk) -> None:
    desk.print_week()
    desk.office.refusals[MANAGER] = ["450 later"] * 3
    deliver_week(desk.practice, WEEK, None, desk.postman())
    desk.readers(READERS.replace(MANAGER, "successor@larkspur.example"))
    (again,) = deliver_owed(desk.home, desk.postman())
    assert (again.state, again.words) == (LAPSED, NOT_DUE)
    assert desk.to(MANAGER) == []


def test_what_is_owed_gives_way_to_a_newer_version(desk: Desk) -> None:
    desk.print_week()
    desk.office.refusals[MANAGER] = ["450 later"] * 3
    deliver_week(desk.practice, WEEK, None, desk.postman())
    path = packet_path(desk.practice, WEEK, SUMMARY)
    path.write_bytes(path.read_bytes() + b"%")
    deliver_week(desk.practice, WEEK, None, desk.postman())
    assert desk.states()["packet", MANAGER] == [LAPSED, SENT]
    (only,) = desk.to(MANAGER)
    # Nobody had the first, so this one corrects nothing.
    assert b"Corrected" not in only


@pytest.mark.parametrize(("days", "state"), [(7, SENT), (8, LAPSED)])
def test_a_packet_is_tried_for_a_week(days: int, state: str, desk: Desk) -> None:
    desk.print_week()
    desk.office.refusals[MANAGER] = ["450 later"] * 3
    deliver_week(desk.practice, WEEK, None, desk.postman())
    desk.now = MONDAY + dt.timedelta(days=days)
    (again,) = deliver_owed(desk.home, desk.postman())
    assert again.state == state
    assert (again.words == TOO_OLD) == (state == LAPSED)


def test_waits_grow_from_five_minutes_to_two_hours(desk: Desk) -> None:
    desk.print_week()
    desk.office.refusals[MANAGER] = ["450 later"] * 100
    deliver_week(desk.practice, WEEK, None, desk.postman())
    tried = []
    for minutes in range(600):
        desk.now = MONDAY + minutes * MINUTE
        if tries_due(desk.home, desk.receipts, desk.now):
            deliver_owed(desk.home, desk.postman())
            tried.append(minutes)
    assert tried == [5, 10, 20, 40, 80, 160, 280, 400, 520]


SENDER = textwrap.dedent("""
    import datetime as dt, sys
    from pathlib import Path
    from pipeline.practice import Home
    from pipeline.rounds import deliver_week, postman_of
    home = Home.open(Path(sys.argv[1]))
    week = dt.date.fromisoformat(sys.argv[2])
    deliver_week(home.practices[0], week, None, postman_of(home))
""")


def sending(desk: Desk) -> subprocess.Popen[bytes]:
    """Send the week's one mail in a process of its own."""
    desk.print_week()
    desk.readers(READERS.partition("\n\n[[")[0])
    words = [sys.executable, "-c", SENDER, str(desk.path), WEEK.isoformat()]
    return subprocess.Popen(words, env=os.environ | desk.secrets)


def test_killed_between_acceptance_and_receipt_it_goes_twice_under_one_id(desk: Desk) -> None:
    """The server kills the sender when it has the whole message, before it says so."""
    sender = sending(desk)
    desk.office.on_message = lambda: (sender.kill(), sender.wait(), TAKEN)[2]
    assert sender.wait() == -signal.SIGKILL
    assert desk.states() == {("packet", MANAGER): [SENDING]}

    desk.office.on_message = lambda: TAKEN
    (again,) = deliver_owed(desk.home, desk.postman())
    assert (again.state, again.may_be_twice) == (SENT, True)
    assert again.tries[0].words == DIED
    first, second = (opened(raw) for raw in desk.to(MANAGER))
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Subject"] == second["Subject"]
    assert deliver_week(desk.practice, WEEK, None, desk.postman()) == [again]
    assert len(desk.office.taken) == 2


def test_killed_before_the_message_it_goes_once(desk: Desk) -> None:
    sender = sending(desk)
    desk.office.on_address = lambda: (sender.kill(), sender.wait())
    assert sender.wait() == -signal.SIGKILL
    desk.office.on_address = lambda: None
    assert (desk.states(), desk.office.taken) == ({("packet", MANAGER): [SENDING]}, [])

    (again,) = deliver_week(desk.practice, WEEK, None, desk.postman())
    # It cannot know that it did not go out, and says so.
    assert (again.state, again.may_be_twice) == (SENT, True)
    assert len(desk.office.taken) == 1


def test_a_line_cut_before_the_answer_is_told_as_perhaps_twice(desk: Desk) -> None:
    desk.print_week()
    desk.readers(READERS.partition("\n\n[[")[0])
    desk.office.cuts = 1
    (receipt,) = deliver_week(desk.practice, WEEK, None, desk.postman())
    assert (receipt.state, receipt.may_be_twice, len(receipt.tries)) == (SENT, True, 2)
    assert receipt.tries[0].is_uncertain
    assert len({opened(raw)["Message-ID"] for raw in desk.to(MANAGER)}) == 1


def test_a_server_that_says_no_for_now_leaves_no_doubt(desk: Desk) -> None:
    desk.print_week()
    desk.readers(READERS.partition("\n\n[[")[0])
    answers = iter(["421 4.3.0 going down"])
    desk.office.on_message = lambda: next(answers, TAKEN)
    (receipt,) = deliver_week(desk.practice, WEEK, None, desk.postman())
    # It answered that it did not take it, so nothing is uncertain.
    assert (receipt.state, receipt.may_be_twice, len(receipt.tries)) == (SENT, False, 2)


def test_nothing_is_sent_where_no_receipt_can_be_kept(desk: Desk) -> None:
    desk.print_week()
    (desk.path / "deliveries").write_text("in the way")
    with pytest.raises(WriteError):
        deliver_week(desk.practice, WEEK, None, desk.postman())
    assert desk.office.logins == 0


def test_only_the_weekly_run_mails_and_only_the_newest_week(desk: Desk) -> None:
    practice = desk.practice
    assert mails_by_itself(WEEKLY_JOB, practice, WEEK, MONDAY)
    assert not mails_by_itself("packets", practice, WEEK, MONDAY)
    assert not mails_by_itself(WEEKLY_JOB, practice, WEEK - dt.timedelta(days=7), MONDAY)
    # 04:59 UTC on that Monday is Sunday night in New York: the week is not over there.
    sunday_night = MONDAY.replace(hour=4, minute=59)
    assert not mails_by_itself(WEEKLY_JOB, practice, WEEK, sunday_night)
    assert mails_by_itself(WEEKLY_JOB, practice, WEEK, sunday_night + MINUTE)
    late = MONDAY + dt.timedelta(days=6)
    assert mails_by_itself(WEEKLY_JOB, practice, WEEK, late)
    assert not mails_by_itself(WEEKLY_JOB, practice, WEEK, late + dt.timedelta(days=1))


def test_what_stands_is_the_newest_of_each_reader(desk: Desk) -> None:
    for week in (WEEK, WEEK + dt.timedelta(days=7)):
        desk.print_week(week)
        desk.office.refusals = {MANAGER: ["550 nobody"]} if week == WEEK else {}
        deliver_week(desk.practice, week, None, desk.postman())
    found = newest(desk.home, desk.receipts, desk.now)
    assert sorted(each.state for each in found) == [SENT, SENT]
    desk.readers("")
    assert newest(desk.home, desk.receipts, desk.now) == []


def test_a_packet_that_was_not_rendered_is_not_sent(desk: Desk) -> None:
    assert deliver_week(desk.practice, WEEK, DAY, desk.postman()) == []
    assert WITHHELD not in desk.states().values()
