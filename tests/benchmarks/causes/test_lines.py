"""A method knows the past of its season, and nothing of its truth."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest

from benchmarks.causes.lines import Found, Lines
from benchmarks.causes.run import GENERATORS
from benchmarks.causes.truth import Cause, Season, Truth
from benchmarks.causes.watching import FIRST_WATCHED, permuted, watch
from tests.benchmarks.causes.made_by_hand import line, lines_of

SEASON = lines_of(line(0), line(1, payer=1), line(1, category=1), line(20, payer=2))


def reachable(start: object) -> Iterator[object]:
    """Yield whatever a method could get at from an object, by attributes, items and array bases."""
    seen, waiting = set[int](), [start]
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, type | ModuleType):
            continue
        seen.add(id(each))
        yield each
        waiting += gc.get_referents(each)
        if isinstance(each, np.ndarray) and each.base is not None:
            waiting.append(each.base)


def leaks(given: Lines, season: Season) -> list[object]:
    """Return what is reachable from the lines given and belongs to the truth, or to the future."""
    truths = [id(each) for each in reachable(season.truth) if isinstance(each, Cause | np.ndarray)]
    return [
        each
        for each in reachable(given)
        if isinstance(each, Season | Truth | Cause)
        or id(each) in truths
        or (isinstance(each, np.ndarray) and (each.dtype == bool or len(each) != len(given)))
    ]


@pytest.mark.parametrize("name", GENERATORS)
def test_neither_truth_nor_future_can_be_reached(name: str) -> None:
    season = GENERATORS[name].planted("solo", 1)
    given: list[tuple[Lines, int]] = []

    def recording(lines: Lines, week: int) -> list[Found]:
        given.append((lines, week))
        return []

    watch(recording, season.lines)

    assert [week for _, week in given] == list(range(FIRST_WATCHED, 56))
    for lines, week in given:
        assert leaks(lines, season) == []
        assert lines.known_week.max() <= week
    assert leaks(season.lines, season) == [], "not even from those of the whole season"


def test_a_view_or_the_truth_among_the_values_would_be_seen() -> None:
    season = GENERATORS["seasons"].planted("solo", 1)
    week_20 = season.lines.until(20)
    view = season.lines.category[: len(week_20)]
    mask = season.truth.causes[0].caused

    assert len(leaks(replace(week_20, category=view), season)) == 1
    assert leaks(replace(week_20, values={"payer_id": (mask,)}), season)  # pyright: ignore[reportArgumentType]
    assert leaks(replace(week_20, values={"payer_id": (season.truth,)}), season)  # pyright: ignore[reportArgumentType]


def test_what_a_method_writes_stays_with_it() -> None:
    def writing(lines: Lines, week: int) -> list[Found]:
        lines.category[:] = 1
        lines.fields["payer_id"][:] = 5
        return []

    lines = SEASON.until(20)
    watch(writing, lines)

    assert (lines.category == SEASON.category).all()
    assert (lines.fields["payer_id"] == SEASON.fields["payer_id"]).all()


def test_a_week_is_known_with_its_last_line() -> None:
    assert [len(SEASON.until(week)) for week in (0, 1, 19, 20)] == [1, 3, 3, 4]


def test_a_cell_holds_the_lines_that_agree_in_every_field() -> None:
    assert SEASON.within({"payer_id": 0}).tolist() == [True, False, True, False]
    assert SEASON.within({"payer_id": 0, "procedure_code": 1}).sum() == 0
    assert SEASON.within({"payer_id": 1}, SEASON.between(1, 1)).tolist() == [True, False]


def test_lines_out_of_order_or_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        replace(SEASON, known_week=SEASON.known_week[::-1])
    with pytest.raises(ValueError, match="one length"):
        SEASON.decided(SEASON.category[:-1])


@pytest.mark.parametrize(
    "found",
    [
        Found(2, {"payer_id": 0}, 3, "lasting"),
        Found(0, {"payer_id": 6}, 3, "lasting"),
        Found(0, {"payer": 0}, 3, "lasting"),
        Found(0, {}, 3, "lasting"),
        Found(0, {"payer_id": 0}, 14, "lasting"),
    ],
    ids=["category", "value", "field", "no cell", "onset to come"],
)
def test_an_answer_about_what_is_not_there_is_refused(found: Found) -> None:
    with pytest.raises(ValueError, match="week 13"):
        watch(lambda *_: [found], SEASON)


def test_permuted_weeks_keep_their_denials_and_patients_their_clumps() -> None:
    rng = np.random.default_rng(1)
    pairs = [
        line(week, payer=patient % 3, category=int(patient % 5 == 0) - 1, patient=patient, times=2)
        for week in range(3)
        for patient in range(50)
    ]
    lines = lines_of(*pairs)

    dealt = permuted(lines, rng)

    for week in range(3):
        part = lines.between(week, week)
        assert sorted(dealt.category[part]) == sorted(lines.category[part])
        assert (dealt.category[part] != lines.category[part]).any()
    pairs_dealt = dealt.category.reshape(-1, 2)
    assert (pairs_dealt[:, 0] == pairs_dealt[:, 1]).all(), "two lines of a patient stay together"
    assert (dealt.patient == lines.patient).all()


def test_permuted_outcomes_know_no_cell() -> None:
    season = GENERATORS["seasons"].planted("group", 3)
    (planted,) = season.truth.causes
    after = season.lines.between(planted.onset_week, 55)
    inside = season.lines.within(planted.cell, after)

    def share(lines: Lines) -> float:
        is_denied = lines.category[after] == planted.category
        return float(is_denied[inside].mean() / is_denied[~inside].mean())

    assert share(season.lines) > 5
    assert share(permuted(season.lines, np.random.default_rng(1))) < 1.5
