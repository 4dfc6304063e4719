"""What the scan names and what it keeps quiet about, at each of its edges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.causes import FIELDS, AnsweredLines, Cause, Limits, Scan
from tests.causes.made_lines import Made, limits
from tests.causes.test_counts import line, lines_of

LAST = 39
PAYER, PROCEDURE = {"payer_id": 0}, {"payer_id": 0, "procedure_code": 0}


def calm(weeks: int = LAST + 1) -> Made:
    """Return a practice with a denial a week among a hundred lines, none of them at payer 0."""
    made = Made().add(range(weeks), PAYER, 20)
    for week in range(weeks):
        for group in range(4):
            made.add([week], dict.fromkeys(FIELDS, group + 1), 20, int(week % 4 == group))
    return made


def changes(made: Made, week: int = LAST, by: Limits | None = None) -> tuple[Cause, ...]:
    return Scan(made.lines(), by or limits(), week + 1).changes(week)


def test_a_calm_practice_has_no_change() -> None:
    assert changes(calm()) == ()


def test_three_clients_where_none_was_usual_are_a_change_and_two_are_none() -> None:
    (found,) = changes(calm().add([LAST], PAYER, 3, 3))
    assert (found.cell, found.event_count, found.since_week) == (PAYER, 3, LAST)
    assert changes(calm().add([LAST], PAYER, 2, 2)) == ()


def test_less_than_twice_the_usual_is_no_change() -> None:
    often = Made().add(range(LAST), PAYER, 1000, 100).add(range(LAST + 1), {}, 1000, 100)
    ratio = replace(limits(), large_weekly=10**6)
    assert changes(often.add([LAST], PAYER, 1000, 190), by=ratio) == ()
    (found,) = changes(often.add([LAST], PAYER, 0).add([LAST], PAYER, 60, 60), by=ratio)
    assert found.event_count == 250


def test_a_large_practice_is_asked_for_three_times_the_usual() -> None:
    made = Made().add(range(LAST), PAYER, 1000, 100).add(range(LAST + 1), {}, 1000, 101)
    made.add([LAST], PAYER, 1000, 250)
    assert changes(made) == ()
    assert changes(made, by=replace(limits(), large_weekly=300)) != ()
    assert changes(made.add([LAST], PAYER, 80, 80)) != ()


def test_before_a_quarter_is_known_nothing_is_said() -> None:
    least = limits().least_weeks
    assert changes(calm(least).add([least - 1], PAYER, 9, 9), least - 1) == ()
    assert changes(calm(least + 1).add([least], PAYER, 9, 9), least) != ()


def test_a_cell_that_has_lines_only_lately_is_held_against_the_practice() -> None:
    (found,) = changes(calm().add(range(LAST - 1, LAST + 1), {"rendering_npi": 0}, 10, 4))
    assert found.cell == {"rendering_npi": 0}
    assert found.expected_count == pytest.approx(20 * 0.01, rel=0.2)


def test_the_narrow_place_is_named_where_it_holds_all_and_the_wide_one_where_not() -> None:
    narrow = calm().add(range(LAST + 1), PROCEDURE, 20)
    for beside in ({"procedure_code": 1, "payer_id": 0}, {"procedure_code": 0, "payer_id": 1}):
        narrow.add(range(0, LAST + 1, 3), beside, 60, 1)
    narrow.add(range(LAST - 3, LAST + 1), PROCEDURE, 2, 2)
    assert [each.cell for each in changes(narrow)] == [PROCEDURE]
    wide = calm()
    for number in range(8):
        cell = PAYER | {"procedure_code": number, "rendering_npi": 8 - number}
        wide.add(range(LAST + 1), cell, 5).add(range(LAST - 3, LAST + 1), cell, 1, 1)
    assert [each.cell for each in changes(wide)] == [PAYER]


def test_two_places_of_one_category_are_two_causes() -> None:
    made = calm().add(range(LAST - 3, LAST + 1), PAYER, 2, 2)
    made.add(range(LAST + 1), {"location_id": 0}, 20).add(
        range(LAST - 3, LAST + 1), {"location_id": 0}, 2, 2
    )
    assert {tuple(each.cell) for each in changes(made)} == {("payer_id",), ("location_id",)}


def test_what_rises_everywhere_is_no_places_doing_and_what_rises_more_is() -> None:
    january = calm()
    for group in range(4):
        cell = dict.fromkeys(FIELDS, group + 1)
        january.add(range(LAST - 3, LAST + 1), cell, 2, 2)
    assert changes(january) == ()
    (found,) = changes(january.add(range(LAST - 3, LAST + 1), PAYER, 6, 6))
    assert found.cell == PAYER


def test_no_more_are_named_than_a_meeting_takes_up() -> None:
    made = calm()
    for number in range(2, 9):
        cell = {"location_id": number}
        made.add(range(LAST + 1), cell, 20)
        made.add(range(LAST - 3, LAST + 1), cell, 2, 2, category=number)
    assert len(changes(made)) == limits().most == 5


def test_what_is_gone_without_its_worst_week_is_a_burst() -> None:
    (once,) = changes(calm().add([LAST - 1], PAYER, 6, 6))
    assert once.kind == "burst"
    (stays,) = changes(calm().add(range(LAST - 2, LAST + 1), PAYER, 3, 3))
    assert stays.kind == "lasting"


@pytest.mark.parametrize("begun", [LAST - 7, LAST - 4, LAST])
def test_the_week_it_began_is_found(begun: int) -> None:
    (found,) = changes(calm().add(range(begun, LAST + 1), PAYER, 4, 4))
    assert found.since_week == begun


def test_a_place_that_is_new_changed_when_its_first_line_was_answered() -> None:
    made = calm().add(range(LAST - 4, LAST + 1), {"rendering_npi": 0}, 5, 4)
    (found,) = changes(made)
    assert (found.cell, found.since_week) == ({"rendering_npi": 0}, LAST - 4)


def test_a_beginning_is_looked_for_so_far_back_and_no_further() -> None:
    made = calm().add(range(LAST - 9, LAST + 1), PAYER, 5, 5)
    for back, begun in ((12, LAST - 9), (10, LAST - 9), (9, LAST - 8)):
        (found,) = changes(made, LAST, replace(limits(), since_weeks=back))
        assert found.since_week == begun


def test_what_was_always_so_is_chronic_and_no_change() -> None:
    made = calm().add(range(LAST + 1), {"location_id": 0}, 10, 2)
    scan = Scan(made.lines(), limits(), LAST + 1)
    assert scan.changes(LAST) == ()
    (found,) = scan.causes(LAST)
    assert (found.cell, found.kind) == ({"location_id": 0}, "chronic")
    assert found.ratio_low > limits().chronic_ratio
    assert found.since_week == LAST + 1 - limits().chronic_weeks


def test_half_as_much_again_as_the_rest_is_not_chronic() -> None:
    made = (
        Made().add(range(LAST + 1), {}, 100, 10).add(range(LAST + 1), {"location_id": 0}, 100, 15)
    )
    assert Scan(made.lines(), limits(), LAST + 1).chronic(LAST) == ()


def test_a_chronic_place_that_changed_stands_once() -> None:
    made = calm().add(range(LAST - 3, LAST + 1), PAYER, 3, 3)
    (found,) = Scan(made.lines(), limits(), LAST + 1).causes(LAST)
    assert (found.cell, found.kind) == (PAYER, "lasting")


def test_a_clients_second_denial_counts_no_more() -> None:
    made = calm().add(range(LAST - 3, LAST + 1), PAYER, 4, 4).lines()
    first = made.is_event & ~((made.week > LAST - 3) & (made.fields["payer_id"] == 0))
    first &= ~((made.fields["payer_id"] == 0) & (np.cumsum(made.fields["payer_id"] == 0) % 2 == 0))
    once = AnsweredLines(made.week, made.fields, made.category, first)
    assert Scan(made, limits(), LAST + 1).changes(LAST) != ()
    assert Scan(once, limits(), LAST + 1).changes(LAST) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(line, min_size=1, max_size=60), st.integers(0, 11), st.permutations(range(60)))
def test_a_week_is_told_as_it_was_known_then_and_in_whatever_order_lines_come(
    rows: list[tuple[int, tuple[int, ...], int, bool]], week: int, order: list[int]
) -> None:
    early = replace(limits(), least_weeks=2, least_ratio=1.0, false_share=0.9, chronic_ratio=0.1)
    known = [row for row in rows if row[0] <= week]
    if not known or max(row[0] for row in known) < week:
        known.append((week, (0,) * 6, -1, False))
    later = [row for row in rows if row[0] > week]
    told = Scan(lines_of(known), early, week + 1).causes(week)
    mixed = [row for _, row in sorted(zip(order, known + later, strict=False), key=lambda p: p[0])]
    mixed += (known + later)[len(order) :]
    assert Scan(lines_of(mixed), early, 12).causes(week) == told
