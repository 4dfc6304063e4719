"""What is chance and what is not: tails and likelihoods of counts."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammaincinv

Doubles = NDArray[np.float64]


def tail(events: ArrayLike, lines: ArrayLike, shape: ArrayLike, weight: ArrayLike) -> Doubles:
    """Return the chance of at least so many events in so many lines.

    The rate is not known but learnt: a gamma distribution of this shape and weight (events and
    lines behind it), so the count is negative binomial. No events are no surprise: 1.
    """
    events, lines = np.asarray(events, float), np.asarray(lines, float)
    some = np.maximum(events, 1)
    chance = betainc(some, shape, lines / (lines + np.asarray(weight)))
    return np.where(events > 0, chance, 1.0)


def surplus(events: ArrayLike, expected: ArrayLike) -> Doubles:
    """Return the log likelihood ratio of a count's own rate to the expected one; 0 below it."""
    events, expected = np.asarray(events, float), np.asarray(expected, float)
    own = np.maximum(events, 1)
    ratio = events * np.log(own / expected) - (events - expected)
    return np.where(events > expected, ratio, 0.0)


def ratio_bound(
    events: ArrayLike, expected: ArrayLike, strength: float, quantile: float
) -> Doubles:
    """Return a quantile of the ratio of a count's rate to the expected one.

    Shrunk towards 1 by ``strength`` events.
    """
    events, expected = np.asarray(events, float), np.asarray(expected, float)
    return gammaincinv(strength + events, quantile) / (strength + expected)


def largest_chance(chances: Doubles, tested: int, false_share: float) -> float:
    """Return the largest chance that still counts (Benjamini-Hochberg), or -1 where none does.

    Args:
        chances: Of the cells worth a look; those left out are taken as 1.
        tested: Cells tested, those left out among them.
        false_share: Share of what is named that may be chance.
    """
    ordered = np.sort(chances)
    allowed = false_share * np.arange(1, len(ordered) + 1) / max(tested, 1)
    passing = np.flatnonzero(ordered <= allowed)
    return float(ordered[passing[-1]]) if len(passing) else -1.0
