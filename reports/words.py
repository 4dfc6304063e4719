"""The packet's own wording of keys: origins, verdicts, readings, promises, measures."""

from typing import NamedTuple

from reports.packet import (
    CauseKind,
    DecisionState,
    EditVerdict,
    ItemKind,
    MeasureName,
    Origin,
    Preventable,
    Promise,
    Verdict,
)

ORIGINS: dict[Origin, str] = {
    "intake_scheduling": "Intake & scheduling",
    "clinical_documentation": "Documentation",
    "coding": "Coding",
    "billing_submission": "Submission",
    "credentialing_enrollment": "Credentialing",
    "payer": "Payer",
    "patient": "Client",
}
NOT_OURS: tuple[Origin, ...] = ("payer", "patient")
"""Origins that no step inside the practice changes: drawn grey."""

SECTIONS = {
    "reasons": "Reasons",
    "fix-now": "Fix now",
    "causes": "Causes",
    "beside": "Beside the denials",
    "aging": "Aging",
    "quality": "Words",
}
"""Sections that a sentence leads to, as a link on a screen names them."""

PREVENTABLE: dict[Preventable, str] = {
    "yes": "Preventable",
    "partly": "Partly preventable",
    "no": "Not preventable",
}
PREVENTABLE_SHORT: dict[Preventable, str] = {"yes": "Yes", "partly": "Partly", "no": "No"}

VERDICTS: dict[Verdict, str] = {
    "above": "Real change.",
    "below": "Real change.",
    "within": "No real change.",
    "too_few": "Too few to judge.",
    "not_compared": "Not compared: a file is missing.",
}

PROMISES: dict[Promise, str] = {
    "done": "Done",
    "started": "Started",
    "not_done": "Not done",
    "none": "No promise made",
}
DECISION_STATES: dict[DecisionState, str] = {
    "done": "Done",
    "started": "Started",
    "not_done": "Not done",
    "no_word": "No word yet",
    "left": "Left as it is",
}
NEEDS_A_WORD: tuple[Promise | DecisionState, ...] = ("not_done", "none", "no_word")
"""Promises and decisions that need a word in the meeting: framed, or bold."""

CAUSE_KINDS: dict[CauseKind, str] = {
    "keeps_coming": "Keeps coming",
    "lasting": "Changed and stayed",
    "burst": "A burst",
    "chronic": "Concentrates",
}
EDIT_VERDICTS: dict[EditVerdict, str] = {
    "too_early": "Too early to judge.",
    "stopped": "Stopped.",
    "too_few": "Too few to judge.",
    "not_stopped": "Not stopped.",
}

ITEM_KINDS: dict[ItemKind, str] = {
    "denial": "",
    "rejection": "Rejected",
    "request": "Records asked for",
    "follow_up": "Planned",
    "untouched": "No answer yet",
}


class MeasureWords(NamedTuple):
    """How one of the five measures reads; ``is_low_good`` says which way is better."""

    title: str
    gloss: str
    unit: str
    is_low_good: bool


MEASURES: dict[MeasureName, MeasureWords] = {
    "initial_denial_rate": MeasureWords(
        "Denied on first answer", "primary payer, reversals and repeats left out", "claims", True
    ),
    "days_to_submit": MeasureWords(
        "Days from visit to claim", "middle claim (median) of those sent this week", "days", True
    ),
    "first_pass_rate": MeasureWords(
        "Settled on first answer",
        "paid, or moved to the client\N{RIGHT SINGLE QUOTATION MARK}s share, without rework",
        "claims",
        False,
    ),
    "ar_over_90_share": MeasureWords(
        "Open money over 90 days",
        "share of open insurance dollars, aged from the visit date",
        "dollars",
        True,
    ),
    "recurring_share": MeasureWords(
        "Repeats",
        "same payer, group and service denied in the 4 weeks before",
        "denied services",
        True,
    ),
}
