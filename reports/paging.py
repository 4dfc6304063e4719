"""Rows of a worklist dealt out to pages, so that no row stands without the line of its group.

A group that goes on overleaf says so again there. At least two of its rows stand on either side of
the break: a heading alone at the foot and a row alone at the head are read as something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TOGETHER = 2
"""Rows of a broken group that stay together on either side."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows ``first`` up to ``until`` (exclusive) of one group, on one page."""

    group: int
    first: int
    until: int


@dataclass(frozen=True, slots=True)
class GroupHeights:
    """Points of a group's line and of each of its rows."""

    line: float
    rows: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PageRows:
    """The parts of one page, and the points left below them."""

    parts: tuple[Part, ...]
    room_left: float


def paged(
    groups: Sequence[GroupHeights], first_room: float, later_room: float
) -> tuple[PageRows, ...]:
    """Deal out groups to pages, in order.

    Args:
        groups: each with at least one row.
        first_room: points for lines and rows of the first page.
        later_room: the same of every other page.
    """
    pages: list[PageRows] = []
    parts: list[Part] = []
    room = first_room
    for number, group in enumerate(groups):
        first = 0
        while first < len(group.rows):
            until = first + _that_fit(group, first, room, is_page_empty=not parts)
            if until > first:
                parts.append(Part(number, first, until))
                room -= group.line + sum(group.rows[first:until])
                first = until
            if first < len(group.rows):
                pages.append(PageRows(tuple(parts), room))
                parts, room = [], later_room
    return (*pages, PageRows(tuple(parts), room)) if parts else tuple(pages)


def _that_fit(group: GroupHeights, first: int, room: float, *, is_page_empty: bool) -> int:
    """Rows from ``first`` on that this page takes; none where too few would stand together."""
    used, fit = group.line, 0
    left = len(group.rows) - first
    for height in group.rows[first:]:
        used += height
        if used > room:
            break
        fit += 1
    if fit == left:
        return fit
    kept = fit - max(TOGETHER - (left - fit), 0)
    if kept >= TOGETHER:
        return kept
    # A page of its own that is still too small takes what it can, or nothing would ever end.
    return max(fit, 1) if is_page_empty else 0
