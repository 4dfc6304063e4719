"""Laggards still send 4010: every table fills as it does from 5010."""

from __future__ import annotations

import pytest

from pipeline.x12.framing import frame
from pipeline.x12.reading import Reading, read
from tests.x12 import texts, texts_4010
from tests.x12.agreement import differences
from tests.x12.test_layouts import rows
from tests.x12.texts_4010 import GUIDES, sent_by_a_laggard

FORMATS = {
    "004010X091A1": ("835", "remittance"),
    "004010X093A1": ("277", "claim_status"),
    "004010": ("999", "acknowledgement"),
    "004010X098A1": ("837P", "submitted_claims"),
    "004010X096A1": ("837I", "submitted_claims"),
}


def reading_of(guide: str) -> Reading:
    return read([("file", sent_by_a_laggard(GUIDES[guide], guide))])


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_without_st03_is_known_by_its_group_and_has_no_finding(guide: str) -> None:
    reading = reading_of(guide)
    (file,) = reading.files.to_pylist()
    assert (file["format"], file["feed"]) == FORMATS[guide]
    assert reading.findings.num_rows == 0
    assert reading.tables["transactions"]["version"].to_pylist() == [guide]


@pytest.mark.parametrize("guide", GUIDES)
def test_the_slow_reader_reads_a_laggard_alike(guide: str) -> None:
    files = [("file", sent_by_a_laggard(GUIDES[guide], guide))]
    assert differences(read(files), files) == []


@pytest.mark.parametrize(
    ("text", "guide", "kind"),
    [
        (texts_4010.PROFESSIONAL, "004010", "837P"),
        (texts_4010.INSTITUTIONAL, "004010", "837I"),
        (texts_4010.STATUS, "004010", "277"),
        (texts_4010.STATUS.replace("**DG", "**TH"), "004010", "277CA"),
        (texts_4010.STATUS, "004040X167", "277CA"),
    ],
)
def test_a_version_that_names_no_guide_is_known_by_content(
    text: str, guide: str, kind: str
) -> None:
    reading = read([("file", sent_by_a_laggard(text, guide))])
    assert reading.files["format"].to_pylist() == [kind]


@pytest.mark.parametrize(
    "text", [texts.REMITTANCE, texts.CLAIM_STATUS, texts.ACKNOWLEDGEMENT, texts.CLAIMS]
)
def test_the_same_set_in_a_4010_interchange_gives_the_same_tables(text: str) -> None:
    new = read([("file", texts.interchange(text))])
    old = read([("file", sent_by_a_laggard(text, "004010"))])
    for name in set(new.tables) - {"transactions"}:
        assert old.tables[name] == new.tables[name], name
    digests = [made.tables["transactions"]["transaction_digest"] for made in (old, new)]
    assert digests[0] == digests[1]


def test_the_letter_in_isa11_is_no_repetition_separator() -> None:
    (stretch,) = frame(sent_by_a_laggard(texts_4010.REMITTANCE, "004010X091A1"))
    assert stretch.delimiters is not None
    assert stretch.delimiters.repetition is None


@pytest.mark.parametrize("written", ["20040116", "040116"])
def test_a_group_date_has_eight_digits_or_six(written: str) -> None:
    data = sent_by_a_laggard(texts_4010.REMITTANCE, "004010X091A1")
    dated = data.replace(b"*SENDER*PRACTICE*20240106*", f"*SENDER*PRACTICE*{written}*".encode())
    reading = read([("file", dated)])
    assert reading.tables["transactions"]["group_on"].to_pylist() == ["20040116"]
    assert reading.findings.num_rows == 0


def test_an_835_of_guide_x091() -> None:
    reading = reading_of("004010X091A1")
    assert rows(reading, "remittance_payments") == [("I", "115", "C", "CHK", "20040116")]
    assert rows(reading, "remittance_traces") == [("CHECK1", "1512345678")]
    assert rows(reading, "remittance_payers") == [("NORTHWIND HEALTH", "XV", "NW01")]
    assert rows(reading, "remittance_payees") == [("FI", None)]
    assert rows(reading, "remittance_claims") == [
        ("A1", "1", "200", "140", "10", "12", "PCN1", "11", "1")
    ]
    assert rows(reading, "remittance_services") == [
        (13, "HC", "90806", "AJ", None, None, None, "150", "100", None, "1", None),
        (13, "HC", "90862", None, None, None, None, "50", "40", None, None, "90805"),
    ]
    assert rows(reading, "remittance_adjustments") == [
        (13, 20, 1, "CO", "45", "40", None),
        (13, 20, 1, "PR", "3", "10", None),
        (13, 28, 1, "CR", "42", "10", None),
    ]
    assert rows(reading, "remittance_dates") == [
        (None, None, "405", "20040115"),
        (13, None, "232", "20040105"),
        (13, None, "233", "20040106"),
        (13, 20, "472", "20040105"),
        (13, 28, "150", "20040106"),
        (13, 28, "151", "20040107"),
    ]
    assert rows(reading, "remittance_references") == [
        (13, None, "F8", "PCN0"),
        (13, 20, "6R", "LINE1"),
    ]
    assert rows(reading, "remittance_policies") == [(13, None, "1L", "GROUP1")]
    assert rows(reading, "remittance_amounts") == [(13, 20, "B6", "110")]
    assert rows(reading, "remittance_remarks") == [(13, 20, "HE", "M16")]
    assert rows(reading, "remittance_members") == [(13, "QC", "34", "MEMBER1")]
    assert rows(reading, "remittance_providers") == [(13, None, "MC", None)]
    assert rows(reading, "provider_adjustments") == [
        (1, "990000001", "20041231", "72", "REF1", "25")
    ]


def test_a_277_of_guide_x093_dates_claims_by_232_and_has_no_action_code() -> None:
    reading = reading_of("004010X093A1")
    nothing = [None] * 6
    assert rows(reading, "status_headers") == [("08", "20040120", "DG")]
    assert [row[2] for row in rows(reading, "status_hierarchy")] == ["20", "21", "19", "22", "23"]
    assert rows(reading, "status_payers") == [(5, "PR", "2", "NORTHWIND HEALTH", "PI", "NW01")]
    assert rows(reading, "status_traces") == [(13, "2", "A1")]
    assert rows(reading, "status_events") == [
        (13, 16, None, "P3", "317", None, "20040120", None, "200", "0", *nothing),
        (13, 16, 21, "F2", "88", "1P", "20040121", None, "150", "0", *nothing),
    ]
    assert rows(reading, "status_references") == [
        (13, 16, None, "1K", "PCN1"),
        (13, 16, None, "BLT", "111"),
        (13, 16, 21, "FJ", "LINE1"),
    ]
    assert rows(reading, "status_dates") == [
        (13, 16, None, "232", "20040105", "20040106"),
        (13, 16, 21, "472", "20040105", "20040105"),
    ]
    assert rows(reading, "status_services") == [(13, 16, "90806", None, "150", "0")]
    assert rows(reading, "status_members") == [
        (11, "IL", "24", "MEMBER1"),
        (13, "QC", "MI", "MEMBER2"),
    ]


def test_a_997_takes_the_place_of_a_999() -> None:
    reading = reading_of("004010")
    assert rows(reading, "ack_groups") == [("HC", "17", None)]
    assert rows(reading, "ack_sets") == [(4, "837", "0001"), (4, "837", "0002")]
    assert rows(reading, "ack_segment_errors") == [(5, "NM1", "8", "2010", "8")]
    assert rows(reading, "ack_element_errors") == [(5, 6, "9", "1")]
    assert rows(reading, "ack_set_results") == [(4, 5, "R", "5"), (4, 9, "A", None)]
    assert rows(reading, "ack_group_results") == [(4, "P", "2", "2", "1")]


def test_an_837_of_guide_x098_has_a_place_of_service_without_qualifier_and_pointers() -> None:
    reading = reading_of("004010X098A1")
    assert rows(reading, "submitted_headers") == [("00", "20040110", "CH")]
    assert rows(reading, "submitted_subscribers") == [
        (12, None, "P", None, "CI"),
        (17, 21, "S", "18", "MB"),
    ]
    assert rows(reading, "submitted_members") == [
        (12, None, "IL", "MI", "MEMBER1", "MINA"),
        (17, None, "QC", "MI", "MEMBER2", "TOMA"),
        (17, 21, "IL", "MI", "MEMBER3", "MINA"),
    ]
    assert rows(reading, "submitted_payers") == [
        (12, None, None, "2", "NORTHWIND HEALTH", "PI", "NW01"),
        (17, 21, 31, "2", "SECOND PAYER", "PI", "SP01"),
    ]
    assert rows(reading, "submitted_claims") == [(17, "A1", "200", "11", None, "7")]
    assert rows(reading, "submitted_services") == [
        (21, 34, "HC", "90806", "AJ", None, None, None, "150", "UN", "1", "11", "1", "2", "3", "4"),
        (21, 39, "ZZ", "W1234", None, None, None, None, "50", "MJ", "30", None, "1", *[None] * 3),
    ]
    assert rows(reading, "submitted_lines") == [(21, "1"), (21, "2")]
    assert rows(reading, "submitted_dates") == [
        (21, 34, "472", "20040105", "20040105"),
        (21, 39, "472", "20040105", "20040106"),
    ]
    assert rows(reading, "submitted_references") == [
        (21, None, None, "F8", "PCN1"),
        (21, None, None, "D9", "CLH1"),
        (21, 34, None, "6R", "LINE1"),
    ]


def test_the_qualifier_of_a_clinicians_number_stands_beside_it() -> None:
    reading = reading_of("004010X098A1")
    assert [row[3] for row in rows(reading, "submitted_billing")] == ["24"]
    assert [(*row[:4], row[5]) for row in rows(reading, "submitted_providers")] == [
        (21, None, None, "82", "34"),
        (21, None, None, "FA", "XX"),
        (21, 34, None, "82", "XX"),
    ]


def test_an_837_of_guide_x096_has_hours_among_its_dates() -> None:
    reading = reading_of("004010X096A1")
    assert rows(reading, "submitted_billing") == [(6, None, "2", "XX", "1999999992")]
    assert rows(reading, "submitted_claims") == [(9, "A1", "900", "11", "A", "1")]
    assert rows(reading, "submitted_institutional_services") == [
        (13, 22, "0912", "H0035", None, None, None, None, "900", "DA", "3")
    ]
    assert rows(reading, "submitted_dates") == [
        (13, None, "434", "20040105", "20040107"),
        (13, 22, "472", "20040105", "20040105"),
    ]
    assert rows(reading, "submitted_providers") == [
        (13, None, None, "71", "1", "24", None),
        (13, None, None, "FA", "2", "XX", "1999999976"),
    ]
