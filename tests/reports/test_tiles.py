"""The five tiles: what they count, what they say beside it."""

from dataclasses import replace
from decimal import Decimal

from reports.packet import Packet, Series
from reports.views.tiles import Tile, tiles_of
from tests.reports.invented import weeks


def untouched(packet: Packet) -> Tile:
    return tiles_of(packet)[3]


def with_untouched(*values: int | None) -> Packet:
    base = weeks.group()
    series = Series(values, "within", Decimal("1.5"), Decimal("40.5"), Decimal(20), True)
    return replace(base, headline=replace(base.headline, untouched=series))


def test_days_without_attention_are_true_of_every_claim_of_the_tile() -> None:
    base = weeks.group()
    assert untouched(base).second_line == "in 21+ days"
    short = replace(base.untouched_by_payer[0], threshold_days=14)
    assert untouched(replace(base, untouched_by_payer=(short,))).second_line == "in 14+ days"
    assert untouched(replace(base, untouched_by_payer=())).second_line == "in 21+ days"


def test_a_backlog_says_how_far_it_moved_over_the_weeks_shown() -> None:
    eight_before = (None, 5, *range(6, 13), 25)
    assert untouched(with_untouched(*eight_before)).note == (
        "Expected 2 to 40. Up 20 in 8 weeks. $2,675 open"
    )
    assert "Down 3 in 8 weeks." in untouched(with_untouched(28, *range(6, 13), 25)).note
    assert "weeks" not in untouched(with_untouched(25, *range(6, 13), 25)).note


def test_seven_weeks_before_say_nothing_of_a_move() -> None:
    assert untouched(with_untouched(5, *range(6, 12), 25)).note == "Expected 2 to 40. $2,675 open"
    assert untouched(with_untouched(5, *range(6, 13), None)).note == "Expected 2 to 40. $2,675 open"


def test_a_backlog_that_goes_one_way_is_not_called_no_change() -> None:
    growing = untouched(with_untouched(5, 6, 7, 8, 9, 10, 11, 12, 25))
    assert (growing.verdict, growing.is_framed) == ("Keeps growing.", False)
    assert untouched(with_untouched(25, 12, 11, 10, 9, 8, 7, 6, 5)).verdict == "Keeps falling."


def test_three_steps_of_four_go_one_way_and_five_of_eight_do_not() -> None:
    assert untouched(with_untouched(5, 6, 7, 8, 9, 10, 11, 9, 8)).verdict == "Keeps growing."
    assert untouched(with_untouched(5, 6, 7, 8, 9, 10, 9, 8, 7)).verdict == "No real change."


def test_a_move_out_of_its_range_stays_a_real_change() -> None:
    base = with_untouched(5, 6, 7, 8, 9, 10, 11, 12, 25)
    above = replace(base.headline.untouched, verdict="above")
    tile = untouched(replace(base, headline=replace(base.headline, untouched=above)))
    assert (tile.verdict, tile.is_framed) == ("Real change.", True)
