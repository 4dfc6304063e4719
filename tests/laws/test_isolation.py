"""No row of one practice depends on another's files, even where they share claim numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.synthetic import Season, write_season
from tests.laws.building import (
    Builder,
    contents,
    deliveries_of,
    differences,
    query,
    settings_of,
    tables_of,
)
from tests.laws.conftest import AS_OF_ON, Invented

pytestmark = pytest.mark.slow


def test_a_practice_is_the_same_beside_another(
    builder: Builder, invented: Invented, tmp_path: Path
) -> None:
    # The same seed gives the neighbour the same claim numbers, payers and members.
    season = Season(
        seed=11, as_of_on=AS_OF_ON, weeks=12, size=0.25, practice_id="oakhollow", name="Oak Hollow"
    )
    report = write_season(tmp_path / "files", season)
    own, other = invented.season.practice_id, season.practice_id
    toml = invented.settings | {other: settings_of(report)}
    files = {own: invented.deliveries, other: deliveries_of(report)[::2]}
    home = builder.home(tmp_path / "home", toml)
    for practice in home.practices:
        builder.load(home, practice, files[practice.practice_id], AS_OF_ON)
    builder.transform(home)

    tables = [
        table
        for table in tables_of(invented.home, "facts", "rollups", "packet")
        if table not in _without_practice(invented)
    ]
    mine = f"practice_id = '{own}'"
    assert len(tables) > 50
    assert not differences(contents(invented.home, tables, mine), contents(home, tables, mine))
    theirs = contents(home, tables, f"practice_id = '{other}'")
    assert theirs["facts.fct_denials"]


def _without_practice(invented: Invented) -> set[str]:
    rows = query(
        invented.home,
        "select table_schema || '.' || table_name as name from information_schema.columns "
        "where table_schema in ('facts', 'rollups', 'packet') group by name "
        "having not bool_or(column_name = 'practice_id')",
    )
    return {row[0] for row in rows}
