"""Real files beside the repository; their folder is named by ``TRIAGE_SAMPLES``."""

import csv
import datetime as dt
import hashlib
import shutil
from collections.abc import Generator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipeline.loading import LoadReport, load
from pipeline.manifest import new_files
from pipeline.practice import init_home
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.resources.warehouse import Warehouse

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)
STATUS_TOTALS = {"status_count": "STC"}
SUBMITTED_TOTALS = {"submitted_count": "CLM", "submitted_usd": "CLM02_c"}
REMITTANCE_TOTALS = {
    "claim_count": "CLP",
    "charge_usd": "CLP03_c",
    "paid_usd": "CLP04_c",
    "line_count": "SVC",
    "adjustment_count": "CAS_triplets",
    "adjusted_usd": "CAS_total_c",
    "provider_adjustment_count": "PLB_pairs",
    "provider_adjusted_usd": "PLB_total_c",
}


@pytest.fixture(scope="module")
def loaded(
    samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Generator[tuple[duckdb.DuckDBPyConnection, LoadReport]]:
    home = init_home(tmp_path_factory.mktemp("samples") / "home", "larkspur", "Larkspur")
    practice = home.practices[0]
    shutil.copytree(samples, practice.inbox, dirs_exist_ok=True)
    landing = Landing(home)
    landing.bring_in(practice, practice.source_urls, NOW, Received.history())
    with Warehouse(home).writing() as connection:
        landed = landing.landed(practice)
        yield connection, load(connection, home.secret, landed)
        assert new_files(connection, landed) == []


def test_every_sample_is_listed_with_an_outcome(
    samples: Path, loaded: tuple[duckdb.DuckDBPyConnection, LoadReport]
) -> None:
    listed = loaded[0].execute(
        "select sha256, outcome from raw.files where received_on is not null"
    )
    outcomes = dict(listed.fetchall())
    given = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in samples.rglob("*.*")
        if path.is_file()
    }

    assert given <= set(outcomes)
    assert set(outcomes.values()) <= {"loaded", "loaded_with_findings", "quarantined"}


def test_what_a_sample_yields_nothing_of_is_said(
    loaded: tuple[duckdb.DuckDBPyConnection, LoadReport],
) -> None:
    silent = loaded[0].execute(
        "select source_name from raw.files where outcome = 'quarantined' "
        "and file_id not in (select file_id from raw.findings)"
    )

    assert silent.fetchall() == []


@pytest.mark.parametrize(
    ("totals", "least"), [(REMITTANCE_TOTALS, 25), (STATUS_TOTALS, 10), (SUBMITTED_TOTALS, 100)]
)
def test_totals_are_those_of_a_separate_reader(
    samples: Path,
    loaded: tuple[duckdb.DuckDBPyConnection, LoadReport],
    totals: dict[str, str],
    least: int,
) -> None:
    expected = {
        sha256: row
        for sha256, row in rows_expected(samples).items()
        if all(row[column] for column in totals.values())
    }
    assert len(expected) > least

    for sha256, row in expected.items():
        found = loaded[0].execute(
            f"select {', '.join(totals)} from raw.file_totals join raw.files using (file_id) "
            "where sha256 = ?",
            [sha256],
        )
        assert dict(zip(totals, found.fetchall()[0], strict=True)) == {
            name: Decimal(row[column]) / 100 if name.endswith("_usd") else int(row[column])
            for name, column in totals.items()
        }, row["path"]


@pytest.mark.parametrize(
    ("codes", "column"),
    [
        (("unbalanced_claim",), "claims_oob"),
        (("unbalanced_line", "adjusted_as_claim"), "lines_oob"),
        (("unbalanced_payment",), "tx_oob"),
    ],
)
def test_what_does_not_add_up_is_a_finding_as_often_as_a_separate_reader_found_it(
    samples: Path,
    loaded: tuple[duckdb.DuckDBPyConnection, LoadReport],
    codes: tuple[str, ...],
    column: str,
) -> None:
    counted = dict(
        loaded[0]
        .execute(
            # Of 185 lines in one file a hundred are listed, the others counted.
            "select sha256, sum(if(code = 'more_findings', cast(split_part(problem, ' ', 1) as int)"
            ", 1)) from raw.findings join raw.files using (file_id) "
            f"where code in ({', '.join('?' for _ in codes)}) "
            "or (code = 'more_findings' and ? = 'lines_oob') group by all",
            [*codes, column],
        )
        .fetchall()
    )
    expected = {sha256: row for sha256, row in rows_expected(samples).items() if row["CLP"]}

    assert {row["path"]: counted.get(sha256, 0) for sha256, row in expected.items()} == {
        row["path"]: int(row[column]) for row in expected.values()
    }
    assert set(counted) <= set(expected)


def rows_expected(samples: Path) -> dict[str, dict[str, str]]:
    """Return what the separate reader found in each sample, by the SHA-256 of its bytes."""
    with (samples / "expected.tsv").open(encoding="utf-8", newline="") as file:
        return {
            hashlib.sha256((samples / row["path"]).read_bytes()).hexdigest(): row
            for row in csv.DictReader(file, delimiter="\t")
        }
