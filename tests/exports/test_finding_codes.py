"""Every code about a list has an input that makes it, says where, and loads the rows around it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest

from pipeline.exports.archive_findings import ARCHIVE_FINDINGS
from pipeline.exports.columns import TABLE
from pipeline.exports.extents import MOST_COLUMNS
from pipeline.exports.findings import FINDINGS, Noted, letters
from pipeline.exports.list_findings import LIST_FINDINGS
from pipeline.exports.reading import ExportReading, read_exports
from pipeline.exports.shipped import shipped_profiles
from tests.exports import test_workbooks
from tests.exports.books import repacked, xlsx
from tests.exports.disks import ole
from tests.exports.lists import NOTES_HEADINGS, THERAPY_NOTES, notes_row
from tests.exports.more_lists import SAMPLES

AR = SAMPLES["generic_claims_ar"]
GOOD = AR.rows[0]


def text(*rows: Sequence[str], headings: Sequence[str] = AR.headings) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([headings, *rows])
    return stream.getvalue().encode()


def changed(**cells: str) -> bytes:
    """Return a list of three rows whose second has other cells."""
    row = [cells.get(heading, cell) for heading, cell in zip(AR.headings, GOOD, strict=True)]
    return text(GOOD, row, GOOD)


BOOK = xlsx([AR.headings, GOOD, GOOD, GOOD])
STATUS = SAMPLES["generic_claim_status"]
ODD_STATUS = [cell if cell != "information_requested" else "Gone" for cell in STATUS.rows[0]]

MADE_BY = {
    "encrypted_workbook": ole({"EncryptedPackage": b""}),
    "broken_workbook": BOOK[:-40],
    "oversized_sheet": repacked(BOOK, {test_workbooks.SHEET: b'<c r="ZZZ1"/>'}),
    "empty_workbook": xlsx([]),
    "stray_quote": text(GOOD, GOOD, GOOD).replace(b"Main Street", b'"Main Street', 1),
    "nul_bytes": text(GOOD, GOOD, GOOD).replace(b"Main", b"\0Main", 1),
    "external_links": repacked(BOOK, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    "macros": repacked(BOOK, {"xl/vbaProject.bin": b"x"}),
    "other_encoding": changed(location="Café").decode().encode("cp1252"),
    "unrecognised_list": b"What,Ever,Else\n1,2,3\n",
    "other_sheet": xlsx([["x", "y"]], [AR.headings, GOOD, GOOD, GOOD]),
    "empty_list": text(["Total"], [""]),
    "hidden_sheet": xlsx([], [AR.headings, GOOD, GOOD, GOOD], hidden=[2]),
    "missing_column": text(GOOD, GOOD, GOOD).replace(b"cpt", b"procedure", 1),
    "unknown_column": text(GOOD, GOOD, GOOD).replace(b"cpt", b"procedure", 1),
    "cells_beside": xlsx([AR.headings, [*GOOD, None, "mine"], GOOD, GOOD]),
    "long_row": text(GOOD, [*GOOD, "more"], GOOD, GOOD),
    "short_row": text(GOOD, GOOD[:-2], GOOD),
    "keyless_row": text(GOOD, ["", *GOOD[1:]], GOOD, GOOD),
    "unreadable_amount": changed(billed_amount="about 300"),
    "finer_amount": changed(billed_amount="300.001"),
    "unreadable_date": changed(service_date="2026-02-30"),
    "other_date_order": text(GOOD, GOOD, GOOD).replace(b"2026-01-05", b"25/1/2026"),
    "unreadable_reference": changed(original_payer_claim_number="Mina Adler"),
    "damaged_number": changed(original_payer_claim_number="1.23457E+15"),
    "unreadable_code": changed(cpt="therapy"),
    "long_name": changed(location="x" * 101),
    "unreadable_yes_no": text(
        *THERAPY_NOTES.rows[:1],
        notes_row(type="Appointment", date="1/6/2026", in_network="perhaps"),
        *THERAPY_NOTES.rows[:1],
        headings=NOTES_HEADINGS,
    ),
    "flipped_sign": text(*[THERAPY_NOTES.rows[0]] * 3, headings=NOTES_HEADINGS),
    "unknown_status": text(STATUS.rows[0], ODD_STATUS, STATUS.rows[0], headings=STATUS.headings),
    "more_findings": text(GOOD, GOOD, *[[*GOOD[:-1], "soon"]] * 101),
}
"""Code to a list that makes it; where one can be loaded, it has three good rows or more."""

# A bomb is tested where its limit can be lowered; what only worklists or packages can have, there.
MADE_ELSEWHERE = {"inflated_workbook", *LIST_FINDINGS, *ARCHIVE_FINDINGS}
NOT_LOADED = {
    "encrypted_workbook", "broken_workbook", "oversized_sheet", "empty_workbook",
    "unrecognised_list",
}  # fmt: skip


def read(content: bytes) -> ExportReading:
    return read_exports([("file", content)], shipped_profiles())


def findings(code: str) -> list[dict[str, object]]:
    return [row for row in read(MADE_BY[code]).findings.to_pylist() if row["code"] == code]


@pytest.mark.parametrize("code", MADE_BY)
def test_an_input_makes_its_finding(code: str) -> None:
    (row, *_) = findings(code)
    assert row["severity"] == FINDINGS[code].severity
    assert row["remedy"] == FINDINGS[code].remedy
    assert "{" not in str(row["problem"])


@pytest.mark.parametrize("code", sorted(set(MADE_BY) - NOT_LOADED - {"empty_list"}))
def test_the_good_rows_around_it_are_loaded(code: str) -> None:
    table = read(MADE_BY[code]).tables[TABLE]
    assert table.num_rows >= 3
    keys = table.column("claim_number").to_pylist()
    assert keys == ["A1"] * len(keys) or keys[0] is None


@pytest.mark.parametrize("code", sorted(NOT_LOADED))
def test_what_cannot_be_read_is_set_aside_and_counted(code: str) -> None:
    reading = read(MADE_BY[code])
    assert reading.tables[TABLE].num_rows == 0
    assert reading.files["feed"].to_pylist() == ["unknown"]
    if code != "empty_workbook":
        assert reading.quarantine["code"].to_pylist() == [code]


def test_every_code_is_made_by_an_input_and_no_other_is() -> None:
    made = read_exports(list(MADE_BY.items()), shipped_profiles()).findings["code"].to_pylist()
    assert set(made) == set(MADE_BY)
    assert set(MADE_BY) | MADE_ELSEWHERE == set(FINDINGS)


PLACES = {
    "unreadable_amount": (3, "Cell L3, column billed_usd, holds no amount and counts as empty."),
    "unreadable_code": (3, "Cell H3, column procedure_code, holds no code and counts as empty."),
    "long_row": (3, "There are more cells than headings in row 3; it was set aside."),
    "short_row": (
        3,
        "There are fewer cells than headings in row 3; its last columns are empty.",
    ),
    "keyless_row": (3, "Neither a number nor a date tells what row 3 is; it was passed over."),
    "empty_list": (
        None,
        "The list on sheet 1 has headings and no row that is read; its rows: 2.",
    ),
    "nul_bytes": (None, "Empty bytes (NUL) between the letters were taken out: 1."),
    "oversized_sheet": (
        None,
        f"Sheet 1 spans more than 1048576 rows, {MOST_COLUMNS} columns or 12000000 cells; the "
        "file was set aside.",
    ),
}


@pytest.mark.parametrize("code", PLACES)
def test_a_finding_tells_row_and_column(code: str) -> None:
    (row, *_) = findings(code)
    assert (row["segment_number"], row["problem"]) == PLACES[code]


def test_a_bad_cell_costs_itself_alone() -> None:
    rows = read(MADE_BY["unreadable_amount"]).tables[TABLE].to_pylist()
    good, bad, _ = rows
    assert bad | {"billed_usd": good["billed_usd"], "row_number": 2} == good
    assert bad["billed_usd"] is None


def test_of_each_code_a_hundred_are_listed_and_the_rest_counted() -> None:
    listed = read(MADE_BY["more_findings"]).findings.to_pylist()
    assert [row["code"] for row in listed] == ["unreadable_date"] * 100 + ["more_findings"]
    assert listed[-1]["problem"] == (
        "1 more findings of the same kind in this file are not listed."
    )


@pytest.mark.parametrize(
    ("column", "said"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")]
)
def test_a_column_is_named_as_a_spreadsheet_does(column: int, said: str) -> None:
    assert letters(column) == said
    assert Noted("unknown_column", column=column).place == said


def test_a_stray_mark_beside_true_ones_costs_nothing() -> None:
    rows = read(MADE_BY["stray_quote"]).tables[TABLE].to_pylist()
    assert findings("stray_quote")[0]["segment_number"] == 2
    assert rows[0] == rows[1] | {"row_number": 2}
    assert (rows[0]["modifiers"], rows[0]["location_name"]) == ("95:GT", "Main Street")
