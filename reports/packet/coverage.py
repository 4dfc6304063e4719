"""Which files arrived: what the reader needs to trust or distrust the week."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.packet.vocabulary import Owner


@dataclass(frozen=True, slots=True)
class PayerFeed:
    """One payer's payment files in the packet's week.

    Attributes:
        payer: name for people.
        file_count: payment files received this week.
        last_file_on: day the last one arrived, this week or earlier; ``None`` = never.
        caller: who asks for a missing file.
        is_missing: its own rhythm says that a file should have come and none did.
        usual_share: of the practice's denials, 0..1, over the 13 weeks before; ``None`` = unknown.
        call_whom: whom to call, such as ``the clearinghouse``.
    """

    payer: str
    file_count: int
    last_file_on: date | None
    caller: Owner
    is_missing: bool = False
    usual_share: Decimal | None = None
    call_whom: str = "the clearinghouse"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Files of the week.

    Attributes:
        payers: every payer expected or seen, in print order.
        rejection_days: days of this week on which a rejection report came.
        rejection_days_expected: days on which one is usual; 0 = the practice gets none.
        unbalanced_claim_count: claims whose payer's own sums do not add up: counted and flagged.
    """

    payers: tuple[PayerFeed, ...]
    rejection_days: int
    rejection_days_expected: int
    unbalanced_claim_count: int

    @property
    def missing(self) -> tuple[PayerFeed, ...]:
        """The payers whose file should be here and is not."""
        return tuple(feed for feed in self.payers if feed.is_missing)

    @property
    def arrived(self) -> tuple[PayerFeed, ...]:
        """The payers whose files are here, or who had none to send."""
        return tuple(feed for feed in self.payers if not feed.is_missing)
