"""Looks into sources as a table: made of the archive alone, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import duckdb

from pipeline.resources.source_looks import Look
from pipeline.source_look_rows import replace_looks

Rows = Callable[[str], list[tuple[Any, ...]]]
AT = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)
WELL = Look("inbox", AT, AT.date(), "reached", "", 3, 2, 1)
DOWN = Look("sftp://host/x", AT, AT.date(), "not_reached", "unreachable")


def test_looks_are_rows(connection: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    assert replace_looks(connection, "larkspur", [WELL, DOWN]) == 2
    assert rows("select * from raw.source_looks order by source") == [
        ("larkspur", "inbox", AT.replace(tzinfo=None), AT.date(), "reached", None, 3, 2, 1),
        (
            *("larkspur", "sftp://host/x", AT.replace(tzinfo=None), AT.date()),
            *("not_reached", "unreachable", 0, 0, 0),
        ),
    ]


def test_looks_read_again_are_the_same_rows_of_that_practice_only(
    connection: duckdb.DuckDBPyConnection, rows: Rows
) -> None:
    replace_looks(connection, "aster", [WELL])
    for _ in range(2):
        replace_looks(connection, "larkspur", [WELL, DOWN])
    assert rows("select practice_id, count(*) from raw.source_looks group by 1 order by 1") == [
        ("aster", 1),
        ("larkspur", 2),
    ]
    assert replace_looks(connection, "larkspur", []) == 0
    assert rows("select practice_id from raw.source_looks") == [("aster",)]


def test_two_lines_of_one_instant_are_one_look(
    connection: duckdb.DuckDBPyConnection, rows: Rows
) -> None:
    later = Look("inbox", AT, AT.date(), "refused", "folder_missing")
    assert replace_looks(connection, "larkspur", [WELL, later]) == 1
    assert rows("select outcome from raw.source_looks") == [("refused",)]
