"""Verdicts for invented series, so that pages under test show what the warehouse would say."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from reports.limits import KNOWN_WEEKS_NEEDED
from reports.packet.vocabulary import WEEKS_SHOWN, Series, Verdict

LIMIT_FACTOR = Decimal("2.66")
"""3 / 1.128: three sigma from the mean moving range of an individuals chart."""


def usual_range(earlier: Sequence[Decimal | int | None]) -> tuple[Decimal, Decimal, Decimal] | None:
    """Low, mean and high of the weeks before: mean +/- 2.66 x mean moving range, floor 0.

    A moving range is taken between neighbouring known weeks only, so a gap widens nothing.

    Args:
        earlier: up to 12 weeks, oldest first, without the week to be judged.

    Returns:
        ``None`` with fewer than 8 known weeks.
    """
    known = [Decimal(value) for value in earlier if value is not None]
    if len(known) < KNOWN_WEEKS_NEEDED:
        return None
    mean = sum(known, Decimal(0)) / len(known)
    moves = [
        abs(Decimal(after) - Decimal(before))
        for before, after in pairwise(earlier)
        if before is not None and after is not None
    ]
    reach = LIMIT_FACTOR * sum(moves, Decimal(0)) / len(moves) if moves else Decimal(0)
    return max(mean - reach, Decimal(0)), mean, mean + reach


def judged(
    values: Sequence[Decimal | int | None], *, is_feed_missing: bool, is_few: bool
) -> Series:
    """A series with its usual range and the verdict on its last week.

    Args:
        values: oldest first, the week to be judged last; more than 13 are cut at the old end.
        is_feed_missing: a file that would change the last value did not come: no verdict.
        is_few: the last value rests on too few claims to judge (a rate under 20 claims).
    """
    shown = tuple(values[-WEEKS_SHOWN:])
    limits = usual_range(shown[:-1])
    verdict = _verdict(shown[-1], limits, is_feed_missing=is_feed_missing, is_few=is_few)
    if limits is None:
        return Series(values=shown, verdict=verdict)
    low, mean, high = limits
    return Series(values=shown, verdict=verdict, usual_low=low, usual_high=high, usual_mean=mean)


def _verdict(
    value: Decimal | int | None,
    limits: tuple[Decimal, Decimal, Decimal] | None,
    *,
    is_feed_missing: bool,
    is_few: bool,
) -> Verdict:
    if is_feed_missing:
        return "not_compared"
    if is_few or limits is None or value is None:
        return "too_few"
    low, _, high = limits
    if value > high:
        return "above"
    return "below" if value < low else "within"
