"""Whether alarms are right, season by season.

A finding shown in a week is **right** about a cause if all of this holds:

* its category is the cause's;
* its cell and the cause's have at least half of their lines in common (`episodes.overlap`: shared
  lines by lines of either, denied or not, over the weeks from ``since_week`` to the week it was
  shown in, at least eight). A parent that holds more than twice the cause's lines is therefore
  wrong, and so is a child with less than half of them;
* its alarm was raised in or after the cause's first known week, and says that it began no later
  than the cause's last;
* of a glitch, it says ``burst``: whoever calls one bad week lasting would have an edit made of it.
  Of a cause that goes on either kind is right, since in its first week nobody can know.

An alarm is right if anything shown of it is right about a cause, else false. A cause is **found**
in the first week in which a finding is right about it; the first known week in which it denied a
line is week 1. Glitches count for whether an alarm is false, but are not there to be found.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.causes.episodes import SAME, Alarm, Shown, alarms_of, of_kinds, overlap
from benchmarks.causes.lines import Kind, Lines
from benchmarks.causes.truth import Cause, Season
from benchmarks.causes.watching import Said

ALARMS: frozenset[Kind] = frozenset({"lasting", "burst"})
LASTING: frozenset[Kind] = frozenset({"lasting"})
CHRONIC: frozenset[Kind] = frozenset({"chronic"})


@dataclass(frozen=True, slots=True)
class Find:
    """How one cause was found.

    Attributes:
        delay_weeks: The week of the cause, from 1, in which it was found; none if it never was.
        onset_error_weeks: The week said to be the first less the true one, as said at that time.
    """

    delay_weeks: int | None
    onset_error_weeks: int | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a method's season comes to.

    Attributes:
        weeks: Weeks it was asked about.
        right: Alarms that were right about a cause.
        false: All others.
        finds: One for each cause that was to be found.
        chronic: Places it named as always heavy; these are no alarms.
    """

    weeks: int
    right: int
    false: int
    finds: tuple[Find, ...]
    chronic: int


def judge(season: Season, said: tuple[Said, ...], kinds: frozenset[Kind] = ALARMS) -> Judged:
    """Hold what a method said, of these kinds, against the truth."""
    alarms = alarms_of(season.lines, of_kinds(said, kinds))
    causes = season.truth.causes
    first_right = {
        cause: [_first_right(season.lines, cause, a) for a in alarms] for cause in causes
    }
    is_right = [any(shown[n] for shown in first_right.values()) for n in range(len(alarms))]
    return Judged(
        weeks=len(said),
        right=sum(is_right),
        false=len(alarms) - sum(is_right),
        finds=tuple(_find(cause, first_right[cause]) for cause in causes if cause.is_to_be_found),
        chronic=len(_places(of_kinds(said, CHRONIC))),
    )


def _first_right(lines: Lines, cause: Cause, alarm: Alarm) -> Shown | None:
    if alarm.raised_week < cause.onset_week:
        return None
    return next((shown for shown in alarm.shown if _is_right(lines, cause, shown)), None)


def _is_right(lines: Lines, cause: Cause, shown: Shown) -> bool:
    week, found = shown
    if found.category != cause.category:
        return False
    if cause.end_week is not None and found.since_week > cause.end_week:
        return False
    if not cause.is_to_be_found and found.kind != "burst":
        return False
    return overlap(lines, found.cell, cause.cell, week, found.since_week) >= SAME


def _find(cause: Cause, shown: list[Shown | None]) -> Find:
    first = min((each for each in shown if each), key=lambda each: each.week, default=None)
    if first is None:
        return Find(None, None)
    return Find(first.week - cause.onset_week + 1, first.found.since_week - cause.onset_week)


def _places(said: tuple[Said, ...]) -> set[tuple[int, frozenset[tuple[str, int]]]]:
    return {(each.category, frozenset(each.cell.items())) for _, found in said for each in found}
