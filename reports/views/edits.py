"""Page 4, below the causes: the checks that the practice adopted, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.fitting import fitting, line_count, row_height
from reports.formats import counted, day, figure
from reports.limits import is_compact, limits_of
from reports.packet import AdoptedEdit, Packet
from reports.words import EDIT_VERDICTS

TITLE_LETTERS, TOLD_LETTERS, DENIED_LETTERS, BECAME_LETTERS = 34, 22, 22, 26
TENTHS_BELOW = 10
HEADS = 64.0
"""Points of the heading above the table, and of its own head."""


@dataclass(frozen=True, slots=True)
class EditRow:
    """One check in words.

    Attributes:
        asks: what the meeting is to do about it; empty for nothing.
        role: of its owner; empty in a solo practice.
    """

    title: str
    stops: str
    told: str
    denied: str
    verdict: str
    asks: str
    role: str


@dataclass(frozen=True, slots=True)
class EditRows:
    """The checks on the page; none where the practice adopted none.

    Attributes:
        height: points they take, heads included.
    """

    rows: tuple[EditRow, ...]
    more: str
    height: float


def edit_rows(packet: Packet) -> EditRows:
    """Put what became of adopted checks into rows, cut to the page."""
    limits = limits_of(packet)
    rows = [_row(edit, is_compact=is_compact(packet)) for edit in packet.edits]
    heights = [_height(row) for row in rows]
    shown = fitting(heights, limits.causes_room, limits.edits)
    rest = len(rows) - shown
    return EditRows(
        rows=tuple(rows[:shown]),
        more=f"and {counted(rest, 'more check')} adopted." if rest else "",
        height=HEADS + sum(heights[:shown]) if rows else 0.0,
    )


def _row(edit: AdoptedEdit, *, is_compact: bool) -> EditRow:
    return EditRow(
        title=edit.title,
        stops=f"To stop {edit.stops}.",
        told=_told(edit),
        denied=_denied(edit),
        verdict=EDIT_VERDICTS[edit.verdict],
        asks=" ".join(_asks(edit)),
        role="" if is_compact else edit.owner.initials or edit.owner.role,
    )


def _told(edit: AdoptedEdit) -> str:
    if not edit.told_count:
        return "None yet"
    answered = _joined(((edit.paid_count, "paid"), (edit.denied_count, "denied")))
    sent = f"{edit.sent_anyway_count} sent anyway" + (f" ({answered})" if answered else "")
    parts = _joined(((edit.mended_count, "mended"),))
    said = ", ".join(filter(None, (parts, sent if edit.sent_anyway_count else "")))
    return f"{edit.told_count:,}" + (f": {said}" if said else "")


def _joined(parts: Sequence[tuple[int, str]]) -> str:
    return ", ".join(f"{count:,} {word}" for count, word in parts if count)


def _denied(edit: AdoptedEdit) -> str:
    clients = counted(edit.client_count, "client")
    if edit.usual_count is not None:
        clients += f" where {_usual(edit.usual_count)} were usual"
    unseen = f"; {counted(edit.unseen_count, 'claim')} it did not see" if edit.unseen_count else ""
    return clients + unseen


def _usual(clients: Decimal) -> str:
    """Small numbers with their tenths: of one client a half is half of all."""
    return figure(clients) if clients >= TENTHS_BELOW else f"{clients:.1f}".removesuffix(".0")


def _asks(edit: AdoptedEdit) -> list[str]:
    asks = []
    if edit.is_too_grave:
        asks.append("Most of the last sent anyway were paid: make it less grave.")
    if edit.review_was_due_on is not None:
        asks.append(f"Review was due on {day(edit.review_was_due_on)}.")
    return asks


def _height(row: EditRow) -> float:
    left = line_count(row.title, TITLE_LETTERS) + line_count(row.stops, TITLE_LETTERS)
    became = line_count(f"{row.verdict} {row.asks} ({row.role})", BECAME_LETTERS)
    return row_height(
        left, line_count(row.told, TOLD_LETTERS), line_count(row.denied, DENIED_LETTERS), became
    )
