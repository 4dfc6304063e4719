"""Page 7: the five measures and what repeats over two weeks."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.packet.meeting import DecisionState, PromiseState
from reports.packet.vocabulary import Series

MeasureName = Literal[
    "initial_denial_rate",
    "days_to_submit",
    "first_pass_rate",
    "ar_over_90_share",
    "recurring_share",
]

Promise = PromiseState | Literal["none"]
"""``none`` prints "No promise made": no packet before this one asked for it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the five measures. Rates are 0..1, in ``series`` too.

    Attributes:
        value: this week; ``None`` = not known.
        numerator: claims, or whole dollars for ``ar_over_90_share``; ignored for days.
        denominator: likewise.
        claim_count: claims the value rests on: under 20 no percentage is printed.
        series: 13 weeks; a week under 20 claims is ``None`` for a rate.
        slowest_tenth_days: 90th percentile, for ``days_to_submit`` only.
    """

    name: MeasureName
    value: Decimal | None
    numerator: int
    denominator: int
    claim_count: int
    series: Series
    slowest_tenth_days: int | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """One reason in this week and the week before.

    Attributes:
        payer: it mostly comes from.
        week_before: claims; ``None`` = that week is not known.
        is_compared: false when a missing file would change either count.
        promise: what became of what the last packet asked for in its category.
        decision: how the newest decision about it stands; ``None`` = none is followed.
    """

    reason: str
    payer: str
    week_before: int | None
    this_week: int
    is_compared: bool = True
    promise: Promise = "none"
    decision: DecisionState | None = None
