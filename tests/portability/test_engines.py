"""What Spark computes on a cluster is what DuckDB computes: tables, pages and lists.

Four practices over eight weeks, on a master and two workers; ``benchmarks/engines.py`` takes twenty
over half a year and kills workers.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pytest

from benchmarks.engines import (
    Invented,
    compared_tables,
    copy_of,
    home_of_practices,
    run,
)
from deploy.spark.cluster import running
from pipeline.practice import Home
from tests.laws.building import Builder
from tests.laws.holdings import differing, papers
from tests.portability.reading import require_java
from tests.sharing import made_once

pytestmark = pytest.mark.slow
PRACTICES = 4


@dataclass(frozen=True)
class Both:
    """One home computed by each engine."""

    duckdb: Home
    spark: Home


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    require_java()
    builder = Builder.of(made_once(tmp_path_factory, "blank", Builder.made_in))
    folder = tmp_path_factory.mktemp("engines")
    waiting = home_of_practices(builder, folder, Invented(PRACTICES, 8, 0.05, 3)).path
    (folder / "cluster").mkdir()
    with running(folder / "cluster") as cluster:
        homes = Both(
            copy_of(waiting, folder / "duckdb", cluster),
            copy_of(waiting, folder / "spark", cluster),
        )
        run(homes.duckdb, "duckdb")
        run(homes.spark, "spark")
    return homes


def test_every_table_is_equal_row_for_row(both: Both) -> None:
    tables = compared_tables(both.duckdb)
    assert len(tables) > 300
    assert differing(tables, compared_tables(both.spark)) == []


def test_packets_and_lists_are_the_same_bytes(both: Both) -> None:
    pages = papers(both.duckdb)
    assert len(pages) > PRACTICES * 5
    assert differing(pages, papers(both.spark)) == []


def test_a_cent_more_in_one_row_is_seen(both: Both) -> None:
    with duckdb.connect(str(both.spark.published_file)) as connection:
        connection.execute(
            "update facts.fct_denials set denied_usd = denied_usd + 0.01 "
            "where denial_id = (select min(denial_id) from facts.fct_denials)"
        )
    found = differing(compared_tables(both.duckdb), compared_tables(both.spark))
    assert found == ["facts.fct_denials"]
