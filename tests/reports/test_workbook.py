"""What people open in Excel, read back with another library than the one that writes it."""

import datetime as dt
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from reports.packet import DifferenceRow, Differences, Owner, Worklist, Worklists
from reports.workbook import (
    ANSWERS,
    HEADINGS,
    differences_workbook,
    person_workbook,
    role_workbook,
)
from tests.reports.invented import worklists as invented
from tests.reports.invented.kinds import MONDAY

HEADING_ROW = 3


def rows_of(content: bytes, sheet: str = "Work") -> list[list[object]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    return [list(row) for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def part_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def column(content: bytes, heading: str) -> list[object]:
    rows = rows_of(content)
    at = rows[HEADING_ROW].index(heading)
    return [row[at] for row in rows[HEADING_ROW + 1 :]]


@pytest.fixture
def lists() -> Worklists:
    return invented.worklists()


@pytest.fixture
def coding(lists: Worklists) -> bytes:
    return role_workbook(lists, lists.lists[0])


def test_the_owner_and_the_day_stand_on_top(coding: bytes) -> None:
    head = rows_of(coding)
    assert str(head[0][0]).endswith(f"work for Monday, {MONDAY:%b %d, %Y}")
    assert "14 claims" in str(head[1][0])
    assert "invented data" in str(head[1][0])


def test_rows_stand_in_work_order_with_real_dates_and_money(
    lists: Worklists, coding: bytes
) -> None:
    rows = [row for group in lists.lists[0].groups for row in group.rows]
    assert column(coding, "Claim no.") == [row.claim_number for row in rows]
    assert column(coding, "Last day") == [row.last_day_on for row in rows]
    assert column(coding, "Likely back") == [row.likely_back_usd for row in rows]
    assert column(coding, "Usually pays") == [row.usual_usd for row in rows]
    assert column(coding, HEADINGS[-1]) == [row.key for row in rows]
    assert column(coding, "Chance")[0] == pytest.approx(rows[0].likely_back_usd / 150)
    assert set(column(coding, "Chance rests on")) == {"won 14 of 22 like it: 43 to 79%"}
    assert all(isinstance(day, dt.date) for day in column(coding, "Act by"))


def test_a_batch_is_named_by_its_number_and_size_and_shares_its_minutes(coding: bytes) -> None:
    assert column(coding, "Batch")[:7] == ["1 (6 claims)"] * 6 + ["2 (3 claims)"]
    assert column(coding, "Batch")[-1] == "7"
    assert column(coding, "Minutes")[:2] == [12, 12]


def test_a_withheld_row_says_so_and_tells_neither_visit_nor_service(coding: bytes) -> None:
    assert column(coding, "Visit")[2] == "withheld"
    assert column(coding, "Service")[2] == "withheld"
    assert "withheld" not in column(coding, "Visit")[:2]


def test_answers_start_empty(coding: bytes) -> None:
    for one in ANSWERS:
        assert set(column(coding, one.heading)) == {""}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " ="])
def test_what_a_payer_sends_is_never_a_formula(lists: Worklists, start: str) -> None:
    """A cell typed as text is none in Excel; the apostrophe keeps it one in a CSV of the sheet."""
    (group, *_) = lists.lists[0].groups
    evil = replace(group, payer=f"{start}1+1", rows=group.rows[:1])
    content = role_workbook(lists, replace(lists.lists[0], groups=(evil,)))
    assert column(content, "Payer") == [f"'{start.strip()}1+1"]
    assert "<f>" not in part_of(content, "xl/worksheets/sheet1.xml")


def test_an_address_in_a_text_is_no_link(lists: Worklists) -> None:
    (group, *_) = lists.lists[0].groups
    named = replace(group, payer="https://example.org", rows=group.rows[:1])
    content = role_workbook(lists, replace(lists.lists[0], groups=(named,)))
    assert "hyperlink" not in part_of(content, "xl/worksheets/sheet1.xml")


def test_answers_are_chosen_from_lists_dated_by_dates_and_the_key_says_no(coding: bytes) -> None:
    sheet = part_of(coding, "xl/worksheets/sheet1.xml")
    kinds = re.findall(r'<dataValidation type="(\w+)"', sheet)
    assert sorted(kinds) == ["custom", "date", "date", "list", "list", "list"]
    assert "<formula1>FALSE</formula1>" in sheet
    offered = rows_of(coding, "Choices")
    assert [row[0] for row in offered] == ["Called the payer", "Appealed"]
    assert 'state="veryHidden"' in part_of(coding, "xl/workbook.xml")


def test_the_heading_is_frozen_filtered_and_printed_on_every_page(coding: bytes) -> None:
    sheet, book = part_of(coding, "xl/worksheets/sheet1.xml"), part_of(coding, "xl/workbook.xml")
    assert 'state="frozen"' in sheet
    assert 'ySplit="4"' in sheet
    assert '<autoFilter ref="A4:X18"/>' in sheet
    assert 'orientation="landscape"' in sheet
    assert "_xlnm.Print_Titles" in book
    assert "Shred after" in sheet


def test_the_same_list_gives_the_same_bytes(lists: Worklists) -> None:
    assert role_workbook(lists, lists.lists[0]) == role_workbook(lists, lists.lists[0])
    assert person_workbook(lists, "MK") == person_workbook(lists, "MK")


def test_an_owner_with_nothing_to_do_is_told_so(lists: Worklists) -> None:
    content = role_workbook(lists, lists.lists[3])
    assert "Nothing to do today." in str(rows_of(content)[1][0])
    assert column(content, "Claim no.") == []


def test_a_person_s_roles_are_merged_part_by_part_and_by_dollars_a_minute(
    lists: Worklists,
) -> None:
    coder, intake = lists.lists[0], lists.lists[1]
    both: tuple[Worklist, ...] = (
        coder,
        replace(intake, owner=Owner(intake.owner.role, coder.owner.initials)),
    )
    content = person_workbook(replace(lists, lists=both), coder.owner.initials)
    assert column(content, "Role")[:4] == [intake.owner.role] * 4
    assert column(content, "Why it is here")[:5] == [
        *["Sent back before the payer decided"] * 4,
        "Denied",
    ]
    assert len(column(content, "Claim no.")) == coder.claim_count + intake.claim_count


def test_differences_tell_both_sides_to_the_cent_and_nothing_of_the_visit() -> None:
    row = DifferenceRow(
        label="Paid by the files, open in the practice system",
        fix="Post the payment",
        claim_number="=1+1",
        status_there="submitted",
        balance_there_usd=Decimal("60.10"),
        open_here_usd=Decimal("0.00"),
        difference_usd=Decimal("60.10"),
        listed_on=MONDAY,
    )
    silent = replace(row, claim_number="RB2", balance_there_usd=None, status_there="")
    told = Differences(
        "Riverbend", MONDAY, MONDAY + dt.timedelta(28), "invented data", (row, silent)
    )
    content = differences_workbook(told)
    rows = rows_of(content, "Differences")
    assert "2 claims" in str(rows[1][0])
    assert rows[HEADING_ROW + 1][2:7] == ["'=1+1", "submitted", 60.1, 0, 60.1]
    assert rows[HEADING_ROW + 1][7] == MONDAY
    assert rows[HEADING_ROW + 2][2:5] == ["RB2", "", ""]
    assert content == differences_workbook(told)
