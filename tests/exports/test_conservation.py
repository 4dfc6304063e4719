"""Whatever a list holds: each row is accounted for once, and each amount arrives to the cent."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.exports.columns import TABLE
from pipeline.exports.reading import ExportReading, read_exports
from pipeline.exports.sheets import read_workbook
from pipeline.exports.shipped import shipped_profiles
from tests.exports.books import xlsx

HEADINGS = ["claim_id", "service_date", "billed_amount", "insurance_balance", "payer_name"]
CENTS = st.integers(-(10**10), 10**10)
TEXT = st.text(
    st.characters(exclude_characters='"\r\n\0', exclude_categories=("Cs", "Cc")), max_size=12
)
ANY_CELL = st.one_of(
    TEXT, st.sampled_from(["", "--", "Total", "A1", "1/5/2026", "46027", "$5.00", "(1.25)", "x,y"])
)


def read(content: bytes) -> ExportReading:
    return read_exports([("file", content)], shipped_profiles())


def accounted(reading: ExportReading) -> int:
    return sum(
        row["loaded_count"] + row["ignored_count"] + row["quarantined_count"]
        for row in reading.segment_counts.to_pylist()
    )


def text(rows: list[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def filled(rows: list[list[str]]) -> int:
    return sum(any(cell.strip() for cell in row) for row in rows)


@given(
    before=st.lists(st.lists(ANY_CELL, max_size=3), max_size=3),
    rows=st.lists(st.lists(ANY_CELL, max_size=7), max_size=12),
)
@settings(max_examples=150, deadline=None)
def test_every_row_of_a_text_is_accounted_for(
    before: list[list[str]], rows: list[list[str]]
) -> None:
    lines = [*before, HEADINGS, *rows]
    reading = read(text(lines))
    (file,) = reading.files.to_pylist()
    assert accounted(reading) == file["segment_count"] == filled(lines)
    loaded = sum(reading.segment_counts["loaded_count"].to_pylist())
    assert loaded == reading.tables[TABLE].num_rows
    numbers = reading.tables[TABLE]["row_number"].to_pylist()
    assert numbers == sorted(set(numbers))


@given(rows=st.lists(st.lists(ANY_CELL, min_size=5, max_size=7), max_size=8))
@settings(max_examples=40, deadline=None)
def test_every_row_of_a_workbook_is_accounted_for(rows: list[list[str]]) -> None:
    reading = read(xlsx([HEADINGS, *rows]))
    assert accounted(reading) == filled([HEADINGS, *rows])


WRITINGS: list[Any] = [
    lambda amount: f"{amount:.2f}",
    lambda amount: f"${amount:,.2f}",
    lambda amount: f"({-amount:,.2f})" if amount < 0 else f"{amount:,.2f}",
    lambda amount: f"{-amount:.2f}-" if amount < 0 else f" {amount} ",
]


@given(st.lists(st.tuples(CENTS, CENTS, st.sampled_from(WRITINGS)), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_the_sums_are_those_of_the_list_in_any_writing(rows: list[tuple[int, int, Any]]) -> None:
    amounts = [
        (Decimal(billed).scaleb(-2), Decimal(open_).scaleb(-2), write)
        for billed, open_, write in rows
    ]
    lines = [
        [f"A{number}", "1/5/2026", write(billed), write(open_), "NORTHWIND"]
        for number, (billed, open_, write) in enumerate(amounts)
    ]
    numbers = [
        [f"A{number}", "1/5/2026", float(billed), float(open_), "NORTHWIND"]
        for number, (billed, open_, _) in enumerate(amounts)
    ]
    for content in (text([HEADINGS, *lines]), xlsx([HEADINGS, *numbers])):
        table = read(content).tables[TABLE]
        assert sum(table["billed_usd"].to_pylist()) == sum(billed for billed, _, _ in amounts)
        assert table["insurance_balance_usd"].to_pylist() == [open_ for _, open_, _ in amounts]


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise_an_error(content: bytes) -> None:
    for data in (content, b"PK\x03\x04" + content, bytes.fromhex("d0cf11e0a1b11ae1") + content):
        read_workbook(data)
        (file,) = read(data).files.to_pylist()
        assert file["segment_count"] == accounted(read(data))


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_text_raises_an_error(content: str) -> None:
    reading = read((",".join(HEADINGS) + "\n" + content).encode("utf-8", "surrogatepass"))
    assert accounted(reading) == reading.files["segment_count"].to_pylist()[0]
