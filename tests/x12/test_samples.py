"""Files from the wild: the engine agrees with the slow reader and with counts made by others."""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.x12.reading import Reading, read
from tests.x12.agreement import differences

Row = dict[str, str]

pytestmark = pytest.mark.skipif(
    "TRIAGE_SAMPLES" not in os.environ, reason="TRIAGE_SAMPLES names no folder of sample files"
)


@pytest.fixture(scope="module")
def expected() -> list[Row]:
    folder = Path(os.environ["TRIAGE_SAMPLES"])
    with (folder / "expected.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def files(expected: list[Row]) -> list[tuple[str, bytes]]:
    folder = Path(os.environ["TRIAGE_SAMPLES"])
    return [(row["path"], (folder / row["path"]).read_bytes()) for row in expected]


@pytest.fixture(scope="module")
def reading(files: list[tuple[str, bytes]]) -> Reading:
    return read(files)


def test_every_table_of_every_sample_is_that_of_the_slow_reader(
    reading: Reading, files: list[tuple[str, bytes]]
) -> None:
    assert differences(reading, files) == []


def test_every_sample_has_as_many_segments_as_others_counted(
    reading: Reading, expected: list[Row]
) -> None:
    counts = {row["file_id"]: row["segment_count"] for row in reading.files.to_pylist()}
    assert counts == {row["path"]: int(row["n_seg"]) for row in expected}


@pytest.mark.parametrize(
    ("column", "table"),
    [
        ("ST", "transactions"),
        ("CLP", "remittance_claims"),
        ("SVC", "remittance_services"),
        ("LQ", "remittance_remarks"),
        ("PLB_pairs", "provider_adjustments"),
        ("STC", "status_events"),
        ("AK2", "ack_sets"),
        ("IK3_AK3", "ack_segment_errors"),
        ("IK4_AK4", "ack_element_errors"),
        ("TA1", "interchange_acks"),
        ("CLM", "submitted_claims"),
        ("SV1", "submitted_services"),
        ("SV2", "submitted_institutional_services"),
    ],
)
def test_rows_are_as_many_as_others_counted(
    reading: Reading, expected: list[Row], column: str, table: str
) -> None:
    rows = reading.tables[table].to_pylist()
    if table == "provider_adjustments":
        rows = [row for row in rows if row["reason_code"] and row["amount_usd"]]
    if column == "SVC":
        rows = [*rows, *reading.tables["status_services"].to_pylist()]
    found = Counter(row["file_id"] for row in rows)
    wanted = {row["path"]: int(row[column]) for row in expected if row[column] not in ("", "0")}
    assert {path: found[path] for path in wanted} == wanted
    assert set(found) - set(wanted) <= {r["path"] for r in expected if not r[column]}


def test_adjustments_are_those_that_others_counted(reading: Reading, expected: list[Row]) -> None:
    whole, partial = Counter[str](), Counter[str]()
    for row in reading.tables["remittance_adjustments"].to_pylist():
        is_whole = row["carc_code"] and row["adjusted_usd"]
        (whole if is_whole else partial)[row["file_id"]] += 1
    for row in expected:
        if row["CAS_triplets"]:
            assert whole[row["path"]] == int(row["CAS_triplets"]), row["path"]
            assert partial[row["path"]] == int(row["CAS_partial"]), row["path"]


@pytest.mark.parametrize(
    ("column", "table", "amount"),
    [
        ("CLP03_c", "remittance_claims", "charge_usd"),
        ("CLP04_c", "remittance_claims", "paid_usd"),
        ("CAS_total_c", "remittance_adjustments", "adjusted_usd"),
        ("BPR02_c", "remittance_payments", "payment_usd"),
        ("PLB_total_c", "provider_adjustments", "amount_usd"),
        ("CLM02_c", "submitted_claims", "charge_usd"),
    ],
)
def test_money_adds_up_to_what_others_added(
    reading: Reading, expected: list[Row], column: str, table: str, amount: str
) -> None:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in reading.tables[table].to_pylist():
        if table != "remittance_adjustments" or row["carc_code"]:
            sums[row["file_id"]] += Decimal(row[amount] or 0) * 100
    for row in expected:
        if row[column]:
            assert sums[row["path"]] == Decimal(row[column]), row["path"]


def test_remarks_outside_of_lines_are_those_that_others_counted(
    reading: Reading, expected: list[Row]
) -> None:
    found: Counter[str] = Counter()
    for table in ("remittance_outpatient", "remittance_inpatient"):
        for row in reading.tables[table].to_pylist():
            remarks = [row[f"remark_code_{number}"] for number in range(1, 6)]
            found[row["file_id"]] += sum(remark is not None for remark in remarks)
    wanted = {r["path"]: int(r["MIA_MOA_remarks"]) for r in expected if r["MIA_MOA_remarks"]}
    assert {path: found[path] for path in wanted} == wanted
