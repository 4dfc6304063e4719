"""Monday morning simulated: when the packets of many practices are there, by ways of setting up.

Takes practices (zone, claims a week), what stages cost, and where they are computed. Refuses
nothing. Each zone's practices are due at its own 06:00, and a run serves all of a home that are due
at an instant; a machine's lanes take runs in the order in which they are due.
"""

from __future__ import annotations

import heapq
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Shares of the people of the United States by the time zone of most of their state; Alaska and
# Hawaii are counted with the Pacific. Rounded, as commonly told and not looked up; 2026-12-01.
ZONES = (("Eastern", 0.47), ("Central", 0.29), ("Mountain", 0.07), ("Pacific", 0.17))
MINUTES_BETWEEN_ZONES = 60.0
# Sizes of practices have a heavy tail: half send at most 60 claims a week (two clinicians full
# time), one in a hundred more than 980, and none more than the largest invented one. A guess that
# is to be replaced by a customer's own list; 2026-12-01.
MEDIAN_CLAIMS, SPREAD, MOST_CLAIMS = 60.0, 1.2, 8_000.0
WEEKS_HELD = 104


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice: its zone, counted from the east, and the claims it sends a week."""

    zone: int
    claims: float


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU seconds that a run needs, as measured.

    Attributes:
        run: Of every run, whatever it serves: start, and models without a row.
        practice: Of the models and the start, for each practice of the home.
        held: Of the models, for each claim the home holds.
        due: Of collecting, for each practice that is due.
        new: Of collecting and loading, for each claim of the week.
        asked: Of what its pages say, for each practice that is due, one after another.
        printed: Of rendering its pages, for each practice that is due; every core renders.
        lines: Of rendering, for each claim that such a practice sends a week.
        spread: Share of the models' CPU by practice and claim that further cores or executors take.
    """

    run: float
    practice: float
    held: float
    due: float
    new: float
    asked: float
    printed: float
    lines: float = 0.0
    spread: float = 0.0

    def serial(self, home: Sequence[Practice], due: Sequence[Practice], executors: int) -> float:
        """Return the seconds until a run of a home begins to print."""
        claims = sum(each.claims for each in home)
        models = self.practice * len(home) + self.held * claims * WEEKS_HELD
        loaded = self.due * len(due) + self.new * sum(each.claims for each in due)
        alone, spread = 1 - self.spread, self.spread / executors
        return self.run + (models + loaded) * (alone + spread) + self.asked * len(due)

    def cpu(self, home: Sequence[Practice], due: Sequence[Practice]) -> float:
        """Return all CPU seconds of a run."""
        return self.serial(home, due, 1) + self.pages(due)

    def pages(self, due: Sequence[Practice]) -> float:
        """Return the CPU seconds of rendering."""
        return self.printed * len(due) + self.lines * sum(each.claims for each in due)


@dataclass(frozen=True, slots=True)
class Place:
    """Where homes are computed.

    Attributes:
        machines: How many have homes of their own.
        cores: Of each; each lane of a machine works at one home at a time.
        practices_a_home: At most; a home's are of one zone.
        executors: That a run has beside the machine's own cores.
    """

    machines: int
    cores: int
    practices_a_home: int
    executors: int = 1


@dataclass(frozen=True, slots=True)
class Morning:
    """Minutes from a practice's own 06:00 to its packet, and CPU hours of all machines.

    Attributes:
        p95: Minutes within which 95 of a hundred practices have theirs.
    """

    median: float
    p95: float
    last: float
    cpu_hours: float


def practices(count: int, seed: int) -> list[Practice]:
    """Draw practices: zones by their shares, claims a week from a lognormal that is cut."""
    dice = random.Random(seed)  # noqa: S311  (a draw that can be done again)
    zones = dice.choices(range(len(ZONES)), [share for _, share in ZONES], k=count)
    return [
        Practice(zone, min(MOST_CLAIMS, dice.lognormvariate(math.log(MEDIAN_CLAIMS), SPREAD)))
        for zone in zones
    ]


def homes_of(served: Iterable[Practice], at_most: int) -> list[list[Practice]]:
    """Return homes of practices of one zone each, in order of the zones; sizes as they come."""
    zones: dict[int, list[Practice]] = defaultdict(list)
    for each in served:
        zones[each.zone].append(each)
    return [
        zones[zone][start : start + at_most]
        for zone in sorted(zones)
        for start in range(0, len(zones[zone]), at_most)
    ]


def morning(served: Sequence[Practice], costs: Costs, place: Place) -> Morning:
    """Return how long practices wait where every home holds those of one zone."""
    homes = homes_of(served, place.practices_a_home)
    runs = [(home, home) for home in homes]
    lanes = min(place.cores, max(1, math.ceil(len(runs) / place.machines)))
    return _morning(runs, costs, place, lanes)


def one_home(served: Sequence[Practice], costs: Costs, place: Place) -> Morning:
    """Return how long practices wait where one home holds all.

    Each zone computes all again, when the zone before has ended: a home has one run at a time.
    """
    runs = [(served, due) for due in homes_of(served, len(served))]
    return _morning(runs, costs, place, lanes=1)


def a_run_a_practice(served: Sequence[Practice], costs: Costs) -> float:
    """Return the CPU hours of a home's morning, were each practice a run of its own."""
    models = costs.serial(served, [], 1)
    of_the_due = costs.cpu([], served) - costs.run
    return (len(served) * models + of_the_due) / 3600


def _morning(
    runs: Sequence[tuple[Sequence[Practice], Sequence[Practice]]],
    costs: Costs,
    place: Place,
    lanes: int,
) -> Morning:
    cores = place.cores / lanes
    # When each lane of every machine is free again, in minutes from the first zone's 06:00.
    free = [0.0] * (lanes * place.machines)
    waits: list[float] = []
    for home, due in runs:
        begins = due[0].zone * MINUTES_BETWEEN_ZONES
        seconds = costs.serial(home, due, place.executors) + costs.pages(due) / cores
        ends = max(begins, heapq.heappop(free)) + seconds / 60
        heapq.heappush(free, ends)
        # A home's packets are written when the last of them is rendered.
        waits += [ends - begins] * len(due)
    waits.sort()
    spent = sum(costs.cpu(home, due) for home, due in runs) / 3600
    return Morning(_part(waits, 0.5), _part(waits, 0.95), waits[-1], spent)


def _part(ordered: Sequence[float], share: float) -> float:
    """Return the least value that this share of the values does not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
