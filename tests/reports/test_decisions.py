"""Page 8: what is looked back at, in which order, and how much of it."""

import re
from dataclasses import replace

import pytest

from reports.packet import CategoryPromise, Decision, Meeting, Packet
from reports.render import summary_html
from reports.views.decisions import decision_account, decisions_page, promise_account
from reports.views.measures import measures_page
from reports.words import DECISION_STATES
from tests.reports.invented import weeks
from tests.reports.invented.meeting import DECISIONS

LATE, SILENT = DECISIONS


def promises(packet: Packet) -> tuple[CategoryPromise, ...]:
    return packet.meeting.promises


@pytest.mark.parametrize(
    ("closed", "won", "worked", "untouched", "said"),
    [
        (0, 0, 9, 0, "9 of 9 claims worked"),
        (0, 0, 9, 4, "9 of 13 claims worked, 4 untouched"),
        (3, 0, 0, 0, "3 of 3 claims worked (3 closed)"),
        (3, 1, 6, 4, "9 of 13 claims worked (3 closed, 1 won), 4 untouched"),
        (0, 0, 1, 0, "1 of 1 claim worked"),
        (0, 0, 0, 13, "none of 13 claims worked"),
    ],
)
def test_what_became_of_a_promise_in_words(
    closed: int, won: int, worked: int, untouched: int, said: str
) -> None:
    promise = replace(
        promises(weeks.group())[0],
        claim_count=closed + worked + untouched,
        closed_count=closed,
        won_count=won,
        worked_count=worked,
        untouched_count=untouched,
    )
    assert promise_account(promise) == said


@pytest.mark.parametrize(
    ("before", "since", "said"),
    [
        (14, 19, "14 claims in the 2 weeks before, 19 claims since"),
        (1, 0, "1 claim in the 2 weeks before, 0 claims since"),
        (None, 19, "19 claims in the 2 weeks since"),
        (None, None, "a file is missing, so its claims are not counted"),
    ],
)
def test_claims_of_a_cause_are_counts_and_no_verdict(
    before: int | None, since: int | None, said: str
) -> None:
    assert decision_account(replace(LATE, before_count=before, since_count=since)) == said


def test_what_needs_a_word_comes_first_and_is_framed() -> None:
    page = decisions_page(replace(weeks.group(), meeting=weeks.group().meeting))
    framed = [row.is_framed for row in page.rows]
    assert framed == sorted(framed, reverse=True)
    assert page.rows[0].state == "Started, overdue"
    assert {row.state for row in page.rows if row.is_framed} >= {"Not done", "No word yet"}


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_rows_shown_and_cut_add_up_to_all_promised_claims(name: str) -> None:
    packet = weeks.SUMMARIES[name]()
    page = decisions_page(packet)
    all_rows = len(packet.meeting.promises) + len(packet.meeting.decisions)
    cut = re.fullmatch(r"and (\d+) more(?:, ([\d,]+) claims?)?\.", page.more)
    rows, claims = (int(cut[1]), int((cut[2] or "0").replace(",", ""))) if cut else (0, 0)
    assert len(page.rows) + rows == all_rows
    shown = sum(row.claim_count for row in page.rows)
    assert shown + claims == sum(promise.claim_count for promise in packet.meeting.promises)


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_there_is_room_to_write(name: str) -> None:
    packet = weeks.SUMMARIES[name]()
    least = 3 if packet.size == "solo" else 4
    assert len(decisions_page(packet).blank_rows) >= least


def test_with_a_file_missing_the_account_says_that_it_may_be_short() -> None:
    assert "A file is missing" in decisions_page(weeks.bad_week()).note
    assert "A file is missing" not in decisions_page(weeks.group()).note


def test_a_week_after_a_quiet_one_says_that_nothing_was_asked_for() -> None:
    packet = replace(weeks.quiet(), meeting=Meeting(follows_packet=True))
    assert "The last packet had no denial, so it asked for nothing" in summary_html(packet)


def test_the_first_week_says_that_there_is_no_earlier_packet() -> None:
    html = summary_html(weeks.first_week())
    assert "No earlier packet, so no promise to look at." in html
    assert "What became of it" not in html


def repeats_with(decision: Decision | None) -> tuple[str, bool]:
    packet = weeks.group()
    state = decision.state if decision else None
    first = replace(packet.repeats[0], promise="started", decision=state)
    row = measures_page(replace(packet, repeats=(first,))).repeats[0]
    return row.promise, row.is_broken


def test_a_repeat_prints_the_decision_about_it_before_the_promise_for_its_category() -> None:
    assert repeats_with(None) == ("Started", False)
    assert repeats_with(LATE) == ("Decided: started", False)
    assert repeats_with(SILENT) == ("Decided: no word yet", True)


def test_every_state_has_its_words() -> None:
    assert {row.state for row in DECISIONS} <= set(DECISION_STATES)
