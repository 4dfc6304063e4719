"""Seasons of generator one are what they are said to be."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.causes import seasons
from benchmarks.causes.lines import FIELDS, NOT_DENIED, Lines
from benchmarks.causes.seasons_cause import FIRST_ONSET, LAST_ONSET
from benchmarks.causes.watching import permuted

SEEDS = range(12)


@pytest.fixture(scope="module")
def quiets() -> list[Lines]:
    return [seasons.quiet("group", seed).lines for seed in range(4)]


def weekly(lines: Lines, is_counted: np.ndarray) -> np.ndarray:
    return np.bincount(lines.known_week[is_counted], minlength=seasons.WEEKS)


@pytest.mark.parametrize(("size", "asked"), [("solo", 3), ("group", 40)])
def test_a_practice_is_denied_about_as_often_as_asked(size: str, asked: float) -> None:
    denied = [
        np.sum(seasons.quiet(size, seed).lines.category != NOT_DENIED) / seasons.WEEKS
        for seed in SEEDS
    ]

    assert np.mean(denied) == pytest.approx(asked, rel=0.1)
    assert max(denied) < 1.5 * asked
    assert min(denied) > 0.6 * asked


def test_a_large_practice_is_denied_500_times_a_week() -> None:
    lines = seasons.quiet("large", 1).lines

    assert np.sum(lines.category != NOT_DENIED) / seasons.WEEKS == pytest.approx(500, rel=0.1)


@pytest.mark.parametrize("size", ["solo", "group"])
def test_the_planted_season_differs_by_what_the_cause_denied(size: str) -> None:
    for seed in SEEDS:
        quiet, planted = seasons.quiet(size, seed), seasons.planted(size, seed)
        (cause,) = planted.truth.causes
        changed = quiet.lines.category != planted.lines.category

        assert quiet.truth.causes == ()
        assert (changed == cause.caused).all()
        assert (quiet.lines.patient == planted.lines.patient).all()
        assert all((quiet.lines.fields[f] == planted.lines.fields[f]).all() for f in FIELDS)
        assert set(planted.lines.category[changed]) == {cause.category}
        assert planted.lines.within(cause.cell)[changed].all()
        assert cause.onset_week == planted.lines.known_week[changed].min()


@pytest.mark.parametrize("size", ["solo", "group"])
def test_a_cause_has_one_field_or_two_and_denies_as_much_as_its_size_wants(size: str) -> None:
    least, most = seasons.SIZES[size].excess
    fields, a_week = set[int](), list[float]()
    for seed in SEEDS:
        (cause,) = seasons.planted(size, seed).truth.causes
        lines = seasons.quiet(size, seed).lines
        first_weeks = lines.between(cause.onset_week, cause.onset_week + 11)
        a_week.append(float(cause.caused[first_weeks].sum()) / 12)
        fields.add(len(cause.cell))

        assert FIRST_ONSET <= cause.onset_week <= LAST_ONSET

    assert fields == {1, 2}
    assert least <= np.mean(a_week) <= most
    assert min(a_week) > 0.5 * least


def test_two_fields_say_more_than_either_alone() -> None:
    for seed in range(30):
        season = seasons.planted("group", seed)
        (cause,) = season.truth.causes
        part = season.lines.between(cause.onset_week, cause.onset_week + 7)
        inside = season.lines.within(cause.cell, part).sum()
        if len(cause.cell) == 2:
            for name, code in cause.cell.items():
                assert inside <= 0.6 * season.lines.within({name: code}, part).sum()


def test_the_order_within_a_week_tells_nothing() -> None:
    season = seasons.planted("group", 5)
    (cause,) = season.truth.causes
    place = np.arange(len(season.lines)) - np.searchsorted(
        season.lines.known_week, season.lines.known_week
    )
    share = place / np.bincount(season.lines.known_week)[season.lines.known_week]

    assert share[cause.caused].mean() == pytest.approx(0.5, abs=0.1)


def test_patients_are_denied_in_clumps(quiets: list[Lines]) -> None:
    def in_clumps(lines: Lines) -> float:
        """Return the share of denials of patients denied in four weeks or more, of one category."""
        denied = np.flatnonzero(lines.category != NOT_DENIED)
        key = lines.patient[denied] * 100 + lines.category[denied]
        weeks = np.unique(np.stack([key, lines.known_week[denied]]), axis=1)[0]
        _, counts = np.unique(weeks, return_counts=True)
        return float(counts[counts >= 4].sum() / counts.sum())

    for quiet in quiets:
        by_chance = in_clumps(permuted(quiet, np.random.default_rng(1)))

        assert in_clumps(quiet) > 0.15
        assert by_chance < 0.06


def test_eligibility_rises_in_january() -> None:
    lines = seasons.quiet("large", 2).lines
    counts = weekly(lines, lines.category == lines.categories.index("eligibility_coverage"))
    a_month = np.convolve(counts / weekly(lines, lines.category >= NOT_DENIED), np.ones(4) / 4)

    assert a_month[3:-3].max() > 1.5 * np.median(a_month[3:-3])


def test_rates_drift() -> None:
    lines = seasons.quiet("large", 2).lines
    counts = weekly(lines, lines.category == lines.categories.index("coding_modifier"))

    assert counts.var() > 2 * counts.mean(), "more than chance alone"


def test_payers_fall_silent_and_catch_up(quiets: list[Lines]) -> None:
    caught_up = 0
    for quiet in quiets:
        payer = quiet.fields["payer_id"]
        for code in range(3):
            counts = weekly(quiet, payer == code)
            is_back = (counts[1:-1] == 0) & (counts[2:] > 2 * counts.mean())
            caught_up += int(is_back.any())

    assert caught_up > 2


def test_a_seed_is_a_season(quiets: list[Lines]) -> None:
    again = seasons.quiet("group", 1).lines

    assert (again.category == quiets[1].category).all()
    assert len(again) != len(quiets[2])
