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
from tests.x12.derived import DERIVED, Rows, values

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
        ("SV3", "submitted_dental_services"),
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


@pytest.fixture(scope="module")
def by_file(reading: Reading) -> defaultdict[str, Rows]:
    made: defaultdict[str, Rows] = defaultdict(lambda: {name: [] for name in reading.tables})
    for name, table in reading.tables.items():
        for row in table.to_pylist():
            made[row["file_id"]][name].append(row)
    return made


@pytest.mark.parametrize("column", DERIVED)
def test_what_follows_from_the_tables_is_what_others_derived(
    by_file: defaultdict[str, Rows], expected: list[Row], column: str, reading: Reading
) -> None:
    # The separate reader believed the header and split no composite of these seven.
    unsplit = {
        row["file_id"]
        for row in reading.findings.to_pylist()
        if row["code"] == "other_component_separator"
    }
    assert len(unsplit) == 7
    wanted = {row["path"]: row[column] for row in expected if row["path"] not in unsplit}
    found = {path: str(DERIVED[column](by_file[path])) for path in wanted}
    assert {path: text if text not in ("", "0") else "" for path, text in found.items()} == {
        path: text if text != "0" else "" for path, text in wanted.items()
    }
    assert any(wanted.values())


def test_results_of_sets_are_those_that_others_counted_in_either_segment(
    by_file: defaultdict[str, Rows], expected: list[Row]
) -> None:
    result = values("ack_set_results", "acknowledgement_code")
    for row in expected:
        wanted = ",".join(text for text in (row["IK5"], row["AK5"]) if text)
        assert result(by_file[row["path"]]) == wanted, row["path"]


@pytest.mark.parametrize(
    ("column", "segment"), [("ISA", "ISA"), ("GS", "GS"), ("CAS_seg", "CAS"), ("SV3", "SV3")]
)
def test_segments_are_as_many_as_others_counted(
    reading: Reading, expected: list[Row], column: str, segment: str
) -> None:
    counted = {
        row["file_id"]: row["loaded_count"] + row["ignored_count"]
        for row in reading.segment_counts.to_pylist()
        if row["segment_id"] == segment
    }
    for row in expected:
        if row[column]:
            is_835 = column != "CAS_seg" or row["transaction"] == "835"
            assert not is_835 or counted.get(row["path"], 0) == int(row[column]), row["path"]


def test_an_amount_of_a_remittance_is_called_bad_where_others_saw_no_number(
    reading: Reading, expected: list[Row]
) -> None:
    found = [row for row in reading.findings.to_pylist() if row["code"] == "bad_money"]
    bad = Counter(row["file_id"] for row in found)
    for row in expected:
        if row["transaction"] == "835":
            assert bad[row["path"]] == int(row["nonnumeric_amounts"]), row["path"]


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("missing_interchange", "no ISA"),
        ("missing_interchange_trailer", "ISA/IEA"),
        ("missing_group_trailer", "GS/GE"),
        ("missing_set_trailer", "ST/SE"),
        ("wrong_segment_count", "SE01/SE02 wrong"),
        ("wrong_control_number", "ISA13!=IEA02"),
    ],
)
def test_framing_is_found_odd_where_others_noted_it(reading: Reading, code: str, note: str) -> None:
    index = Path(os.environ["TRIAGE_SAMPLES"]) / "INDEX.tsv"
    with index.open(encoding="utf-8") as lines:
        noted = {
            row["path"]
            for row in csv.DictReader(lines, delimiter="\t")
            if note in row["framing_notes"]
        }
    found = {row["file_id"] for row in reading.findings.to_pylist() if row["code"] == code}
    assert found == noted
    assert noted


def test_nothing_of_a_sample_is_set_aside(reading: Reading) -> None:
    assert reading.quarantine.num_rows == 0
