"""Weeks in a row: what was heard of as a change is told as one while it is there."""

from __future__ import annotations

from dataclasses import replace

from pipeline.causes import Cause, Limits, Scan
from pipeline.causes.history import causes_by_week
from tests.causes.made_lines import Made, limits
from tests.causes.test_scan import PAYER, calm

BEGUN, WEEKS = 20, 60


def told(made: Made, by: Limits | None = None) -> dict[int, tuple[Cause, ...]]:
    return dict(causes_by_week(Scan(made.lines(), by or limits(), WEEKS), range(WEEKS)))


def changed() -> Made:
    return calm(WEEKS).add(range(BEGUN, WEEKS), PAYER, 5, 4)


def test_a_change_that_has_become_usual_is_still_told_with_the_week_it_began() -> None:
    made = changed()
    alone = Scan(made.lines(), limits(), WEEKS)
    late = next(week for week in range(BEGUN + 3, WEEKS) if alone.causes(week)[0].kind == "chronic")
    assert late < BEGUN + limits().since_weeks
    (found,) = told(made)[late]
    assert (found.kind, found.since_week, found.cell) == ("lasting", BEGUN, PAYER)
    assert found.event_count == 4 * (late - BEGUN + 1)
    assert found.expected_count < 2


def test_after_half_a_year_it_is_how_things_are() -> None:
    weeks = told(changed())
    last = BEGUN + limits().since_weeks - 1
    assert weeks[last][0].kind == "lasting"
    assert weeks[last + 1][0].kind == "chronic"


def test_what_was_never_named_a_change_is_chronic_and_stands_behind_changes() -> None:
    made = calm(WEEKS).add(range(WEEKS), {"location_id": 0}, 10, 2)
    weeks = told(made.add(range(BEGUN, WEEKS), PAYER, 5, 4))
    assert [each.kind for each in weeks[BEGUN + 2]] == ["lasting", "chronic"]
    late = [[each.kind for each in weeks[week]] for week in range(BEGUN + 15, BEGUN + 20)]
    assert late == [["lasting", "chronic"]] * 5


def test_a_change_that_went_away_is_not_told_again() -> None:
    made = calm(WEEKS).add(range(BEGUN, BEGUN + 4), PAYER, 5, 4)
    short = replace(limits(), chronic_weeks=4)
    assert told(made, short)[BEGUN + 3][0].kind == "lasting"
    assert all(told(made, short)[week] == () for week in range(BEGUN + 20, WEEKS))
