"""What a dry run tells a person: what would be read, what not and why, and never a cell."""

from __future__ import annotations

from pipeline.exports.description import Description, describe
from pipeline.exports.sheets import read_workbook
from pipeline.exports.shipped import shipped_profiles
from tests.exports.books import xlsx
from tests.exports.disks import ole
from tests.exports.more_lists import SAMPLES

STATUS = SAMPLES["simplepractice_claim_status"]


def told(content: bytes) -> Description:
    return describe(read_workbook(content), shipped_profiles())


def test_a_sound_list_is_told_column_by_column() -> None:
    description = told(STATUS.as_csv())
    assert description.lines == (
        "  List        SimplePractice, claim_status (simplepractice_claim_status)",
        "  Headings    verified: exports of SimplePractice read by public code; SimplePractice "
        "help 13218481394317",
        "  Read        A Date Submitted → submitted_on",
        "              C Status → status",
        "              D Payer → payer_name",
        "              E Clearinghouse Reference → clearinghouse_reference",
        "              F Payer Claim → payer_claim_number",
        "  Never read  B Client",
        "  Rows        4 read, 1 with headings",
    )
    assert not description.needs_a_person


def test_rows_that_are_passed_over_are_told_with_their_reason() -> None:
    notes = told(SAMPLES["therapynotes_billing_transactions"].as_csv()).lines
    assert "  Rows where  A is appointment" in notes
    assert "  Rows        2 read, 1 with headings, 2 left out by the profile" in notes
    aging = told(SAMPLES["simplepractice_aging_summary"].as_csv()).lines
    assert "  Rows        2 read, 1 with headings, 1 with totals" in aging
    broken = STATUS.as_csv() + b"1/9/2026,x,Paid,SUMMIT,CH9,PC9,more\n,,Paid,,,\n"
    assert (
        "  Rows        4 read, 1 with headings, 1 without a number or date, 1 set aside"
        in told(broken).lines
    )
    assert told(broken).needs_a_person


def test_a_heading_that_no_profile_has_is_told_by_its_length_alone() -> None:
    lines = told(STATUS.as_csv().replace(b",Payer,", b",Mina Adler,")).lines
    assert "  Unknown     D, a heading of 10 signs" in lines
    assert "  Missing     payer_name (Payer)" in lines
    assert "Mina" not in " ".join(lines)


def test_a_list_without_headings_shows_none_of_its_rows() -> None:
    content = "\n".join(",".join(row) for row in STATUS.rows).encode()
    description = told(content)
    assert description.lines[:2] == (
        "  List        none that is known; no row has a heading of any",
        "  Rows        4 set aside",
    )
    assert description.needs_a_person
    everything = " ".join(description.lines)
    assert not [cell for row in STATUS.rows for cell in row if cell and cell in everything]


def test_the_nearest_list_is_told_with_what_lacks() -> None:
    lines = told(STATUS.as_csv().replace(b"Payer Claim", b"Number")).lines
    assert lines[:2] == (
        "  List        none that is known; simplepractice_claim_status comes nearest",
        "  Missing     Payer Claim",
    )


def test_sheets_are_told_one_by_one() -> None:
    content = xlsx([["x", "y"]], [], [list(line) for line in STATUS.lines()])
    lines = told(content).lines
    assert [line for line in lines if "Sheet " in line and " of 3" in line] == [
        "  Sheet       1 of 3",
        "  Sheet       3 of 3",
    ]
    assert "  Finding     warning other_sheet, 1 times" in lines


def test_of_each_code_three_places_are_told() -> None:
    rows = [["soon", "Mina Adler", "Paid", "SUMMIT", f"CH{n}", f"PC{n}"] for n in range(9)]
    text = "\n".join(",".join(row) for row in [STATUS.headings, *rows]).encode()
    lines = told(text).lines
    assert "  Finding     warning unreadable_date, 9 times" in lines
    assert sum("holds no day" in line for line in lines) == 3


def test_what_cannot_be_opened_is_told() -> None:
    description = told(ole({"EncryptedPackage": b""}))
    assert description.lines[0] == "  Finding     error encrypted_workbook, 1 times"
    assert description.needs_a_person
