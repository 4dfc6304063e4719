"""A rule is a row, and a row has a date and a reason."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from pipeline.exports.columns import EXTRACTS, STATUSES

SEEDS = sorted((Path(__file__).resolve().parents[2] / "dbt_project" / "seeds").glob("*.csv"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_there_are_rules() -> None:
    assert SEEDS


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_row_says_when_and_why(path: Path) -> None:
    for number, row in enumerate(rows(path), start=2):
        where = f"{path.name}, line {number}"
        assert dt.date.fromisoformat(row["decided_on"]), where
        assert row["reason"].strip(), f"{where}: say why, so that a biller can argue with it"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_table_of_rules_says_what_it_is(path: Path) -> None:
    assert path.with_suffix(".yml").exists(), f"{path.stem}.yml beside it describes the columns"


def test_every_category_has_an_owner_an_action_and_a_prior() -> None:
    """R1: fifteen categories, and work of each can be handed on, done and weighed."""
    tables = {path.stem: rows(path) for path in SEEDS}
    known = {row["category"] for row in tables["categories"]}
    roles = {row["owner_role"] for row in tables["owner_roles"]}
    assert len(known) == 15
    assert all(row["default_owner"] in roles and row["next_action"] for row in tables["categories"])
    assert {row["category"] for row in tables["recovery_priors"]} == known
    assert {row["category"] for row in tables["next_actions"]} == known
    for table in ("carc_codes", "rarc_codes", "claim_status_codes"):
        column = "category" if "category" in tables[table][0] else "refines_category"
        used = {row[column] for row in tables[table] if row[column]}
        assert used <= known, table


def test_every_kind_and_state_of_a_list_a_profile_may_name_is_told() -> None:
    """A kind without a row would show no visit, billed or not."""
    tables = {path.stem: rows(path) for path in SEEDS}
    assert {row["extract"] for row in tables["list_kinds"]} == set(EXTRACTS)
    assert {row["status"] for row in tables["listed_states"]} == set(STATUSES)
