"""What a chance of winning rests on: worked claims, or the rules where there are none yet."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.packet.errors import PacketError

OddsBasis = Literal["payer", "category", "prior"]
"""Claims of this group at this payer; of this group at other payers only; none yet."""


@dataclass(frozen=True, slots=True)
class Odds:
    """Claims like it that were worked to an end, and how many of them were won.

    Attributes:
        won_count: of the worked ones.
        worked_count: won or lost; what is still open counts neither way.
        low: lower end of the chance, 0..1; ``None`` where nobody asked for it.
        high: upper end.
    """

    basis: OddsBasis
    won_count: int = 0
    worked_count: int = 0
    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse a record that cannot be.

        Raises:
            PacketError: more won than worked, or a record where the rules alone speak.
        """
        is_known = self.basis != "prior"
        if not 0 <= self.won_count <= self.worked_count or is_known != (self.worked_count > 0):
            raise PacketError(
                where="Odds",
                what=f"{self.won_count} won of {self.worked_count} worked, by {self.basis}",
                why="A reader would trust a chance that nothing bears out",
                remedy="Pass the counts of the basis; none with prior",
            )
