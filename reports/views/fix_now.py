"""Page 3: what expires, then this week's batches in work order; a cut list says what it cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.fitting import fitting, line_count, row_height
from reports.formats import counted, usd, work_time
from reports.limits import (
    BOXED_DAYS,
    EXPIRES_WITHIN,
    EXPIRING_ONE_BY_ONE,
    INITIALS_LETTERS,
    is_compact,
    limits_of,
)
from reports.packet import Batch, ExpiringLine, Owner, Packet
from reports.sentences.odds import RECORD_NOTE_SHORT, record, record_note

BATCH_LETTERS, PAYER_LETTERS, REASON_LETTERS = 46, 23, 31
NARROWER_BATCH, NARROWER_REASON, ROLE_LETTERS = 33, 18, 19
RECORD_LETTERS = 9
"""Letters of the columns, and of those beside owners whose roles are written out."""

LINES_HEAD, OWNERS_HEAD = 52.0, 98.0
"""Points of the first table's heading, total and notes."""

LINES_PART = 0.65
"""The part of the page that expiring claims may take one by one."""

OWNER_LETTERS, MOST_COMMON_LETTERS = 26, 32
NOTE_LETTERS, NOTE_LINE = 114, 11.6
RANK_NOTE = (
    "Rank = (likely back, less the cost of the minutes) for each minute worked, raised when the "
    "last day is near."
)

RANK_NOTE_SHORT = "Rank = net dollars a minute, more when a last day is near."


@dataclass(frozen=True, slots=True)
class OwnerExpiry:
    """Expiring claims of one owner, where there are too many to list."""

    owner: Owner
    soon_count: int
    soon_usd: int
    later_count: int
    later_usd: int
    first_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class FixNowPage:
    """Page 3. ``lines`` or ``owners`` is filled, never both.

    Attributes:
        nothing_before: set when nothing expires within 14 days.
        near_until: a last day up to this one is printed as near.
    """

    lede: str
    nothing_before: date | None
    near_until: date
    lines: tuple[ExpiringLine, ...]
    lines_more: str
    owners: tuple[OwnerExpiry, ...]
    all_owners: OwnerExpiry | None
    batches: tuple[Batch, ...]
    batches_more: str
    note: str
    has_roles: bool


def fix_now_page(packet: Packet) -> FixNowPage:
    """Expiring claims first, then this week's batches in work order, both cut to the page."""
    limits = limits_of(packet)
    by_owner = _is_by_owner(packet)
    lines = () if by_owner else packet.expiring[: limits.expiring]
    owners = _expiry_by_owner(packet.expiring) if by_owner else ()
    room = _batch_count(packet, len(lines), owners)
    batches = packet.batches[:room]
    until = packet.issued_on + EXPIRES_WITHIN
    return FixNowPage(
        lede=_fix_now_lede(packet),
        nothing_before=None if packet.expiring else until,
        near_until=until,
        lines=lines,
        lines_more="" if by_owner else _lines_more(packet.expiring[len(lines) :]),
        owners=owners,
        all_owners=_all_owners(owners),
        batches=batches,
        batches_more=_batches_more(packet.batches[room:]),
        note=_note(packet),
        has_roles=has_roles(packet),
    )


def _is_by_owner(packet: Packet) -> bool:
    """True where the lines are too many, or too high, to leave room for batches."""
    limits = limits_of(packet)
    listed = _expiring_heights(packet)[: limits.expiring]
    is_high = sum(listed) > limits.fix_now_room * LINES_PART
    return len(packet.expiring) > EXPIRING_ONE_BY_ONE or is_high


def has_roles(packet: Packet) -> bool:
    """True where a role is written out beside batches or expiring claims, for want of initials."""
    owners = (row.owner for row in (*packet.batches, *packet.expiring))
    return any(len(owner.initials or owner.role) > INITIALS_LETTERS for owner in owners)


def _batch_count(packet: Packet, expiring_count: int, owners: Sequence[OwnerExpiry]) -> int:
    """Batches that fit below the expiring claims, by the page's rows and by its height."""
    limits = limits_of(packet)
    most = limits.batches - (expiring_count if packet.size == "group" else 0)
    above = LINES_HEAD * bool(expiring_count) + OWNERS_HEAD * bool(owners)
    above += sum(_expiring_heights(packet)[:expiring_count]) + sum(map(_owner_height, owners))
    letters = NARROWER_BATCH if has_roles(packet) else BATCH_LETTERS
    above += NOTE_LINE * line_count(_note(packet), NOTE_LETTERS)
    heights = [
        row_height(
            line_count(f"{batch.payer}: {batch.reason}", letters),
            line_count(record(batch.odds), RECORD_LETTERS),
            _owner_lines(batch.owner),
        )
        for batch in packet.batches
    ]
    return fitting(heights, limits.fix_now_room - above, most)


def _expiring_heights(packet: Packet) -> list[float]:
    letters = NARROWER_REASON if has_roles(packet) else REASON_LETTERS
    return [
        row_height(
            line_count(line.payer, PAYER_LETTERS),
            line_count(line.reason, letters),
            _owner_lines(line.owner),
        )
        for line in packet.expiring
    ]


def _owner_lines(owner: Owner) -> int:
    return line_count(owner.initials or owner.role, ROLE_LETTERS)


def _owner_height(row: OwnerExpiry) -> float:
    name = row.owner.named
    return row_height(line_count(name, OWNER_LETTERS), line_count(row.reason, MOST_COMMON_LETTERS))


def _fix_now_lede(packet: Packet) -> str:
    if not packet.batches:
        return "No new denial this week; these older ones run out."
    claims = counted(sum(batch.claim_count for batch in packet.batches), "claim")
    batches = counted(len(packet.batches), "batch", "batches")
    hours = work_time(sum(batch.minutes for batch in packet.batches))
    likely = usd(sum(batch.likely_back_usd for batch in packet.batches))
    return (
        f"{claims} in {batches}; {hours} of work; {likely} likely back. Work from the top. "
        "One batch = one payer, one reason, one fix."
    )


def _lines_more(rest: Sequence[ExpiringLine]) -> str:
    if not rest:
        return ""
    claims = counted(sum(line.claim_count for line in rest), "claim")
    likely = usd(sum(line.likely_back_usd for line in rest))
    return f"and {counted(len(rest), 'more line')}, {claims}, {likely}: on the worklists."


def _batches_more(rest: Sequence[Batch]) -> str:
    if not rest:
        return ""
    claims = counted(sum(batch.claim_count for batch in rest), "claim")
    likely = usd(sum(batch.likely_back_usd for batch in rest))
    more = counted(len(rest), "more batch", "more batches")
    return f"and {more}, {claims}, {likely}: on the worklists."


def _expiry_by_owner(lines: Sequence[ExpiringLine]) -> tuple[OwnerExpiry, ...]:
    owners = dict.fromkeys(line.owner for line in lines)
    rows = [_one_owner(owner, [x for x in lines if x.owner == owner]) for owner in owners]
    return tuple(sorted(rows, key=lambda row: (row.first_on, -row.soon_usd, row.owner.role)))


def _one_owner(owner: Owner, lines: Sequence[ExpiringLine]) -> OwnerExpiry:
    by_reason: dict[str, int] = {}
    for line in lines:
        by_reason[line.reason] = by_reason.get(line.reason, 0) + line.claim_count
    reason, most = max(by_reason.items(), key=lambda item: (item[1], item[0]))
    soon = [line for line in lines if line.days_left <= BOXED_DAYS]
    later = [line for line in lines if line.days_left > BOXED_DAYS]
    return OwnerExpiry(
        owner=owner,
        soon_count=sum(line.claim_count for line in soon),
        soon_usd=sum(line.likely_back_usd for line in soon),
        later_count=sum(line.claim_count for line in later),
        later_usd=sum(line.likely_back_usd for line in later),
        first_on=min(line.last_day_on for line in lines),
        reason=f"{reason} ({most:,} of {sum(by_reason.values()):,})",
    )


def _all_owners(rows: Sequence[OwnerExpiry]) -> OwnerExpiry | None:
    if not rows:
        return None
    return OwnerExpiry(
        owner=Owner("All"),
        soon_count=sum(row.soon_count for row in rows),
        soon_usd=sum(row.soon_usd for row in rows),
        later_count=sum(row.later_count for row in rows),
        later_usd=sum(row.later_usd for row in rows),
        first_on=min(row.first_on for row in rows),
        reason="",
    )


def _note(packet: Packet) -> str:
    """How batches are ranked, and whose the initials are."""
    if is_compact(packet):
        return f"{RANK_NOTE_SHORT} {RECORD_NOTE_SHORT}"
    noted, named = [RANK_NOTE], _owner_key(packet)
    if packet.batches:
        noted.append(record_note(batch.odds for batch in packet.batches))
    if named:
        noted.append(f"Owners: {named}.")
    return " ".join(noted)


def _owner_key(packet: Packet) -> str:
    owners = dict.fromkeys(
        owner
        for owner in (
            *(batch.owner for batch in packet.batches),
            *(line.owner for line in packet.expiring),
        )
        if owner.initials
    )
    named = sorted(owners, key=lambda owner: owner.initials)
    return ", ".join(f"{owner.initials} {owner.role}" for owner in named)
