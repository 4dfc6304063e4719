"""Small counts for readers outside the practice: nothing under 5 claims, and nothing to subtract.

A count of one to four, with the words beside it, can be a person. So rows under 5 are pooled, the
smallest row above joins them where the pool itself would stay under 5, and a total under 5 says so.
A zero is nobody and stays a zero (rule of the summary, domain section 7).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from reports.formats import count

LEAST_TOLD = 5
"""Claims from which a count may leave the practice."""

FEWER = "fewer than 5"
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Pooled(Generic[Row]):
    """Rows that may be told one by one, and those that may only be told together."""

    told: tuple[Row, ...]
    pool: tuple[Row, ...]


def outside_count(number: int) -> str:
    """Write a count for outside: ``12``, ``0``, or ``fewer than 5``."""
    return FEWER if 0 < number < LEAST_TOLD else count(number)


def is_told(number: int) -> bool:
    """True for a count that may leave the practice, and so may what stands beside it."""
    return not 0 < number < LEAST_TOLD


def pooled(rows: Sequence[Row], claims: Callable[[Row], int]) -> Pooled[Row]:
    """Keep rows of 5 claims and more; pool the others so that no total less the rows tells them."""
    told = [row for row in rows if claims(row) >= LEAST_TOLD]
    pool = [row for row in rows if 0 < claims(row) < LEAST_TOLD]
    while pool and told and sum(map(claims, pool)) < LEAST_TOLD:
        smallest = min(told, key=claims)
        told.remove(smallest)
        pool.append(smallest)
    return Pooled(tuple(told), tuple(pool))
