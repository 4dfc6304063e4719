"""Each check a run asks of itself, in a case where it passes and one where it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import duckdb
import pytest

from pipeline import checking

WEEK = dt.date(2026, 3, 2)
TABLES = """
create schema raw; create schema facts; create schema rollups;
create table raw.files (practice_id varchar, received_on date, outcome varchar);
create table facts.fct_adjudications (is_balanced boolean);
create table facts.fct_adjustments (carc_code varchar, adjustment_class varchar);
create table facts.dim_packet_weeks (practice_id varchar, packet_week date);
create table rollups.rlp_feed_week (practice_id varchar, packet_week date, is_late boolean);
create table facts.fct_denials (practice_id varchar, claim_id varchar, opened_on date,
    announced_on date, closed_on date, close_reason varchar, is_noise boolean,
    denied_usd decimal(12,2));
"""


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute(TABLES)
        yield opened


def test_a_file_of_which_nothing_could_be_read_is_counted(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    connection.execute("insert into raw.files values ('a', null, 'loaded_with_findings')")
    assert checking.every_file_can_be_read(connection).passed
    connection.execute("insert into raw.files values ('a', null, 'quarantined')")
    assert checking.every_file_can_be_read(connection).count == 1


def test_a_claim_that_does_not_add_up_is_counted(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("insert into facts.fct_adjudications values (true)")
    assert checking.sums_add_up(connection).passed
    connection.execute("insert into facts.fct_adjudications values (false)")
    assert checking.sums_add_up(connection).count == 1


def test_a_code_without_a_rule_is_counted_once(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("insert into facts.fct_adjustments values ('197', 'denial')")
    assert checking.a_rule_knows_every_code(connection).passed
    connection.execute(
        "insert into facts.fct_adjustments values ('999', 'unknown'), ('999', 'unknown')"
    )
    assert checking.a_rule_knows_every_code(connection).count == 1


def test_only_the_last_week_s_feeds_are_overdue_now(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "insert into facts.dim_packet_weeks values ('a', '2026-02-23'), ('a', '2026-03-02')"
    )
    connection.execute("insert into rollups.rlp_feed_week values ('a', '2026-02-23', true)")
    assert checking.every_feed_arrived(connection).passed
    connection.execute("insert into rollups.rlp_feed_week values ('a', '2026-03-02', true)")
    assert checking.every_feed_arrived(connection).count == 1


@pytest.mark.parametrize(
    ("day", "passed"),
    [("2026-03-01", False), ("2026-03-02", True), ("2026-03-08", True), ("2026-03-09", False)],
)
def test_a_week_is_empty_without_a_file_of_its_seven_days(
    connection: duckdb.DuckDBPyConnection, day: str, passed: bool
) -> None:
    connection.execute("insert into raw.files values ('a', ?, 'loaded')", [day])
    assert checking.a_file_arrived(connection, "a", WEEK).passed is passed
    assert not checking.a_file_arrived(connection, "b", WEEK).passed


@pytest.fixture
def facts(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    connection.execute("""
        insert into facts.fct_denials values
        ('a', 'one', '2026-03-02', null, null, null, false, 100.20),
        ('a', 'one', '2026-03-08', '2026-03-02', null, null, false, 50.20),
        ('a', 'noise', '2026-03-03', null, null, null, true, 80.00),
        ('a', 'early', '2026-03-01', null, null, null, false, 80.00),
        ('a', 'replaced', '2026-03-03', null, '2026-03-04', 'replaced_by_remittance', false, 80.00),
        ('a', 'told before', '2026-03-03', '2026-03-01', null, null, false, 80.00),
        ('b', 'other', '2026-03-03', null, null, null, false, 80.00)
    """)
    return connection


@pytest.mark.parametrize(
    ("claims", "dollars", "ties"),
    [(1, 150, True), (2, 150, False), (1, 151, False), (1, 149, False)],
)
def test_a_page_ties_to_the_week_s_facts_to_the_rounded_dollar(
    facts: duckdb.DuckDBPyConnection, claims: int, dollars: int, ties: bool
) -> None:
    assert checking.pages_tie_to_facts(facts, "a", WEEK, claims, dollars).passed is ties
