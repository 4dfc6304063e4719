"""A week's packet as files: the PDF, its edition for screens and the one for readers outside."""

from __future__ import annotations

import hashlib
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest

from pipeline.practice import Home, Practice
from pipeline.printing import (
    PrintError,
    print_company,
    print_packet,
    print_worklists,
    rendered_packets,
    rendered_worklists,
    torn,
)
from pipeline.side_by_side import side_by_side
from reports.packet import PacketError
from reports.renderings import renderings, worklist_renderings
from tests.reports.invented import weeks, worklists
from tests.reports.invented.companies import company
from tests.reports.invented.kinds import MONDAY, WEEK


def test_the_editions_stand_beside_the_pdf(practice: Practice) -> None:
    files = print_packet(practice, WEEK, renderings(weeks.quiet()))

    assert {part: one.path.name for part, one in files.items()} == {
        "summary": "2026-11-16-summary.pdf",
        "edition": "2026-11-16-summary.html",
        "outside": "2026-11-16-outside.pdf",
    }
    for one in files.values():
        content = one.path.read_bytes()
        assert (one.byte_count, one.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert files["edition"].path.read_bytes().startswith(b"<!DOCTYPE html>")
    assert files["outside"].path.read_bytes().startswith(b"%PDF")


def test_a_packet_that_cannot_be_shown_is_not_written_at_all() -> None:
    broken = replace(weeks.quiet(), headline=replace(weeks.quiet().headline, billed_usd=1))
    with pytest.raises(PrintError, match="billed"):
        rendered_packets([weeks.solo(), broken])


def test_several_at_once_are_the_same_as_one_by_one() -> None:
    packets = [weeks.solo(), weeks.quiet()]
    assert side_by_side(renderings, packets, 2) == [renderings(one) for one in packets]
    days = [worklists.short(), worklists.short()]
    assert rendered_worklists(days) == [worklist_renderings(day) for day in days]


def test_one_core_needs_no_other_process() -> None:
    heard: list[int] = []
    assert side_by_side(lambda one: heard.append(one) or one, [1, 2, 3], 1) == [1, 2, 3]
    assert heard == [1, 2, 3]


def test_what_goes_wrong_in_another_process_is_told_here() -> None:
    broken = replace(weeks.quiet(), headline=replace(weeks.quiet().headline, billed_usd=1))
    with pytest.raises(PacketError, match=r"billed \(tile\): 1 on one page, 0 on the other"):
        side_by_side(renderings, [broken, weeks.solo()], 2)


def test_the_day_s_paper_and_workbooks_carry_its_day(practice: Practice) -> None:
    files = print_worklists(practice, MONDAY, worklist_renderings(worklists.short()))
    names = [one.path.name for one in files]
    assert names[0] == "2026-11-23-worklists.pdf"
    assert all(name.startswith("2026-11-23-") for name in names)
    assert len(names) == 1 + len(worklist_renderings(worklists.short()).books)


def test_the_cover_over_practices_lies_in_the_home_and_in_no_practice(home: Home) -> None:
    printed = print_company(home, company(2))
    assert printed.path == home.path / "packets" / "2026-11-16-practices.pdf"
    assert not list(home.practices[0].packets_folder.glob("*practices*"))


def test_pages_that_contradict_each_other_are_told_before_anything_is_rendered() -> None:
    assert torn(weeks.quiet()) is None
    problem = torn(replace(weeks.group(), batches=()))
    assert problem is not None
    assert "What to do: Pack both from the same claim rows" in str(problem)


def test_a_process_that_is_stopped_from_outside_is_told_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*_: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr("pipeline.printing.side_by_side", stopped)
    with pytest.raises(PrintError, match="print one practice at a time"):
        rendered_packets([weeks.quiet(), weeks.solo()])
