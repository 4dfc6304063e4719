"""What changed, and where a category is at home, as known at the end of a week."""

from dataclasses import dataclass, replace

import numpy as np

from pipeline.causes.chance import ratio_bound, surplus, tail
from pipeline.causes.counts import Counts
from pipeline.causes.limits import Limits
from pipeline.causes.lines import AnsweredLines, Cell
from pipeline.causes.suspects import Suspects, suspects
from pipeline.causes.usual import NO_EVENT, usual_before

LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Cause:
    """A cell in which a category concentrates, as of a week.

    Attributes:
        category: Code of the category.
        cell: Fields and codes of the cell.
        kind: ``lasting`` and ``burst`` are changes, ``chronic`` is none.
        since_week: Week in which a change began; of a chronic cell the first week looked at.
        event_count: Events since then.
        expected_count: Events expected since then.
        line_count: Lines of the cell since then.
        rank: What causes are ordered by, the clearest first.
        ratio_low: Lower bound of the rate over what is usual, in 19 of 20 cases.
        ratio_high: Upper bound.
    """

    category: int
    cell: Cell
    kind: str
    since_week: int
    event_count: int
    expected_count: float
    line_count: int
    rank: float
    ratio_low: float
    ratio_high: float

    @property
    def place(self) -> tuple[int, frozenset[tuple[str, int]]]:
        """Return what makes it the same cause in another week."""
        return self.category, frozenset(self.cell.items())


class Scan:
    """The scan of one practice: counts once, answers for any week.

    The method, against others on seasons whose causes are known, stands in ``docs/causes.md``.
    """

    def __init__(self, lines: AnsweredLines, limits: Limits, weeks: int) -> None:
        """Count the lines of so many weeks; what is known of a week does not turn on later ones."""
        self.lines = lines.taken(np.argsort(lines.week, kind="stable"))
        self.limits = limits
        self.counts = Counts.of(lines, limits, weeks)
        pairs = zip(self.counts.pair_category, self.counts.pair_cell, strict=True)
        self._pairs = {
            (int(category), frozenset(self.counts.cells[cell].items())): pair
            for pair, (category, cell) in enumerate(pairs)
        }

    def causes(self, week: int) -> tuple[Cause, ...]:
        """Return changes and chronic cells of a week; a chronic one that changed stands once."""
        if week < self.limits.least_weeks:
            return ()
        changes = self.changes(week)
        named = {each.place for each in changes}
        return (*changes, *(each for each in self.chronic(week) if each.place not in named))

    def changes(self, week: int) -> tuple[Cause, ...]:
        """Return what changed, as known at the end of a week, the clearest first."""
        if week < self.limits.least_weeks:
            return ()
        found = suspects(self.counts, self.limits, week)
        return tuple(
            self._change(each, week) for each in self._chosen(found, week, self.limits.most)
        )

    def chronic(self, week: int) -> tuple[Cause, ...]:
        """Return cells whose rate has long been above that of the rest of the practice."""
        counts, limits, until = self.counts, self.limits, week + 1
        start = max(until - limits.chronic_weeks, 0)
        category, cell = counts.pair_category, counts.pair_cell
        events = counts.events[:, until] - counts.events[:, start]
        lines = (counts.lines[:, until] - counts.lines[:, start])[cell]
        other_events = (counts.all_events[:, until] - counts.all_events[:, start])[
            category
        ] - events
        other_lines = counts.all_lines[until] - counts.all_lines[start] - lines
        expected = np.maximum(
            lines * np.maximum(other_events, NO_EVENT) / np.maximum(other_lines, 1), 1e-9
        )
        low = ratio_bound(events, expected, limits.strength, LOW)
        pair = np.flatnonzero((low > limits.chronic_ratio) & (events >= limits.least_events))
        fields = np.array([len(counts.cells[each]) for each in cell[pair]])
        rank = surplus(events[pair], expected[pair]) - (fields - 1)
        found = Suspects(pair, np.full(len(pair), start), events[pair], expected[pair], rank)
        return tuple(
            self._cause(
                int(each.pair[0]),
                "chronic",
                start,
                float(each.expected[0]),
                week,
                float(each.rank[0]),
            )
            for each in self._chosen(found, week, limits.most_chronic)
        )

    def _chosen(self, left: Suspects, week: int, most: int) -> list[Suspects]:
        """Return the clearest ones, without those that clearer ones explain."""
        chosen = list[Suspects]()
        while len(left.pair) and len(chosen) < most:
            order = np.lexsort((left.pair, -left.rank))
            chosen.append(left.taken(order[:1]))
            left = left.taken(order[1:])
            stands = [self._stands(each, chosen, week) for each in left.each()]
            left = left.taken(np.flatnonzero(stands))
        return chosen

    def _stands(self, suspect: Suspects, clearer: list[Suspects], week: int) -> bool:
        """Whether much of a suspect is left outside the clearer ones of its category."""
        category = self._category(suspect)
        cells = [self._cell(each) for each in clearer if self._category(each) == category]
        if not cells:
            return True
        weeks = np.searchsorted(self.lines.week, (suspect.first_week[0], week + 1))
        lines = self.lines.taken(slice(*weeks))
        inside = lines.in_cell(self._cell(suspect))
        apart = inside & ~np.any([lines.in_cell(cell) for cell in cells], axis=0)
        events = int((apart & lines.is_event & (lines.category == category)).sum())
        if events < self.limits.least_events:
            return False
        expected = float(suspect.expected[0]) * apart.sum() / inside.sum()
        left = surplus(events, expected) / surplus(suspect.events, suspect.expected)[0]
        return bool(left > 1 - self.limits.explained)

    def _cell(self, suspect: Suspects) -> Cell:
        return self.counts.cells[self.counts.pair_cell[suspect.pair[0]]]

    def _category(self, suspect: Suspects) -> int:
        return int(self.counts.pair_category[suspect.pair[0]])

    def _change(self, suspect: Suspects, week: int) -> Cause:
        """Say since when a suspect's events are more than usual, and whether they last."""
        (pair,) = suspect.pair
        return self._changed(int(pair), self._since(int(pair), week), week, float(suspect.rank[0]))

    def still(self, change: Cause, chronic: Cause, week: int) -> Cause:
        """Return a change of an earlier week as it stands now, in the place of a chronic cell."""
        told = self._changed(self._pairs[chronic.place], change.since_week, week, chronic.rank)
        return replace(told, kind="lasting")

    def _changed(self, pair: int, since: int, week: int, rank: float) -> Cause:
        counts, limits, until = self.counts, self.limits, week + 1
        usual = usual_before(counts, limits, since, [pair])
        events = np.diff(counts.events[pair, since : until + 1])
        lines = np.diff(counts.lines[counts.pair_cell[pair], since : until + 1])
        worst = events.argmax()
        rest = (events.sum() - events[worst], lines.sum() - lines[worst])
        (chance,) = tail(*rest, usual.shape, usual.weight)
        kind = "lasting" if chance < limits.lasting_chance else "burst"
        (expected,) = usual.expected(lines.sum())
        return self._cause(pair, kind, since, float(expected), week, rank)

    def _since(self, pair: int, week: int) -> int:
        """Return the week that best parts a pair's weeks: usual before, a rate of its own after.

        By Poisson likelihood over the weeks looked back on.
        """
        counts, limits, until = self.counts, self.limits, week + 1
        first = max(until - limits.since_weeks, 1)
        events, lines = counts.events[pair], counts.lines[counts.pair_cell[pair]]
        starts = np.arange(first, until)
        # a change cannot begin in a week without a line: a new clinician's begins with the first
        starts = starts[lines[starts + 1] > lines[starts]]
        usual = [usual_before(counts, limits, int(start), [pair]) for start in starts]
        rate = np.array([float(each.shape[0] / each.weight[0]) for each in usual])
        before = (events[starts] - events[first]) * np.log(rate)
        before -= (lines[starts] - lines[first]) * rate
        since, in_lines = events[until] - events[starts], lines[until] - lines[starts]
        own = np.where(since > 0, since * np.log(np.maximum(since, 1) / np.maximum(in_lines, 1)), 0)
        return int(starts[(before + own - since).argmax()])

    def _cause(
        self, pair: int, kind: str, since: int, expected: float, week: int, rank: float
    ) -> Cause:
        counts, until = self.counts, week + 1
        cell = counts.pair_cell[pair]
        events = int(counts.events[pair, until] - counts.events[pair, since])
        low, high = (
            float(ratio_bound(events, expected, self.limits.strength, each)) for each in (LOW, HIGH)
        )
        return Cause(
            category=int(counts.pair_category[pair]),
            cell=counts.cells[cell],
            kind=kind,
            since_week=since,
            event_count=events,
            expected_count=expected,
            line_count=int(counts.lines[cell, until] - counts.lines[cell, since]),
            rank=rank,
            ratio_low=low,
            ratio_high=high,
        )
