"""No query of an edit compares every row with every other: a batch may have 100,000 claims."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from pipeline.edits import history, judging, reference
from pipeline.edits.candidates import Named, candidate_of
from pipeline.edits.plan import Plan, plan
from pipeline.edits.relations import RELATIONS, create_relations, create_sent
from pipeline.practice import Home
from pipeline.practice.edit_templates import LEARNED, templates
from pipeline.resources.databases import memory
from tests.edits.claim_text import SENT_ON

ALL_WITH_ALL = ("BLOCKWISE_NL_JOIN", "NESTED_LOOP_JOIN")


class Explained:
    """A connection that notes how each statement with a query would be done, before it is.

    Attributes:
        plans: The tree of operators of each statement, by the edit or the relation.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.plans: dict[str, list[Any]] = {}

    def execute(self, statement: str, *values: object) -> duckdb.DuckDBPyConnection:
        if "select" in statement.lower() and statement.startswith(("insert", "create table")):
            told = self.connection.execute(f"explain (format json) {statement}").fetchall()
            (name,) = re.findall(r"^create table (\w+)|'(E\d\d)' as template_id", statement)
            self.plans["".join(name)] = json.loads(told[0][1])
        return self.connection.execute(statement, *values)


def slow_joins(nodes: list[Any]) -> Iterator[str]:
    """Yield the joins of a tree that compare all rows of one side with all of the other."""
    for node in nodes:
        conditions = str(node.get("extra_info", {}).get("Conditions", ""))
        # a small "asof" join is done in this way too, within the equal ones
        if node["name"].strip() in ALL_WITH_ALL and " = " not in conditions:
            yield f"{node['name'].strip()} on {conditions}"
        yield from slow_joins(node.get("children", []))


@pytest.fixture
def explained(home: Home) -> Iterator[Explained]:
    """A ground with no row, on which nothing is left out for that: the optimizer is off."""
    (practice,) = home.practices
    with memory() as connection:
        create_sent(connection)
        day = (SENT_ON, SENT_ON + dt.timedelta(days=1))
        connection.execute("insert into judging values ('larkspur', 'together', ?, ?)", day)
        reference.create_reference(connection, practice, {}, home.secret)
        history.without_history(connection)
        connection.execute("pragma disable_optimizer")
        yield Explained(connection)


def test_no_relation_and_no_edit_compares_all_with_all(explained: Explained, home: Home) -> None:
    create_relations(explained)  # type: ignore[arg-type]
    (practice,) = home.practices
    shipped = [name for name in templates() if name != LEARNED]
    everything = plan(
        [candidate_of(practice, Named(name), SENT_ON).row for name in shipped], SENT_ON, {}
    )
    judging.judge(explained, everything)  # type: ignore[arg-type]

    assert {edit.template.template_id for edit in everything.edits} == {*shipped}
    assert len(explained.plans) == len(shipped) + len(RELATIONS)
    told = {name: list(slow_joins(nodes)) for name, nodes in explained.plans.items()}
    assert {name: joins for name, joins in told.items() if joins} == {}


@pytest.mark.parametrize(
    "query",
    [
        "select 1 from claims left join lines on claims.charge_usd > lines.charge_usd or false",
        "select 1 from claims left join lines on claims.charge_usd > lines.charge_usd",
    ],
)
def test_a_query_that_does_is_seen(explained: Explained, query: str) -> None:
    create_relations(explained)  # type: ignore[arg-type]
    judging.judge(explained, Plan((), ()))  # type: ignore[arg-type]
    explained.execute(f"create table seen as {query}")
    assert list(slow_joins(explained.plans["seen"]))
