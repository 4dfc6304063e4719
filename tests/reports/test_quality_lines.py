"""What the last page says about lists: answers that came back, differences, visits not billed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from reports.packet import (
    AnswersBack,
    CheckLine,
    DifferenceCount,
    Packet,
    SourceTrouble,
    Unbilled,
)
from reports.views.quality import quality_page
from tests.reports.invented import weeks

SUNDAY = dt.date(2026, 11, 22)


def line(packet: Packet, check: str) -> CheckLine | None:
    return next((row for row in quality_page(packet).checks if row.check == check), None)


def told(**said: object) -> Packet:
    packet = weeks.group()
    return replace(packet, quality=replace(packet.quality, **said))  # type: ignore[arg-type]


def test_no_list_that_came_back_is_said() -> None:
    row = line(told(answers=AnswersBack()), "Worklist rows answered")
    assert row is not None
    assert (row.result, row.meaning) == (
        "0",
        "No list came back: work counts only where a claim was sent again",
    )
    assert line(told(answers=AnswersBack()), "Answers to claims or causes not known") is None


def test_what_was_given_up_is_said_with_its_dollars() -> None:
    row = line(told(answers=AnswersBack(12, 0, 1, 340)), "Worklist rows answered")
    assert row is not None
    assert row.result == "12"
    assert row.meaning == "1 claim, $340 open, written off or billed to clients"


def test_answers_nobody_can_place_are_an_alarm() -> None:
    row = line(told(answers=AnswersBack(12, 2, 0, 0)), "Answers to claims or causes not known")
    assert row is not None
    assert (row.result, row.is_alarm) == ("2", True)


def test_a_difference_says_how_many_of_how_many_and_what_to_do() -> None:
    one = DifferenceCount("Paid here, open there", "Post the payment", SUNDAY, 1500, 25, 3410)
    row = line(told(differences=(one,)), "Paid here, open there")
    assert row is not None
    assert row.result == "25 of 1,500"
    assert row.meaning == "$3,410. Post the payment: listed in the differences workbook"
    none = replace(one, claim_count=0, difference_usd=0)
    row = line(told(differences=(none,)), "Paid here, open there")
    assert row is not None
    assert row.meaning == "None in the list of Nov 22, 2026"


def test_visits_not_billed_are_said_where_a_list_of_visits_came() -> None:
    assert line(told(unbilled=None), "Visits not billed yet") is None
    row = line(told(unbilled=Unbilled(SUNDAY, 3, 450, 1)), "Visits not billed yet")
    assert row is not None
    assert (row.result, row.meaning) == ("3", "$450; the oldest waits for 1 day")
    row = line(told(unbilled=Unbilled(SUNDAY, 0, 0, None)), "Visits not billed yet")
    assert row is not None
    assert row.meaning == "None in the list of Nov 22, 2026"


def source_lines(*sources: SourceTrouble) -> list[CheckLine]:
    checks = quality_page(told(sources=sources)).checks
    return [row for row in checks if row.check == "Where files come from"]


def test_a_source_that_failed_is_named_with_its_looks_and_the_last_day() -> None:
    assert source_lines() == []
    down = SourceTrouble("sftp://sftp.example.com/out", "could not be reached", 3, SUNDAY)
    (row,) = source_lines(down)
    assert (row.result, row.is_alarm) == ("3 looks, last Nov 22", True)
    assert (
        row.meaning == "sftp://sftp.example.com/out could not be reached; its files may be missing"
    )
    (row,) = source_lines(replace(down, look_count=1, is_mended=True))
    assert (row.result, row.is_alarm) == ("1 look, last Nov 22", False)
    assert row.meaning.endswith("could not be reached; all well since")


def test_three_sources_are_named_and_a_fourth_is_counted() -> None:
    down = SourceTrouble("a", "could not be reached", 1, SUNDAY)
    well = replace(down, is_mended=True)
    assert [row.result for row in source_lines(well, well, well)] == ["1 look, last Nov 22"] * 3
    results = [row.result for row in source_lines(well, well, well, well)]
    assert results == ["1 look, last Nov 22"] * 3 + ["1 more"]


def test_a_long_name_of_a_source_is_cut() -> None:
    long = SourceTrouble("x" * 60, "is not there", 1, SUNDAY)
    assert source_lines(long)[0].meaning.startswith("x" * 60 + " is")
    (row,) = source_lines(replace(long, source="x" * 61))
    assert row.meaning.startswith("x" * 59 + "\N{HORIZONTAL ELLIPSIS} is")


def test_a_full_page_counts_sources_and_keeps_a_row_for_sums_that_do_not_add_up() -> None:
    down = SourceTrouble("x" * 60, "could not be reached", 1, SUNDAY)
    further = tuple(CheckLine(f"check {number}", "1", "meaning") for number in range(3))
    page = quality_page(told(sources=(down, down), further=further))
    rows = [row for row in page.checks if row.check == "Where files come from"]
    assert [row.result for row in rows] == ["2 failed"]
    assert len(page.unbalanced) == 1


def test_sums_that_do_not_add_up_are_counted_where_no_row_of_them_fits() -> None:
    further = tuple(CheckLine(f"check {number}", "1", "meaning") for number in range(6))
    page = quality_page(told(further=further))
    assert not [row for row in page.checks if row.check == "Where files come from"]
    assert page.unbalanced == ()
    assert page.unbalanced_more == ""
    (sums,) = (row for row in page.checks if row.check == "Answered claims whose sums add up")
    assert sums.meaning == "Counted and flagged: 2 claims of 1 payer"
