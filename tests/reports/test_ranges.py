from decimal import Decimal

import pytest

from reports.packet import PacketError, Series
from reports.ranges import judged, usual_range


def test_the_range_is_mean_plus_and_minus_266_moving_ranges() -> None:
    low, mean, high = usual_range([10, 12, 10, 12, 10, 12, 10, 12]) or (None, None, None)
    assert (low, mean, high) == (Decimal("5.68"), Decimal(11), Decimal("16.32"))


def test_the_range_does_not_fall_below_zero() -> None:
    low, _, _ = usual_range([0, 4, 0, 4, 0, 4, 0, 4]) or (None, None, None)
    assert low == 0


def test_eight_known_weeks_are_needed() -> None:
    assert usual_range([5] * 7) is None
    assert usual_range([5] * 8) is not None
    assert usual_range([5] * 7 + [None]) is None


def test_a_gap_does_not_widen_the_range() -> None:
    with_gap = usual_range([10, 11, 10, 11, None, 30, 31, 30, 31])
    without = usual_range([10, 11, 10, 11, 30, 31, 30, 31])
    assert with_gap is not None
    assert without is not None
    assert with_gap[2] - with_gap[1] < without[2] - without[1]


@pytest.mark.parametrize(
    ("last", "verdict"), [(12, "within"), (13, "above"), (8, "within"), (7, "below")]
)
def test_a_week_outside_its_range_is_told(last: int, verdict: str) -> None:
    steady = [10, 11, 10, 9] * 3  # mean 10, every move 1: usual 7.34 to 12.66
    assert judged([*steady, last], is_feed_missing=False, is_few=False).verdict == verdict


def test_this_week_is_not_in_its_own_range() -> None:
    assert judged([10] * 12 + [500], is_feed_missing=False, is_few=False).usual_high == 10


def test_a_missing_file_forbids_every_verdict() -> None:
    assert judged([10] * 12 + [500], is_feed_missing=True, is_few=False).verdict == "not_compared"


@pytest.mark.parametrize("values", [[10] * 12 + [500], [10] * 7 + [500], [10] * 12 + [None]])
def test_few_claims_short_records_and_unknown_weeks_are_not_judged(values: list[int]) -> None:
    is_few = len(values) == 13 and values[-1] == 500
    assert judged(values, is_feed_missing=False, is_few=is_few).verdict == "too_few"


def test_an_old_record_is_cut_at_its_old_end() -> None:
    assert judged(list(range(20)), is_feed_missing=False, is_few=False).values == tuple(
        range(7, 20)
    )


def test_a_series_holds_one_to_thirteen_weeks() -> None:
    with pytest.raises(PacketError, match="0 weeks"):
        Series((), "within")
    with pytest.raises(PacketError, match="14 weeks"):
        Series((1,) * 14, "within")
