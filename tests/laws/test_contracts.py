"""Contracts are inputs like rules: they decide every week anew, and nothing beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.practice import Home
from tests.laws.building import Builder, contents, differences, query, tables_of
from tests.laws.conftest import Invented

pytestmark = pytest.mark.slow

SCHEDULE, ROSTER = "contracts/fee_schedule.csv", "contracts/credentialing.csv"
BY_CONTRACT = (
    "select denial_id, opened_on, expected_allowed_usd, denied_usd from facts.fct_denials "
    "where expected_allowed_basis = 'contract' and denial_kind = 'full' "
    "order by opened_on, denial_id"
)
BY_ROSTER = (
    "select count(*) from rollups.rlp_credentialing_week where red_flag in "
    "('billed_before_effective', 'billed_after_ended', 'not_on_roster')"
)


def built_with(builder: Builder, invented: Invented, folder: Path, **files: str) -> Home:
    """The same files under other contracts."""
    practice_id = invented.season.practice_id
    settings = {practice_id: invented.settings[practice_id] | files}
    deliveries = {practice_id: invented.deliveries}
    return builder.built(folder / "home", settings, deliveries, invented.season.as_of_on)


def test_without_contracts_nothing_rests_on_them_and_every_other_fact_is_the_same(
    builder: Builder, invented: Invented, tmp_path: Path
) -> None:
    heads = {
        name: invented.settings[invented.season.practice_id][name].splitlines()[0] + "\n"
        for name in (SCHEDULE, ROSTER)
    }
    home = built_with(builder, invented, tmp_path, **heads)

    assert query(invented.home, BY_CONTRACT)
    assert query(home, BY_CONTRACT) == []
    assert query(invented.home, BY_ROSTER) != [(0,)]
    assert query(home, BY_ROSTER) == [(0,)]
    leaving = frozenset(
        {"file_id", "segment_number", "transaction_segment", "claim_segment"}
        | {"expected_allowed_usd", "expected_allowed_basis", "expected_recovery_usd"}
    )
    facts = [table for table in tables_of(home, "facts") if table.startswith("facts.fct_")]
    with_them, without = (contents(each, facts, leaving=leaving) for each in (invented.home, home))
    assert not differences(with_them, without)


def test_another_amount_decides_past_weeks_too(
    builder: Builder, invented: Invented, tmp_path: Path
) -> None:
    head, *rows = invented.settings[invented.season.practice_id][SCHEDULE].splitlines()
    place = head.split(",").index("allowed_usd")
    cells = [row.split(",") for row in rows]
    for row in cells:
        row[place] = "1.00"
    cheap = "\n".join([head, *map(",".join, cells)]) + "\n"
    home = built_with(builder, invented, tmp_path, **{SCHEDULE: cheap})

    before, after = query(invented.home, BY_CONTRACT), query(home, BY_CONTRACT)
    first_month = [row for row in before if row[1] < invented.season.monday(5)]
    assert first_month
    assert [row[:2] for row in before] == [row[:2] for row in after]
    assert {row[2] for row in after if row[3] > 1} == {1}
