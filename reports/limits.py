"""How much a page holds. A list that is cut always ends with how many and how much more."""

from dataclasses import dataclass, replace
from datetime import timedelta

from reports.packet import Packet, Size

REASONS_LISTED = 10
GROUPS_ON_COVER = 5
TIGHT_FROM_CATEGORIES = 9
"""From here on page 2 tightens its rows; type is never shrunk."""

EXPIRING_ONE_BY_ONE = 14
"""Above this many lines, expiring claims are shown by owner."""

EXPIRES_WITHIN = timedelta(days=14)
"""A last day up to so many days after the meeting is printed as near (domain, U of the score)."""

BOXED_DAYS = 7
WORKLIST_ROWS = 110
"""Rows an owner gets on paper; beyond that paper is no queue, and the list says how many more."""

INITIALS_LETTERS = 5
"""A narrow column holds initials; a role written out takes a wider one."""

SMALL_WEEK = 5
"""Under this many claims a week says nothing about another, and a part explains no rise."""

CONCENTRATION_FROM_CLAIMS = 3
CHANGE_IS_NEWS = timedelta(weeks=8)
"""So long page 1 names what changed and stayed; later page 4 alone has it."""

KNOWN_WEEKS_NEEDED = 8
"""Weeks of history a usual range rests on (ruling R13); the warehouse holds to it, pages say it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Rows of each list, and points of height where long words decide.

    ``batches`` counts the expiring lines in for a group; the four lists beside the denials share
    ``beside``.
    """

    expiring: int
    batches: int
    fix_now_room: float
    causes: int
    causes_room: float
    edits: int
    aging: int
    aging_room: float
    untouched: int
    repeats: int
    beside: int
    beside_room: float
    unbalanced: int
    promises: int
    promises_room: float
    decisions: int
    notes: int


_GROUP = Limits(
    expiring=8,
    batches=19,
    fix_now_room=536.0,
    causes=6,
    causes_room=375.0,
    edits=3,
    aging=10,
    aging_room=440.0,
    untouched=8,
    repeats=6,
    beside=13,
    beside_room=385.0,
    unbalanced=4,
    promises=8,
    promises_room=238.0,
    decisions=5,
    notes=3,
)
LIMITS: dict[Size, Limits] = {
    "solo": replace(
        _GROUP,
        expiring=5,
        batches=5,
        causes=3,
        edits=2,
        aging=5,
        untouched=6,
        repeats=0,
        beside=6,
        unbalanced=3,
        promises=3,
        promises_room=100.0,
        decisions=3,
        notes=0,
    ),
    "group": _GROUP,
    "large": replace(_GROUP, expiring=14, batches=10, causes=7, repeats=8),
}


def limits_of(packet: Packet) -> Limits:
    """The limits of this packet: a quiet week keeps the short layout whatever the size."""
    return LIMITS["solo" if is_compact(packet) else packet.size]


def is_compact(packet: Packet) -> bool:
    """True where pages are shared and owners, bars and the origin chart left out."""
    return packet.size == "solo" or packet.is_quiet
