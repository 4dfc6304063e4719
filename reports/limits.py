"""How much a page holds. A list that is cut always ends with how many and how much more."""

from dataclasses import dataclass

from reports.packet import Packet, Size

REASONS_LISTED = 10
GROUPS_ON_COVER = 5
TIGHT_FROM_CATEGORIES = 9
"""From here on page 2 tightens its rows; type is never shrunk."""

EXPIRING_ONE_BY_ONE = 14
"""Above this many lines, expiring claims are shown by owner."""

BOXED_DAYS = 7
WORKLIST_ROWS = 110
"""Rows an owner gets on paper; the rest is in the worklist file."""

CONCENTRATION_FROM_CLAIMS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """Lines of each list; ``batches`` shares its room with the expiring lines."""

    expiring: int
    batches: int
    causes: int
    aging: int
    untouched: int
    repeats: int
    rejections: int
    waiting: int
    take_backs: int
    red_flags: int
    unbalanced: int
    decisions: int


LIMITS: dict[Size, Limits] = {
    "solo": Limits(5, 5, 3, 5, 6, 0, 3, 3, 3, 3, 3, 5),
    "group": Limits(8, 19, 6, 10, 8, 6, 5, 4, 3, 4, 5, 7),
    "large": Limits(14, 10, 7, 10, 8, 8, 5, 4, 3, 4, 5, 7),
}


def limits_of(packet: Packet) -> Limits:
    """The limits of this packet: a quiet week keeps the short layout whatever the size."""
    return LIMITS["solo" if is_compact(packet) else packet.size]


def is_compact(packet: Packet) -> bool:
    """True where pages are shared and owners, bars and the origin chart left out."""
    return packet.size == "solo" or packet.is_quiet
