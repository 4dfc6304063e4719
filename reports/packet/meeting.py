"""Page 8: what the last packet asked for and the last meetings decided, and what became of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.packet.vocabulary import Owner

PromiseState = Literal["done", "started", "not_done"]
"""All, some or none of the claims closed or worked."""

DecisionState = Literal["done", "started", "not_done", "no_word", "left"]
"""As somebody reported it; ``no_word`` = nobody did; ``left`` = decided to leave it as it is."""


@dataclass(frozen=True, slots=True)
class CategoryPromise:
    """What the packet of the week before asked for in one category, and its claims since.

    A claim is closed (none of its denials is open), worked (open, and somebody touched it since it
    was denied) or untouched; the three add up to ``claim_count``.

    Attributes:
        category: label for people.
        claim_count: claims as that packet printed them.
        won_count: of the closed ones, those the payer no longer denies.
    """

    category: str
    owner: Owner
    next_action: str
    act_by_on: date
    claim_count: int
    closed_count: int
    won_count: int
    worked_count: int
    untouched_count: int
    state: PromiseState


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided about a cause, as far as lists that came back tell.

    Attributes:
        cause: as a biller would say it.
        decision: the words that were chosen.
        due_on: day by which it was to be done; ``None`` = none was named.
        decided_on: day of the meeting.
        is_overdue: that day is before this meeting, and nobody said done.
        week_count: weeks from the meeting to the end of the packet's week, and as many before it.
        before_count: claims denied for the cause in as many weeks before the meeting; ``None`` =
            the record is younger, or a file was missing.
        since_count: likewise since the meeting; ``None`` = a file was missing.
    """

    cause: str
    decision: str
    owner: Owner
    due_on: date | None
    decided_on: date
    state: DecisionState
    is_overdue: bool
    week_count: int
    before_count: int | None
    since_count: int | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is looked at before anything new is decided.

    Attributes:
        follows_packet: a week was covered before this one.
        promises: categories of the week before, most claims first.
        decisions: those still followed, oldest meeting first.
    """

    follows_packet: bool = False
    promises: tuple[CategoryPromise, ...] = ()
    decisions: tuple[Decision, ...] = ()
