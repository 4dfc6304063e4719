"""The decisions workbook, read back with another library than the one that writes it."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

from python_calamine import CalamineWorkbook

from reports.packet import CauseToDecide, DecisionBook, DecisionChoices, OpenDecision
from reports.workbook import DECISION_ANSWERS, decisions_workbook
from reports.workbook.decisions import COLUMNS, KEY
from tests.reports.invented import weeks
from tests.reports.invented.kinds import MONDAY, WEEK
from tests.reports.invented.meeting import DECISIONS

HEADING_ROW = 3


def book() -> DecisionBook:
    causes = weeks.group().causes
    return DecisionBook(
        practice_name="Riverbend",
        packet_week=WEEK,
        issued_on=MONDAY,
        invented_notice="invented data, not a real practice",
        open=tuple(OpenDecision(f"OPEN{n}", one, "Stop it") for n, one in enumerate(DECISIONS)),
        causes=tuple(CauseToDecide(f"CAUSE{n}", one) for n, one in enumerate(causes)),
        choices=DecisionChoices(("Train", "Leave as it is"), ("Billing manager",), ("Done",)),
    )


def rows_of(content: bytes, sheet: str = "Decisions") -> list[list[object]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    return [list(row) for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def column(content: bytes, heading: str) -> list[object]:
    rows = rows_of(content)
    at = rows[HEADING_ROW].index(heading)
    return [row[at] for row in rows[HEADING_ROW + 1 :]]


def part_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_what_is_not_done_stands_above_the_causes_each_under_its_key() -> None:
    content = decisions_workbook(book())
    causes = [one.cause.label for one in book().causes]
    assert column(content, "Cause") == [*(one.cause for one in DECISIONS), *causes]
    assert column(content, KEY)[:3] == ["OPEN0", "OPEN1", "CAUSE0"]
    assert column(content, "Decided so far")[:3] == [
        "Use the suggested check", "Call the payer", "",
    ]  # fmt: skip
    assert column(content, "Stands so far")[:2] == ["Started", "No word yet"]
    assert column(content, "Due so far")[0] == DECISIONS[0].due_on
    assert "6 of 12 from" in str(column(content, "How narrow it is")[2])


def test_answers_start_empty_and_are_offered_dated_and_guarded() -> None:
    content = decisions_workbook(book())
    for one in DECISION_ANSWERS:
        assert set(column(content, one.heading)) == {""}
    sheet = part_of(content, "xl/worksheets/sheet1.xml")
    kinds = re.findall(r'<dataValidation type="(\w+)"', sheet)
    assert sorted(kinds) == ["custom", "date", "list", "list", "list"]
    offered = rows_of(content, "Choices")
    assert offered[0] == ["Train", "Billing manager", "Done"]


def test_the_meeting_stands_on_top_and_it_holds_counts_only() -> None:
    head = rows_of(decisions_workbook(book()))
    assert head[0][0] == f"Decisions of the meeting of Monday, {MONDAY:%b %d, %Y}"
    assert "counts only, no claims" in str(head[1][0])
    assert "invented data" in str(head[1][0])
    assert not {column.heading for column in COLUMNS} & {"Claim no.", "Visit", "Service"}


def test_the_same_meeting_gives_the_same_bytes() -> None:
    assert decisions_workbook(book()) == decisions_workbook(book())


def test_a_meeting_without_a_cause_has_a_workbook_all_the_same() -> None:
    content = decisions_workbook(replace(book(), open=(), causes=()))
    assert len(rows_of(content)) == HEADING_ROW + 1


def test_what_a_rule_says_is_never_a_formula() -> None:
    evil = replace(book().causes[0], cause=replace(book().causes[0].cause, check="=1+1"))
    content = decisions_workbook(replace(book(), open=(), causes=(evil,)))
    assert column(content, "Suggested check") == ["'=1+1"]
