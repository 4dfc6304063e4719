"""What leaves the practice: no count under 5 claims, and none that totals give away."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.other_readers import outside_html
from reports.packet import Packet, Series
from reports.pooling import is_told, outside_count, pooled
from reports.views.outside import OutsidePage, outside_page
from tests.reports.invented import weeks
from tests.reports.invented.denials import categories
from tests.reports.test_html import words
from tests.reports.test_sentence_laws import packets

COUNTS = st.lists(st.integers(0, 12), max_size=8)


@given(COUNTS)
def test_nothing_small_is_told_and_nothing_small_is_left_over(counts: list[int]) -> None:
    split = pooled(counts, lambda count: count)
    assert sorted([*split.told, *split.pool]) == sorted(count for count in counts if count)
    assert all(is_told(count) for count in split.told)
    if split.told:
        assert sum(split.pool) == 0 or sum(split.pool) >= 5


@pytest.mark.parametrize(
    ("number", "printed"),
    [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (1234, "1,234")],
)
def test_one_to_four_claims_print_as_fewer_than_five(number: int, printed: str) -> None:
    assert outside_count(number) == printed


def claim_counts(page: OutsidePage) -> list[str]:
    """Every count of claims on the page."""
    return [
        *(row.number for row in page.headline),
        *(row.claims for row in page.groups),
        *(row.claims for row in page.untouched),
    ]


def given_away(counts: list[str]) -> list[int]:
    """What a reader gets by taking all rows but one from the total under them."""
    if len(counts) < 2 or not counts[-1].replace(",", "").isdigit():
        return []
    rows = [int(count.replace(",", "")) for count in counts[:-1] if count != "fewer than 5"]
    hidden = len(counts) - 1 - len(rows)
    return [int(counts[-1].replace(",", "")) - sum(rows)] if hidden == 1 else []


@given(packets())
def test_no_count_under_five_leaves_the_practice(packet: Packet) -> None:
    page = outside_page(packet)
    for count in claim_counts(page):
        withheld = ("fewer than 5", "\N{EN DASH}")
        assert count in withheld or is_told(int(count.replace(",", "")))
    assert all(is_told(n) for n in given_away([row.claims for row in page.groups]))
    assert all(is_told(n) for n in given_away([row.claims for row in page.untouched]))


def test_the_law_notices_a_row_that_a_total_gives_away() -> None:
    assert given_away(["6", "fewer than 5", "9"]) == [3]
    assert given_away(["6", "3", "9"]) == []


def test_dollars_of_a_withheld_count_are_withheld() -> None:
    said = words(outside_html(weeks.solo()))
    assert "Claims denied fewer than 5 withheld" in said
    assert "Untouched fewer than 5 withheld" in said
    assert "$" not in said.replace("$0 likely back", "")


def test_totals_stay_those_of_the_summary() -> None:
    packet = weeks.group()
    page = outside_page(packet)
    assert page.groups[-1].claims == "46"
    assert page.groups[-1].billed == "$7,945"
    assert page.groups[-2].name == "Other groups together"
    assert sum(int(row.claims) for row in page.groups[:-1]) == 46
    assert sum(int(row.claims) for row in page.untouched[:-1]) == 25


def test_cells_batches_clinicians_and_charts_stay_inside() -> None:
    html = outside_html(weeks.group())
    said = words(html)
    for inside in ("Telehealth", "Main Street", "Expires within 14 days", "red flag", "Owner"):
        assert inside not in said.replace("Telehealth modifier missing", "")
    assert "<svg" not in html
    assert "OUTSIDE" in html


def test_a_missing_file_is_named_and_nothing_it_feeds_is_judged() -> None:
    page = outside_page(weeks.bad_week())
    assert page.missing.startswith("Payment files missing: Northstate Medicaid.")
    assert page.headline[0].says == "\N{EN DASH}"


def test_a_share_with_few_claims_on_one_side_is_not_printed() -> None:
    base = weeks.group()
    rate = base.measures[0]
    shown = replace(rate, numerator=5, denominator=51, claim_count=51, value=Decimal("0.098"))
    hidden = replace(shown, numerator=4)
    nearly = replace(shown, numerator=47)
    printed = [
        outside_page(replace(base, measures=(one,))).measures[0].number
        for one in (shown, hidden, nearly)
    ]
    assert printed == ["9.8%", "\N{EN DASH}", "\N{EN DASH}"]


def test_the_bottom_of_a_range_tells_no_small_week() -> None:
    base = weeks.group()

    def says(low: str, high: str) -> str:
        denied = replace(
            base.headline.denied, usual_low=Decimal(low), usual_high=Decimal(high), verdict="within"
        )
        return outside_page(replace(base, headline=replace(base.headline, denied=denied))
                            ).headline[0].says  # fmt: skip

    assert says("3", "42").endswith("Usual 0 to 42.")
    assert says("5", "42").endswith("Usual 5 to 42.")
    assert says("0", "4").endswith("Usual: fewer than 5.")


def test_a_zero_with_a_missing_file_is_no_zero() -> None:
    page = outside_page(weeks.missing_and_nothing())
    assert page.lede == "No denial arrived, but a file is missing, so this may not be a zero."
    assert (page.headline[0].number, page.headline[0].says) == (
        "\N{EN DASH}",
        "Not known: a file is missing.",
    )
    quiet = weeks.quiet()
    young = outside_page(replace(quiet, coverage=replace(quiet.coverage, payers=())))
    assert young.lede.endswith("No payer sends files regularly yet, so none can be missed.")


def test_two_weeks_side_by_side_tell_no_claim_of_a_cause() -> None:
    base = weeks.group()
    cause = replace(base.causes[0], weekly_counts=(0, 1, 2, 1, 1, 2))
    ((label, seen),) = outside_page(replace(base, causes=(cause,))).causes
    assert (label, seen) == ("Telehealth modifier missing", "5 of 6 weeks")
    few = replace(cause, weekly_counts=(0, 0, 1, 1, 1, 1))
    assert outside_page(replace(base, causes=(few,))).causes == ()


def test_a_backlog_is_told_by_its_move() -> None:
    base = weeks.group()
    growing = Series((5, 6, 7, 8, 9, 10, 11, 12, 25), "within", Decimal(9), Decimal(30),
                     Decimal(15), is_stock=True)  # fmt: skip
    page = outside_page(replace(base, headline=replace(base.headline, untouched=growing)))
    assert page.headline[2].says == "Keeps growing. Expected 9 to 30."


def test_shares_of_dollars_and_services_stay_inside() -> None:
    names = [row.name for row in outside_page(weeks.group()).measures]
    assert names == [
        "Denied on first answer",
        "Days from visit to claim",
        "Settled on first answer",
    ]


def test_a_zero_is_nobody_and_stays_a_zero() -> None:
    assert "No claim was denied this week." in words(outside_html(weeks.quiet()))
    assert outside_page(weeks.quiet()).groups == ()


def test_a_group_of_five_is_told_and_of_four_is_not() -> None:
    base = weeks.group()
    five = replace(base, categories=categories([(0, 0, 5), (1, 0, 5), (2, 0, 4), (3, 0, 4)]))
    names = [row.name for row in outside_page(five).groups]
    assert names == ["Coding", "Eligibility", "Other groups together", "All groups"]
    assert not re.search(r"\b4\b", " ".join(row.claims for row in outside_page(five).groups))
