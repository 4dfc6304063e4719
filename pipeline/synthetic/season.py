"""What season to invent, and the calendar it lives in.

Takes a seed, a last day, a length and a size. Refuses a season without a week or without patients.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from pipeline.synthetic.payers import Limits


class LastWeek(StrEnum):
    """What the last complete week is like."""

    USUAL = "usual"
    QUIET = "quiet"
    """No denial arrives, and every file does: a real zero."""
    MISSING_FEED = "missing_feed"
    """The largest payer's remittances do not arrive."""


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of weeks of one invented practice; equal seasons give equal bytes.

    Attributes:
        seed: What chance starts from.
        as_of_on: The day of the build; files end before the Monday on or before it.
        weeks: Weeks of service, the last one complete before ``as_of_on``.
        size: 1.0 is some 380 claims and 40 denied claims a week.
        stories: Whether the five planted causes happen, and a set of claims is refused whole.
        practice_id: Key of the practice.
        name: Its name, on claims and on the packet.
        last_week: What the last week is like.
        holidays: Days on which nobody in the office has to act; claims still go out.
        contracts: Limits of payers by key, where the practice has agreed on its own.
        patience: Days that the practice waits for a payer before it asks, by key, where it has
            set its own.
        on_paper: Keys of payers whose answers the practice's settings expect on paper.
        rarities: Whether answers happen that few offices ever see: a price told in advance, a
            whole charge written off, one rate for a week of intensive days.
        calls: Whether the office calls about claims that nobody touched, and its lists come back.
    """

    seed: int
    as_of_on: date
    weeks: int = 26
    size: float = 1.0
    stories: bool = True
    practice_id: str = "riverbend"
    name: str = "Riverbend Behavioral Group"
    last_week: LastWeek = LastWeek.USUAL
    holidays: tuple[date, ...] = ()
    contracts: tuple[tuple[str, Limits], ...] = ()
    patience: tuple[tuple[str, int], ...] = ()
    on_paper: tuple[str, ...] = ()
    rarities: bool = False
    calls: bool = False

    def __post_init__(self) -> None:
        if self.weeks < 1:
            problem = "A season needs at least one week: there is nothing to write."
            raise ValueError(problem)
        if self.size <= 0:
            problem = "A season needs a size above zero: 1.0 is twelve busy clinicians."
            raise ValueError(problem)

    @property
    def horizon_on(self) -> date:
        """The Monday on or before ``as_of_on``: the first day of which no file exists."""
        return self.as_of_on - timedelta(days=self.as_of_on.weekday())

    @property
    def first_on(self) -> date:
        """The Monday on which service begins."""
        return self.monday(0)

    def monday(self, week: int) -> date:
        """Return the Monday of a week, counted from 0."""
        return self.horizon_on - timedelta(weeks=self.weeks - week)

    def week_at(self, share: float) -> int:
        """Return the week that lies at a share (0 to 1) of the season."""
        return min(self.weeks - 1, round(self.weeks * share))

    def dice(self, purpose: str) -> random.Random:
        """Return chance for one purpose; the same season and purpose give the same throws."""
        key = f"{self.seed}/{self.practice_id}/{self.horizon_on}/{self.weeks}/{purpose}"
        return random.Random(key)  # noqa: S311  (a made-up practice keeps no secret)


@dataclass(frozen=True, slots=True)
class SeasonReport:
    """What was written and where; no rules file exists for a season without own contracts."""

    inbox: Path
    received_csv: Path
    truth_folder: Path
    practice_file: Path
    rules_file: Path
    contracts_folder: Path
    file_count: int
    claim_count: int


def working_day(day: date) -> date:
    """Return the day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def working_days_after(day: date, count: int) -> date:
    """Return the working day that lies ``count`` working days (1 or more) after a day."""
    for _ in range(count):
        day = working_day(day + timedelta(days=1))
    return day
