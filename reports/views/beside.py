"""Page 5: four lists that are no denials, each with its total in the heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.fitting import dealt, line_count, row_height
from reports.formats import counted, usd
from reports.limits import limits_of
from reports.packet import Owner, Packet, RedFlag, Rejection, TakeBack, Waiting

WHAT, TAKEN, ACTION, FLAG_ACTION, PATTERN, PAYER, EVIDENCE = 35, 31, 32, 27, 20, 17, 26
ABOUT, SENDER_OWNER, WAITING_OWNER, TAKEN_OWNER = 18, 20, 24, 20
"""Letters that the columns hold."""

MORE_LINE = 20.0
"""Points of the line that says what a list leaves out."""


@dataclass(frozen=True, slots=True)
class BesidePage:
    """Page 5. Take-backs print with a minus: the money is gone from a check."""

    rejected_count: int
    rejections: tuple[Rejection, ...]
    rejections_more: str
    waiting_count: int
    waiting: tuple[Waiting, ...]
    waiting_more: str
    taken_usd: int
    take_backs: tuple[TakeBack, ...]
    take_backs_more: str
    red_flags: tuple[RedFlag, ...]
    red_flags_more: str


def beside_page(packet: Packet) -> BesidePage:
    """The four lists cut to the page."""
    lists = packet.beside
    limits = limits_of(packet)
    heights = _heights(packet)
    room = dealt(heights, limits.beside_room, limits.beside)
    cut = sum(shown < len(rows) for shown, rows in zip(room, heights, strict=True))
    room = dealt(heights, limits.beside_room - MORE_LINE * cut, limits.beside)
    return BesidePage(
        rejected_count=sum(row.claim_count for row in lists.rejections),
        rejections=lists.rejections[: room[0]],
        rejections_more=_more_rejections(lists.rejections[room[0] :]),
        waiting_count=sum(row.claim_count for row in lists.waiting),
        waiting=lists.waiting[: room[1]],
        waiting_more=_more_waiting(lists.waiting[room[1] :]),
        taken_usd=-sum(row.amount_usd for row in lists.take_backs),
        take_backs=lists.take_backs[: room[2]],
        take_backs_more=_more_take_backs(lists.take_backs[room[2] :]),
        red_flags=lists.red_flags[: room[3]],
        red_flags_more=_more_flags(lists.red_flags[room[3] :]),
    )


def _heights(packet: Packet) -> tuple[list[float], ...]:
    lists = packet.beside
    return (
        [_rejection_height(row) for row in lists.rejections],
        [_waiting_height(row) for row in lists.waiting],
        [_take_back_height(row) for row in lists.take_backs],
        [_flag_height(row) for row in lists.red_flags],
    )


def _rejection_height(row: Rejection) -> float:
    return row_height(
        line_count(row.what, WHAT)
        + line_count(f"{row.stopped_at} \N{MIDDLE DOT} {row.code}", WHAT),
        line_count(row.source, PAYER),
        line_count(row.next_action, ACTION),
        line_count(_named(row.owner), SENDER_OWNER),
    )


def _waiting_height(row: Waiting) -> float:
    return row_height(
        line_count(row.state, WHAT) + line_count(row.code, WHAT),
        line_count(row.payer, PAYER),
        line_count(_named(row.owner), WAITING_OWNER),
    )


def _take_back_height(row: TakeBack) -> float:
    return row_height(
        line_count(row.what, TAKEN) + line_count(row.code, TAKEN),
        line_count(row.payer, PAYER),
        line_count(row.about, ABOUT),
        line_count(_named(row.owner), TAKEN_OWNER),
    )


def _flag_height(row: RedFlag) -> float:
    owner = row.owner.initials or row.owner.role
    return row_height(
        line_count(row.pattern, PATTERN),
        line_count(row.where, PAYER),
        line_count(row.evidence, EVIDENCE),
        line_count(f"{row.next_action} ({owner})", FLAG_ACTION),
    )


def _named(owner: Owner) -> str:
    return owner.named


def _more_claims(rest: Sequence[Rejection] | Sequence[Waiting]) -> str:
    claims = counted(sum(row.claim_count for row in rest), "claim")
    return f"and {counted(len(rest), 'more line')}, {claims}"


def _more_rejections(rest: Sequence[Rejection]) -> str:
    return f"{_more_claims(rest)}: on the worklists." if rest else ""


def _more_waiting(rest: Sequence[Waiting]) -> str:
    """What the payer still reviews is nobody's work: only what needs an answer is on a worklist."""
    if not rest:
        return ""
    answers = any(row.answer_by_on for row in rest)
    return _more_claims(rest) + (": those to answer are on the worklists." if answers else ".")


def _more_take_backs(rest: Sequence[TakeBack]) -> str:
    if not rest:
        return ""
    return f"and {len(rest):,} more, {usd(-sum(row.amount_usd for row in rest))}."


def _more_flags(rest: Sequence[RedFlag]) -> str:
    if not rest:
        return ""
    likely = usd(sum(row.likely_back_usd for row in rest))
    return f"and {counted(len(rest), 'more pattern')}, {likely} likely back."
