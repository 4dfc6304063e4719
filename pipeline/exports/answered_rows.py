"""What a returned list says: words that were offered, rows that were answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.exports.findings import Noted


@dataclass(frozen=True, slots=True)
class Words:
    """What the drop-downs offer.

    Attributes:
        choices: Of each of our columns the words, in small letters and single blanks, to the code
            of each.
        role_numbers: Number of a role in a key, to the role.
    """

    choices: Mapping[str, Mapping[str, str]]
    role_numbers: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """One row of a worklist that somebody answered; at least one answer is there.

    Attributes:
        row_number: As Excel counts it, in its sheet.
        sheet_number: The sheet, from 1.
        owner_role: Whose list it was; None where the key names a role there is not.
    """

    row_number: int
    sheet_number: int
    item_key: str
    listed_on: date
    owner_role: str | None
    action: str | None
    done_on: date | None
    next_step: str | None
    next_step_on: date | None
    handed_to_role: str | None


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """One row of a decisions workbook that somebody answered; at least one answer is there.

    Attributes:
        row_number: As Excel counts it, in its sheet.
        sheet_number: The sheet, from 1.
        listed_on: Day of the meeting the workbook was made for.
        usual_role: Who usually owns the cause; None where the key names a role there is not.
        owner_role: Who was said to do it.
    """

    row_number: int
    sheet_number: int
    item_key: str
    listed_on: date
    usual_role: str | None
    decision: str | None
    owner_role: str | None
    due_on: date | None
    state: str | None


@dataclass(frozen=True, slots=True)
class ReadList:
    """What one returned list holds.

    Attributes:
        rows: Answered rows of worklists.
        decided: Answered rows of decisions workbooks.
        notes: Findings, by place.
        unanswered_count: Rows of the list with no answer.
        passed_over_count: Rows that are none of a list: what stands above it and on other sheets.
        set_aside: Row of each that was answered and could not be read, and the finding's code.
    """

    rows: tuple[AnsweredRow, ...]
    decided: tuple[DecidedRow, ...]
    notes: tuple[Noted, ...]
    unanswered_count: int
    passed_over_count: int
    set_aside: tuple[tuple[int, str], ...]
