"""The warehouse tells what happened: a season's truth, written apart, is found again exactly."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

import duckdb
import pytest

from tests.laws.building import Builder, query
from tests.laws.hard_cases import hard_cases
from tests.laws.told_truth import QUESTIONS, Told, tell

pytestmark = pytest.mark.slow

# Tables behind questions that are no table themselves.
BEHIND = {
    "truth_standing": "facts.fct_claim_states",
    "truth_denials": "facts.fct_denials",
    "truth_calls": "facts.fct_touches where source = 'worklist'",
    "truth_roster_flags": "rollups.rlp_credentialing_week",
}
# Wrong in rows the question asks for, and right in the others.
BY_CONTRACT = (
    "expected_allowed_usd + case when expected_allowed_basis = 'contract' then 0.01 else 0 end"
)
BY_ROSTER = "claim_count + case when red_flag = 'not_on_roster' then 1 else 0 end"


@pytest.fixture(scope="module", params=[1, 2, 3], ids="seed-{}".format)
def told(
    request: pytest.FixtureRequest, builder: Builder, tmp_path_factory: pytest.TempPathFactory
) -> Told:
    return tell(builder, tmp_path_factory.mktemp("truth"), request.param)


@pytest.mark.parametrize("table", QUESTIONS)
def test_facts_are_the_truth(table: str, told: Told) -> None:
    compared = told.compared(table)

    assert compared.count
    assert not compared.missing
    assert not compared.added


def test_what_is_hard_to_tell_is_among_it(told: Told) -> None:
    assert not {case for case, count in hard_cases(told).items() if not count}


def test_weeks_and_categories_add_up_as_they_did(told: Told) -> None:
    """Claims and dollars denied per week and category, as the packet prints them."""
    claims: dict[tuple[str, str], set[str]] = {}
    dollars: Counter[tuple[str, str]] = Counter()
    cents = 100
    denials = told.rows("truth_denials")
    announced = {
        (row["claim_number"], row["payer_id"], row["closed_on"]): _week(row["opened_on"])
        for row in denials
        if row["close_reason"] == "replaced_by_remittance"
    }
    for row in denials:
        week = _week(row["opened_on"])
        replaced = row["close_reason"] == "replaced_by_remittance"
        told_before = announced.get((row["claim_number"], row["payer_id"], row["opened_on"]), week)
        # Told twice, by status and by remittance, it is one denial of the week that learnt of it.
        if row["is_noise"] == "true" or told_before < week:
            continue
        if replaced and _week(row["closed_on"]) == week:
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


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        ("truth_denials", "denied_usd", "denied_usd + 0.01"),
        ("truth_denials", "owner_role", "'payment_poster'"),
        ("truth_denials", "act_by_on", "act_by_on + 1"),
        ("truth_denials", "refile_by_on", "refile_by_on - 1"),
        ("truth_denials", "appeal_by_on", "null"),
        ("truth_denials", "expected_allowed_usd", BY_CONTRACT),
        ("truth_denials", "expected_allowed_basis", "'contract'"),
        ("truth_roster_flags", "claim_count", BY_ROSTER),
        ("truth_rejections", "act_by_on", "act_by_on + 1"),
        ("truth_work", "owner", "'XX'"),
        ("truth_standing", "open_usd", "open_usd + 0.01"),
        ("truth_waits", "waits_as", "'pended'"),
        ("truth_calls", "known_on", "known_on + 1"),
        ("truth_open_claims", "untouched_days", "untouched_days + 1"),
        ("truth_open_claims", "owner_role", "'payment_poster'"),
        ("truth_unattended", "threshold_days", "threshold_days + 1"),
        ("truth_untouched", "claim_count", "claim_count - 1"),
        ("truth_untouched", "open_usd", "open_usd - 0.01"),
        ("truth_untouched", "oldest_days", "oldest_days + 1"),
        ("truth_recovery", "won_count", "won_count + 1"),
        ("truth_recovery", "open_count", "open_count + 1"),
        ("truth_recovery", "p_recover", "p_recover + 0.000001"),
        ("truth_events", "outcome", "'anomaly'"),
        ("truth_lines", "outcome", "'bundled'"),
    ],
)
def test_one_wrong_cell_is_seen(table: str, column: str, wrong: str, told: Told) -> None:
    """The comparison can fail: a cent, a day or a person off in one row is not the truth."""
    asked = BEHIND.get(table, QUESTIONS[table][1])
    fact, _, compared_rows = asked.partition(" where ")
    with duckdb.connect(str(told.home.working_file)) as connection:
        connection.begin()
        connection.execute(
            f"update {fact} set {column} = {wrong} where rowid = "
            f"(select min(rowid) from {fact} where {column} is distinct from {wrong} "
            f"and {compared_rows or 'true'})"
        )
        compared = told.compared_in(connection, table)
        connection.rollback()

    assert (compared.missing.total(), compared.added.total()) == (1, 1)
