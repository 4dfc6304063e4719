"""What a method said week by week, made into alarms that are counted once.

A finding is no news where it says what an alarm says that is still on: the same category; a cell
that shares half of its lines with the one that alarm last named (the ruler of `overlap`); and no
more than four weeks since. The reader who put it on the list last month does so once. A cell that
narrows or moves by more than half is another alarm, and so is one that comes back after a month.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from benchmarks.causes.lines import Cell, Found, Kind, Lines
from benchmarks.causes.watching import Said

STILL_ON_WEEKS = 4
RULER_WEEKS = 8
SAME = 0.5


class Shown(NamedTuple):
    """A finding, and the week in which it was shown."""

    week: int
    found: Found


@dataclass(slots=True)
class Alarm:
    """What was shown of one thing, the first time first."""

    shown: list[Shown] = field(default_factory=list)

    @property
    def raised_week(self) -> int:
        """The week in which it was news."""
        return self.shown[0].week


def overlap(lines: Lines, one: Cell, other: Cell, week: int, since: int) -> float:
    """Return the share of lines that two cells have in common, of the lines that either has.

    Counted are all adjudicated lines, denied or not, known from ``since`` to ``week``, and at least
    those of eight weeks: in one week of a small practice any two cells may hold the same lines.
    """
    if dict(one) == dict(other):
        return 1.0
    if any(other[name] != one[name] for name in one.keys() & other.keys()):
        return 0.0
    part = lines.between(min(since, week - RULER_WEEKS + 1), week)
    first, second = lines.within(one, part), lines.within(other, part)
    either = np.count_nonzero(first | second)
    return np.count_nonzero(first & second) / either if either else 0.0


def of_kinds(said: Iterable[Said], kinds: frozenset[Kind]) -> tuple[Said, ...]:
    """Return what was said of these kinds only."""
    return tuple(
        Said(week, tuple(each for each in found if each.kind in kinds)) for week, found in said
    )


def alarms_of(lines: Lines, said: Iterable[Said]) -> list[Alarm]:
    """Return the alarms, each with all that was shown of it."""
    alarms: list[Alarm] = []
    for week, found in said:
        for each in found:
            _alarm_about(lines, alarms, week, each).shown.append(Shown(week, each))
    return alarms


def _alarm_about(lines: Lines, alarms: list[Alarm], week: int, found: Found) -> Alarm:
    """Return the alarm that is still on and nearest to a finding, or a new one."""
    shares = [
        (overlap(lines, alarm.shown[-1].found.cell, found.cell, week, week), alarm)
        for alarm in alarms
        if alarm.shown[-1].found.category == found.category
        and week - alarm.shown[-1].week <= STILL_ON_WEEKS
    ]
    share, nearest = max(shares, key=lambda pair: pair[0], default=(0.0, Alarm()))
    if share >= SAME:
        return nearest
    alarms.append(Alarm())
    return alarms[-1]
