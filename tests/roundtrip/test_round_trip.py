"""Lists made, worked in LibreOffice, returned: the warehouse and the next list know it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from pipeline.practice import Home
from tests.defs.running import AS_OF_ON, triage

pytestmark = pytest.mark.slow

RETURNED_ON, MONDAY = dt.date(2026, 3, 5), dt.date(2026, 3, 9)
WEEK, DECIDED_WEEK = dt.date(2026, 3, 2), dt.date(2026, 2, 23)
LATER = dt.date(2026, 3, 20)
HEADING_ROW = 3
DID, DONE_ON, STEP, STEP_ON, HAND_TO = (
    "What I did", "Done on", "Next step", "Next step on", "Hand to",
)  # fmt: skip
NOTES = "Notes (stay in this file)"
DECIDED, WHO, BY, STANDS = "What we decide", "Who does it", "By", "How it stands"

# The order of a run: day of the build, day of arrival. A command takes today, which no test should.
RUN = """
import sys
from pathlib import Path
from pipeline.commands.job import run_job
from pipeline.practice import Home
home, week, as_of, received = sys.argv[1:]
order = {"as_of_on": as_of, "received_on": received}
run_job(Home.open(Path(home)), "weekly_triage", order, week=week)
"""


@dataclass(frozen=True)
class Worked:
    """A home whose lists were worked and returned, and what was answered on which claims.

    Attributes:
        causes: Causes of the decisions workbook, in its order; the first three were decided on.
    """

    home: Path
    denied: list[str]
    coder: str
    taker: str
    other: str
    other_role: str
    causes: list[str]


def listed(home: Path, day: dt.date) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every role's workbook of a day, by heading."""
    (practice,) = Home.open(home).practices
    roles = {}
    for path in sorted(practice.worklists_folder.glob(f"{day}-*_*.xlsx")):
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("Work")
        rows = sheet.to_python(skip_empty_area=False)
        heads = [str(cell) for cell in rows[HEADING_ROW]]
        roles[path.stem[11:]] = [
            dict(zip(heads, row, strict=True)) for row in rows[HEADING_ROW + 1 :]
        ]
    return roles


def in_libreoffice(home: Path, role: str, save_as: Path, edits: dict[str, dict[str, str]]) -> None:
    """Fill cells as a person does, sort the rows, take one unanswered row away, save."""
    (practice,) = Home.open(home).practices
    rows = [row["Claim no."] for row in listed(home, AS_OF_ON)[role]]
    edited({
        "open": str(practice.worklists_folder / f"{AS_OF_ON}-{role}.xlsx"),
        "heading_row": HEADING_ROW,
        "known_by": "Claim no.",
        "edits": edits,
        "sort_by": "Likely back",
        "delete": [next(number for number in rows if number not in edits)],
        "save_as": str(save_as),
    })  # fmt: skip


def edited(order: dict[str, Any]) -> None:
    """Carry out an order in LibreOffice."""
    save_as = Path(order["save_as"])
    told = save_as.with_suffix(".json")
    told.write_text(json.dumps(order), encoding="utf-8")
    script = Path(__file__).with_name("in_libreoffice.py")
    subprocess.run(["/usr/bin/python3", str(script), str(told)], check=True, timeout=180)
    told.unlink()


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice on this machine; .ci/packages.txt names the packages")
    folder = tmp_path_factory.mktemp("roundtrip")
    home = folder / "demo"
    ran = triage("demo", home, "--weeks", "8", "--as-of", AS_OF_ON.isoformat())
    assert ran.code in (0, 3), ran.err
    lists = listed(home, AS_OF_ON)
    denied = {
        role: [row["Claim no."] for row in rows if row["Why it is here"] == "Denied"]
        for role, rows in lists.items()
    }
    coder, other = sorted(denied, key=lambda role: -len(denied[role]))[:2]
    numbers = denied[coder]
    (practice,) = Home.open(home).practices
    in_libreoffice(home, coder, practice.inbox / "back.xlsx", {
        numbers[0]: {DID: "Called the payer", DONE_ON: "3/4/2026", STEP: "Appeal",
                     STEP_ON: "3/20/2026", NOTES: "CANARYNOTE"},
        numbers[1]: {HAND_TO: "Billing manager"},
        numbers[2]: {DID: "Written off"},
        numbers[3]: {DID: "Billed to the client", DONE_ON: "3/5/2026"},
        numbers[4]: {DID: "Appealed"},
    })  # fmt: skip
    in_libreoffice(home, other, practice.inbox / "back.ods", {denied[other][0]: {DID: "Appealed"}})
    causes = decide(home, practice.inbox / "decisions.xls")
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(home), str(WEEK), str(MONDAY), str(RETURNED_ON)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Worked(home, numbers[:5], coder, "billing_manager", denied[other][0], other, causes)


def decide(home: Path, save_as: Path) -> list[str]:
    """Fill in the workbook of the meeting, sort it, save it in the oldest form; return causes."""
    (practice,) = Home.open(home).practices
    book = practice.packets_folder / f"{DECIDED_WEEK}-decisions.xlsx"
    sheet = CalamineWorkbook.from_path(book).get_sheet_by_name("Decisions")
    rows = sheet.to_python(skip_empty_area=False)[HEADING_ROW + 1 :]
    causes = list(dict.fromkeys(str(row[1]) for row in rows))
    edited({
        "open": str(book),
        "heading_row": HEADING_ROW,
        "known_by": "Cause",
        "edits": {
            causes[0]: {DECIDED: "Train", WHO: "Billing manager", BY: "3/6/2026",
                        STANDS: "Started", NOTES: "CANARYNOTE"},
            causes[1]: {DECIDED: "Use the suggested check"},
            causes[2]: {DECIDED: "Leave as it is"},
        },
        "sort_by": "Cause",
        "save_as": str(save_as),
    })  # fmt: skip
    return causes


def asked(worked: Worked, query: str) -> list[tuple[Any, ...]]:
    path = worked.home / "warehouse" / "denials.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_warehouse_holds_exactly_what_was_answered(worked: Worked) -> None:
    called, handed, given_up, billed, appealed = worked.denied
    touches = asked(
        worked,
        "select claim_number, touched_on, action, by_role, known_on from facts.fct_touches "
        "where source = 'worklist'",
    )
    assert set(touches) == {
        (called, AS_OF_ON, "Called the payer", worked.coder, RETURNED_ON),
        (handed, AS_OF_ON, "Handed on", worked.coder, RETURNED_ON),
        (given_up, AS_OF_ON, "Written off", worked.coder, RETURNED_ON),
        (billed, RETURNED_ON, "Billed to the client", worked.coder, RETURNED_ON),
        (appealed, AS_OF_ON, "Appealed", worked.coder, RETURNED_ON),
        (worked.other, AS_OF_ON, "Appealed", worked.other_role, RETURNED_ON),
    }
    assert len(touches) == 6


def test_owner_step_and_day_are_those_that_were_given(worked: Worked) -> None:
    called, handed = worked.denied[:2]
    query = (
        "select distinct owner_role, next_action, act_by_on, assigned_by "
        "from facts.fct_assignments where claim_number = '{}' and from_on = date '2026-03-05'"
    )
    assert asked(worked, query.format(called)) == [(worked.coder, "Appeal", LATER, "worklist")]
    ((owner, _, _, by),) = asked(worked, query.format(handed))
    assert (owner, by) == (worked.taker, "worklist")


def test_what_was_given_up_is_closed(worked: Worked) -> None:
    _, _, given_up, billed, _ = worked.denied
    query = (
        "select distinct close_reason, closed_on from facts.fct_denials "
        "where claim_number = '{}' and not is_noise and opened_on <= date '2026-03-04' "
        "and (closed_on is null or closed_on >= date '2026-03-05')"
    )
    assert asked(worked, query.format(given_up)) == [("written_off", RETURNED_ON)]
    assert asked(worked, query.format(billed)) == [("billed_to_patient", RETURNED_ON)]


def test_the_next_list_knows(worked: Worked) -> None:
    called, handed, given_up, billed, appealed = worked.denied
    lists = {
        role: {row["Claim no."]: row for row in rows}
        for role, rows in listed(worked.home, MONDAY).items()
    }
    everywhere = {number for rows in lists.values() for number in rows}
    assert not {called, given_up, billed, appealed, worked.other} & everywhere
    assert handed in lists[worked.taker]
    assert handed not in lists[worked.coder]


def test_the_packet_counts_the_answers(worked: Worked) -> None:
    (practice,) = Home.open(worked.home).practices
    content = (practice.packets_folder / f"{WEEK}-summary.pdf").read_bytes()
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert "Worklist rows answered 6 2 claims, $" in " ".join(text.split())


def test_the_next_packet_looks_back_at_what_was_decided(worked: Worked) -> None:
    trained, checked, left = worked.causes[:3]
    taken = asked(
        worked,
        "select reason_label, decided_on, decision, due_on, state, known_on "
        "from facts.fct_decisions inner join facts.dim_denial_reasons "
        "using (practice_id, reason_id)",
    )
    assert set(taken) == {
        (trained, WEEK, "train", dt.date(2026, 3, 6), "started", RETURNED_ON),
        (checked, WEEK, "use_check", None, "no_word", RETURNED_ON),
        (left, WEEK, "leave", None, "left", RETURNED_ON),
    }
    (practice,) = Home.open(worked.home).practices
    content = (practice.packets_folder / f"{WEEK}-summary.pdf").read_bytes()
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split()
    )
    assert f"Decided Mar 2: Train. {trained}" in text
    assert "Started, overdue" in text


def test_no_note_leaves_its_file(worked: Worked) -> None:
    places = [worked.home / "warehouse", worked.home / "dagster"]
    for path in (one for place in places for one in place.rglob("*") if one.is_file()):
        assert b"CANARYNOTE" not in path.read_bytes(), path.name
