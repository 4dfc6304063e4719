"""A warehouse that holds what kits are made of, as contracts promise it and seeds fill it."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import yaml

DBT = Path(__file__).resolve().parents[2] / "dbt_project"
PRACTICE = "river"
TODAY = dt.date(2026, 11, 25)
TABLES = {
    "packet": ("pkt_kit_lines", "pkt_kit_acceptances", "pkt_worklist_rows"),
    "facts": (
        "fct_submissions", "fct_adjudications", "fct_rejections", "fct_denials",
        "fct_denial_waits", "dim_work_days",
    ),
}  # fmt: skip
SEEDS = ("kit_letters", "kit_letter_parts", "claim_states")
OF_A_PRACTICE = ("kit_fields", "kit_documents")


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables; seeds are filled, facts are empty."""
    connection.execute("create schema facts; create schema packet; create schema rules")
    connection.execute("create schema raw")
    connection.execute("create table raw.runs (practice_id text, as_of_on date)")
    connection.execute("insert into raw.runs values (?, ?)", [PRACTICE, TODAY])
    for schema, names in TABLES.items():
        for name in names:
            text = (DBT / "models" / schema / f"{name}.yml").read_text("utf-8")
            columns = yaml.safe_load(text)["models"][0]["columns"]
            told = ", ".join(f"{column['name']} {column['data_type']}" for column in columns)
            connection.execute(f"create table {schema}.{name} ({told})")
    for name in SEEDS:
        _seed(connection, name, f"rules.{name}", {})
    for name in OF_A_PRACTICE:
        _seed(connection, name, f"facts.int_rules__{name}", {"practice_id": PRACTICE})
    connection.execute(
        "create table facts.int_rule_numbers as"
        " select 'river' as practice_id, 28.0 as claim_lists_shred_days"
    )


def _seed(
    connection: duckdb.DuckDBPyConnection, name: str, table: str, also: dict[str, str]
) -> None:
    with (DBT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row | also for row in csv.DictReader(stream)]
    told = yaml.safe_load((DBT / "seeds" / f"{name}.yml").read_text("utf-8"))
    kinds = told["seeds"][0]["config"]["column_types"]
    columns = ", ".join(f'"{column}" {kinds.get(column, "text")}' for column in rows[0])
    connection.execute(f"create table {table} ({columns})")
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"insert into {table} values ({marks})", [[*r.values()] for r in rows])


def put(connection: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    row = {"practice_id": PRACTICE} | values
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"insert into {table} ({columns}) values ({marks})", list(row.values()))


def deny(connection: duckdb.DuckDBPyConnection, claim: str = "c1", **changes: Any) -> None:
    """Deny a line of a claim; what a test does not speak of is the same everywhere."""
    usual = {
        "practice_name": "Riverbend", "is_invented": True, "as_of_on": TODAY,
        "denial_id": f"{claim}-1", "claim_id": claim, "claim_number": "N1", "lineage_id": claim,
        "payer_id": "anchor", "payer": "Anchor Health", "payer_sequence": "primary",
        "line_number": 1, "service_on": dt.date(2026, 10, 28), "service": "90837 95",
        "place_of_service": "10", "charge_usd": 185, "denied_usd": 185,
        "remit_on": dt.date(2026, 11, 16), "opened_on": dt.date(2026, 11, 18),
        "category": "authorization", "category_label": "Authorization", "category_order": 2,
        "reason_label": "No authorization", "reason_code": "CO-197", "next_action": "Match it",
        "payer_claim_number": "26321A00417", "refile_by_on": dt.date(2027, 2, 14),
        "appeal_by_on": dt.date(2027, 1, 15), "limit_label": "Anchor contract",
        "limit_rule_id": "home:deadline:anchor", "limit_decided_on": dt.date(2026, 11, 24),
        "route": "corrected_claim", "letter": "corrected_claim_note",
        "choice_rule_id": "kit_choice:x", "route_label": "Corrected claim",
        "what_to_do": "Check and send.", "ask": "This replaces the one of {denied_on}.",
        "frequency_code": "7", "is_number_wanted": True, "is_attaching": False,
        "is_for_other_payer": False, "proof": "The 277CA", "signer_label": "Claims billing",
        "signer": "LV", "is_part2": False,
    }  # fmt: skip
    put(connection, "packet.pkt_kit_lines", **(usual | changes))
