"""Worklist pages: claim rows of one owner, grouped by payer, reason and fix; billing only."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from reports.formats import counted, usd, work_time
from reports.limits import WORKLIST_ROWS
from reports.packet import Owner, Worklist, WorklistGroup, Worklists
from reports.words import ITEM_KINDS

FRAMED_WITHIN = timedelta(days=14)
ROW, GROUP, WRAP, ROOM, SPARE = 23.8, 26.0, 13.0, 540.0, 112.0
"""Heights in points: a row, a group's line, its second line, a page's rows, the blank lines."""

GROUP_LINE_LETTERS = 105


@dataclass(frozen=True, slots=True)
class GroupRows:
    """One group as it prints; ``kind`` is empty for denials."""

    kind: str
    group: WorklistGroup


@dataclass(frozen=True, slots=True)
class OwnerPages:
    """One owner's pages."""

    owner: Owner
    claims: str
    totals: str
    groups: tuple[GroupRows, ...]
    more: str
    waiting: str
    has_room: bool


@dataclass(frozen=True, slots=True)
class WorklistPages:
    """All owners' pages; a last day up to ``framed_until`` is framed."""

    owners: tuple[OwnerPages, ...]
    framed_until: date


def worklist_pages(worklists: Worklists) -> WorklistPages:
    """Rows in the order given, cut at the paper's limit with a line that says so."""
    return WorklistPages(
        owners=tuple(_owner_pages(worklist) for worklist in worklists.lists),
        framed_until=worklists.as_of_on + FRAMED_WITHIN,
    )


def _owner_pages(worklist: Worklist) -> OwnerPages:
    groups = _first_rows(worklist.groups)
    shown = sum(len(group.rows) for group in groups)
    dollars = sum(row.likely_back_usd for group in groups for row in group.rows)
    rest = worklist.claim_count - shown
    more = f"and {counted(rest, 'more claim')}, {usd(worklist.likely_back_usd - dollars)}"
    return OwnerPages(
        owner=worklist.owner,
        claims=counted(worklist.claim_count, "claim"),
        totals=f"{usd(worklist.likely_back_usd)} likely back, about {work_time(worklist.minutes)}",
        groups=tuple(GroupRows(ITEM_KINDS[group.kind], group) for group in groups),
        more=f"{more}: in the workbook." if rest else "",
        waiting=_waiting(worklist.waiting_count),
        has_room=ROOM - _height(groups) % ROOM >= SPARE,
    )


def _waiting(claim_count: int) -> str:
    if not claim_count:
        return ""
    claims = counted(claim_count, "denied claim")
    verb = "waits" if claim_count == 1 else "wait"
    return f"Not listed: {claims} sent again, which {verb} for an answer."


def _height(groups: tuple[WorklistGroup, ...]) -> float:
    lines = [f"{x.payer} {x.reason} {x.code} {x.fix}" for x in groups]
    wrapped = sum(len(line) > GROUP_LINE_LETTERS for line in lines)
    rows = sum(len(group.rows) for group in groups)
    return rows * ROW + len(groups) * GROUP + wrapped * WRAP


def _first_rows(groups: tuple[WorklistGroup, ...]) -> tuple[WorklistGroup, ...]:
    kept: list[WorklistGroup] = []
    room = WORKLIST_ROWS
    for group in groups:
        if room <= 0:
            break
        kept.append(replace(group, rows=group.rows[:room]))
        room -= len(group.rows)
    return tuple(kept)
