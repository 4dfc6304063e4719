from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from pipeline.practice import Home
from pipeline.synthetic import Season, SeasonReport, write_season
from tests.laws.building import Builder, Delivery, deliveries_of, settings_of
from tests.sharing import made_once

AS_OF_ON = dt.date(2026, 3, 4)


@dataclass(frozen=True)
class Invented:
    """A small season: its files, its truth, and the warehouse an undisturbed run makes of it."""

    season: Season
    report: SeasonReport
    settings: dict[str, dict[str, str]]
    deliveries: list[Delivery]
    home: Home


@pytest.fixture(scope="session")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    return Builder.of(made_once(tmp_path_factory, "blank", Builder.made_in))


@pytest.fixture(scope="session")
def invented(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Invented:
    season = Season(seed=11, as_of_on=AS_OF_ON, weeks=12, size=0.25)
    folder = tmp_path_factory.mktemp("season")
    report = write_season(folder / "files", season)
    settings = {season.practice_id: settings_of(report)}
    deliveries = deliveries_of(report)
    home = builder.built(
        folder / "home", settings, {season.practice_id: deliveries}, season.as_of_on
    )
    return Invented(season, report, settings, deliveries, home)
