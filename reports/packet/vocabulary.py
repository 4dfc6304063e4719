"""Values that several pages share; refuses a series longer than 13 weeks."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.packet.errors import PacketError

Size = Literal["solo", "group", "large"]
"""How much a page may hold: limits, not importance."""

Verdict = Literal["above", "below", "within", "too_few", "not_compared"]
"""What a week says beside the practice's own earlier weeks."""

Preventable = Literal["yes", "partly", "no"]

Origin = Literal[
    "intake_scheduling",
    "clinical_documentation",
    "coding",
    "billing_submission",
    "credentialing_enrollment",
    "payer",
    "patient",
]

WEEKS_SHOWN = 13


@dataclass(frozen=True, slots=True)
class Owner:
    """Who does it.

    Attributes:
        role: label for people, such as ``Coding & charge entry`` (never the key).
        initials: of the person, or empty where the role is one person or nobody is named yet.
    """

    role: str
    initials: str = ""

    @property
    def named(self) -> str:
        """The role with whose it is: ``Claims billing (LV)``, or alone where nobody is named."""
        return f"{self.role} ({self.initials})" if self.initials else self.role


@dataclass(frozen=True, slots=True)
class PayerCount:
    """One payer and its claims."""

    payer: str
    claim_count: int


@dataclass(frozen=True, slots=True)
class Series:
    """Up to 13 weeks of one figure, oldest first, the packet's week last.

    Attributes:
        values: ``None`` is a week that is not known (a file was missing, or under 20 claims for a
            rate): a gap in the line, never a zero. Fewer than 13 = the record is that young.
        verdict: of the last value.
        usual_low: bottom of the usual range, ``None`` with fewer than 8 known weeks before.
        usual_high: top of it.
        usual_mean: middle of it.
        is_stock: left over from week to week, such as untouched claims: the range is where the week
            before and its usual moves would put this one.
    """

    values: tuple[Decimal | int | None, ...]
    verdict: Verdict
    usual_low: Decimal | None = None
    usual_high: Decimal | None = None
    usual_mean: Decimal | None = None
    is_stock: bool = False

    def __post_init__(self) -> None:
        """Refuse what no chart can show.

        Raises:
            PacketError: no week at all, or more than 13.
        """
        if not 1 <= len(self.values) <= WEEKS_SHOWN:
            raise PacketError(
                where="Series",
                what=f"{len(self.values)} weeks given",
                why=f"A chart shows 1 to {WEEKS_SHOWN}",
                remedy="Pass the last 13 weeks, the packet's week last",
            )

    @property
    def known_before(self) -> int:
        """How many of the weeks before this one are known."""
        return sum(value is not None for value in self.values[:-1])
