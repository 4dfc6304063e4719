"""Who knows the truth scores all, who says nothing scores nothing, and the table says so."""

from __future__ import annotations

import sys

import pytest

from benchmarks.causes import run
from benchmarks.causes.estimates import Estimate, figures
from benchmarks.causes.lines import Found, Lines
from benchmarks.causes.run import GENERATORS
from benchmarks.causes.scoring import judge
from benchmarks.causes.watching import watch
from tests.benchmarks.causes.made_by_hand import oracle, silent

SEEDS = range(5)


def split(lines: Lines, week: int) -> list[Found]:
    """Say the same two things every week, one of each kind."""
    return [
        Found(0, {"payer_id": 0}, week, "burst"),
        Found(1, {"payer_id": 1}, week, "lasting"),
    ]


@pytest.mark.parametrize("size", ["solo", "group"])
@pytest.mark.parametrize("name", GENERATORS)
def test_an_oracle_scores_all(name: str, size: str) -> None:
    generator = GENERATORS[name]
    quiet, planted = (
        [
            judge(season, watch(oracle(season.truth), season.lines))
            for season in (invent(size, seed) for seed in SEEDS)
        ]
        for invent in (generator.quiet, generator.planted)
    )

    told = figures(quiet, planted)

    assert told.false_alarms.value == 0
    assert [each.value for each in told.found] == [1, 1, 1]
    assert told.precision.value == 1
    assert told.delay == (1, 1, 1)
    assert told.onset_error == (0, 0, 0)


def test_who_says_nothing_scores_nothing() -> None:
    (row,) = run.measured(GENERATORS["second_hand"], "solo", SEEDS, {"silent": silent}).values()

    told = figures(row.quiet, row.planted)

    assert told.false_alarms.value == 0
    assert [each.value for each in told.found] == [0, 0, 0]
    assert told.precision == told.delay == told.onset_error == Estimate(None, None, None)


def test_what_is_called_lasting_has_a_row_of_its_own() -> None:
    rows = run.measured(GENERATORS["seasons"], "solo", [1], {"split": split, "silent": silent})

    assert list(rows) == ["split", "split, lasting", "silent"]
    assert [rows[name].quiet[0].false for name in rows] == [2, 1, 0]


def test_every_alarm_on_permuted_outcomes_is_false() -> None:
    (seasons,) = run.permuted_alarms(
        GENERATORS["seasons"], "solo", [1, 2], {"split": split}
    ).values()

    assert [(each.right, each.false) for each in seasons] == [(0, 2), (0, 2)]


def test_the_tables_are_printed_as_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "--seasons 2 --seed 3 --sizes solo --permuted --method"
    method = "tests.benchmarks.causes.made_by_hand:silent"
    monkeypatch.setattr(sys, "argv", ["run.py", *asked.split(), method])

    run.main()

    printed = capsys.readouterr().out
    for name in GENERATORS:
        assert f"{name}, solo: 2 quiet and planted seasons from 3" in printed
    assert printed.count("\n3 in 4 weeks, payer") == 2 * 2
    assert printed.count(f"\n{method}: 0.00 [0.00, ") == 2
    assert "found by 4" in printed
