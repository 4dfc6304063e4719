"""Columns of a workbook, left to right: what the row is, what it is worth, what was answered."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.packet import WorklistGroup, WorklistRow
from reports.sentences.odds import odds_words

Cell = str | int | Decimal | date | None
Look = Literal[
    "text", "wide", "date", "usd", "cents", "share", "count", "answer", "answer_date", "key"
]

WITHHELD = "withheld"

_STARTS_A_FORMULA = ("=", "+", "-", "@")
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One row to write: the claim, its batch, and the role whose list it is on."""

    group: WorklistGroup
    row: WorklistRow
    batch: int
    role: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        width: in letters.
        look: how its cells are shown.
        value: what stands in it; answers start empty.
        note: what the heading says when the pointer rests on it.
    """

    heading: str
    width: float
    look: Look
    value: Callable[[Line], Cell]
    note: str = ""


def plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, however the sheet is saved.

    A payer's text may begin with ``=``; as CSV it would be one when it is opened again.
    """
    printed = _NOT_PRINTED.sub(" ", text).strip()
    return f"'{printed}" if printed.startswith(_STARTS_A_FORMULA) else printed


def _batch(line: Line) -> str:
    count = len(line.group.rows)
    return f"{line.batch} ({count} claims)" if count > 1 else f"{line.batch}"


def _chance(line: Line) -> Decimal | None:
    if not line.row.usual_usd:
        return None
    return Decimal(line.row.likely_back_usd) / Decimal(line.row.usual_usd)


def _record(line: Line) -> str | None:
    return None if line.row.odds is None else odds_words(line.row.odds)


def _minutes(line: Line) -> int:
    return round(line.group.minutes / len(line.group.rows))


def _visit(line: Line) -> date | str | None:
    return WITHHELD if line.row.is_withheld else line.row.visit_on


def _service(line: Line) -> str | None:
    return WITHHELD if line.row.is_withheld else line.row.service


def _empty(line: Line) -> None:
    """Leave the cell to whoever answers."""
    del line


KEY = "Key: leave as it is"
CLAIM, LAST_DAY, ACT_BY = "Claim no.", "Last day", "Act by"

_FACTS = (
    Column("Why it is here", 18, "wide", lambda line: line.group.part),
    Column("Payer", 20, "text", lambda line: line.group.payer),
    Column(CLAIM, 12, "text", lambda line: line.row.claim_number),
    Column("Visit", 10, "date", _visit),
    Column("Service", 11, "text", _service),
    Column("Reason", 27, "wide", lambda line: line.group.reason),
    Column("Code", 13, "text", lambda line: line.group.code),
    Column("What to do", 30, "wide", lambda line: line.group.fix),
    Column("Batch", 13, "text", _batch, "Claims with one payer, one reason and one fix: do them in "
           "one go."),
    Column(LAST_DAY, 10, "date", lambda line: line.row.last_day_on, "Nearest limit for a "
           "corrected claim or an appeal. Red: within 14 days."),
    Column(ACT_BY, 10, "date", lambda line: line.row.act_by_on),
    Column("Usually pays", 9, "usd", lambda line: line.row.usual_usd, "What the payer usually "
           "allows for it."),
    Column("Chance", 8, "share", _chance, "Chance of getting it, by its kind of denial."),
    Column("Chance rests on", 24, "wide", _record, "Claims of this payer and group that were "
           "worked to an end before, and how far off the chance may be."),
    Column("Likely back", 9, "usd", lambda line: line.row.likely_back_usd, "Usually pays times "
           "chance."),
    Column("Minutes", 8, "count", _minutes, "Its share of the minutes of the batch."),
    Column("$ a minute", 8, "usd", lambda line: line.group.usd_a_minute, "Likely back for each "
           "minute of the batch: the order within a part."),
)  # fmt: skip

DID, DONE_ON, STEP, STEP_ON, HAND_TO, NOTES = (
    "What I did", "Done on", "Next step", "Next step on", "Hand to", "Notes (stay in this file)",
)  # fmt: skip

ANSWERS = (
    Column(DID, 24, "answer", _empty, "Choose from the list."),
    Column(DONE_ON, 11, "answer_date", _empty, "Empty: the day of this list."),
    Column(STEP, 24, "answer", _empty, "Choose from the list."),
    Column(STEP_ON, 11, "answer_date", _empty, "Until then the claim leaves the list, unless its "
           "last day is near."),
    Column(HAND_TO, 24, "answer", _empty, "Another role takes the claim over."),
    Column(NOTES, 30, "answer", _empty, "For yourself: notes are not read."),
)  # fmt: skip

_KEY_COLUMN = Column(KEY, 31, "key", lambda line: line.row.key, "It brings your answer back.")
_ROLE_COLUMN = Column("Role", 18, "text", lambda line: line.role)

HEADINGS = (DID, DONE_ON, STEP, STEP_ON, HAND_TO, NOTES, KEY)
"""Headings that a returned list is read by."""


def role_columns() -> tuple[Column, ...]:
    """Columns of one role's workbook."""
    return (*_FACTS, *ANSWERS, _KEY_COLUMN)


def person_columns() -> tuple[Column, ...]:
    """Columns of a workbook over several roles."""
    return (_ROLE_COLUMN, *_FACTS, *ANSWERS, _KEY_COLUMN)
