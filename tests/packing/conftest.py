"""A warehouse that holds nothing but packet tables, as their contracts promise them."""

import datetime as dt
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

MODELS = Path(__file__).parents[2] / "dbt_project" / "models"
PRACTICE = "river"
WEEK = dt.date(2026, 11, 16)

Put = Callable[..., None]


def contract(schema: str, table: str) -> dict[str, str]:
    """Columns of a model by the yml beside it."""
    text = (MODELS / schema / f"{table}.yml").read_text()
    columns = yaml.safe_load(text)["models"][0]["columns"]
    return {column["name"]: column["data_type"] for column in columns}


def tables() -> list[tuple[str, str]]:
    packet = sorted(path.stem for path in (MODELS / "packet").glob("pkt_*.yml"))
    return [*(("packet", name) for name in packet), ("facts", "dim_work_days")]


@pytest.fixture
def warehouse() -> Generator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for schema, table in tables():
            columns = ", ".join(f"{n} {t}" for n, t in contract(schema, table).items())
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(f"create table {schema}.{table} ({columns})")
        yield connection


@pytest.fixture
def put(warehouse: duckdb.DuckDBPyConnection) -> Put:
    """Insert a row; columns that are not named stay null."""

    def insert(table: str, **values: Any) -> None:
        row = {"practice_id": PRACTICE, "packet_week": WEEK, **values}
        marks = ", ".join("?" * len(row))
        warehouse.execute(
            f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values())
        )

    return insert


@pytest.fixture
def quiet_week(put: Put) -> None:
    """The rows that every week has, with nothing denied."""
    put(
        "packet.pkt_cover", covers_until=WEEK + dt.timedelta(days=7),
        issued_on=WEEK + dt.timedelta(days=7), practice_name="Riverbend", size="group",
        is_invented=True, untouched_days=21, billed_usd=0, untouched_open_usd=0,
        rejection_days=5, rejection_days_expected=5, unbalanced_claim_count=0,
    )  # fmt: skip
    put(
        "packet.pkt_quality", file_count=3, file_with_findings_count=0, quarantined_file_count=0,
        adjudicated_claim_count=9, unmatched_reversal_count=0, duplicate_claim_count=0,
        denied_to_patient_count=0, rejected_set_count=0, rules_digest="abc",
        answer_count=0, unmatched_count=0, given_up_claim_count=0, given_up_usd=0,
    )  # fmt: skip
    for measure in ("claims_denied", "likely_back", "untouched", "rejected"):
        put("packet.pkt_signals", measure=measure, figure=0, signal="too_few")
        put("packet.pkt_trend", measure=measure, trend_week=WEEK, figure=0)
