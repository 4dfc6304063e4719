from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.packet import PacketError, WorklistRow
from reports.paging import GroupHeights, paged
from reports.worklist import worklist_pages
from tests.reports.invented import worklists
from tests.reports.invented.every import WORKLISTS
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
    assert sum(len(block.group.rows) for page in billing.pages for block in page) == 110
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


def heights(*counts: int) -> list[GroupHeights]:
    return [GroupHeights(20.0, (10.0,) * count) for count in counts]


def dealt(*counts: int, room: float = 100.0) -> list[list[tuple[int, int, int]]]:
    pages = paged(heights(*counts), room, room)
    return [[(part.group, part.first, part.until) for part in page.parts] for page in pages]


def test_a_broken_group_keeps_two_rows_on_either_side() -> None:
    assert dealt(8) == [[(0, 0, 8)]]
    assert dealt(9) == [[(0, 0, 7)], [(0, 7, 9)]]
    assert dealt(3, 4) == [[(0, 0, 3), (1, 0, 2)], [(1, 2, 4)]]
    assert dealt(4, 3) == [[(0, 0, 4)], [(1, 0, 3)]]
    assert dealt(5, 1) == [[(0, 0, 5), (1, 0, 1)]]
    assert dealt(6, 1) == [[(0, 0, 6)], [(1, 0, 1)]]


def test_every_row_is_dealt_out_once_also_where_no_page_holds_it() -> None:
    assert dealt() == []
    for counts in ((40, 1, 2, 17), (1,) * 30, (2,) * 30):
        rows = [
            (group, row)
            for page in dealt(*counts)
            for group, first, until in page
            for row in range(first, until)
        ]
        assert rows == [(group, row) for group, n in enumerate(counts) for row in range(n)]
    assert dealt(2, room=25.0) == [[(0, 0, 1)], [(0, 1, 2)]]


def test_a_group_that_goes_on_overleaf_says_so() -> None:
    owner = worklist_pages(WORKLISTS["111 rows"]()).owners[0]
    assert [[block.is_continued for block in page] for page in owner.pages][:2] == [[False], [True]]
    assert owner.more == "and 1 more claim, $125: in the workbook."


def test_the_contents_add_up_to_the_lists() -> None:
    lists = worklists.worklists()
    contents = worklist_pages(lists).contents
    assert contents is not None
    assert contents.claim_count == sum(line.claim_count for line in contents.lines) == 165
    assert contents.likely_back_usd == sum(one.likely_back_usd for one in lists.lists)
    assert [line.time for line in contents.lines][-1] == "\N{EN DASH}"
    assert worklist_pages(worklists.short()).contents is None
