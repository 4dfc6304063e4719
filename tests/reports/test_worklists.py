from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.packet import PacketError, WorklistRow
from reports.worklist import worklist_pages
from tests.reports.invented import worklists
from tests.reports.invented.kinds import MONDAY


def test_a_withheld_row_may_not_carry_what_it_withholds() -> None:
    with pytest.raises(PacketError, match="withheld"):
        WorklistRow("k", "1", date(2026, 10, 1), None, 9, 5, None, None, is_withheld=True)
    with pytest.raises(PacketError, match="withheld"):
        WorklistRow("k", "1", None, "90834", 9, 5, None, None, is_withheld=True)
    assert WorklistRow("k", "1", None, None, 9, 5, None, None, is_withheld=True).is_withheld


def test_a_last_day_is_framed_up_to_fourteen_days_ahead() -> None:
    assert worklist_pages(worklists.worklists()).framed_until == MONDAY + timedelta(days=14)


def test_paper_holds_110_rows_and_says_what_is_left() -> None:
    pages = worklist_pages(worklists.worklists())
    billing = pages.owners[2]
    assert sum(len(block.group.rows) for block in billing.groups) == 110
    assert billing.claims == "140 claims"
    assert billing.more.startswith("and 30 more claims, $")
    assert billing.more.endswith(": in the workbook.")
    assert pages.owners[0].more == ""


def test_the_head_sums_all_rows_also_those_left_out() -> None:
    lists = worklists.worklists()
    shown = worklist_pages(lists).owners[2]
    assert shown.totals.startswith(f"${lists.lists[2].likely_back_usd:,} likely back")


def test_blank_lines_are_offered_only_where_they_fit() -> None:
    lists = worklists.worklists()
    full = replace(lists.lists[2], groups=(replace(lists.lists[2].groups[0], rows=()),))
    rows = lists.lists[2].groups[0].rows
    filled = replace(full, groups=(replace(full.groups[0], rows=rows[:1] * 20),))
    pages = worklist_pages(replace(lists, lists=(full, filled)))
    assert [page.has_room for page in pages.owners] == [True, False]


def test_claims_that_wait_for_an_answer_are_told_and_not_listed() -> None:
    waiting = [page.waiting for page in worklist_pages(worklists.worklists()).owners]
    assert waiting == [
        "",
        "Not listed: 17 denied claims sent again, which wait for an answer.",
        "",
        "Not listed: 1 denied claim sent again, which waits for an answer.",
    ]
