"""Changes of a query are found, made one at a time, and noticed or not."""

from __future__ import annotations

import duckdb
import pytest

from benchmarks.mutating.season import Model, Season
from benchmarks.mutating.unit_tests import UnitTest, unnoticed
from benchmarks.mutating.words import changes

GIVEN = "with __dbt__cte__lines as (select 1 as n, 'a < b' as said where 1 < 2), "
OWN = "kept as (select n from {} where n >= 1 and n is not null) select max(n) as n from kept"
UNIT = GIVEN + OWN.format("__dbt__cte__lines")


def made(sql: str) -> list[tuple[str, str]]:
    return [(one.said, one.instead) for one in changes(sql)]


def test_each_word_of_the_model_is_turned_and_no_given_row() -> None:
    assert made(UNIT) == [
        *((">=", ">"), (">=", "<"), ("and", "or"), ("not", ""), ("max", "min")),
    ]


def test_a_model_has_the_same_changes_whatever_its_parents_are_called() -> None:
    assert made(OWN.format('"denials"."facts"."lines"').replace("kept as", "with kept as", 1)) == (
        made(UNIT)
    )


@pytest.mark.parametrize("text", ["'a = b'", '"a and b"', "-- a < b\n1", "(-1)"])
def test_what_is_no_word_of_sql_is_left_alone(text: str) -> None:
    assert made(f"select {text} as n") == []


def test_a_change_is_noticed_by_the_row_at_its_edge_only() -> None:
    rows = "with __dbt__cte__x as (select * from (values (1), (2)) as t (n)), "
    sql = rows + "kept as (select n from __dbt__cte__x where n >= {}) select n from kept"
    with duckdb.connect() as connection:
        at_edge = UnitTest("at the edge", sql.format(2), ("n",))
        off_edge = UnitTest("off the edge", sql.format("1.5"), ("n",))
        assert unnoticed(connection, [at_edge]) == []
        assert [changes(off_edge.sql)[n].instead for n in unnoticed(connection, [off_edge])] == [
            ">"
        ]
        assert unnoticed(connection, [off_edge, at_edge]) == []


def test_a_season_notices_what_changes_a_column_held_to_its_truth() -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema facts; create table facts.one as select 1 as n, 2 as m")
        connection.execute("create table facts.two as select n, m from facts.one")
        one = Model("facts.one", "select 1 as n, 1 + 1 as m", frozenset())
        every = {
            "one": one,
            "two": Model("facts.two", "select n, m from facts.one", frozenset({"one"})),
        }
        (change,) = changes(one.sql)

        def told(questions: dict[str, str]) -> str:
            return Season(connection, every, questions).notices("one", change)

        # The part before the first dot of a table's name is its database.
        assert told({"two": "n, m"}) == "truth"
        assert told({"two": "n"}) == "rows"
        assert connection.execute("select m from facts.two").fetchall() == [(2,)]
