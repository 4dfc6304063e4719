"""R12, R13: in seasons without a story page 1 claims a change in at most one week of twenty.

``benchmarks/calm_weeks.py`` holds the same on ten larger practices.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.laws.building import Builder
from tests.laws.calm import Told, claims_of, share_without

pytestmark = pytest.mark.slow

LEAST_SHARE = 0.95


@pytest.fixture(scope="module")
def told(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Told:
    return claims_of(builder, tmp_path_factory.mktemp("calm"), range(1, 5), 26, 0.4)


def test_calm_weeks_claim_no_change(told: Told) -> None:
    assert sum(map(len, told.values())) >= 4 * 24
    assert share_without(told) >= LEAST_SHARE


def test_a_claim_in_one_week_of_ten_would_be_noticed() -> None:
    weeks = {dt.date(2026, 1, 5) + dt.timedelta(weeks=n): "" for n in range(9)}
    weeks[dt.date(2026, 3, 9)] = "46 claims were denied, above the usual: a real change."
    assert share_without({"calm": weeks}) < LEAST_SHARE
