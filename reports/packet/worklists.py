"""Claim rows for the billing team; refuses a withheld row that still carries what it withholds."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.packet.errors import PacketError
from reports.packet.vocabulary import Owner

ItemKind = Literal["denial", "rejection", "request", "untouched"]
"""Denied, rejected, asked for by the payer, or open without attention: never mixed."""


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One claim to work. No name, birth date, member number, diagnosis or place.

    Attributes:
        visit_on: date of service; ``None`` when withheld or never sent.
        service: procedure code (and modifiers); ``None`` likewise.
        likely_back_usd: whole dollars.
        last_day_on: last day to act; ``None`` = no limit known.
        is_withheld: date and service may not be shown to this reader (42 CFR Part 2).
    """

    claim_number: str
    visit_on: date | None
    service: str | None
    likely_back_usd: int
    last_day_on: date | None
    is_withheld: bool = False

    def __post_init__(self) -> None:
        """Refuse a row that says withheld and tells.

        Raises:
            PacketError: a withheld row with a date or a service.
        """
        if self.is_withheld and (self.visit_on is not None or self.service is not None):
            raise PacketError(
                where="WorklistRow",
                what="marked as withheld but carries a visit date or a service",
                why="A reader who may not see them would",
                remedy="Pass None for both",
            )


@dataclass(frozen=True, slots=True)
class WorklistGroup:
    """Rows of one payer, one reason, one fix.

    Attributes:
        code: as the payer sent it; may be empty.
        fix: the next action, as a sentence without its full stop.
    """

    kind: ItemKind
    payer: str
    reason: str
    code: str
    fix: str
    rows: tuple[WorklistRow, ...]


@dataclass(frozen=True, slots=True)
class Worklist:
    """Everything one owner has to do, groups in work order; empty = nothing this week.

    Attributes:
        waiting_count: denied claims since sent again; not listed.
    """

    owner: Owner
    minutes: int
    groups: tuple[WorklistGroup, ...]
    waiting_count: int = 0

    @property
    def claim_count(self) -> int:
        """Rows in all groups."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def likely_back_usd(self) -> int:
        """Sum of the rows, whole dollars."""
        return sum(row.likely_back_usd for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class Worklists:
    """One file of worklists, an owner after the other.

    Attributes:
        as_of_on: the worklist's today; a last day up to 14 days later is framed.
        shred_on: day on which the paper is to be destroyed.
        shows_part2: rows protected by 42 CFR Part 2 stand here unmasked (billing role's own
            list): the notice of redisclosure is on every page either way.
    """

    practice_name: str
    packet_week: date
    covers_until: date
    as_of_on: date
    shred_on: date
    invented_notice: str
    lists: tuple[Worklist, ...]
    shows_part2: bool = False
