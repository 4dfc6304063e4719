"""The numbers by which a scan speaks up; in a practice they are rows of the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Limits:
    """What a scan demands before it names a cause.

    Attributes:
        baseline_weeks: A cell's own weeks before a window, which say what is usual.
        least_weeks: Weeks of history before anything is said.
        strength: Events that the practice's rate weighs against a cell's own.
        false_share: Share of named causes that may be chance (Benjamini-Hochberg).
        least_events: Events a cause must have in its window.
        least_ratio: Times the expected events.
        least_lines: Lines of a cell in 8 weeks, under which it is not tested.
        large_weekly: Denied lines a week above which the two numbers below stand in.
        large_false_share: As ``false_share``.
        large_least_ratio: As ``least_ratio``.
        lasting_chance: What a lasting cause keeps under without its worst week.
        since_weeks: How far back a beginning is looked for.
        most: Causes named of one week.
        explained: Share of a cell's excess that another explains, over which it is not named.
        chronic_weeks: Weeks over which a cell is held against the rest of the practice.
        chronic_ratio: Times the rest's rate, which the lower bound of a chronic cell is over.
        most_chronic: Chronic cells named of one week.
    """

    baseline_weeks: int
    least_weeks: int
    strength: float
    false_share: float
    least_events: int
    least_ratio: float
    least_lines: int
    large_weekly: int
    large_false_share: float
    large_least_ratio: float
    lasting_chance: float
    since_weeks: int
    most: int
    explained: float
    chronic_weeks: int
    chronic_ratio: float
    most_chronic: int

    @classmethod
    def from_thresholds(cls, values: Mapping[str, float]) -> Self:
        """Take them from thresholds by name; those of causes begin with ``cause_``."""
        given = dict[str, Any]()
        for each in fields(cls):
            value = values[f"cause_{each.name}"]
            # a whole number counts weeks or events, and stands in an index
            given[each.name] = int(value) if value == int(value) else value
        return cls(**given)
