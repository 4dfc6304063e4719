import re
from decimal import Decimal

import pytest

from reports import charts
from reports.packet import Series, Verdict


def spark(
    *values: Decimal | int | None,
    verdict: Verdict = "within",
    usual_low: Decimal | None = None,
    usual_high: Decimal | None = None,
    usual_mean: Decimal | None = None,
    is_stock: bool = False,
) -> str:
    series = Series(values, verdict, usual_low, usual_high, usual_mean, is_stock)
    return str(charts.spark(series, "Words", 92, 27))


@pytest.mark.parametrize(
    ("verdict", "mark"),
    [
        ("within", 'r="2.6" fill="#0b4a7d"'),
        ("too_few", 'r="2.6" fill="#0b4a7d"'),
        ("above", 'fill="#a13600"'),
        ("below", 'fill="#a13600"'),
        ("not_compared", 'r="2.6" fill="#ffffff"'),
    ],
)
def test_the_last_week_carries_the_verdicts_mark(verdict: Verdict, mark: str) -> None:
    assert mark in spark(3, 4, 5, verdict=verdict)


def test_an_unknown_week_is_a_gap_in_the_line() -> None:
    assert spark(3, 4, 5, 6).count("<path") == 1
    assert spark(3, 4, None, 6, 7).count("<path") == 2
    assert spark(3, None, 5, 6).count('r="1"') == 1


def test_an_unknown_last_week_has_no_mark() -> None:
    assert 'r="2.6"' not in spark(3, 4, None, verdict="not_compared")


def test_a_young_record_starts_further_right() -> None:
    [x] = re.findall(r'cx="([\d.]+)" cy="13.5" r="2.6"', spark(5))
    assert float(x) == 92 - charts.EDGE


def test_the_range_is_drawn_only_where_it_is_known() -> None:
    assert charts.BAND not in spark(3, 4, 5)
    assert charts.BAND in spark(3, 4, 5, usual_low=Decimal(1), usual_high=Decimal(6))


def test_the_title_comes_first_and_is_escaped() -> None:
    series = Series((1,), "within")
    drawn = str(charts.spark(series, "a < b", 92, 27))
    assert re.match(r"<svg [^>]+><title>a &lt; b</title>", drawn)


def test_both_ends_of_a_narrow_range_can_be_read() -> None:
    series = Series((5, 5, 50), "above", Decimal(5), Decimal("5.1"), Decimal("5.05"))
    drawn = str(charts.spark(series, "t", 126, 44, ("5.1", "5.0")))
    top, bottom = (float(y) for y in re.findall(r'<text x="129" y="([\d.]+)"', drawn))
    assert bottom - top >= charts.END_LINE
    assert bottom <= 44


def ends_at(drawn: str) -> float:
    """Right end of the last words, by the widest figure of the face."""
    found = re.findall(r'<text x="([\d.]+)"[^>]*font-size="([\d.]+)"[^>]*>([^<]+)<', drawn)
    x, size, words = found[-1]
    return float(x) + len(words) * float(size) * 0.5


def test_the_longest_bars_leave_room_for_their_words() -> None:
    origin = charts.origin_bar(
        1_234,
        Decimal(1_234),
        1_234,
        "usual 1,234 \N{MIDDLE DOT} $234,567 likely back",
        fill="x",
    )
    assert ends_at(str(origin)) <= charts.ORIGIN_WIDTH
    age = charts.age_bar((9,) * 5, 45, "$1,234,567", "$234,567 over 90", "t")
    assert ends_at(str(age)) <= charts.AGE_WIDTH


def test_a_value_stands_inside_its_bar_only_where_it_fits() -> None:
    assert "$9,000" in str(charts.age_bar((9_000, 0, 0, 0, 0), 9_000, "$9,000", "", "t"))
    tiny = str(charts.age_bar((10, 0, 0, 0, 90_000), 90_010, "all", "", "t"))
    assert ">$10<" not in tiny


def test_nothing_is_drawn_for_no_claims() -> None:
    assert "<rect" not in str(charts.origin_bar(0, None, 0, "usual not known", fill="x"))
    assert 'style="width:1.5pt"' in str(charts.bar(0, 0, 40))


def test_the_range_of_a_stock_stands_behind_its_last_step_alone() -> None:
    low, high, mean = Decimal(1), Decimal(9), Decimal(5)
    flow = spark(1, 2, 3, usual_low=low, usual_high=high, usual_mean=mean)
    stock = spark(1, 2, 3, usual_low=low, usual_high=high, usual_mean=mean, is_stock=True)
    band = re.compile(rf'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*fill="{charts.BAND}"')
    (whole,), (last,) = band.findall(flow), band.findall(stock)
    assert whole == ("4.5", "83")
    assert float(last[0]) + float(last[1]) == pytest.approx(87.5, abs=0.02)
    assert float(last[1]) == pytest.approx(83 / 12, abs=0.02)
    assert charts.MIDLINE in flow
    assert charts.MIDLINE not in stock
