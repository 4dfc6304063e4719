"""The baselines speak above their limits, and only then."""

from __future__ import annotations

import pytest

from benchmarks.causes.baselines import three_in_four_weeks, xmr
from benchmarks.causes.lines import Found
from tests.benchmarks.causes.made_by_hand import line, lines_of

ENDS = line(0), line(40)


def denied(*weeks: int, payer: int = 1, category: int = 0) -> list[tuple[int, ...]]:
    return [row for week in weeks for row in line(week, payer=payer, category=category)]


@pytest.mark.parametrize(
    ("weeks", "is_said"),
    [
        ((17, 18, 20), True),
        ((17, 20), False),
        ((16, 18, 20), False),
        ((20, 20, 20), True),
        ((15, 16, 17, 20, 20), True),
        ((10, 10, 10, 18, 19, 20), True),
        ((16, 17, 18, 20), False),
    ],
    ids=[
        *("on the fourth week", "two", "on the fifth week", "all in one week"),
        *("two a week ago", "an alarm long over", "already in alarm"),
    ],
)
def test_three_denials_of_a_payer_in_four_weeks(weeks: tuple[int, ...], is_said: bool) -> None:
    said = three_in_four_weeks(lines_of(*ENDS, denied(*weeks)).until(20), 20)

    assert bool(said) is is_said
    assert all((each.category, each.cell) == (0, {"payer_id": 1}) for each in said)


def test_three_denials_must_be_of_one_payer_and_category() -> None:
    apart = denied(18, 19), denied(20, payer=2), denied(20, category=1)

    assert three_in_four_weeks(lines_of(*ENDS, *apart).until(20), 20) == []


def test_it_began_with_the_first_of_them() -> None:
    (said,) = three_in_four_weeks(lines_of(*ENDS, denied(18, 18, 20)).until(20), 20)

    assert said == Found(0, {"payer_id": 1}, 18, "lasting")


def charted(history: list[int], last: int) -> set[tuple[int, tuple[tuple[str, int], ...]]]:
    """Return what the chart of payer 1 says in the week after a history of weekly denials."""
    counts = [*history, last]
    rows = [
        line(week, payer=1, procedure=week % 6, category=0, times=n)
        for week, n in enumerate(counts)
    ]
    week = len(history)
    said = xmr(lines_of(line(0), line(week), *(row for row in rows if row)), week)
    return {(each.since_week, tuple(each.cell.items())) for each in said}


@pytest.mark.parametrize(
    ("history", "last", "is_said"),
    [
        ([2, 4] * 10, 8, False),
        ([2, 4] * 10, 9, True),
        ([0] * 20, 2, False),
        ([0] * 20, 3, True),
        ([3] * 20, 3, False),
        ([3] * 20, 4, True),
        ([3] * 12, 9, False),
        ([3] * 13, 9, True),
        ([40] * 5 + [3] * 26, 4, True),
        ([40] * 6 + [3] * 25, 4, False),
        ([*[3] * 20, 9], 9, False),
    ],
    ids=[
        *("under 3 + 2.66 x 2", "over it", "two of a new kind", "three of a new kind", "at it"),
        *("above it", "twelve weeks known", "thirteen weeks known", "26 weeks count"),
        *("the 26th counts", "already outside"),
    ],
)
def test_a_week_outside_the_limit_of_its_chart(
    history: list[int], last: int, is_said: bool
) -> None:
    said = charted(history, last)

    assert ((len(history), (("payer_id", 1),)) in said) is is_said
