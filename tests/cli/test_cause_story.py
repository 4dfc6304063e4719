"""Causes in words: what is no change is not called one, and every claim behind one is there."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from pipeline.commands.cause_story import cause_story, causes_of
from pipeline.resources.published import QueryError

TABLES = """
create schema facts; create schema rollups;
create table facts.dim_packet_weeks (practice_id text, packet_week date);
insert into facts.dim_packet_weeks values
    ('oak', '2026-01-05'), ('oak', '2026-01-12'), ('elm', '2026-01-12');
create table facts.dim_denial_reasons (practice_id text, reason_id text, reason_label text);
insert into facts.dim_denial_reasons values
    ('oak', 'r', 'No authorization'), ('elm', 'r', 'Another practice''s words');
create table rollups.rlp_cause_week (
    practice_id text, packet_week date, cause_id text, cause_rank int, kind text, description text,
    since_on date, episode_count int, category_episode_count int, expected_count double,
    claim_count int, line_count int, share double, evidence text, rendering_npi text
);
insert into rollups.rlp_cause_week values
    ('oak', '2026-01-05', 'aaaaaaaa1', 1, 'burst', 'Old', '2026-01-05', 3, 4, 0.5, 3, 9, 0.75, 'e',
     null),
    ('oak', '2026-01-12', 'bbbbbbbb1', 2, 'chronic', 'Coding: North', '2025-10-20', 9, 12, 4.04, 11,
     90, 0.75, '9 are', null),
    ('oak', '2026-01-12', 'bbbbbbbb2', 1, 'lasting', 'Authorization: one clinician', '2026-01-05',
     4, 5, 0.26, 5, 30, 0.8, '4 are', '1234567893');
create table rollups.rlp_cause_claim_week (
    practice_id text, packet_week date, cause_id text, adjudication_id text, claim_number text,
    answered_week date, is_event boolean, reason_id text, likely_back_usd decimal(18, 2)
);
insert into rollups.rlp_cause_claim_week values
    ('oak', '2026-01-12', 'bbbbbbbb2', 'x', '2002', '2026-01-12', false, 'r', 1240),
    ('oak', '2026-01-12', 'bbbbbbbb2', 'w', '2001', '2026-01-05', true, null, null),
    ('oak', '2026-01-05', 'bbbbbbbb2', 'w', '1999', '2026-01-05', true, 'r', 10),
    ('elm', '2026-01-12', 'bbbbbbbb2', 'w', '1998', '2026-01-05', true, 'r', 10);
"""


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        yield connection


def test_the_newest_week_s_causes_are_listed_and_only_a_change_is_called_one(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert list(causes_of(warehouse, None)) == [
        "elm, week of 2026-01-12",
        "  no cause: nothing is more than chance gives",
        "oak, week of 2026-01-12",
        "  cause:bbbbbbbb  Authorization: one clinician: changed and stayed since the week of "
        "2026-01-05; 4 clients where 0.3 are usual, 5 claims",
        "  cause:bbbbbbbb  Coding: North: more here than elsewhere, no change (weeks from "
        "2025-10-20 on); 9 clients where 4.0 are usual, 11 claims",
    ]
    assert next(causes_of(warehouse, "elm")) == "elm, week of 2026-01-12"


def test_a_cause_tells_what_it_is_held_against_and_its_claims(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert list(cause_story(warehouse, "cause:bbbbbbbb2", None)) == [
        "Authorization: one clinician (oak, week of 2026-01-12)",
        "  changed and stayed since the week of 2026-01-05",
        "  4 are",
        "  80% of the category's 5 first denials; 30 lines were answered there",
        "  the clinician is 1234567893",
        "  2026-01-05  claim 2001: counted in no packet",
        "  2026-01-12  claim 2002: No authorization; likely back $1,240; "
        "the client was denied so before",
    ]


def test_a_cause_that_is_over_is_told_as_it_was_last_named(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert next(cause_story(warehouse, "cause:aaaa", "oak")) == "Old (oak, week of 2026-01-05)"


@pytest.mark.parametrize(
    ("name", "practice", "words"),
    [
        ("cause:bbbbbbbb", None, "2 causes have names that begin so"),
        ("cause:cccc", None, "No cause has this name"),
        ("cause:", None, "No cause has this name"),
        ("cause:aaaa", "elm", "No cause has this name"),
        ("cause:%", None, "No cause has this name"),
    ],
)
def test_a_name_that_fits_none_or_several_is_an_error(
    warehouse: duckdb.DuckDBPyConnection, name: str, practice: str | None, words: str
) -> None:
    with pytest.raises(QueryError, match=words):
        list(cause_story(warehouse, name, practice))
