"""Seasons of generator two are what they are said to be, and owe nothing to generator one."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from benchmarks.causes import run, second_hand
from benchmarks.causes.lines import FIELDS, NOT_DENIED
from benchmarks.causes.truth import Cause, Season

WEEKS = 56
ROOM = Path(run.__file__).parent


@pytest.fixture(scope="module")
def seasons() -> list[Season]:
    return [second_hand.planted("group", seed) for seed in range(24)]


def planted_causes(season: Season) -> list[Cause]:
    return [cause for cause in season.truth.causes if cause.is_to_be_found]


def causes_of(seasons: list[Season], nature: str) -> list[tuple[Season, Cause]]:
    return [
        (season, cause)
        for season in seasons
        for cause in season.truth.causes
        if cause.nature == nature
    ]


@pytest.mark.parametrize(("size", "asked"), [("solo", 3), ("group", 40)])
def test_a_practice_is_denied_about_as_often_as_asked(size: str, asked: float) -> None:
    denied = [
        np.sum(second_hand.quiet(size, seed).lines.category != NOT_DENIED) / WEEKS
        for seed in range(12)
    ]

    assert np.mean(denied) == pytest.approx(asked, rel=0.1)
    assert max(denied) < 1.6 * asked


def test_a_large_practice_is_denied_500_times_a_week() -> None:
    lines = second_hand.quiet("large", 1).lines

    assert np.sum(lines.category != NOT_DENIED) / WEEKS == pytest.approx(500, rel=0.1)


@pytest.mark.parametrize("size", ["solo", "group"])
def test_the_planted_season_differs_by_what_the_causes_denied(size: str) -> None:
    for seed in range(10):
        quiet, planted = second_hand.quiet(size, seed), second_hand.planted(size, seed)
        causes = planted_causes(planted)
        changed = quiet.lines.category != planted.lines.category

        assert planted_causes(quiet) == []
        assert (changed == np.any([cause.caused for cause in causes], axis=0)).all()
        assert len(planted.truth.causes) - len(causes) == len(quiet.truth.causes)
        assert all((quiet.lines.fields[f] == planted.lines.fields[f]).all() for f in FIELDS)


def test_causes_deny_what_they_touch_from_their_onset_on(seasons: list[Season]) -> None:
    for season in seasons:
        for cause in season.truth.causes:
            assert season.lines.within(cause.cell)[cause.caused].all()
            assert set(season.lines.category[cause.caused]) == {cause.category}
            assert season.lines.known_week[cause.caused].min() == cause.onset_week
            assert 14 <= cause.onset_week <= (43 if cause.is_to_be_found else 53)


def test_there_are_causes_of_every_kind(seasons: list[Season]) -> None:
    natures = {cause.nature for season in seasons for cause in season.truth.causes}
    fields = [len(c.cell) for season in seasons for c in planted_causes(season)]

    assert natures == {"step", "ramp", "ended", "glitch"}
    assert set(fields) == {1, 2, 3}
    assert fields.count(3) >= len(fields) / 3
    assert {len(planted_causes(season)) for season in seasons} == {1, 2}


def share_denied(season: Season, cause: Cause, first: int, last: int) -> float:
    part = season.lines.between(cause.onset_week + first, cause.onset_week + last)
    touched = season.lines.within(cause.cell, part).sum()
    return float(cause.caused[part].sum() / max(touched, 1))


def test_a_gradual_cause_grows(seasons: list[Season]) -> None:
    grown = causes_of(seasons, "ramp")
    early = np.mean([share_denied(*each, 0, 3) for each in grown])
    late = np.mean([share_denied(*each, 10, 17) for each in grown])

    assert late > 1.5 * early


def test_a_step_is_there_at_once(seasons: list[Season]) -> None:
    steps = causes_of(seasons, "step")
    early = np.mean([share_denied(*each, 1, 5) for each in steps])
    late = np.mean([share_denied(*each, 10, 17) for each in steps])

    assert early > 0.6 * late


def test_an_ended_cause_ends(seasons: list[Season]) -> None:
    for season, cause in causes_of(seasons, "ended"):
        assert cause.end_week is not None
        assert season.lines.known_week[cause.caused].max() == cause.end_week
        assert cause.end_week - cause.onset_week < 25


def test_a_glitch_is_one_week_of_one_payer(seasons: list[Season]) -> None:
    for season, glitch in causes_of(seasons, "glitch"):
        assert set(season.lines.known_week[glitch.caused]) == {glitch.onset_week}
        assert glitch.end_week == glitch.onset_week
        assert list(glitch.cell) == ["payer_id"]
        assert not glitch.is_to_be_found


def test_payers_are_down_and_come_back() -> None:
    caught_up = 0
    for seed in range(6):
        lines = second_hand.quiet("group", seed).lines
        for code in range(len(lines.values["payer_id"])):
            counts = np.bincount(
                lines.known_week[lines.fields["payer_id"] == code], minlength=WEEKS
            )
            is_back = (counts[1:-1] == 0) & (counts[2:] > 2 * counts.mean())
            caught_up += int(is_back.any())

    assert caught_up > 2


def test_a_patient_has_one_clinician_and_series_of_visits() -> None:
    lines = second_hand.quiet("group", 1).lines
    pairs = np.unique(np.stack([lines.patient, lines.fields["rendering_npi"]]), axis=1)
    _, visits = np.unique(lines.patient, return_counts=True)

    assert len(np.unique(pairs[0])) == pairs.shape[1]
    assert np.median(visits) > 5


def imported_by(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {str(node.module) for node in tree if isinstance(node, ast.ImportFrom)} | {
        name.name for node in tree if isinstance(node, ast.Import) for name in node.names
    }


SHARED = {"benchmarks.causes.lines", "benchmarks.causes.truth"}


@pytest.mark.parametrize("name", ["seasons", "second_hand"])
def test_the_generators_share_only_shapes(name: str) -> None:
    files = sorted(ROOM.glob(f"{name}*.py"))
    ours = {each for path in files for each in imported_by(path) if each.startswith("benchmarks")}

    assert len(files) > 1
    assert {each for each in ours if not each.startswith(f"benchmarks.causes.{name}")} <= SHARED


def test_the_baselines_know_lines_only() -> None:
    ours = {each for each in imported_by(ROOM / "baselines.py") if each.startswith("benchmarks")}

    assert ours == {"benchmarks.causes.lines"}
