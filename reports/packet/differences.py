"""Where the practice system and the files say different things; claim rows are for billing only."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DifferenceCount:
    """One kind of difference in the week.

    Attributes:
        label: such as ``Paid by the files, open in the practice system``.
        fix: what to do, as a sentence without its full stop.
        listed_on: day the newest compared list was received.
        compared_count: claims of the compared lists.
    """

    label: str
    fix: str
    listed_on: date
    compared_count: int
    claim_count: int
    difference_usd: int


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One claim; no name, visit, service or member number.

    Attributes:
        status_there: where the practice system says it stands; empty where it says nothing.
        balance_there_usd: what an insurer still owes by it; ``None`` where it says nothing.
        open_here_usd: what is open by the files, on the day of the list.
        difference_usd: what the difference is about, to the cent.
    """

    label: str
    fix: str
    claim_number: str
    status_there: str
    balance_there_usd: Decimal | None
    open_here_usd: Decimal
    difference_usd: Decimal
    listed_on: date


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything to straighten out, in work order; empty where nothing differs."""

    practice_name: str
    as_of_on: date
    shred_on: date
    invented_notice: str
    rows: tuple[DifferenceRow, ...]
