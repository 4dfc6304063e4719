"""Running sums say what counting one by one says."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.causes import FIELDS, AnsweredLines
from pipeline.causes.counts import TESTED_WEEKS, Counts
from pipeline.causes.lines import FIELD_SETS
from tests.causes.made_lines import limits

line = st.tuples(
    st.integers(0, 11),
    st.tuples(*[st.integers(-1, 2)] * len(FIELDS)),
    st.integers(-1, 1),
    st.booleans(),
)


def lines_of(rows: list[tuple[int, tuple[int, ...], int, bool]]) -> AnsweredLines:
    codes = np.array([codes for _, codes, _, _ in rows], dtype=np.int64)
    category = np.array([each for _, _, each, _ in rows], dtype=np.int64)
    return AnsweredLines(
        week=np.array([week for week, _, _, _ in rows], dtype=np.int64),
        fields={name: codes[:, at] for at, name in enumerate(FIELDS)},
        category=category,
        is_event=np.array([event for _, _, _, event in rows], dtype=bool) & (category >= 0),
    )


@given(st.lists(line, min_size=1, max_size=40))
def test_every_pair_counts_its_lines_and_events(
    rows: list[tuple[int, tuple[int, ...], int, bool]],
) -> None:
    lines, least = lines_of(rows), limits()
    counts = Counts.of(lines, least, int(lines.week.max()) + 1)
    weeks = range(int(lines.week.max()) + 1)
    for pair, (category, number) in enumerate(
        zip(counts.pair_category, counts.pair_cell, strict=True)
    ):
        held = lines.in_cell(counts.cells[number])
        is_event = held & lines.is_event & (lines.category == category)
        assert is_event.sum() >= least.least_events
        for week in weeks:
            before = lines.week < week
            assert counts.lines[number, week] == (held & before).sum()
            assert counts.events[pair, week] == (is_event & before).sum()
        assert counts.events[pair, -1] == is_event.sum()


@given(st.lists(line, min_size=1, max_size=40))
def test_every_cell_with_enough_events_is_there_and_every_cell_with_lines_is_tested(
    rows: list[tuple[int, tuple[int, ...], int, bool]],
) -> None:
    lines, least = lines_of(rows), limits()
    counts = Counts.of(lines, least, int(lines.week.max()) + 1)
    there = {
        (int(category), tuple(counts.cells[number].items()))
        for category, number in zip(counts.pair_category, counts.pair_cell, strict=True)
    }
    wanted, tested = set(), np.zeros(int(lines.week.max()) + 1, dtype=int)
    for names in FIELD_SETS:
        for codes in {tuple(row) for row in np.stack([lines.fields[n] for n in names], axis=1)}:
            cell = {name: int(code) for name, code in zip(names, codes, strict=True)}
            if -1 in cell.values():
                continue
            held = lines.in_cell(cell)
            for week in range(len(tested)):
                recent = (lines.week <= week) & (lines.week > week - TESTED_WEEKS)
                tested[week] += (held & recent).sum() >= least.least_lines
            for category in (0, 1):
                events = held & lines.is_event & (lines.category == category)
                if events.sum() >= least.least_events:
                    wanted.add((category, tuple(cell.items())))
    assert there == wanted
    assert counts.tested.tolist() == tested.tolist()
