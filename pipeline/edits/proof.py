"""What an edit would have done, counted, and whether that is proof enough for a warning or a hold.

Takes the claims it would have spoken of, each with what came of it, and the numbers of the rules.
Refuses nothing; asks no clock and no warehouse.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Self

from scipy.special import betaincinv

from pipeline.practice.edit_templates import HOLD, WARN

CAUGHT, PAID, OTHERWISE, REJECTED, UNRESOLVED = (
    "caught",
    "paid",
    "denied_otherwise",
    "rejected",
    "unresolved",
)
"""What came of a claim: denied in the category that the edit prevents; paid, so that holding it
would have been wrong; denied for another reason and sent back before a payer read it, which speak
neither for nor against the edit; not answered yet."""

NOT_PROVEN = ""

# Jeffreys' prior: half a claim on either side, so that nothing is certain after one.
_HALF = 0.5
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ProofLimits:
    """What is asked of an edit; in a practice they are rows of ``thresholds`` (``edit_…``).

    Attributes:
        bound_share: Quantile of the share of right findings that is held against the bounds.
        warn_bound: What it must reach for a warning.
        warn_clients: Clients whose denials it must have caught.
        warn_weeks: Weeks in which these became known.
        hold_bound: As ``warn_bound``, for a hold.
        hold_clients: As ``warn_clients``.
        hold_weeks: As ``warn_weeks``.
        minutes_a_hold: Minutes that a claim costs which was held and right.
        most_paid_share: Share of the paid claims over which an edit is a habit of coding.
        fewest_paid: Paid claims below which such a share is chance.
        review_days: Days until an adopted edit is looked at again.
        review_days_cited: The same where a payer's own words stand behind it.
        nearest_share: Share of a cause's claims from which on a check is the check for it.
    """

    bound_share: float
    warn_bound: float
    warn_clients: int
    warn_weeks: int
    hold_bound: float
    hold_clients: int
    hold_weeks: int
    minutes_a_hold: int
    most_paid_share: float
    fewest_paid: int
    review_days: int
    review_days_cited: int
    nearest_share: float

    @classmethod
    def from_thresholds(cls, values: Mapping[str, float]) -> Self:
        """Take them from thresholds by name; those of edits begin with ``edit_``."""
        given = dict[str, Any]()
        for each in fields(cls):
            value = values[f"edit_{each.name}"]
            given[each.name] = int(value) if value == int(value) else value
        return cls(**given)


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that an edit would have spoken of, as it was known before the proposal.

    Attributes:
        claim_number: The practice's own.
        client: Token of the client.
        sent_on: Day on which the edit would have spoken.
        answered_on: Day on which the first decision was known; None for none.
        outcome: One of the five words above.
        expected_usd: Dollars that the payer would allow for what it denied.
        saved_usd: The part of them that is not likely to come back by working the denial.
        paid_usd: Dollars paid on it.
    """

    claim_number: str
    client: str
    sent_on: dt.date
    answered_on: dt.date | None
    outcome: str
    expected_usd: Decimal
    saved_usd: Decimal
    paid_usd: Decimal


@dataclass(frozen=True, slots=True)
class Tally:
    """Claims that an edit would have spoken of, counted by what came of them.

    Attributes:
        clients: Clients whose denials it would have caught.
        weeks: Weeks, from Monday on, in which these became known.
        expected_usd: Dollars expected of what was denied.
        saved_usd: The part of them that working the denials is not likely to bring back.
        paid_usd: Dollars of the paid claims that it would have held.
    """

    caught: int
    clients: int
    weeks: int
    expected_usd: Decimal
    saved_usd: Decimal
    paid: int
    paid_usd: Decimal
    otherwise: int
    rejected: int
    unresolved: int


def tally(hits: Iterable[Hit]) -> Tally:
    """Count claims by what came of them."""
    told = tuple(hits)
    counts = Counter(hit.outcome for hit in told)
    caught = [hit for hit in told if hit.outcome == CAUGHT]
    days = [hit.answered_on for hit in caught if hit.answered_on]
    return Tally(
        caught=counts[CAUGHT],
        clients=len({hit.client for hit in caught}),
        weeks=len({day - dt.timedelta(days=day.weekday()) for day in days}),
        expected_usd=_sum(hit.expected_usd for hit in caught),
        saved_usd=_sum(hit.saved_usd for hit in caught),
        paid=counts[PAID],
        paid_usd=_sum(hit.paid_usd for hit in told if hit.outcome == PAID),
        otherwise=counts[OTHERWISE],
        rejected=counts[REJECTED],
        unresolved=counts[UNRESOLVED],
    )


def bound(counted: Tally, limits: ProofLimits) -> float:
    """Return the share of right findings that the edit reaches at least, but for bad luck.

    A quantile of Beta(½ + caught, ½ + paid).
    """
    shape = (_HALF + counted.caught, _HALF + counted.paid)
    return float(betaincinv(*shape, limits.bound_share))


def verdict(counted: Tally, limits: ProofLimits) -> str:
    """Return the gravest severity that is proven: ``hold``, ``warn`` or an empty text."""
    reached = bound(counted, limits)
    asked = (
        (HOLD, limits.hold_bound, limits.hold_clients, limits.hold_weeks),
        (WARN, limits.warn_bound, limits.warn_clients, limits.warn_weeks),
    )
    for severity, least, clients, weeks in asked:
        if reached >= least and counted.clients >= clients and counted.weeks >= weeks:
            return severity
    return NOT_PROVEN


def minutes(counted: Tally, effort_minutes: int, limits: ProofLimits) -> int:
    """Return the minutes it saves: those of denials not worked, less those of right claims held."""
    return counted.caught * effort_minutes - counted.paid * limits.minutes_a_hold


def by_month(hits: Sequence[Hit]) -> dict[dt.date, Tally]:
    """Return the tally of each month in which the edit would have spoken, by its first day."""
    months = sorted({hit.sent_on.replace(day=1) for hit in hits})
    return {
        month: tally(hit for hit in hits if hit.sent_on.replace(day=1) == month) for month in months
    }


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0)).quantize(_CENT)
