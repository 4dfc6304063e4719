"""Page 8: what became of last week's promises and decisions, then room for new ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.fitting import fitting, line_count, row_height
from reports.formats import counted, day, weekday
from reports.limits import is_compact, limits_of
from reports.packet import CategoryPromise, Decision, Owner, Packet
from reports.words import DECISION_STATES, NEEDS_A_WORD, PROMISES

WHAT_LETTERS, ACCOUNT_LETTERS, OWNER_LETTERS = 42, 40, 20
WHAT_LETTERS_COMPACT, ACCOUNT_LETTERS_COMPACT = 56, 50
SPARE_ROWS = 2
"""Blank rows more where there is nothing to look back at."""

NO_PACKET = "No earlier packet, so no promise to look at."
NO_PROMISE = "The last packet had no denial, so it asked for nothing, and no decision is open."

MEANINGS = (
    "Worked: sent again, or noted on a list or in the practice system since the denial. "
    "Won: no longer denied."
)

_ORDER = ("not_done", "no_word", "started", "done", "left")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One promise or decision; ``is_framed`` where the meeting owes it a word.

    Attributes:
        rank: what needs a word first; then decisions; then most claims.
    """

    lead: str
    what: str
    owner: Owner
    by: str
    state: str
    is_framed: bool
    account: str
    claim_count: int
    rank: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """Page 8; ``nothing`` says why there is no row to look back at."""

    title: str
    rows: tuple[AccountRow, ...]
    more: str
    nothing: str
    note: str
    blank_rows: range
    note_rows: range


def decisions_page(packet: Packet) -> DecisionsPage:
    """Promises and decisions that need a word first, cut to the page; then the blank rows."""
    limits, meeting = limits_of(packet), packet.meeting
    decided = [_of_decision(decision) for decision in meeting.decisions]
    rows = sorted([*decided, *map(_of_promise, meeting.promises)], key=lambda row: row.rank)
    compact = is_compact(packet)
    heights = [_compact_height(row) if compact else _height(row) for row in rows]
    shown = fitting(heights, limits.promises_room, limits.promises)
    return DecisionsPage(
        title=f"Promised last {weekday(packet.packet_week)}",
        rows=tuple(rows[:shown]),
        more=_more(rows[shown:]),
        nothing="" if rows else NO_PROMISE if meeting.follows_packet else NO_PACKET,
        note=_note(packet) if meeting.promises else "",
        blank_rows=range(limits.decisions + (0 if rows else SPARE_ROWS)),
        note_rows=range(limits.notes),
    )


def _of_promise(promise: CategoryPromise) -> AccountRow:
    return AccountRow(
        lead=promise.category,
        what=promise.next_action,
        owner=promise.owner,
        by=day(promise.act_by_on),
        state=PROMISES[promise.state],
        is_framed=promise.state in NEEDS_A_WORD,
        account=promise_account(promise),
        claim_count=promise.claim_count,
        rank=(_ORDER.index(promise.state), 1, -promise.claim_count),
    )


def promise_account(promise: CategoryPromise) -> str:
    """Say what became of the claims: ``9 of 13 claims worked (2 closed, 1 won), 4 untouched``."""
    done = promise.closed_count + promise.worked_count
    if not done:
        return f"none of {counted(promise.claim_count, 'claim')} worked"
    said = f"{done} of {counted(promise.claim_count, 'claim')} worked"
    if promise.closed_count:
        won = f", {promise.won_count} won" if promise.won_count else ""
        said = f"{said} ({promise.closed_count} closed{won})"
    return f"{said}, {promise.untouched_count} untouched" if promise.untouched_count else said


def _of_decision(decision: Decision) -> AccountRow:
    return AccountRow(
        lead=f"Decided {day(decision.decided_on)}",
        what=f"{decision.decision}. {decision.cause}",
        owner=decision.owner,
        by=day(decision.due_on),
        state=DECISION_STATES[decision.state] + (", overdue" if decision.is_overdue else ""),
        is_framed=decision.state in NEEDS_A_WORD or decision.is_overdue,
        account=decision_account(decision),
        claim_count=0,
        rank=(_ORDER.index("not_done" if decision.is_overdue else decision.state), 0, 0),
    )


def decision_account(decision: Decision) -> str:
    """Say how often its cause came in as many weeks before and since: counts, no verdict."""
    if decision.since_count is None:
        return "a file is missing, so its claims are not counted"
    span = counted(decision.week_count, "week")
    since = counted(decision.since_count, "claim")
    if decision.before_count is None:
        return f"{since} in the {span} since"
    return f"{counted(decision.before_count, 'claim')} in the {span} before, {since} since"


def _height(row: AccountRow) -> float:
    return row_height(
        line_count(f"{row.lead}: {row.what}", WHAT_LETTERS),
        line_count(row.owner.named, OWNER_LETTERS),
        line_count(f"{row.state}: {row.account}", ACCOUNT_LETTERS),
    )


def _compact_height(row: AccountRow) -> float:
    return row_height(
        line_count(f"{row.lead}: {row.what}", WHAT_LETTERS_COMPACT),
        line_count(f"{row.state}: {row.account}", ACCOUNT_LETTERS_COMPACT),
    )


def _more(rest: Sequence[AccountRow]) -> str:
    if not rest:
        return ""
    claims = sum(row.claim_count for row in rest)
    counts = [f"and {len(rest)} more", *([counted(claims, "claim")] if claims else [])]
    return f"{', '.join(counts)}."


def _note(packet: Packet) -> str:
    said = [] if is_compact(packet) else [MEANINGS]
    if packet.coverage.missing:
        said.append("A file is missing: more may be closed than is known here.")
    return " ".join(said)
