"""Claim rows for the billing team; refuses a withheld row that still carries what it withholds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.packet.errors import PacketError
from reports.packet.odds import Odds
from reports.packet.vocabulary import Owner

ItemKind = Literal["denial", "rejection", "request", "follow_up", "untouched"]
"""Denied, rejected, asked for by the payer, planned by somebody, or open without attention."""


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One claim to work. No name, birth date, member number, diagnosis or place.

    Attributes:
        key: brings an answer on the row back to its item; stands in the workbook only.
        visit_on: date of service; ``None`` when withheld or never sent.
        service: procedure code (and modifiers); ``None`` likewise.
        usual_usd: what the payer usually allows for it, whole dollars.
        likely_back_usd: the same times the chance of getting it, whole dollars.
        last_day_on: last day to act; ``None`` = no limit known.
        act_by_on: day by which its owner said or was asked to act; ``None`` = none given.
        is_withheld: date and service may not be shown to this reader (42 CFR Part 2).
        odds: what the chance of a denial rests on; ``None`` where the row is none.
    """

    key: str
    claim_number: str
    visit_on: date | None
    service: str | None
    usual_usd: int
    likely_back_usd: int
    last_day_on: date | None
    act_by_on: date | None
    is_withheld: bool = False
    odds: Odds | None = None

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
    """Rows of one part of the list, one payer, one reason, one fix: worked in one go.

    Attributes:
        part: why the rows stand here, such as ``Denied``.
        part_order: place of the part on every list.
        code: as the payer sent it; may be empty.
        fix: the next action, as a sentence without its full stop.
        minutes: of work for all rows.
        usd_a_minute: likely dollars for each of them; ranks the groups of a part.
    """

    kind: ItemKind
    part: str
    part_order: int
    payer: str
    reason: str
    code: str
    fix: str
    minutes: int
    usd_a_minute: Decimal
    rows: tuple[WorklistRow, ...]


@dataclass(frozen=True, slots=True)
class Worklist:
    """Everything one owner has to do, groups in work order; empty = nothing this week.

    Attributes:
        role_key: of the owner's role; part of a file's name.
        waiting_count: denied claims since sent again; not listed.
    """

    owner: Owner
    role_key: str
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
class Choices:
    """What a row of the workbook may be answered with, in the order of the drop-downs.

    Attributes:
        did: what was done.
        steps: what comes next.
        hand_to: roles that may take the row over.
    """

    did: tuple[str, ...]
    steps: tuple[str, ...]
    hand_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worklists:
    """A day's worklists, an owner after the other.

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
    choices: Choices
    shows_part2: bool = False
