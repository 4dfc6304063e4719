"""The kinds of lists that come back: which headings people answer under, and what a cell holds.

A worklist and a decisions workbook have the same key column; the headings to answer in tell which
one a sheet is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.exports.answered_rows import AnsweredRow, DecidedRow

DID, DONE_ON, STEP, STEP_ON, HAND_TO = (
    "What I did", "Done on", "Next step", "Next step on", "Hand to",
)  # fmt: skip
DECIDED, WHO, DUE_ON, STATE = "What we decide", "Who does it", "By", "How it stands"
KEY = "Key: leave as it is"


@dataclass(frozen=True, slots=True)
class ListForm:
    """One kind of list.

    Attributes:
        names: Heading to answer under, to the name of our column.
        days: Those of our columns that hold a day; the others hold a choice of a drop-down.
        row: What an answered row becomes.
        role: The column of a row that takes the role named by its key.
    """

    names: Mapping[str, str]
    days: frozenset[str]
    row: type[AnsweredRow | DecidedRow]
    role: str


WORKLIST = ListForm(
    names={
        DID: "action",
        DONE_ON: "done_on",
        STEP: "next_step",
        STEP_ON: "next_step_on",
        HAND_TO: "handed_to_role",
    },
    days=frozenset({"done_on", "next_step_on"}),
    row=AnsweredRow,
    role="owner_role",
)
DECISIONS = ListForm(
    names={DECIDED: "decision", WHO: "owner_role", DUE_ON: "due_on", STATE: "state"},
    days=frozenset({"due_on"}),
    row=DecidedRow,
    role="usual_role",
)
FORMS = (WORKLIST, DECISIONS)
"""In this order: somebody may add a column "By" to a worklist, nobody a "What I did" to causes."""
