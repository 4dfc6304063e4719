"""The journal of runs forgets none: neither a half-made warehouse nor a full disk loses one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from pipeline import publishing
from pipeline.errors import Problem
from pipeline.practice import Home, init_home
from pipeline.publishing import publish_run
from pipeline.raw_tables import create_raw_tables
from pipeline.resources.warehouse import Warehouse, WarehouseError
from pipeline.resources.whole_files import WriteError
from pipeline.run_journal import journal_path, read_journal, restore_runs, write_journal
from pipeline.runs import record_run

NOW = dt.datetime(2026, 3, 9, 11, tzinfo=dt.UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home", "cedar", "Cedar Creek")


def record(home: Home, connection: duckdb.DuckDBPyConnection, run_id: str, day: int) -> None:
    then = NOW + dt.timedelta(days=day)
    record_run(connection, home, home.practices[0], run_id, then.date(), then)


def told(home: Home) -> dict[str | None, str | None]:
    return {row["run_id"]: row["outcome"] for row in read_journal(home, home.practices[0])}


def test_a_warehouse_that_knows_fewer_runs_takes_none_from_the_journal(home: Home) -> None:
    (cedar,) = home.practices
    with duckdb.connect() as whole:
        for day, run_id in enumerate(("a", "b")):
            record(home, whole, run_id, day)
    with duckdb.connect() as half:
        record(home, half, "c", 2)
        assert told(home) == {"a": "failed", "b": "running", "c": "running"}
        # What both know is as the warehouse says.
        half.execute("update raw.runs set outcome = 'succeeded'")
        write_journal(half, home, cedar)
        assert told(home) == {"a": "failed", "b": "running", "c": "succeeded"}
        assert restore_runs(half, home, cedar) == 2
        assert restore_runs(half, home, cedar) == 0


def test_a_damaged_journal_is_written_anew_by_a_warehouse_that_knows(home: Home) -> None:
    with duckdb.connect() as whole:
        record(home, whole, "a", 0)
        journal_path(home, home.practices[0]).write_text("[{", encoding="utf-8")
        record(home, whole, "b", 1)
    assert told(home) == {"a": "failed", "b": "running"}


def test_a_run_whose_copy_could_not_be_published_is_told_as_failed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outcome() -> list[tuple[str]]:
        with Warehouse(home).writing() as connection:
            return connection.execute("select outcome from raw.runs").fetchall()

    def full(*_: object) -> Path:
        raise WriteError(Problem("home", "Its disk is full.", "Nothing is published.", "Free it."))

    with Warehouse(home).writing() as connection:
        create_raw_tables(connection)
        record(home, connection, "a", 0)
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "replace_file", full)
        with pytest.raises(WriteError):
            publish_run(home, "a", NOW)
    assert outcome() == [("failed",)]
    assert publish_run(home, "a", NOW) == home.published_file
    assert outcome() == [("succeeded",)]


ORIGINAL = WriteError(Problem("home", "Its disk is full.", "Nothing is published.", "Free it."))
ORIGINALS = (ORIGINAL, duckdb.IOException("original"), OSError(28, "original"))
SECONDS = (
    WarehouseError(Problem("home", "It cannot be opened.", "Two writers.", "Wait.")),
    duckdb.FatalException("second"),
    OSError(28, "second"),
)


@pytest.mark.parametrize("original", ORIGINALS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("second", [None, *SECONDS], ids=lambda error: type(error).__name__)
def test_what_broke_the_publishing_comes_out_whatever_breaks_after_it(
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    original: Exception,
    second: Exception | None,
) -> None:
    """A full disk does not take the word that the run failed, either."""
    told: list[str] = []

    def finish(_home: Home, _run_id: str, _now: dt.datetime, outcome: str) -> None:
        told.append(outcome)
        if outcome == "failed" and second:
            raise second

    def full(_home: Home) -> Path:
        raise original

    monkeypatch.setattr(publishing, "_finish", finish)
    monkeypatch.setattr(publishing, "publish", full)
    with pytest.raises(type(original)) as raised:
        publish_run(home, "a", NOW)
    assert raised.value is original
    assert told == ["succeeded", "failed"]
