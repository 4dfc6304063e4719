"""Page 8 and the decisions workbook, packed from their tables."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.packing import pack, pack_decisions
from pipeline.practice import Home, init_home
from pipeline.printing import print_decisions
from pipeline.worklist_keys import WorkKey, read_key
from reports.packet import CategoryPromise, Decision, Owner, Packet
from reports.render import summary_html

PRACTICE = "river"
WEEK = dt.date(2026, 11, 16)
MONDAY = WEEK + dt.timedelta(days=7)
OWNER = {"owner_label": "Coding & charge entry", "owner": "JS"}

Put = Callable[..., None]
Warehouse = duckdb.DuckDBPyConnection


@pytest.fixture
def week_before(warehouse: Warehouse, quiet_week: None) -> None:
    warehouse.execute("update packet.pkt_cover set has_week_before = true")


@pytest.fixture
def decided(week_before: None, put: Put) -> None:
    for number, (state, is_settled) in enumerate((("started", False), ("done", True)), start=1):
        put(
            "packet.pkt_decisions", decision_id=f"{number:016x}", decision_rank=number,
            reason_label=f"Cause {number}", suggested_check="Stop it", decided_on=WEEK,
            decision_label="Train", owner_order=4, due_on=WEEK, state=state,
            is_settled=is_settled, is_overdue=not is_settled, week_count=1,
            before_claim_count=None, since_claim_count=3, **OWNER,
        )  # fmt: skip
    put(
        "packet.pkt_causes", reason_id="r", cause_rank=1, reason_label="Modifier missing",
        origin="coding", weeks_seen=1, likely_back_usd=50, suggested_check="Stop it",
        owner_order=4, decision_id=f"{9:016x}", **OWNER,
    )  # fmt: skip
    for kind, label in (("decision", "Train"), ("owner", "Billing manager"), ("state", "Done")):
        put(
            "packet.pkt_decision_choices", choice_kind=kind, choice=label, label_text=label,
            display_order=1,
        )  # fmt: skip


def page_8(packet: Packet) -> str:
    html = summary_html(packet)
    return html[html.index('id="decisions"') : html.index('id="quality"')]


def test_what_became_of_a_promise_reaches_the_page(
    warehouse: Warehouse, week_before: None, put: Put
) -> None:
    put(
        "packet.pkt_promises", category="coding_modifier", category_label="Coding", promise_rank=1,
        next_action="Add the modifier", act_by_on=dt.date(2026, 11, 20), promised_claim_count=13,
        closed_claim_count=2, won_claim_count=1, worked_claim_count=7, untouched_claim_count=4,
        promise_state="started", **OWNER,
    )  # fmt: skip
    packet = pack(warehouse, PRACTICE, WEEK)
    assert packet.meeting.promises == (
        CategoryPromise(
            category="Coding",
            owner=Owner("Coding & charge entry", "JS"),
            next_action="Add the modifier",
            act_by_on=dt.date(2026, 11, 20),
            claim_count=13,
            closed_count=2,
            won_count=1,
            worked_count=7,
            untouched_count=4,
            state="started",
        ),
    )
    assert "9 of 13 claims worked (2 closed, 1 won), 4 untouched" in page_8(packet)


def test_decisions_reach_the_page_until_a_packet_told_they_are_done(
    warehouse: Warehouse, decided: None
) -> None:
    started, done = pack(warehouse, PRACTICE, WEEK).meeting.decisions
    assert started == Decision(
        cause="Cause 1",
        decision="Train",
        owner=Owner("Coding & charge entry", "JS"),
        due_on=WEEK,
        decided_on=WEEK,
        state="started",
        is_overdue=True,
        week_count=1,
        before_count=None,
        since_count=3,
    )
    assert done.state == "done"


def test_the_first_packet_has_nothing_to_look_back_at(
    warehouse: Warehouse, quiet_week: None
) -> None:
    packet = pack(warehouse, PRACTICE, WEEK)
    assert not packet.meeting.follows_packet
    assert "No earlier packet, so no promise to look at." in page_8(packet)


def test_a_repeat_says_how_its_decision_stands_else_what_became_of_its_category(
    warehouse: Warehouse, week_before: None, put: Put
) -> None:
    for number, (promise, decision) in enumerate(
        (("started", "no_word"), ("not_done", None), (None, None))
    ):
        put(
            "packet.pkt_repeats", reason_id=str(number), reason_label=f"R{number}", payer="Cedar",
            week_before_count=9, this_week_count=9 - number, is_compared=True,
            promise_state=promise, decision_state=decision,
        )  # fmt: skip
    repeats = pack(warehouse, PRACTICE, WEEK).repeats
    assert [(repeat.promise, repeat.decision) for repeat in repeats] == [
        ("started", "no_word"),
        ("not_done", None),
        ("none", None),
    ]


def test_the_workbook_lists_causes_and_what_is_not_done_under_keys_of_its_meeting(
    warehouse: Warehouse, decided: None
) -> None:
    book = pack_decisions(warehouse, PRACTICE, WEEK)
    assert [one.decision.cause for one in book.open] == ["Cause 1"]
    assert [one.cause.label for one in book.causes] == ["Modifier missing"]
    assert read_key(book.open[0].key, PRACTICE) == WorkKey(f"{1:016x}", MONDAY, 4)
    assert read_key(book.causes[0].key, PRACTICE) == WorkKey(f"{9:016x}", MONDAY, 4)
    assert book.choices.decisions == ("Train",)


def test_a_workbook_that_somebody_filled_in_stays(
    warehouse: Warehouse, decided: None, tmp_path: Path
) -> None:
    init_home(tmp_path, PRACTICE, "Riverbend")
    (practice,) = Home.open(tmp_path).practices
    book = pack_decisions(warehouse, PRACTICE, WEEK)
    first = print_decisions(practice, book)
    assert first.path.name == "2026-11-16-decisions.xlsx"
    assert print_decisions(practice, book) == first
    first.path.write_bytes(b"filled in")
    second = print_decisions(practice, book)
    assert second.path.name == "2026-11-16-decisions-2.xlsx"
    assert (first.path.read_bytes(), second.sha256) == (b"filled in", first.sha256)
