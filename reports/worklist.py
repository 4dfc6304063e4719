"""Worklist pages: claim rows of one owner, grouped by payer, reason and fix; billing only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reports.fitting import line_count
from reports.formats import NONE, counted, usd, work_time
from reports.limits import WORKLIST_ROWS
from reports.packet import Owner, Worklist, WorklistGroup, WorklistRow, Worklists
from reports.paging import GroupHeights, Part, paged
from reports.words import ITEM_KINDS

FRAMED_WITHIN = timedelta(days=14)
ROW, GROUP, LINE, AROUND, SPARE = 23.8, 26.0, 12.6, 6.0, 118.0
"""Points: a row, a group's line, a further line of either, the air around it, the blank lines."""

FIRST_ROOM, LATER_ROOM = 576.0, 624.0
"""Points for groups and rows on an owner's first page, and on each that follows: there a line may
say that its group is continued, and wrap for it."""

CONTENTS_LINE, CONTENTS_ROOM, OWNER_LETTERS = 27.0, 400.0, 40
"""Points of an owner in the list of contents, and of all of them where blank lines follow."""

HEAD_LINE, NOTE_LINE, MORE_LINE = 24.0, 12.0, 20.0
"""Points of a further line of the head and of the note, and of the line that tells what was cut."""

GROUP_LETTERS, CLAIM_LETTERS, SERVICE_LETTERS, NAME_LETTERS = 106, 15, 12, 33
"""Average letters of a group's line, a claim number, a service, and an owner's name in its head."""


@dataclass(frozen=True, slots=True)
class GroupRows:
    """Rows of one group on one page; ``kind`` is empty for denials."""

    kind: str
    group: WorklistGroup
    is_continued: bool


@dataclass(frozen=True, slots=True)
class OwnerPages:
    """One owner's pages.

    Attributes:
        anchor: what the list of contents points to.
        pages: groups of each page, at least one page unless there is nothing to do.
        has_room: the last page has room for the blank lines.
    """

    owner: Owner
    anchor: str
    claims: str
    totals: str
    pages: tuple[tuple[GroupRows, ...], ...]
    more: str
    waiting: str
    has_room: bool


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One owner in the list of contents."""

    owner: Owner
    anchor: str
    claim_count: int
    likely_back_usd: int
    time: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What the file holds; only where it holds more than one owner."""

    lines: tuple[ContentsLine, ...]
    claim_count: int
    likely_back_usd: int
    time: str
    has_room: bool


@dataclass(frozen=True, slots=True)
class WorklistPages:
    """All owners' pages; a last day up to ``framed_until`` is framed."""

    contents: Contents | None
    owners: tuple[OwnerPages, ...]
    framed_until: date


def worklist_pages(worklists: Worklists) -> WorklistPages:
    """Rows in the order given, cut at the paper's limit with a line that says so."""
    lists = worklists.lists
    return WorklistPages(
        contents=_contents(lists) if len(lists) > 1 else None,
        owners=tuple(_owner_pages(_anchor(n), worklist) for n, worklist in enumerate(lists)),
        framed_until=worklists.as_of_on + FRAMED_WITHIN,
    )


def _anchor(number: int) -> str:
    return f"owner-{number + 1}"


def _contents(lists: Sequence[Worklist]) -> Contents:
    return Contents(
        lines=tuple(
            ContentsLine(
                owner=worklist.owner,
                anchor=_anchor(number),
                claim_count=worklist.claim_count,
                likely_back_usd=worklist.likely_back_usd,
                time=work_time(worklist.minutes) if worklist.claim_count else NONE,
            )
            for number, worklist in enumerate(lists)
        ),
        claim_count=sum(worklist.claim_count for worklist in lists),
        likely_back_usd=sum(worklist.likely_back_usd for worklist in lists),
        time=work_time(sum(worklist.minutes for worklist in lists)),
        has_room=sum(_contents_line_height(worklist.owner) for worklist in lists) <= CONTENTS_ROOM,
    )


def _contents_line_height(owner: Owner) -> float:
    return CONTENTS_LINE + LINE * (line_count(f"{owner.role} {owner.initials}", OWNER_LETTERS) - 1)


def _owner_pages(anchor: str, worklist: Worklist) -> OwnerPages:
    groups = _first_rows(worklist.groups)
    shown = sum(len(group.rows) for group in groups)
    dollars = sum(row.likely_back_usd for group in groups for row in group.rows)
    rest = worklist.claim_count - shown
    more = f"and {counted(rest, 'more claim')}, {usd(worklist.likely_back_usd - dollars)}"
    cut = MORE_LINE if rest else 0.0
    first_room = FIRST_ROOM - _head_height(worklist) - cut
    pages = paged([_heights(group) for group in groups], first_room, LATER_ROOM - cut)
    return OwnerPages(
        owner=worklist.owner,
        anchor=anchor,
        claims=counted(worklist.claim_count, "claim"),
        totals=f"{usd(worklist.likely_back_usd)} likely back, about {work_time(worklist.minutes)}",
        pages=tuple(tuple(_rows_of(groups, part) for part in page.parts) for page in pages),
        more=f"{more}: in the workbook." if rest else "",
        waiting=_waiting(worklist.waiting_count),
        has_room=not pages or pages[-1].room_left >= SPARE,
    )


def _head_height(worklist: Worklist) -> float:
    """Points that an owner's head and note take beyond their usual lines."""
    name = f"{worklist.owner.role} {worklist.owner.initials}"
    lines = line_count(name, NAME_LETTERS) - 1
    return HEAD_LINE * lines + NOTE_LINE * bool(worklist.waiting_count)


def _rows_of(groups: Sequence[WorklistGroup], part: Part) -> GroupRows:
    group = groups[part.group]
    return GroupRows(
        kind=ITEM_KINDS[group.kind],
        group=replace(group, rows=group.rows[part.first : part.until]),
        is_continued=part.first > 0,
    )


def _waiting(claim_count: int) -> str:
    if not claim_count:
        return ""
    claims = counted(claim_count, "denied claim")
    verb = "waits" if claim_count == 1 else "wait"
    return f"Not listed: {claims} sent again, which {verb} for an answer."


def _heights(group: WorklistGroup) -> GroupHeights:
    line = f"{ITEM_KINDS[group.kind]} {group.payer} {group.reason} {group.code} {group.fix}"
    return GroupHeights(
        line=GROUP + LINE * (line_count(line, GROUP_LETTERS) - 1),
        rows=tuple(_row_height(row) for row in group.rows),
    )


def _row_height(row: WorklistRow) -> float:
    lines = max(
        line_count(row.claim_number, CLAIM_LETTERS), line_count(row.service or "", SERVICE_LETTERS)
    )
    return max(ROW, AROUND + LINE * lines)


def _first_rows(groups: tuple[WorklistGroup, ...]) -> tuple[WorklistGroup, ...]:
    kept: list[WorklistGroup] = []
    room = WORKLIST_ROWS
    for group in groups:
        if room <= 0:
            break
        kept.append(replace(group, rows=group.rows[:room]))
        room -= len(group.rows)
    return tuple(kept)
