"""Lines and events of every cell by week, as running sums."""

from dataclasses import dataclass

import numpy as np

from pipeline.causes.limits import Limits
from pipeline.causes.lines import FIELD_SETS, AnsweredLines, Cell, Ints

TESTED_WEEKS = 8
"""Weeks of a cell whose lines say whether it is tested, and the longest window of a scan."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Running sums by week: column ``w`` holds what was known before week ``w``.

    Attributes:
        cells: Fields and codes of the cells that ever have enough events of one category.
        lines: Of these cells, lines.
        pair_category: Of pairs of a category and a cell, the category.
        pair_cell: Of the pairs, the cell.
        events: Of the pairs, events.
        all_lines: Lines of the practice.
        all_events: Of categories, events of the practice.
        denied: Denied lines of the practice.
        tested: By week, cells with enough lines to be tested; not a running sum.
    """

    cells: tuple[Cell, ...]
    lines: Ints
    pair_category: Ints
    pair_cell: Ints
    events: Ints
    all_lines: Ints
    all_events: Ints
    denied: Ints
    tested: Ints

    @classmethod
    def of(cls, lines: AnsweredLines, limits: Limits, weeks: int) -> "Counts":
        """Count the lines of a practice in so many weeks."""
        categories = int(lines.category.max(initial=-1)) + 1
        sets = [_FieldSet.of(lines, names, weeks, categories) for names in FIELD_SETS]
        pairs = [each.pairs(limits.least_events) for each in sets]
        cells, rows, owners = list[Cell](), list[Ints](), list[Ints]()
        for each, (_, numbers) in zip(sets, pairs, strict=True):
            used, positions = np.unique(numbers, return_inverse=True)
            owners.append(len(cells) + positions)
            cells.extend(each.cell(int(number)) for number in used)
            rows.append(each.lines[used])
        starts, denied = lines.is_event, lines.category >= 0
        nothing = np.zeros(len(lines), dtype=np.int64)
        return cls(
            cells=tuple(cells),
            lines=_running(np.concatenate(rows)),
            pair_category=np.concatenate([category for category, _ in pairs]),
            pair_cell=np.concatenate(owners),
            events=_running(
                np.concatenate(
                    [each.events[n, c] for each, (c, n) in zip(sets, pairs, strict=True)]
                )
            ),
            all_lines=_running(by_week(nothing, lines.week, 1, weeks))[0],
            all_events=_running(
                by_week(lines.category[starts], lines.week[starts], categories, weeks)
            ),
            denied=_running(by_week(nothing[denied], lines.week[denied], 1, weeks))[0],
            tested=np.sum([each.tested(limits.least_lines) for each in sets], axis=0),
        )


@dataclass(frozen=True, slots=True)
class _FieldSet:
    """Cells of one set of fields; ``events`` is by cell, category and week."""

    names: tuple[str, ...]
    codes: Ints
    lines: Ints
    events: Ints

    @classmethod
    def of(
        cls, lines: AnsweredLines, names: tuple[str, ...], weeks: int, categories: int
    ) -> "_FieldSet":
        known = np.all([lines.fields[name] >= 0 for name in names], axis=0)
        described = [lines.fields[name][known] for name in names]
        sizes = tuple(int(codes.max(initial=0)) + 1 for codes in described)
        used, number = np.unique(np.ravel_multi_index(described, sizes), return_inverse=True)
        codes, week = np.stack(np.unravel_index(used, sizes), axis=1), lines.week[known]
        starts, category = lines.is_event[known], lines.category[known]
        both = number[starts] * categories + category[starts]
        events = by_week(both, week[starts], len(codes) * categories, weeks)
        return cls(
            names=names,
            codes=codes,
            lines=by_week(number, week, len(codes), weeks),
            events=events.reshape(len(codes), categories, weeks),
        )

    def cell(self, number: int) -> Cell:
        return dict(zip(self.names, map(int, self.codes[number]), strict=True))

    def pairs(self, least_events: int) -> tuple[Ints, Ints]:
        """Return category and cell of all with at least so many events."""
        number, category = np.nonzero(self.events.sum(axis=2) >= least_events)
        return category, number

    def tested(self, least_lines: int) -> Ints:
        """Return by week how many cells had enough lines lately."""
        sums = _running(self.lines)
        until = np.arange(1, sums.shape[1])
        recent = sums[:, until] - sums[:, np.maximum(until - TESTED_WEEKS, 0)]
        return (recent >= least_lines).sum(axis=0)


def by_week(group: Ints, week: Ints, groups: int, weeks: int) -> Ints:
    """Return how many there are of each group in each week."""
    flat = np.bincount(group * weeks + week, minlength=groups * weeks)
    return flat.reshape(groups, weeks)


def _running(counts: Ints) -> Ints:
    """Return what came before each week, and all of it in one column more."""
    sums = np.zeros((counts.shape[0], counts.shape[1] + 1), dtype=np.int64)
    np.cumsum(counts, axis=1, out=sums[:, 1:])
    return sums
