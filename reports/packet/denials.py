"""Pages 2 to 4: reasons, what to fix now, what to fix at the cause."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.packet.errors import PacketError
from reports.packet.odds import Odds
from reports.packet.vocabulary import Origin, Owner, PayerCount, Preventable

CauseKind = Literal["keeps_coming", "lasting", "burst", "chronic"]
"""``keeps_coming`` (counted only) and ``chronic`` (concentrates here) never claim a change;
``lasting`` and ``burst`` come from the scan that holds false alarms down."""

CAUSE_WEEKS = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """One denial reason of the week. A denied claim counts once, under its main reason.

    Attributes:
        rank: 1 = most claims, then most likely dollars back; over the whole practice.
        label: as a biller would say it, such as ``Clinician not linked to the group``.
        code: as the payer sent it, such as ``CO-16 N290``.
        payers: all of them, most claims first; they add up to ``claim_count``.
        claim_count: claims denied for it this week.
        billed_usd: charges, whole dollars.
        likely_back_usd: expected recovery, whole dollars.
    """

    rank: int
    label: str
    code: str
    payers: tuple[PayerCount, ...]
    claim_count: int
    billed_usd: int
    likely_back_usd: int


@dataclass(frozen=True, slots=True)
class Category:
    """One group of reasons, with all its reasons; what is listed is decided by the page.

    Attributes:
        name: label for people, such as ``Coding``.
        reasons: all of this week, by rank; they add up to the three sums.
        act_by_on: the earliest date in the group.
    """

    name: str
    preventable: Preventable
    origin: Origin
    claim_count: int
    billed_usd: int
    likely_back_usd: int
    owner: Owner
    next_action: str
    act_by_on: date
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ExpiringLine:
    """Open denials (of any week) of one payer and reason whose last day is within 14 days.

    Attributes:
        days_left: from the meeting to ``last_day_on``; 0 = today.
    """

    last_day_on: date
    days_left: int
    payer: str
    reason: str
    claim_count: int
    likely_back_usd: int
    owner: Owner


@dataclass(frozen=True, slots=True)
class Batch:
    """This week's denials of one payer, one reason, one fix, with every part of the rank.

    Attributes:
        usual_payment_usd: what the payer normally pays for these services, whole dollars.
        chance: of winning, 0..1, printed unrounded; usual payment x chance = likely back.
        odds: what the chance rests on.
        likely_back_usd: whole dollars.
        minutes: of work for the whole batch.
        last_day_on: the earliest last day in it; ``None`` = no limit known.
    """

    rank: int
    payer: str
    reason: str
    claim_count: int
    usual_payment_usd: int
    chance: Decimal
    odds: Odds
    likely_back_usd: int
    minutes: int
    last_day_on: date | None
    owner: Owner


@dataclass(frozen=True, slots=True)
class OriginCount:
    """Where this week's denials start.

    Attributes:
        usual_count: mean of the 3 weeks before; ``None`` = not known.
    """

    origin: Origin
    claim_count: int
    usual_count: Decimal | None
    likely_back_usd: int


@dataclass(frozen=True, slots=True)
class Rise:
    """Claims of one payer or one group above its own mean, in a week above the usual range.

    Attributes:
        kind: ``payer`` or ``group`` (of reasons).
        usual_count: mean of the known weeks among the 12 before; under ``claim_count``.
    """

    kind: Literal["payer", "group"]
    name: str
    claim_count: int
    usual_count: Decimal


@dataclass(frozen=True, slots=True)
class Concentration:
    """How narrow a cause is: ``6 of 12 from Cedar Blue Plan``. Printed from 3 claims on.

    Attributes:
        relation: ``from`` a payer, ``at`` a place, ``for`` a procedure, ``with`` a modifier, ``by``
            one clinician.
        where: never names a clinician.
        counted: claims of the last weeks, or clients since the cause began.
    """

    claim_count: int
    of_count: int
    relation: Literal["from", "at", "for", "with", "by"]
    where: str
    counted: Literal["claims", "clients"] = "claims"


@dataclass(frozen=True, slots=True)
class Cause:
    """Something before billing that makes denials, in order of dollars a week x weeks seen.

    Attributes:
        label: as a biller would say it.
        weekly_counts: 6 weeks, oldest first; ``None`` = the week is not known.
        likely_back_usd: a week, whole dollars.
        check: suggested check before sending, as a sentence without its full stop.
        since_on: first day of the week in which it changed, for ``lasting`` only.
    """

    label: str
    kind: CauseKind
    origin: Origin
    concentrations: tuple[Concentration, ...]
    weekly_counts: tuple[int | None, ...]
    likely_back_usd: int
    check: str
    owner: Owner
    since_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a row that would not fit its six boxes.

        Raises:
            PacketError: not six weekly counts.
        """
        if len(self.weekly_counts) != CAUSE_WEEKS:
            raise PacketError(
                where="Cause",
                what=f"{len(self.weekly_counts)} weekly counts given",
                why=f"Its row draws {CAUSE_WEEKS} boxes",
                remedy="Pass six, None for a week that is not known",
            )

    @property
    def weeks_seen(self) -> int:
        """In how many of the six weeks it occurred."""
        return sum(1 for count in self.weekly_counts if count)
