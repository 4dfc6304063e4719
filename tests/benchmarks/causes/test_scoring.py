"""Alarms are counted once and judged by one ruler; figures over seasons say how sure they are."""

from __future__ import annotations

import pytest

from benchmarks.causes.episodes import alarms_of, overlap
from benchmarks.causes.estimates import Estimate, false_a_year, figures, middle, rate, share
from benchmarks.causes.lines import Found, Kind
from benchmarks.causes.scoring import LASTING, Find, Judged, judge
from benchmarks.causes.truth import Cause, Nature, Season, Truth
from benchmarks.causes.watching import Said
from tests.benchmarks.causes.made_by_hand import cause, line, lines_of

# Every week: payer 0 has two lines of procedure 0, two of 1 and one of 2; payer 1 has one of 0.
LINES = lines_of(
    *(line(week, 0, procedure, times=times) for week in range(40) for procedure, times in
      ((0, 2), (1, 2), (2, 1))),
    *(line(week, 1, 0) for week in range(40)),
)  # fmt: skip
RIGHT = {"payer_id": 0, "procedure_code": 0}
OTHER = {"payer_id": 0, "procedure_code": 1}


def found(
    cell: dict[str, int], since: int = 20, category: int = 0, kind: Kind = "lasting"
) -> Found:
    return Found(category, cell, since, kind)


def judged(*said: tuple[int, Found], planted: Cause | None = None) -> Judged:
    weeks = {week: tuple(each for at, each in said if at == week) for week in range(13, 40)}
    truth = Truth((planted or cause(LINES, RIGHT, onset_week=20),))
    return judge(Season(LINES, truth), tuple(Said(*each) for each in weeks.items()))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (RIGHT, 1.0),
        ({"payer_id": 0}, 2 / 5),
        ({"procedure_code": 0}, 2 / 3),
        (OTHER, 0.0),
        ({"payer_id": 1}, 0.0),
        ({"payer_id": 0, "procedure_code": 0, "location_id": 0}, 1.0),
        ({"payer_id": 0, "location_id": 1}, 0.0),
    ],
)
def test_overlap_is_of_lines(cell: dict[str, int], expected: float) -> None:
    assert overlap(LINES, RIGHT, cell, 30, 25) == expected == overlap(LINES, cell, RIGHT, 30, 25)


def test_overlap_is_of_at_least_eight_weeks_and_of_more_if_said() -> None:
    lines = lines_of(
        *(line(week, 0, procedure=int(week != 30)) for week in range(10, 31)), line(31)
    )
    wide, narrow = {"payer_id": 0}, {"payer_id": 0, "procedure_code": 0}

    assert overlap(lines, wide, narrow, 30, 30) == 1 / 8
    assert overlap(lines, wide, narrow, 30, 21) == 1 / 10


@pytest.mark.parametrize(
    ("week", "said", "is_right"),
    [
        (20, found(RIGHT), True),
        (20, found({"procedure_code": 0}), True),
        (20, found({"payer_id": 0}), False),
        (20, found(RIGHT, category=1), False),
        (19, found(RIGHT, since=19), False),
        (39, found(RIGHT, since=0), True),
        (20, found(RIGHT, kind="burst"), True),
    ],
    ids=[
        *("the cause itself", "a parent of which it is more than half", "a parent too wide"),
        *("another category", "before it began", "late and since long ago", "as a burst"),
    ],
)
def test_an_alarm_is_right_or_false(week: int, said: Found, is_right: bool) -> None:
    told = judged((week, said))

    assert (told.right, told.false) == (int(is_right), int(not is_right))
    assert (told.finds[0].delay_weeks is not None) is is_right


def test_half_of_the_lines_is_enough() -> None:
    lines = lines_of(*(line(w, 0, procedure) for w in range(40) for procedure in (0, 1)))
    season = Season(lines, Truth((cause(lines, RIGHT, 20),)))

    assert judge(season, (Said(25, (found({"payer_id": 0}),)),)).right == 1


def test_an_alarm_from_before_the_cause_cannot_become_right() -> None:
    told = judged(*((week, found(RIGHT, since=18)) for week in range(18, 30)))

    assert (told.right, told.false) == (0, 1)
    assert told.finds == (Find(None, None),)


def test_an_alarm_may_become_right() -> None:
    half = {"procedure_code": 0}  # shares two thirds with the cause; the next one is the cause
    planted = cause(LINES, {"payer_id": 0, "procedure_code": 0}, 20)
    lately = judged(
        (21, found({"payer_id": 1, "procedure_code": 0})), (24, found(half)), planted=planted
    )

    assert (lately.right, lately.false) == (1, 1)
    assert lately.finds == (Find(5, 0),)


@pytest.mark.parametrize(("since", "is_right"), [(25, True), (26, False)])
def test_what_began_after_the_end_is_not_the_cause(since: int, is_right: bool) -> None:
    ended = cause(LINES, RIGHT, 20, end_week=25, nature="ended")

    assert judged((30, found(RIGHT, since)), planted=ended).right == is_right


@pytest.mark.parametrize(("kind", "is_right"), [("burst", True), ("lasting", False)])
def test_one_bad_week_is_right_as_a_burst_only(kind: Kind, is_right: bool) -> None:
    glitch = cause(LINES, RIGHT, 20, end_week=20, nature="glitch")

    told = judged((20, found(RIGHT, kind=kind)), planted=glitch)

    assert (told.right, told.false) == (int(is_right), int(not is_right))
    assert told.finds == (), "nobody is asked to find it"


def test_the_first_right_week_counts_from_the_first_affected() -> None:
    told = judged((23, found(RIGHT, since=22)), (24, found(RIGHT, since=20)))

    assert told.finds == (Find(4, 2),)
    assert told.right == 1


@pytest.mark.parametrize(
    ("said", "alarms"),
    [
        ([(20, found(RIGHT)), (24, found(RIGHT))], 1),
        ([(20, found(RIGHT)), (25, found(RIGHT))], 2),
        ([(20, found(RIGHT)), (23, found(RIGHT)), (27, found(RIGHT))], 1),
        ([(20, found(RIGHT)), (20, found({"procedure_code": 0}))], 1),
        ([(20, found(RIGHT)), (21, found({"payer_id": 0}))], 2),
        ([(20, found(RIGHT)), (21, found(RIGHT, category=1))], 2),
        ([(20, found(RIGHT)), (20, found(OTHER))], 2),
        ([(20, found(RIGHT)), (21, found(RIGHT, kind="burst"))], 1),
    ],
    ids=[
        *("four weeks later", "five weeks later", "as long as it is on", "twice in a week"),
        *("too wide", "another category", "elsewhere", "called otherwise"),
    ],
)
def test_an_alarm_that_is_on_is_no_news(said: list[tuple[int, Found]], alarms: int) -> None:
    weeks = [Said(week, (each,)) for week, each in said]

    assert len(alarms_of(LINES, weeks)) == alarms


def test_chronic_places_are_no_alarms_and_counted_once() -> None:
    chronic = found(OTHER, kind="chronic")

    told = judged((20, chronic), (21, chronic), (21, found({"payer_id": 1}, kind="chronic")))

    assert (told.right, told.false, told.chronic) == (0, 0, 2)


def test_lasting_alone_can_be_judged() -> None:
    said = (Said(20, (found(OTHER, kind="burst"), found(RIGHT))),)
    season = Season(LINES, Truth((cause(LINES, RIGHT, 20),)))

    assert (judge(season, said).false, judge(season, said, LASTING).false) == (1, 0)


@pytest.mark.parametrize("nature", ["step", "ramp"])
def test_two_causes_are_two_to_find(nature: Nature) -> None:
    truth = Truth((cause(LINES, RIGHT, 20, nature=nature), cause(LINES, OTHER, 22)))

    told = judge(Season(LINES, truth), (Said(24, (found(OTHER, 22),)),))

    assert told.finds == (Find(None, None), Find(3, 0))
    assert (told.right, told.false) == (1, 0)


def season_of(right: int, false: int, *delays: int | None, weeks: int = 52) -> Judged:
    finds = tuple(Find(delay, None if delay is None else 3 - delay) for delay in delays)
    return Judged(weeks, right, false, finds, 0)


def test_figures_sum_up_seasons() -> None:
    quiet = [season_of(0, 1), season_of(0, 0), season_of(0, 2, weeks=104)]
    planted = [
        season_of(1, 1, 4),
        season_of(2, 0, 5, 12),
        season_of(0, 1, None, 6),
        season_of(0, 0, 13),
    ]

    told = figures(quiet, planted)

    assert told.false_alarms.value == 3 / 4
    assert [each.value for each in told.found] == [1 / 6, 3 / 6, 4 / 6]
    assert told.precision.value == 3 / 5
    assert told.delay.value == 5.5
    assert told.onset_error.value == 2.5
    assert told.onset_near.value == 2 / 4


def test_where_nothing_was_seen_the_rule_of_three_is_the_doubt() -> None:
    assert false_a_year([season_of(0, 0)] * 30) == Estimate(0.0, 0.0, 0.1)
    assert share([0, 0], [5, 5]) == Estimate(0.0, 0.0, 0.3)
    assert share([5, 5], [5, 5]) == Estimate(1.0, 0.7, 1.0)
    assert share([0], [1]) == Estimate(0.0, 0.0, 1.0)


def test_where_nothing_was_asked_nothing_is_said() -> None:
    nothing = Estimate(None, None, None)

    assert rate([0, 0], [0, 0]) == share([0], [0]) == middle([[], []]) == middle([]) == nothing


def test_intervals_narrow_with_seasons_and_hold_the_figure() -> None:
    few, many = (share([0, 1] * n, [1] * 2 * n) for n in (5, 50))
    median = middle([[1.0], [2.0], [9.0], [3.0, 4.0]])

    assert (few.value, many.value, median.value) == (0.5, 0.5, 3.0)
    for each in (few, many, median):
        assert each.low is not None
        assert each.high is not None
        assert each.value is not None
        assert each.low < each.value < each.high
    assert (many.high or 0) - (many.low or 0) < 0.5 * ((few.high or 0) - (few.low or 0))
