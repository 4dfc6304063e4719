"""Tails and limits against sums that anybody can check."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.causes.chance import largest_chance, ratio_bound, surplus, tail


def exact_tail(events: int, lines: float, shape: float, weight: float) -> float:
    share = lines / (lines + weight)
    below = math.fsum(
        math.exp(
            math.lgamma(shape + n)
            - math.lgamma(shape)
            - math.lgamma(n + 1)
            + n * math.log(share)
            + shape * math.log1p(-share)
        )
        for n in range(events)
    )
    return 1 - below


@given(
    events=st.integers(1, 40),
    lines=st.integers(1, 500),
    shape=st.floats(2, 60),
    weight=st.floats(5, 5000),
)
def test_a_tail_is_the_sum_of_what_lies_beyond(
    events: int, lines: int, shape: float, weight: float
) -> None:
    assert tail(events, lines, shape, weight) == pytest.approx(
        exact_tail(events, lines, shape, weight), abs=1e-9
    )


def test_no_event_is_no_surprise() -> None:
    assert tail([0, 0], [0, 100], [2.0, 2.0], [10.0, 10.0]).tolist() == [1.0, 1.0]


def test_a_sure_rate_gives_the_tail_of_poisson() -> None:
    sure = 1e9
    poisson = 1 - math.exp(-2) * (1 + 2 + 2)
    assert tail(3, 100, sure, sure * 50) == pytest.approx(poisson, abs=1e-6)


def test_what_is_no_more_than_expected_is_no_surplus() -> None:
    assert surplus([2, 3], [2.0, 4.0]).tolist() == [0.0, 0.0]
    assert surplus(4, 2.0) == pytest.approx(4 * math.log(2) - 2)


def test_nothing_seen_and_nothing_expected_is_a_ratio_around_one() -> None:
    low, high = (float(ratio_bound(0, 0, 2.0, each)) for each in (0.025, 0.975))
    assert low < 1 < high


def test_the_largest_chance_grows_with_what_stands_before_it() -> None:
    # 4 tests at 0.05: 0.0125, 0.025, 0.0375, 0.05
    assert largest_chance(np.array([0.02, 0.012]), 4, 0.05) == 0.02
    assert largest_chance(np.array([0.02, 0.013]), 4, 0.05) == 0.02
    assert largest_chance(np.array([0.026, 0.013]), 4, 0.05) == -1
    assert largest_chance(np.array([]), 4, 0.05) == -1
