"""Models made without dbt are those that dbt makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.practice import Home
from tests.laws.building import Builder, contents, differences, query, tables_of
from tests.laws.conftest import Invented

pytestmark = pytest.mark.slow

SCHEMAS = ("staging", "facts", "rollups", "packet")
COLUMNS = """
    select table_schema, table_name, column_name, data_type, is_nullable, ordinal_position
    from information_schema.columns
    where list_contains(?, table_schema)
    order by all
"""


def test_what_dbt_wrote_once_makes_what_dbt_makes(
    builder: Builder, invented: Invented, tmp_path: Path
) -> None:
    shutil.copytree(invented.home.path, tmp_path / "home")
    by_dbt = Home.open(tmp_path / "home")

    builder.transform_by_dbt(by_dbt)

    tables = tables_of(by_dbt, *SCHEMAS)
    assert len(tables) > 300
    assert tables == tables_of(invented.home, *SCHEMAS)
    assert query(by_dbt, COLUMNS, [list(SCHEMAS)]) == query(invented.home, COLUMNS, [list(SCHEMAS)])
    one = contents(invented.home, tables, leaving=frozenset())
    assert not differences(one, contents(by_dbt, tables, leaving=frozenset()))
