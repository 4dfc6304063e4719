"""Page 6: what gets older, and what nobody has touched."""

from dataclasses import dataclass

from reports.packet.vocabulary import Owner

AGE_BUCKETS = ("0\N{EN DASH}30 days", "31\N{EN DASH}60", "61\N{EN DASH}90", "91\N{EN DASH}120",
               "over 120")  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgingPayer:
    """Open insurance dollars of one payer by age from the visit date.

    Attributes:
        open_usd: whole dollars for 0-30, 31-60, 61-90, 91-120 and over 120 days.
    """

    payer: str
    open_usd: tuple[int, int, int, int, int]

    @property
    def total_usd(self) -> int:
        """All ages together."""
        return sum(self.open_usd)

    @property
    def over_90_usd(self) -> int:
        """The two oldest parts."""
        return self.open_usd[3] + self.open_usd[4]


@dataclass(frozen=True, slots=True)
class UntouchedPayer:
    """Open claims of one payer without a recorded action for its limit of days.

    Attributes:
        threshold_days: this payer's limit.
        oldest_days: since the last action on the oldest of them.
    """

    payer: str
    threshold_days: int
    claim_count: int
    open_usd: int
    oldest_days: int


@dataclass(frozen=True, slots=True)
class UntouchedOwner:
    """The same claims by owner; they add up to the same totals."""

    owner: Owner
    claim_count: int
    open_usd: int
    oldest_days: int
