"""Growth, costs and the simulated Monday: the arithmetic, on numbers small enough to see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.scaling.event_log import added_up
from benchmarks.scaling.growth import exponent, line_through
from benchmarks.scaling.homes import Invented
from benchmarks.scaling.monday import (
    ZONES,
    Costs,
    Place,
    Practice,
    a_run_a_practice,
    homes_of,
    morning,
    one_home,
    practices,
)

# A minute a run, a second to print; nothing else costs.
MINUTE = Costs(run=60.0, practice=0.0, held=0.0, due=0.0, new=0.0, asked=0.0, printed=1.0)
EAST, WEST = Practice(0, 10.0), Practice(3, 10.0)


def test_what_doubles_with_practices_grows_with_their_first_power() -> None:
    assert exponent((10, 5.0), (100, 50.0)) == pytest.approx(1.0)
    assert exponent((10, 5.0), (100, 500.0)) == pytest.approx(2.0)
    assert exponent((10, 5.0), (100, 5.0)) == pytest.approx(0.0)


def test_one_size_tells_no_growth() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        exponent((10, 5.0), (10, 6.0))


def test_a_line_goes_through_the_smallest_and_the_largest_and_starts_at_nothing_or_more() -> None:
    line = line_through([(1, 12.0), (10, 99.0), (11, 32.0)])
    assert (line.fixed, line.each) == (10.0, 2.0)
    assert line.at(100) == 210.0
    assert line_through([(1, 1.0), (2, 3.0)]).fixed == 0.0


def test_the_largest_practice_has_its_share_and_the_whole_stays() -> None:
    sizes = Invented(10, 6, 0.2, largest=0.4).sizes()
    assert sum(sizes) == pytest.approx(2.0)
    assert sizes[0] == pytest.approx(0.8)
    assert len({*sizes[1:]}) == 1
    assert Invented(10, 6, 0.2).sizes() == [0.2] * 10


def test_a_home_holds_no_more_than_it_may_and_practices_of_one_zone() -> None:
    assert [len(home) for home in homes_of([EAST] * 4, 4)] == [4]
    assert [len(home) for home in homes_of([EAST] * 5, 4)] == [4, 1]
    assert homes_of([WEST, EAST], 4) == [[EAST], [WEST]]


def test_a_home_of_a_zone_waits_for_its_own_run_and_for_every_page_of_it() -> None:
    seen = morning([EAST] * 60, MINUTE, Place(machines=1, cores=2, practices_a_home=60))
    # A minute, and sixty seconds of printing on two cores.
    assert (seen.median, seen.last) == (1.5, 1.5)
    assert seen.cpu_hours == pytest.approx(120 / 3600)


def test_a_zone_waits_for_the_one_before_only_where_that_takes_longer_than_an_hour() -> None:
    central = Practice(1, 10.0)
    place = Place(machines=1, cores=1, practices_a_home=1)
    for run_s, waited in ((3599.0, 60.0), (3659.0, 61.0 + 60 / 60)):
        costs = Costs(run=run_s, practice=0.0, held=0.0, due=0.0, new=0.0, asked=0.0, printed=1.0)
        assert morning([EAST, central], costs, place).last == pytest.approx(waited)


def test_one_home_computes_everything_again_for_every_zone() -> None:
    costs = Costs(run=0.0, practice=1.0, held=0.0, due=0.0, new=0.0, asked=0.0, printed=0.0)
    place = Place(machines=1, cores=1, practices_a_home=100)
    served = [EAST] * 30 + [WEST] * 30
    assert one_home(served, costs, place).cpu_hours == pytest.approx(120 / 3600)
    assert morning(served, costs, place).cpu_hours == pytest.approx(60 / 3600)


def test_a_home_has_one_run_at_a_time() -> None:
    place = Place(machines=1, cores=8, practices_a_home=100)
    # The west is due after three hours; the east's run takes four, and its own another four.
    costs = Costs(run=4 * 3600.0, practice=0.0, held=0.0, due=0.0, new=0.0, asked=0.0, printed=0.0)
    assert one_home([EAST, WEST], costs, place).last == pytest.approx(300.0)
    assert morning([EAST, WEST], costs, place).last == pytest.approx(240.0)


def test_a_run_a_practice_computes_the_home_as_often_as_it_has_practices() -> None:
    costs = Costs(run=10.0, practice=1.0, held=0.0, due=0.5, new=0.0, asked=0.0, printed=2.0)
    # Twice: the run, two practices' models, the own collecting and printing.
    assert a_run_a_practice([EAST] * 2, costs) == pytest.approx(2 * (10 + 2 + 0.5 + 2) / 3600)


def test_executors_shorten_only_what_they_can_take() -> None:
    costs = Costs(
        run=10.0, practice=8.0, held=0.0, due=0.0, new=0.0, asked=0.0, printed=0.0, spread=0.5
    )
    assert costs.serial([EAST], [], 1) == pytest.approx(18.0)
    assert costs.serial([EAST], [], 4) == pytest.approx(10 + 4 + 1)


def test_the_same_seed_draws_the_same_practices_in_the_stated_shares() -> None:
    drawn = practices(10_000, 1)
    assert drawn == practices(10_000, 1)
    assert drawn != practices(10_000, 2)
    assert sum(share for _, share in ZONES) == pytest.approx(1.0)
    assert sum(each.zone == 0 for each in drawn) == pytest.approx(4_700, abs=150)
    assert sorted(each.claims for each in drawn)[5_000] == pytest.approx(60, rel=0.05)


def test_tasks_of_spark_are_added_up_and_a_log_that_breaks_off_as_far_as_it_goes(
    tmp_path: Path,
) -> None:
    lines = [json.dumps({"Event": "SparkListenerApplicationStart"})]
    lines += [_task(0, 1000, 3_000_000), _task(0, 4000, 1_000_000), _task(1, 500, 0)]
    (tmp_path / "app-1").write_text("\n".join([*lines, lines[-1][:200]]), "utf-8")
    told = added_up(tmp_path)
    assert (told["tasks"], told["stages"]) == (3, 2)
    assert told["shuffled MB"] == 4.0
    assert told["run s"] == 5.5
    assert told["longest s"] == 4.5


def _task(stage: int, run_ms: int, shuffled: int) -> str:
    metrics = {
        "Executor Run Time": run_ms,
        "Executor CPU Time": run_ms * 1_000_000,
        "Shuffle Write Metrics": {"Shuffle Bytes Written": shuffled},
        "Disk Bytes Spilled": 0,
        "Input Metrics": {"Bytes Read": 0},
    }
    return json.dumps({"Event": "SparkListenerTaskEnd", "Stage ID": stage, "Task Metrics": metrics})
