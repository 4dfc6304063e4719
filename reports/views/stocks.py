"""What is left over from week to week: how far it moved over the weeks shown, and which way."""

from itertools import pairwise

from reports.formats import figure
from reports.limits import KNOWN_WEEKS_NEEDED
from reports.packet import Series

STEADY = 0.75
"""Share of the steps that go one way from which a stock is said to keep going (2026-11-29)."""


def moved(series: Series) -> tuple[str, str]:
    """How far a stock moved over the weeks shown, and a word where it goes one way.

    Its verdict judges the last move alone, so a backlog that grows as ever would be called no
    change: it keeps growing where three of four steps went up.
    """
    known = [(at, value) for at, value in enumerate(series.values) if value is not None]
    if len(known) <= KNOWN_WEEKS_NEEDED or series.values[-1] is None:
        return "", ""
    (first_at, first), (last_at, last) = known[0], known[-1]
    if first == last:
        return "", ""
    steps = [later - earlier for (_, earlier), (_, later) in pairwise(known)]
    is_up = last > first
    along = sum((step > 0) == is_up for step in steps if step)
    is_steady = along >= STEADY * len(steps)
    word = f"Keeps {'growing' if is_up else 'falling'}." if is_steady else ""
    said = f"{'Up' if is_up else 'Down'} {figure(abs(last - first))} in {last_at - first_at} weeks."
    return said, word
