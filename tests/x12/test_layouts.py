"""Each table on a small text: what stands in which column, in which loop."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.x12.layouts import IN_MEMORY_ONLY, LAYOUTS, RAW_COLUMNS, Kind
from pipeline.x12.reading import Reading, read
from pipeline.x12.schemas import SCHEMAS
from tests.x12.texts import ACKNOWLEDGEMENT, CLAIM_STATUS, CLAIMS, REMITTANCE, interchange

CLAIM_WITH_ALL = """ST*837*0001*005010X222A1
HL*1**20*1
PRV*BI*PXC*251S00000X
NM1*85*2*WILLOW PRACTICE*****XX*1999999992
HL*2*1*22*0
SBR*S*18*G1******CI
NM1*IL*1*ADLER*MINA****MI*MEMBER1
NM1*PR*2*NORTHWIND HEALTH*****PI*NW02
CLM*A1*100***11:B:1*Y*A*Y*Y
REF*G1*AUTH77
HI*ABK:F411*ABF:F4310*F438
HI*BG:41
NM1*82*1*CARE*CAL****XX*1999999984
PRV*PE*PXC*101YM0800X
NM1*DQ*1*OVER*SEER****XX*1999999976
SBR*P*18*G1******CI
CAS*CO*45*20**253*1.5
AMT*D*68.5
LX*1
SV1*HC:90837*100*UN*1***1:2
SVD*NW01*68.5*HC:90837**1
CAS*PR*3*10
DTP*573*D8*20240110
SE*24*0001"""

KEYS = ("file_id", "segment_number", "transaction_segment")


@pytest.fixture(scope="module")
def remittance() -> Reading:
    return read([("file", interchange(REMITTANCE))])


@pytest.fixture(scope="module")
def status() -> Reading:
    return read([("file", interchange(CLAIM_STATUS))])


@pytest.fixture(scope="module")
def acknowledgement() -> Reading:
    return read([("file", interchange(ACKNOWLEDGEMENT))])


@pytest.fixture(scope="module")
def claims() -> Reading:
    return read([("file", interchange(CLAIMS))])


def rows(reading: Reading, table: str) -> list[tuple[Any, ...]]:
    """Return the rows without their keys."""
    return [
        tuple(value for name, value in row.items() if name not in KEYS)
        for row in reading.tables[table].to_pylist()
    ]


def numbers(reading: Reading, table: str) -> list[int]:
    return reading.tables[table]["segment_number"].to_pylist()


def test_every_table_has_the_columns_that_the_warehouse_is_made_of() -> None:
    assert set(SCHEMAS) == set(RAW_COLUMNS) | IN_MEMORY_ONLY
    assert {name: list(columns) for name, columns in RAW_COLUMNS.items()} == {
        name: schema.names for name, schema in SCHEMAS.items() if name not in IN_MEMORY_ONLY
    }


def test_what_tells_a_person_apart_is_private() -> None:
    private = {
        f"{table}.{name}"
        for layout in LAYOUTS.values()
        for table, definition in layout.tables.items()
        for name, column in definition.columns.items()
        if column.kind is Kind.PRIVATE
    }
    assert private == {
        "remittance_members.member_id",
        "remittance_policies.reference",
        "provider_adjustments.reference",
        "status_members.member_id",
        "submitted_authorizations.reference",
        "submitted_members.member_id",
        "submitted_members.first_name",
        "submitted_demographics.birth_date",
    }


def test_no_table_holds_a_name_of_a_person_or_the_bad_value_an_error_copies() -> None:
    texts = (REMITTANCE, CLAIM_STATUS, ACKNOWLEDGEMENT, CLAIMS)
    reading = read([("file", b"".join(interchange(t, number=n) for n, t in enumerate(texts)))])
    held = "".join(str(table.to_pylist()) for table in reading.tables.values())
    assert "MEMBER1" in held
    assert "ADLER" not in held
    assert "NEVER LOADED" not in held


def test_a_payment_with_its_parties(remittance: Reading) -> None:
    assert rows(remittance, "remittance_payments") == [("I", "90", "C", "ACH", "20240105")]
    assert rows(remittance, "remittance_traces") == [("TRACE1", "1512345678")]
    assert rows(remittance, "remittance_payers") == [("NORTHWIND HEALTH", "XV", "NW01")]
    assert rows(remittance, "remittance_payees") == [("XX", "1999999992")]


def test_claims_and_service_lines_of_a_remittance(remittance: Reading) -> None:
    assert rows(remittance, "remittance_claims") == [
        ("A1", "1", "200", "90", "10", "12", "PCN1", "11", "1"),
        ("A2", "4", "100", "0", None, "12", "PCN2", None, None),
    ]
    assert rows(remittance, "remittance_services") == [
        (11, "HC", "90837", "95", "GT", None, None, "150", "90", None, "1", "90834"),
        (11, "HC", "90834", None, None, None, None, "50", "0", None, None, None),
    ]


def test_adjustments_stand_at_the_level_the_payer_used(remittance: Reading) -> None:
    assert rows(remittance, "remittance_adjustments") == [
        (11, None, 1, "CO", "45", "50", None),
        (11, None, 2, "CO", "16", "50", None),
        (11, 17, 1, "CO", "45", "50", "1"),
        (11, 17, 1, "PR", "3", "10", None),
        (11, 24, 1, "CO", None, ".5", None),
    ]


def test_an_adjustment_may_repeat_six_times_and_a_gap_keeps_its_number() -> None:
    triplets = "*".join(f"{number}*{number}.00*" for number in range(1, 8))
    text = REMITTANCE.replace("CAS*PR*3*10", f"CAS*PR*{triplets}").replace("*3*3.00*", "****")
    reading = read([("file", interchange(text))])
    found = [row[2] for row in rows(reading, "remittance_adjustments") if row[3] == "PR"]
    assert found == [1, 2, 4, 5, 6]


def test_dates_references_amounts_and_remarks_of_a_remittance(remittance: Reading) -> None:
    assert rows(remittance, "remittance_dates") == [
        (None, None, "405", "20240104"),
        (11, None, "232", "20231201"),
        (11, 17, "472", "20231201"),
    ]
    assert rows(remittance, "remittance_references") == [
        (None, None, "2U", "NW02"),
        (11, 17, "6R", "LINE1"),
    ]
    assert rows(remittance, "remittance_amounts") == [(11, 17, "B6", "100")]
    assert rows(remittance, "remittance_remarks") == [(11, 17, "HE", "N130")]
    assert rows(remittance, "remittance_outpatient") == [(11, "N130", "MA01", None, None, None)]
    assert rows(remittance, "remittance_inpatient") == [(26, "N1", "N2", "N3", None, None)]


def test_people_of_a_remittance(remittance: Reading) -> None:
    assert rows(remittance, "remittance_members") == [(11, "QC", "MI", "MEMBER1")]
    assert rows(remittance, "remittance_providers") == [(11, None, "XX", "1999999984")]


def test_pairs_of_a_provider_adjustment_keep_their_sign(remittance: Reading) -> None:
    assert rows(remittance, "provider_adjustments") == [
        (1, "1999999992", "20241231", "WO", "REF1", "-12.5"),
        (2, "1999999992", "20241231", "FB", None, "3.25"),
    ]


def test_a_reference_of_another_kind_is_ignored_and_counted(remittance: Reading) -> None:
    text = REMITTANCE.replace("REF*6R*LINE1", "REF*6R*LINE1\nREF*EA*RECORD9")
    counts = read([("file", interchange(text))]).segment_counts.to_pylist()
    (ref,) = [row for row in counts if row["segment_id"] == "REF"]
    assert (ref["loaded_count"], ref["ignored_count"], ref["quarantined_count"]) == (2, 1, 0)


def test_levels_payers_and_members_of_a_status_report(status: Reading) -> None:
    assert rows(status, "status_headers") == [("08", "20240110", "TH")]
    assert rows(status, "status_hierarchy") == [
        ("1", None, "20"),
        ("2", "1", "21"),
        ("3", "2", "19"),
        ("4", "3", "PT"),
    ]
    assert rows(status, "status_payers") == [(5, "PR", "2", "NORTHWIND HEALTH", "PI", "NW01")]
    assert rows(status, "status_members") == [(12, "QC", "MI", "MEMBER1")]
    assert rows(status, "status_traces") == [(5, "1", "BATCH1"), (12, "2", "A1")]


def test_statuses_stand_with_their_claim_or_line(status: Reading) -> None:
    whole = ("A3", "21", "IL", "20240110", "U", "200", "0", "A6", "500", None, "A7", "33", "82")
    of_line = ("A3", "454", None, "20240110", "U", *[None] * 8)
    assert rows(status, "status_events") == [(12, 14, None, *whole), (12, 14, 18, *of_line)]
    assert rows(status, "status_references") == [
        (12, 14, None, "1K", "PCN1"),
        (12, 14, 18, "FJ", "LINE1"),
    ]
    assert rows(status, "status_dates") == [(12, 14, None, "472", "20231201", "20231202")]
    assert rows(status, "status_services") == [(12, 14, "90837", "95", "150", "0")]


@pytest.mark.parametrize("old", [False, True], ids=["999", "997"])
def test_sets_and_errors_of_an_acknowledgement(old: bool) -> None:
    text = ACKNOWLEDGEMENT
    if old:
        text = text.replace("ST*999", "ST*997").replace("IK", "AK")
    made = read([("file", interchange(text))])
    assert rows(made, "ack_groups") == [("HC", "17", "005010X222A1")]
    assert rows(made, "ack_sets") == [(4, "837", "0001"), (4, "837", "0002")]
    assert rows(made, "ack_segment_errors") == [(5, "NM1", "8", "2010", "8")]
    assert rows(made, "ack_element_errors") == [(5, 6, "9", "1")]
    assert rows(made, "ack_set_results") == [(4, 5, "R", "5"), (4, 9, "A", None)]
    assert rows(made, "ack_group_results") == [(4, "P", "2", "2", "1")]


def test_levels_and_people_of_submitted_claims(claims: Reading) -> None:
    assert rows(claims, "submitted_headers") == [("00", "20240102", "CH")]
    assert [row[2] for row in rows(claims, "submitted_hierarchy")] == ["20", "22", "23"]
    assert rows(claims, "submitted_billing") == [(6, None, "2", "XX", "1999999992")]
    assert rows(claims, "submitted_members") == [
        (8, None, "IL", "MI", "MEMBER1", "MINA"),
        (13, None, "QC", None, None, "TOMA"),
        (13, 16, "IL", "MI", "MEMBER2", "MINA"),
    ]
    assert rows(claims, "submitted_demographics") == [
        (8, None, "19800101"),
        (13, None, "20100101"),
    ]


def test_a_subscriber_inside_a_claim_opens_the_loop_of_another_payer(claims: Reading) -> None:
    assert rows(claims, "submitted_subscribers") == [
        (8, None, "P", "18", "CI"),
        (13, 16, "S", "18", "MC"),
    ]
    assert rows(claims, "submitted_payers") == [
        (8, None, None, "2", "NORTHWIND HEALTH", "PI", "NW01"),
        (13, 16, 20, "2", "SECOND PAYER", "PI", "SP01"),
    ]
    assert rows(claims, "submitted_references") == [
        (16, None, None, "F8", "PCN1"),
        (16, None, 20, "D9", "CLH1"),
        (16, 24, None, "6R", "LINE1"),
    ]


def test_submitted_claims_and_lines(claims: Reading) -> None:
    assert rows(claims, "submitted_claims") == [
        (13, "A1", "200", "11", "B", "7"),
        (13, "A2", "100", "12", "B", "1"),
    ]
    assert rows(claims, "submitted_lines") == [(16, "1"), (16, "2"), (32, "1")]
    assert rows(claims, "submitted_services") == [
        (16, 24, "HC", "90837", "95", *[None] * 3, "150", "UN", "1", "02", *[None] * 4),
        (32, 33, "HC", "90791", *[None] * 4, "100", "UN", "1", *[None] * 5),
    ]
    assert rows(claims, "submitted_institutional_services") == [
        (16, 29, "0900", "90834", "GT", None, None, None, "50", "UN", "1")
    ]
    assert rows(claims, "submitted_dates") == [
        (16, None, "434", "20231201", "20231202"),
        (16, 24, "472", "20231201", "20231201"),
        (16, 29, "472", "20231202", "20231202"),
    ]


def test_what_else_a_claim_says_of_codes_approvals_and_what_others_paid() -> None:
    reading = read([("file", interchange(CLAIM_WITH_ALL))])
    assert rows(reading, "submitted_taxonomies") == [
        (4, None, None, None, "BI", "PXC", "251S00000X"),
        (7, 11, None, None, "PE", "PXC", "101YM0800X"),
    ]
    assert rows(reading, "submitted_authorizations") == [(11, None, None, "G1", "AUTH77")]
    assert rows(reading, "submitted_providers") == [
        (11, None, None, "82", "1", "XX", "1999999984"),
        (11, None, None, "DQ", "1", "XX", "1999999976"),
    ]
    assert rows(reading, "submitted_adjustments") == [
        (11, None, 18, 1, "CO", "45", "20"),
        (11, None, 18, 2, "CO", "253", "1.5"),
        (11, 21, None, 1, "PR", "3", "10"),
    ]
    assert rows(reading, "submitted_amounts") == [(11, None, 18, "D", "68.5")]
    assert rows(reading, "submitted_line_answers") == [(11, 21, "NW01", "68.5", "1")]
    assert rows(reading, "submitted_answer_dates") == [(11, 21, None, "20240110")]
    assert rows(reading, "submitted_services") == [
        (11, 21, "HC", "90837", *[None] * 4, "100", "UN", "1", None, "1", "2", None, None)
    ]


def test_of_diagnoses_only_place_and_code_list_are_read() -> None:
    reading = read([("file", interchange(CLAIM_WITH_ALL))])
    assert rows(reading, "submitted_health_codes") == [
        (11, 1, "ABK", None),
        (11, 2, "ABF", None),
        (11, 3, None, None),
        (11, 1, "BG", "41"),
    ]
    assert "F4" not in str([table.to_pylist() for table in reading.tables.values()])


def test_dental_lines_have_their_own_elements() -> None:
    text = CLAIMS.replace("SV1*HC:90791*100*UN*1", "SV3*AD:D3320:52*100*11*10:20*I*2")
    reading = read([("file", interchange(text))])
    assert rows(reading, "submitted_dental_services") == [
        (32, 33, "AD", "D3320", "52", None, None, None, "100", "11", "2")
    ]
    assert len(rows(reading, "submitted_services")) == 1


def test_a_provider_belongs_to_its_claim_or_its_line(claims: Reading) -> None:
    assert rows(claims, "submitted_providers") == [
        (16, None, None, "82", "1", "XX", "1999999984"),
        (16, 24, None, "82", "1", "XX", "1999999976"),
    ]


def test_segment_numbers_count_from_the_files_first_segment(remittance: Reading) -> None:
    assert numbers(remittance, "remittance_claims") == [11, 26]
    assert remittance.tables["remittance_claims"]["transaction_segment"].to_pylist() == [3, 3]
