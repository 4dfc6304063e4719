"""Kept scrubs as tables: each run once, where something was found and never in whose words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.edits.kept_runs import keep_run
from pipeline.edits.scrubbing import Order, scrub
from pipeline.practice import Home
from pipeline.raw_columns import SCRUB_TABLES
from pipeline.resources.scrub_folder import kept_run_ids, kept_runs
from pipeline.scrub_run_rows import replace_scrub_runs
from tests.edits.claim_text import Claim, outgoing

Rows = Callable[[str], list[tuple[Any, ...]]]
DAY = dt.date(2026, 11, 9)
HELD = outgoing(Claim(frequency="7"), Claim(number="A2", member="MEMBER2"))
CANARIES = (b"ADLER", b"MINA", b"MEMBER1", b"19800101", b"Z0001", b"payer''s number of the claim")


@pytest.fixture
def kept(home: Home, tmp_path: Path) -> Callable[..., Path]:
    """Scrub one file and keep the run."""

    def keep(content: bytes = HELD, day: dt.date = DAY) -> Path:
        file = tmp_path / "batch.837"
        file.write_bytes(content)
        report = scrub(home, home.practices[0], [(file, content)], Order(day))
        return keep_run(home, report)

    return keep


@pytest.fixture
def loaded(home: Home, connection: duckdb.DuckDBPyConnection) -> Callable[[], int]:
    """Load the kept runs; return how many were read."""

    def load() -> int:
        ids = kept_run_ids(home, "larkspur")
        return replace_scrub_runs(connection, "larkspur", ids, partial(kept_runs, home, "larkspur"))

    return load


def test_a_run_is_rows(kept: Callable[..., Path], loaded: Callable[[], int], rows: Rows) -> None:
    run_id = kept().stem
    assert loaded() == 1
    assert rows("select * exclude rules_version from raw.scrub_runs") == [
        ("larkspur", run_id, DAY, 1, 2, 1, 0, 0, 0, Decimal("300.00"), Decimal("150.00"))
    ]
    ((digest, sent_on),) = rows("select transaction_digest, sent_on from raw.scrub_sets")
    assert (len(digest), sent_on) == (64, None)
    assert rows(
        "select edit_id, severity, claim_number, line_number, field, is_urgent, charge_usd, "
        "transaction_digest, claim_position > 0, owner_role from raw.scrub_findings"
    ) == [
        ("E12", "hold", "A1", None, "REF*F8", False, Decimal("150.00"), digest, True,
         "claims_biller")
    ]  # fmt: skip
    asked = [edit for (edit,) in rows("select edit_id from raw.scrub_edits order by 1")]
    assert {"E10", "E12"} <= {*asked}


def test_a_run_is_read_once_and_gone_when_it_is_no_longer_kept(
    kept: Callable[..., Path], loaded: Callable[[], int], rows: Rows
) -> None:
    first = kept()
    kept(day=DAY + dt.timedelta(1))
    assert (loaded(), loaded()) == (2, 0)
    first.unlink()
    assert loaded() == 0
    for table in SCRUB_TABLES:
        assert {run_id for (run_id,) in rows(f"select run_id from raw.{table}")} != {first.stem}
        assert rows(f"select * from raw.{table} where run_id = '{first.stem}'") == []
    assert rows("select count(*) from raw.scrub_runs") == [(1,)]


def test_what_is_no_kept_run_of_this_version_is_passed_over(
    kept: Callable[..., Path], loaded: Callable[[], int], rows: Rows
) -> None:
    folder = kept().parent
    newer = json.loads(next(folder.iterdir()).read_text()) | {"schema_version": 99}
    (folder / "2026-11-08-newer.json").write_text(json.dumps(newer))
    (folder / "2026-11-08-torn.json").write_text("{")
    (folder / "2026-11-08-list.json").write_text("[]")
    (folder / "notes.json").write_text("{}")
    assert loaded() == 1
    assert rows("select count(*) from raw.scrub_runs") == [(1,)]


def test_a_run_kept_before_sets_were_told_has_its_findings(
    kept: Callable[..., Path], loaded: Callable[[], int], rows: Rows
) -> None:
    path = kept()
    told = json.loads(path.read_text())
    for file in told["files"]:
        del file["sets"]
    path.write_text(json.dumps(told))
    loaded()
    assert rows("select count(*) from raw.scrub_sets") == [(0,)]
    assert rows("select count(*) from raw.scrub_findings") == [(1,)]


def test_another_practice_keeps_its_rows(
    kept: Callable[..., Path],
    loaded: Callable[[], int],
    connection: duckdb.DuckDBPyConnection,
    rows: Rows,
) -> None:
    kept()
    loaded()
    replace_scrub_runs(connection, "aster", [], lambda _: [])
    assert rows("select practice_id from raw.scrub_runs") == [("larkspur",)]


def test_no_person_and_no_words_of_a_claim_reach_the_warehouse(
    kept: Callable[..., Path],
    loaded: Callable[[], int],
    connection: duckdb.DuckDBPyConnection,
    home: Home,
) -> None:
    kept()
    loaded()
    connection.execute("checkpoint")
    stored = home.working_file.read_bytes()
    assert b"larkspur" in stored
    assert [one for one in CANARIES if one in stored] == []
    columns = {column for table in SCRUB_TABLES.values() for column in table}
    assert not columns & {"found", "wanted", "why", "path", "name"}
