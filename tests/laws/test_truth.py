"""The warehouse tells what happened: a season's truth, written apart, is found again exactly."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipeline.practice import Home
from pipeline.synthetic import Season, write_season
from tests.laws.building import Builder, deliveries_of, query
from tests.laws.conftest import AS_OF_ON

pytestmark = pytest.mark.slow

# Table of the truth -> the same facts in the warehouse; columns stand in the same order.
QUESTIONS = {
    "truth_denials": (
        "claim_number line_number payer_id payer_sequence opened_on closed_on close_reason "
        "denied_usd group_code carc_code rarc_code category denial_kind denial_number is_noise "
        "is_denied_to_patient",
        "facts.fct_denials",
    ),
    "truth_rejections": (
        "claim_number payer_id opened_on closed_on closed_by category charge_usd",
        "facts.fct_rejections",
    ),
    "truth_events": (
        "claim_number payer_id payer_sequence claim_status_code payer_claim_number remit_on "
        "known_on charge_usd paid_usd patient_usd is_balanced",
        "facts.fct_adjudications",
    ),
    "truth_submissions": (
        "claim_number payer_id payer_sequence frequency_code submitted_on charge_usd",
        "facts.fct_submissions",
    ),
    "truth_take_backs": (
        "payer_id remit_on known_on reason_code amount_usd",
        "facts.fct_take_backs",
    ),
}


@dataclass(frozen=True)
class Told:
    """A season's truth and the warehouse its files became."""

    season: Season
    truth: Path
    home: Home

    def rows(self, table: str) -> list[dict[str, str]]:
        with (self.truth / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))


@pytest.fixture(scope="module", params=[1, 2, 3], ids="seed-{}".format)
def told(
    request: pytest.FixtureRequest, builder: Builder, tmp_path_factory: pytest.TempPathFactory
) -> Told:
    season = Season(seed=request.param, as_of_on=AS_OF_ON, weeks=26, size=0.4)
    folder = tmp_path_factory.mktemp("truth")
    report = write_season(folder / "files", season)
    toml = {season.practice_id: report.practice_file.read_text("utf-8")}
    files = {season.practice_id: deliveries_of(report)}
    home = builder.built(folder / "home", toml, files, season.as_of_on)
    return Told(season, report.truth_folder, home)


@pytest.mark.parametrize("table", QUESTIONS)
def test_facts_are_the_truth(table: str, told: Told) -> None:
    truth, warehouse = true_rows(told, table), told_rows(told.home, table)

    assert truth
    assert not truth - warehouse
    assert not warehouse - truth


def true_rows(told: Told, table: str) -> Counter[tuple[str, ...]]:
    names = QUESTIONS[table][0].split()
    return Counter(tuple(row[name] for name in names) for row in told.rows(table))


def told_rows(home: Home, table: str) -> Counter[tuple[str, ...]]:
    columns, fact = QUESTIONS[table]
    shown = ", ".join(f"coalesce(cast({column} as varchar), '')" for column in columns.split())
    return Counter(query(home, f"select {shown} from {fact}"))


def test_weeks_and_categories_add_up_as_they_did(told: Told) -> None:
    """Claims and dollars denied per week and category, as the packet prints them."""
    claims: dict[tuple[str, str], set[str]] = {}
    dollars: Counter[tuple[str, str]] = Counter()
    cents = 100
    for row in told.rows("truth_denials"):
        week = _week(row["opened_on"])
        replaced = row["close_reason"] == "replaced_by_remittance"
        # Told twice in one week, by status and by remittance, it is one denial.
        if row["is_noise"] == "true" or (replaced and _week(row["closed_on"]) == week):
            continue
        key = week, row["category"]
        claims.setdefault(key, set()).add(row["claim_number"])
        dollars[key] += int(Decimal(row["denied_usd"]) * cents)
    found = query(
        told.home,
        "select cast(packet_week as varchar), category, claim_count, "
        "cast(denied_usd * 100 as bigint) from rollups.rlp_category_week where claim_count > 0",
    )
    assert {(week, category): cents for week, category, _, cents in found} == dollars
    counted = {(week, category): count for week, category, count, _ in found}
    assert counted == {key: len(numbers) for key, numbers in claims.items()}


def _week(day: str) -> str:
    date = dt.date.fromisoformat(day)
    return (date - dt.timedelta(days=date.weekday())).isoformat()


def test_one_cent_is_seen(told: Told, tmp_path: Path) -> None:
    """The comparison can fail: a warehouse that is a cent off in one denial is not the truth."""
    shutil.copytree(told.home.path, tmp_path / "home")
    home = Home.open(tmp_path / "home")
    with duckdb.connect(str(home.working_file)) as connection:
        connection.execute(
            "update facts.fct_denials set denied_usd = denied_usd + 0.01 "
            "where denial_id = (select min(denial_id) from facts.fct_denials)"
        )

    assert (true_rows(told, "truth_denials") - told_rows(home, "truth_denials")).total() == 1
