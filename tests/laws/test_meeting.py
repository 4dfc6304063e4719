"""What the last packet asked for and the last meeting decided, on an invented season."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from dataclasses import dataclass
from html import unescape

import pytest

from pipeline.exports.list_forms import DECIDED, DUE_ON, KEY, STATE, WHO
from pipeline.packing import pack, pack_decisions
from pipeline.practice import Home
from pipeline.resources.warehouse import Warehouse
from pipeline.worklist_keys import WorkKey, key_text
from reports.packet import DecisionBook, Packet
from reports.render import summary_html
from tests.laws.building import Builder, Delivery, contents, differences, query, tables_of
from tests.laws.conftest import Invented

pytestmark = pytest.mark.slow

WEEK = dt.timedelta(days=7)
CLAIMS_BILLER = 5
ABOUT_DECISIONS = {
    "rollups.rlp_followed_decision_week", "rollups.rlp_decision_week", "packet.pkt_decisions",
    "packet.pkt_repeats",
}  # fmt: skip
COUNT_FILES = {"rollups.rlp_quality_week", "packet.pkt_quality"}
ANSWERS = (
    ("Train", "Billing manager", "{late}", "Started"),
    ("Call the payer", "", "", ""),
    ("Change a form or template", "", "", "Done"),
    ("Leave as it is", "", "", ""),
)


@dataclass(frozen=True)
class Decided:
    """The season's home after the decisions of a meeting came back, and the reasons decided on."""

    home: Home
    meeting_on: dt.date
    reasons: list[str]


def packed(home: Home, week: dt.date) -> Packet:
    with Warehouse(home).reading() as connection:
        return pack(connection, home.practices[0].practice_id, week)


def book_of(home: Home, week: dt.date) -> DecisionBook:
    with Warehouse(home).reading() as connection:
        return pack_decisions(connection, home.practices[0].practice_id, week)


def decisions_of(invented: Invented, meeting_on: dt.date) -> tuple[Delivery, list[str]]:
    """Return what a meeting decided about the first reasons of its packet, saved as text."""
    practice_id = invented.season.practice_id
    reasons = query(
        invented.home,
        "select reason_id, reason_label from packet.pkt_reasons "
        "where packet_week = ? order by reason_rank limit ?",
        [meeting_on - WEEK, len(ANSWERS)],
    )
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([DECIDED, WHO, DUE_ON, STATE, KEY])
    for answers, (reason_id, _) in zip(ANSWERS, reasons, strict=True):
        item_key = digest(practice_id, "decision", reason_id, meeting_on.isoformat())[:16]
        late = meeting_on + dt.timedelta(days=6)
        key = key_text(WorkKey(item_key, meeting_on, CLAIMS_BILLER), practice_id)
        writer.writerow([*(answer.format(late=late) for answer in answers), key])
    content = text.getvalue().encode()
    back_on = meeting_on + dt.timedelta(days=1)
    return Delivery("decisions.csv", content, back_on), [label for _, label in reasons]


def digest(*parts: str) -> str:
    return hashlib.sha256("|".join(f"{len(part)}={part}" for part in parts).encode()).hexdigest()


@pytest.fixture(scope="module")
def decided(
    builder: Builder, invented: Invented, tmp_path_factory: pytest.TempPathFactory
) -> Decided:
    meeting_on = invented.season.horizon_on - 3 * WEEK
    delivery, reasons = decisions_of(invented, meeting_on)
    folder = tmp_path_factory.mktemp("decided") / "home"
    home = builder.after(invented.home, folder, [delivery], invented.season.as_of_on)
    return Decided(home, meeting_on, reasons)


def test_promised_counts_are_those_that_the_packet_of_the_week_before_printed(
    invented: Invented,
) -> None:
    columns = "category, category_label, owner_label, owner, next_action, act_by_on"
    promised = query(
        invented.home,
        f"select packet_week - 7, {columns}, promised_claim_count from packet.pkt_promises",
    )
    printed = query(
        invented.home,
        f"select packet_week, {columns}, claim_count from packet.pkt_categories "
        "where packet_week < (select max(packet_week) from facts.dim_packet_weeks)",
    )
    assert len(printed) > 20
    assert sorted(promised, key=repr) == sorted(printed, key=repr)


def test_every_promised_claim_is_closed_worked_or_untouched(invented: Invented) -> None:
    ((rows, apart, done, started, not_done),) = query(
        invented.home,
        "select count(*), count(*) filter (where promised_claim_count != closed_claim_count "
        "+ worked_claim_count + untouched_claim_count or won_claim_count > closed_claim_count), "
        "count(*) filter (where promise_state = 'done' and untouched_claim_count = 0), "
        "count(*) filter (where promise_state = 'started' and untouched_claim_count > 0), "
        "count(*) filter (where promise_state = 'not_done' "
        "and untouched_claim_count = promised_claim_count) from rollups.rlp_promise_week",
    )
    assert apart == 0
    assert rows == done + started + not_done
    assert min(done, started, not_done) > 0


def test_what_a_meeting_decided_stands_on_the_next_packet_s_page(decided: Decided) -> None:
    packet = packed(decided.home, decided.meeting_on)
    found = {each.cause: each for each in packet.meeting.decisions}
    assert set(found) == set(decided.reasons)
    trained, called, changed, left = (found[reason] for reason in decided.reasons)
    assert (trained.decision, trained.owner.role) == ("Train", "Billing manager")
    assert (trained.state, trained.is_overdue, trained.week_count) == ("started", True, 1)
    assert (called.state, called.is_overdue, called.due_on) == ("no_word", False, None)
    assert called.owner.role == "Claims billing"
    assert (changed.state, left.state) == ("done", "left")
    html = summary_html(packet)
    page = html[html.index('id="decisions"') : html.index('id="quality"')]
    assert "Started, overdue" in page
    assert f"Train. {trained.cause}" in unescape(page)


def test_what_is_done_is_told_once_and_the_rest_until_it_is(decided: Decided) -> None:
    later = packed(decided.home, decided.meeting_on + WEEK)
    assert {each.cause for each in later.meeting.decisions} == set(decided.reasons[:2])
    assert {each.week_count for each in later.meeting.decisions} == {2}


def test_the_next_workbook_asks_how_the_open_ones_stand(decided: Decided) -> None:
    book = book_of(decided.home, decided.meeting_on)
    assert {one.decision.cause for one in book.open} == set(decided.reasons[:2])
    keys = [one.key for one in (*book.open, *book.causes)]
    assert len(keys) == len(set(keys))


def test_claims_before_and_since_are_those_the_packets_printed(decided: Decided) -> None:
    found = packed(decided.home, decided.meeting_on).meeting.decisions
    known = [each for each in found if each.since_count is not None]
    assert known
    for each in known:
        before, since = (
            query(
                decided.home,
                "select coalesce(sum(claim_count), 0) from packet.pkt_reasons "
                "where reason_label = ? and packet_week = ?",
                [each.cause, week],
            )[0][0]
            for week in (decided.meeting_on - WEEK, decided.meeting_on)
        )
        assert (each.before_count, each.since_count) == (before, since)


def test_decisions_that_come_back_later_change_no_earlier_week_and_nothing_else(
    invented: Invented, decided: Decided
) -> None:
    tables = tables_of(invented.home, "rollups", "packet")
    until = f"packet_week < date '{decided.meeting_on}'"
    since = f"packet_week >= date '{decided.meeting_on}'"
    now, then = contents(invented.home, tables, until), contents(decided.home, tables, until)
    assert not differences(now, then)
    changed = differences(
        contents(invented.home, tables, since), contents(decided.home, tables, since)
    )
    assert {"rollups.rlp_decision_week", "packet.pkt_decisions"} <= changed.keys()
    assert changed.keys() <= ABOUT_DECISIONS | COUNT_FILES
