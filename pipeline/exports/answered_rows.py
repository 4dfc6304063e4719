"""What a returned worklist says: words that were offered, rows that were answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.exports.findings import Noted


@dataclass(frozen=True, slots=True)
class Words:
    """What the drop-downs offer, in capitals and blanks as they come, to the code of each.

    Attributes:
        did: Words for what was done.
        steps: Words for what comes next.
        roles: Words for who takes over.
        role_numbers: Number of a role in a key, to the role.
    """

    did: Mapping[str, str]
    steps: Mapping[str, str]
    roles: Mapping[str, str]
    role_numbers: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """One row somebody answered; at least one answer is there.

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
class ReadList:
    """What one returned list holds.

    Attributes:
        rows: Answered rows.
        notes: Findings, by place.
        unanswered_count: Rows of the list with no answer.
        passed_over_count: Rows that are none of a list: what stands above it and on other sheets.
        set_aside: Row of each that was answered and could not be read, and the finding's code.
    """

    rows: tuple[AnsweredRow, ...]
    notes: tuple[Noted, ...]
    unanswered_count: int
    passed_over_count: int
    set_aside: tuple[tuple[int, str], ...]
