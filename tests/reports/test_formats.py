from datetime import date
from decimal import Decimal

import pytest

from reports import formats


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("1234.50"), "$1,235"),
        (Decimal("1234.49"), "$1,234"),
        (0, "$0"),
        (Decimal("-1234.50"), "\N{MINUS SIGN}$1,235"),
        (Decimal("-0.40"), "$0"),
    ],
)
def test_dollars_are_whole_and_a_loss_carries_a_minus(amount: Decimal, written: str) -> None:
    assert formats.usd(amount) == written


def test_a_difference_keeps_its_cents() -> None:
    assert formats.cents(Decimal("-1204.5")) == "\N{MINUS SIGN}$1,204.50"


def test_a_percentage_needs_twenty_claims() -> None:
    assert formats.rate(Decimal("0.1117"), 20) == "11.2%"
    assert formats.rate(Decimal("0.1117"), 19) is None


@pytest.mark.parametrize(
    ("chance", "written"), [("0.75", "75%"), ("0.425", "42.5%"), ("1", "100%"), ("0", "0%")]
)
def test_a_chance_keeps_its_tenth(chance: str, written: str) -> None:
    assert formats.chance(Decimal(chance)) == written


def test_dates_read_as_people_say_them() -> None:
    monday = date(2026, 11, 23)
    assert formats.day(monday) == "Nov 23"
    assert formats.day(None) == "\N{EN DASH}"
    assert formats.full_day(monday) == "Nov 23, 2026"
    assert formats.long_day(monday) == "Monday, November 23, 2026"


def test_a_span_names_both_years_only_where_they_differ() -> None:
    assert formats.span(date(2026, 11, 16), date(2026, 11, 22)) == "Nov 16 to Nov 22, 2026"
    assert formats.span(date(2026, 12, 28), date(2027, 1, 3)) == "Dec 28, 2026 to Jan 3, 2027"


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(1, "1 minute"), (119, "119 minutes"), (120, "2 hours"), (150, "3 hours")],
)
def test_work_is_planned_in_hours_from_two_hours_on(minutes: int, written: str) -> None:
    assert formats.work_time(minutes) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [("0.04", "few"), ("0.28", "3 in 10"), ("0.94", "9 in 10"), ("0.96", "nearly all"),
     ("1.40", "nearly all")],
)  # fmt: skip
def test_a_share_is_said_in_tenths(share: str, written: str) -> None:
    assert formats.tenths(Decimal(share)) == written


def test_a_phrase_starts_small_but_an_abbreviation_does_not() -> None:
    assert formats.lowered("Telehealth modifier missing") == "telehealth modifier missing"
    assert formats.lowered("CPT code missing") == "CPT code missing"
    assert formats.lowered("") == ""


def test_counts_agree_with_their_nouns() -> None:
    assert formats.counted(1, "batch", "batches") == "1 batch"
    assert formats.counted(1200, "batch", "batches") == "1,200 batches"
    assert formats.spelled(3) == "three"
    assert formats.spelled(11) == "11"
    assert formats.listed(["A", "B", "C"]) == "A, B and C"
    assert formats.listed(["A"]) == "A"


@pytest.mark.parametrize(
    ("low", "high", "printed"),
    [("5.4", "32.6", (6, 32)), ("5", "32", (5, 32)), ("0", "0.4", (0, 0)), ("3.2", "3.8", (3, 4))],
)
def test_a_count_above_a_range_is_above_its_printed_top(
    low: str, high: str, printed: tuple[int, int]
) -> None:
    assert formats.whole_range(Decimal(low), Decimal(high)) == printed
