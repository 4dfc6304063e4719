import datetime as dt
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.practice import (
    Clinician,
    Home,
    Identity,
    Location,
    Payer,
    Practice,
    PracticeSettings,
    Thresholds,
    add_practice,
)
from pipeline.practice.rule_tables import SEEDS
from pipeline.raw_tables import create_raw_tables
from pipeline.runs import finish_run, record_run, rules_digest
from pipeline.settings_tables import replace_settings

Rows = Callable[[str], list[tuple[Any, ...]]]
NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)


@pytest.fixture
def aster(home: Home) -> Practice:
    settings = PracticeSettings(
        practice=Identity(id="aster", name="Aster", holidays=(dt.date(2026, 12, 25),)),
        thresholds=Thresholds(hourly_rate_usd=Decimal("41.50")),
        owners={"claims_biller": "AB"},
        payers=(
            Payer(
                id="acme",
                name="Acme Health",
                identifiers=(" ab1",),
                names=("ACME H.",),
                is_capitated=True,
            ),
        ),
        clinicians=(Clinician(npi="1000000004", initials="CD", is_part2=True),),
        locations=(Location(id="main", name="Main"),),
    )
    return add_practice(home.path, settings).practice("aster")


def test_settings_are_tables(
    connection: duckdb.DuckDBPyConnection, rows: Rows, aster: Practice
) -> None:
    replace_settings(connection, aster)

    assert rows("select * from raw.settings_practices") == [
        ("aster", "Aster", "America/New_York", 1, 21, Decimal("41.50"), False)
    ]
    assert rows("select * from raw.settings_payers") == [
        ("aster", "acme", "Acme Health", "default", 21, False, True, True)
    ]
    assert rows("select alias_kind, alias from raw.settings_payer_aliases order by all") == [
        ("identifier", "AB1"),
        ("name", "ACMEH"),
        ("name", "ACMEHEALTH"),
    ]
    assert rows("select npi, initials, is_part2 from raw.settings_clinicians") == [
        ("1000000004", "CD", True)
    ]
    assert rows("select location_id, npi from raw.settings_locations") == [("main", None)]
    assert rows("select owner_role, owner from raw.settings_owners") == [("claims_biller", "AB")]
    assert rows("select * from raw.settings_fees") == []
    assert rows("select * from raw.settings_enrollments") == []
    assert rows("select holiday_on from raw.settings_holidays") == [(dt.date(2026, 12, 25),)]


def test_fees_and_enrollments_are_tables(
    connection: duckdb.DuckDBPyConnection, rows: Rows, home: Home, aster: Practice
) -> None:
    folder = aster.contracts_folder
    with (folder / "fee_schedule.csv").open("a", encoding="utf-8") as file:
        file.write(
            "acme,90837,95 ho,120.5,,2026-01-01,2026-12-31\nacme,h0015,,90,line,2026-01-01,\n"
        )
    with (folder / "credentialing.csv").open("a", encoding="utf-8") as file:
        file.write("1000000004,,acme,oh,2026-03-01,\n,main,acme,,2025-07-01,2026-06-30\n")
    replace_settings(connection, Home.open(home.path).practice("aster"))

    assert rows("select * from raw.settings_fees order by procedure_code") == [
        (
            *("aster", "acme", "90837", "95:HO", Decimal("120.50"), "unit"),
            *(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        ),
        ("aster", "acme", "H0015", "", Decimal("90.00"), "line", dt.date(2026, 1, 1), None),
    ]
    assert rows("select * from raw.settings_enrollments order by entity_kind") == [
        ("aster", "clinician", "1000000004", "acme", "OH", dt.date(2026, 3, 1), None),
        ("aster", "location", "main", "acme", "", dt.date(2025, 7, 1), dt.date(2026, 6, 30)),
    ]


def test_adopted_edits_are_tables(
    connection: duckdb.DuckDBPyConnection, rows: Rows, home: Home, aster: Practice
) -> None:
    (aster.rules_folder / "edits.csv").write_text(
        "edit_id,template_id,parameters,severity,since_on,adopted_on,adopted_by_role,"
        "evidence_id,reason,starts_on,review_on\n"
        "ours,E10,payer_id=acme; distinct_modifiers=59 XE,hold,2026-01-05,2026-03-02,"
        "billing_manager,cause:723a7000,as the payer wrote,2026-03-09,2026-06-01\n"
        "none,E31,,off,,2026-03-02,billing_manager,,on paper only,,\n",
        encoding="utf-8",
    )
    replace_settings(connection, Home.open(home.path).practice("aster"))

    assert rows("select * from raw.settings_edits order by edit_id desc") == [
        (
            *("aster", "ours", "E10", "acme", "hold", "duplicate", "claims_biller"),
            *(dt.date(2026, 1, 5), dt.date(2026, 3, 2), "billing_manager", "cause:723a7000"),
            *("as the payer wrote", dt.date(2026, 3, 9), dt.date(2026, 6, 1), None),
        ),
        (
            *("aster", "none", "E31", None, "off", "coding_modifier", "coder_charge_entry"),
            *(None, dt.date(2026, 3, 2), "billing_manager", None),
            *("on paper only", dt.date(2026, 3, 2), None, None),
        ),
    ]
    assert rows("select * from raw.settings_edit_parameters") == [
        ("aster", "ours", "distinct_modifiers", "59 XE")
    ]
    (aster.rules_folder / "edits.csv").unlink()
    replace_settings(connection, Home.open(home.path).practice("aster"))
    assert rows("select * from raw.settings_edits") == []
    assert rows("select * from raw.settings_edit_parameters") == []


def test_a_warehouse_of_an_earlier_version_gets_new_columns_and_keeps_its_rows(
    connection: duckdb.DuckDBPyConnection, rows: Rows, aster: Practice
) -> None:
    replace_settings(connection, aster)
    connection.execute("alter table raw.settings_payers drop column name")
    connection.execute("alter table raw.settings_payers drop column is_capitated")
    connection.execute(
        "alter table raw.remittance_claims alter paid_usd set data type decimal(9,2)"
    )

    create_raw_tables(connection)
    assert rows("select payer_id, name, is_capitated, is_electronic from raw.settings_payers") == [
        ("acme", None, None, True)
    ]
    replace_settings(connection, aster)
    assert rows("select payer_id, name, is_capitated, is_electronic from raw.settings_payers") == [
        ("acme", "Acme Health", True, True)
    ]
    assert rows(
        "select data_type from duckdb_columns() where column_name = 'paid_usd' "
        "and schema_name = 'raw' and table_name = 'remittance_claims'"
    ) == [("DECIMAL(18,2)",)]


def test_settings_written_again_are_replaced_for_that_practice_only(
    connection: duckdb.DuckDBPyConnection, rows: Rows, aster: Practice, practice: Practice
) -> None:
    for one in (aster, practice, aster):
        replace_settings(connection, one)

    assert rows("select practice_id from raw.settings_practices order by all") == [
        ("aster",),
        ("larkspur",),
    ]


def test_the_day_of_the_build_is_never_lowered(
    connection: duckdb.DuckDBPyConnection, home: Home, practice: Practice, rows: Rows
) -> None:
    late, early = dt.date(2026, 3, 9), dt.date(2026, 3, 2)

    assert record_run(connection, home, practice, "one", late, NOW) == late
    assert record_run(connection, home, practice, "two", early, NOW) == late
    assert rows("select as_of_on from raw.runs") == [(late,)] * 2


def test_a_run_is_one_row_with_its_end(
    connection: duckdb.DuckDBPyConnection, home: Home, practice: Practice, rows: Rows
) -> None:
    for _ in range(2):
        record_run(connection, home, practice, "one", dt.date(2026, 3, 9), NOW)
    finish_run(connection, "one", NOW + dt.timedelta(minutes=1), "succeeded")

    assert rows("select run_id, started_at, finished_at, outcome from raw.runs") == [
        ("one", dt.datetime(2026, 3, 4, 15), dt.datetime(2026, 3, 4, 15, 1), "succeeded")  # noqa: DTZ001
    ]


def test_a_run_that_died_is_told_as_failed_when_the_next_begins(
    connection: duckdb.DuckDBPyConnection, home: Home, practice: Practice, rows: Rows
) -> None:
    record_run(connection, home, practice, "well", dt.date(2026, 3, 9), NOW)
    finish_run(connection, "well", NOW, "succeeded")
    record_run(connection, home, practice, "died", dt.date(2026, 3, 9), NOW)
    record_run(connection, home, practice, "next", dt.date(2026, 3, 9), NOW)

    assert rows("select run_id, outcome from raw.runs order by run_id") == [
        ("died", "failed"),
        ("next", "running"),
        ("well", "succeeded"),
    ]


def test_the_digest_changes_with_a_setting_a_rule_and_a_contract(
    home: Home, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = [rules_digest(home, practice)]
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    (seeds / "carc_codes.csv").write_text("carc_code\n", encoding="utf-8")
    monkeypatch.setattr("pipeline.runs.SEEDS", seeds)
    digests.append(rules_digest(home, practice))
    with practice.settings_file.open("a", encoding="utf-8") as file:
        file.write("# a word\n")
    digests.append(rules_digest(home, practice))
    for name in ("fee_schedule.csv", "credentialing.csv"):
        with (practice.contracts_folder / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        digests.append(rules_digest(home, practice))

    assert len(set(digests)) == 5
    assert rules_digest(home, practice) == digests[-1]
