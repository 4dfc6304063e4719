"""`triage forget` over a whole home: what it says first, and what is left of it afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.practice import Home
from tests.keeping.growing import AS_OF_ON, ONE_LOOK_MORE, done, refresh, tables, triage
from tests.laws.building import differences

pytestmark = pytest.mark.slow

SUBMITTED = """
select distinct claim_number, sha256, received_on
from raw.submitted_claims join raw.files using (practice_id, file_id)
where practice_id = 'larkspur' order by all
"""
MIDDLE = "select quantile_disc(received_on, 0.5) from raw.files where practice_id = 'larkspur'"


def holding(home: Home, mark: bytes) -> list[str]:
    return [
        str(path.relative_to(home.path))
        for path in home.path.rglob("*")
        if path.is_file() and "inbox" not in path.parts and mark in path.read_bytes()
    ]


def published(home: Home, query: str, *given: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home.published_file), read_only=True) as connection:
        return connection.execute(query, list(given)).fetchall()


def told_only_before(home: Home, day: dt.date) -> str:
    """Return the number of a claim that only files received before a day tell of."""
    days = dict(published(home, "select sha256, received_on from raw.files"))
    later = [
        path.read_bytes()
        for path in home.landing_folder.glob("*/??/*")
        if not path.suffix and days[path.name] >= day
    ]
    return next(
        str(claim)
        for claim, _, received_on in published(home, SUBMITTED)
        if received_on < day and not any(str(claim).encode() in each for each in later)
    )


def test_a_person_is_asked_and_the_forgotten_is_nowhere(
    grown: Home, copied: Callable[[], Home], tmp_path: Path
) -> None:
    home = copied()
    ((day,),) = published(home, MIDDLE)
    claim = told_only_before(home, day)
    assert holding(home, str(claim).encode())
    before = tables(home, "raw")

    asked = triage(home.path, "forget", "--before", str(day), "--practice", "larkspur")
    assert asked.returncode == 1
    assert "Delete them for good?" in asked.stdout
    assert "of the last 13 weeks" in asked.stdout
    assert differences(tables(home, "raw"), before) == {}

    half = home.practice("larkspur").worklists_folder / ".2026-01-05-claims_biller.xlsx.new"
    half.write_text(claim)
    early = done(home.path, "forget", "--before", "2000-01-01", "--yes")
    assert "Nothing to forget." in early
    assert not half.exists()
    half.write_text(claim)
    said = done(home.path, "forget", "--before", str(day), "--practice", "larkspur", "--yes")

    assert "still hold" in said
    assert not half.exists()
    # Later worklists keep what they listed until their own day has passed.
    listed = [name for name in holding(home, str(claim).encode()) if "worklists/" not in name]
    assert listed == []
    left = tables(home, "raw", "facts", "rollups", "packet")
    assert not [name for name, rows in left.items() if any(claim in row for row in rows)]
    kept = {
        row for row in before["raw.files"] if row[0] != "larkspur" or row[9] >= day
    }  # received_on
    assert {row[:2] for row in left["raw.files"]} == {row[:2] for row in kept}

    refresh(home.path, AS_OF_ON)

    again = tables(home, "raw", "facts", "rollups", "packet")
    del again["raw.runs"], left["raw.runs"]
    assert differences(left, again) == ONE_LOOK_MORE
    assert not [name for name in holding(home, str(claim).encode()) if "worklists/" not in name]
