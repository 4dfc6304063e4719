import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import duckdb
import pytest

from pipeline.errors import TriageError
from pipeline.packing import pack_worklists
from reports.packet import Odds, Worklist

PRACTICE = "river"
WEEK = dt.date(2026, 11, 16)
MONDAY = WEEK + dt.timedelta(days=7)
TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def work_days(put: Callable[..., None]) -> None:
    for week, until, running in ((WEEK, MONDAY, False), (MONDAY, TODAY, True)):
        end = until + dt.timedelta(days=1) if running else until
        put(
            "facts.dim_work_days", packet_week=week, covers_until=end, is_running=running,
            shred_on=end,
        )  # fmt: skip
        for order, role, owner in ((1, "coder_charge_entry", "JS"), (2, "payment_poster", None)):
            put(
                "packet.pkt_worklist_owners", packet_week=week, covers_until=end,
                is_running=running, practice_name="Riverbend", is_invented=False, shred_on=end,
                owner_role=role, owner_order=order, owner_label=role, owner=owner,
            )  # fmt: skip


@pytest.fixture
def two_groups(put: Callable[..., None], work_days: None) -> None:
    for group, row, number in ((1, 1, "A1"), (1, 2, "A2"), (2, 1, "B1")):
        put(
            "packet.pkt_worklist_rows", owner_role="coder_charge_entry", group_rank=group,
            row_rank=row, item_kind="denial", payer="Cedar", reason_label="Modifier missing",
            reason_code="CO-4", next_action="Add it", minutes=10 * group, claim_id=number,
            claim_number=number, service_on=None, service=None, likely_back_usd=40,
            is_withheld=number == "A2", is_part2_shown=False, part_label="Denied", part_order=4,
            usd_a_minute=4, item_key="3f0a91c2774b6d05", usual_usd=90, p_low="0.43", p_high="0.79",
            odds_basis=None if number == "A2" else "payer", odds_won_count=14, odds_lost_count=8,
        )  # fmt: skip


def lists_on(warehouse: duckdb.DuckDBPyConnection, day: dt.date | None) -> tuple[Worklist, ...]:
    return pack_worklists(warehouse, PRACTICE, day).lists


def test_rows_keep_the_order_of_the_work(
    warehouse: duckdb.DuckDBPyConnection, two_groups: None
) -> None:
    (coding,) = lists_on(warehouse, WEEK)

    numbers = [[row.claim_number for row in group.rows] for group in coding.groups]
    assert numbers == [["A1", "A2"], ["B1"]]


def test_a_denial_says_what_its_chance_rests_on_and_another_row_says_nothing(
    warehouse: duckdb.DuckDBPyConnection, two_groups: None
) -> None:
    (coding,) = lists_on(warehouse, WEEK)

    first, second = coding.groups[0].rows
    assert first.odds == Odds("payer", 14, 22, Decimal("0.43"), Decimal("0.79"))
    assert second.odds is None


def test_minutes_count_once_a_group(warehouse: duckdb.DuckDBPyConnection, two_groups: None) -> None:
    (coding,) = lists_on(warehouse, WEEK)

    assert coding.minutes == 30


def test_an_owner_with_a_name_and_no_work_is_told_so_and_a_role_without_either_is_left_out(
    warehouse: duckdb.DuckDBPyConnection, work_days: None
) -> None:
    (coding,) = lists_on(warehouse, WEEK)

    assert (coding.owner.initials, coding.claim_count) == ("JS", 0)


@pytest.mark.parametrize(
    ("day", "as_of_on"),
    [(WEEK, MONDAY), (TODAY, TODAY), (MONDAY, TODAY), (None, TODAY)],
    ids=["a packet's week", "today", "the running week", "no day"],
)
def test_a_day_finds_its_list(
    warehouse: duckdb.DuckDBPyConnection,
    work_days: None,
    day: dt.date | None,
    as_of_on: dt.date,
) -> None:
    assert pack_worklists(warehouse, PRACTICE, day).as_of_on == as_of_on


def test_a_day_nobody_built_is_refused(
    warehouse: duckdb.DuckDBPyConnection, work_days: None
) -> None:
    with pytest.raises(TriageError, match="2026-11-20"):
        pack_worklists(warehouse, PRACTICE, dt.date(2026, 11, 20))
