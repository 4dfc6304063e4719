"""What a profile may say beside its headings, and what only workbooks hold."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from pipeline.exports.columns import TABLE
from pipeline.exports.profile_reading import read_profile
from pipeline.exports.reading import ExportReading, read_exports
from pipeline.exports.shipped import with_own
from tests.exports.books import xlsx

OWN = """
id = "own_list"
product = "Willow's own system"
extract = "claims_ar"
evidence = "verified"
source = "our own export"
required = ["Ref", "Open"]
keys = ["claim_number", "service_on"]
{options}
[columns]
claim_number = "Ref"
service_on = "Day"
units = "Units"
insurance_balance_usd = {{ heading = "Open", sign = "{sign}" }}
is_in_network = "Net"
[only]
"Kind" = ["Claim", "Charge"]
"""
HEADINGS = ["Ref", "Day", "Units", "Open", "Net", "Kind"]
DAY = dt.date(2026, 4, 3)


def read(content: bytes, options: str = "", sign: str = "as_written") -> ExportReading:
    text = OWN.format(options=options, sign=sign)
    return read_exports([("file", content)], with_own((read_profile("own", text, is_own=True),)))


def rows(reading: ExportReading) -> list[dict[str, Any]]:
    return reading.tables[TABLE].to_pylist()


def text(*lines: str) -> bytes:
    return "\n".join([";".join(HEADINGS), *lines]).encode()


def codes(reading: ExportReading) -> list[str]:
    return reading.findings["code"].to_pylist()


def test_amounts_may_have_a_comma_for_the_point() -> None:
    reading = read(text("X1;4/3/2026;1,5;1.234,56;;Claim"), 'decimal_mark = "comma"')
    (row,) = rows(reading)
    assert (row["units"], row["insurance_balance_usd"]) == (Decimal("1.50"), Decimal("1234.56"))
    assert codes(read(text("X1;;;1.234,56;;Claim"))) == ["unreadable_amount"]


def test_days_may_come_before_months() -> None:
    assert (
        rows(read(text("X1;3/4/2026;;1;;Claim"), 'date_order = "day_first"'))[0]["service_on"]
        == DAY
    )
    other = read(
        text("X1;4/3/2026;;1;;Claim", "X2;4/30/2026;;1;;Claim"), 'date_order = "day_first"'
    )
    assert [row["service_on"] for row in rows(other)] == [DAY, dt.date(2026, 4, 30)]
    assert codes(other) == ["other_date_order"]


def test_words_for_nothing_and_for_totals_are_the_profile_s() -> None:
    options = 'null_words = ["empty"]\ntotal_words = ["Summe"]'
    reading = read(text("X1;EMPTY;empty;1;;Claim", "Summe:;;;1;;", "Total;;;2;;Claim"), options)
    assert [(row["claim_number"], row["units"]) for row in rows(reading)] == [
        ("X1", None), (None, None),
    ]  # fmt: skip
    assert codes(reading) == ["unreadable_reference"]


@pytest.mark.parametrize(
    ("sign", "said", "expected"),
    [
        ("as_written", ["-1", "2", "-3"], [-1, 2, -3]),
        ("negated", ["-1", "2", "-3"], [1, -2, 3]),
        ("by_majority", ["-1", "2", "-3"], [1, -2, 3]),
        ("by_majority", ["-1", "2", "0"], [-1, 2, 0]),
        ("by_majority", ["0", "0", "0"], [0, 0, 0]),
    ],
)
def test_a_sign_is_as_the_profile_says(sign: str, said: list[str], expected: list[int]) -> None:
    lines = [f"X{number};;;{amount};;Claim" for number, amount in enumerate(said)]
    table = read(text(*lines), sign=sign).tables[TABLE]
    assert table["insurance_balance_usd"].to_pylist() == expected


def test_rows_of_other_kinds_are_passed_over_and_counted() -> None:
    reading = read(text("X1;;;1;;CLAIM", "X2;;;1;; charge ", "X3;;;1;;Payment", "X4;;;1;;"))
    assert [row["claim_number"] for row in rows(reading)] == ["X1", "X2"]
    ignored = {
        row["segment_id"]: row["ignored_count"] for row in reading.segment_counts.to_pylist()
    }
    assert ignored == {"ROW": 0, "HEADING": 1, "FILTERED": 2}


def test_a_row_with_one_key_of_two_is_a_row() -> None:
    reading = read(text(";4/3/2026;;1;;Claim", "X2;;;1;;Claim", ";;;1;;Claim"))
    assert len(rows(reading)) == 2
    assert codes(reading) == ["keyless_row"]


def test_only_a_row_of_the_list_is_too_short() -> None:
    reading = read(text("X1;;;1;;Claim", "Total;;;1", "x", "X2;;;1;;Payment"))
    assert len(rows(reading)) == 1
    assert codes(reading) == []


def test_headings_again_are_no_row() -> None:
    reading = read(text("X1;;;1;;Claim", ";".join(HEADINGS), "X2;;;1;;Claim"))
    assert [row["claim_number"] for row in rows(reading)] == ["X1", "X2"]
    assert codes(reading) == []


def test_a_column_may_mix_every_way_to_write_a_day() -> None:
    days = [DAY, 46115, 46115.0, 46115.25, "46115", "4/3/2026", "4/3/26", "2026-04-03", "20260403"]
    lines = [[f"X{number}", day, 1, 1.5, None, "Claim"] for number, day in enumerate(days)]
    reading = read(xlsx([HEADINGS, *lines]))
    assert [row["service_on"] for row in rows(reading)] == [DAY] * len(days)
    assert codes(reading) == []


def test_numbers_of_a_workbook_are_numbers_of_claims() -> None:
    lines = [[12345, None, 2, 0.1 + 0.2, True, "Claim"], [12346.0, None, 1.5, "7", "no", "Claim"]]
    reading = read(xlsx([HEADINGS, *lines]))
    told = [
        (row["claim_number"], row["units"], row["insurance_balance_usd"], row["is_in_network"])
        for row in rows(reading)
    ]
    assert told == [
        ("12345", Decimal("2.00"), Decimal("0.30"), True),
        ("12346", Decimal("1.50"), Decimal("7.00"), False),
    ]


def test_yes_is_no_amount_even_beside_a_one() -> None:
    lines = [["X1", None, 1, 1, None, "Claim"], ["X2", None, 1, True, None, "Claim"]]
    reading = read(xlsx([HEADINGS, *lines]))
    assert [row["insurance_balance_usd"] for row in rows(reading)] == [Decimal("1.00"), None]
    assert codes(reading) == ["unreadable_amount"]


def test_notes_beside_the_list_of_a_workbook_cost_no_row_and_are_told() -> None:
    lines = [
        ["X1", None, 1, 1, None, "Claim", None, "call them"],
        ["X2", None, 1, 1, None, "Claim"],
    ]
    reading = read(xlsx([HEADINGS, *lines]))
    assert [row["claim_number"] for row in rows(reading)] == ["X1", "X2"]
    assert reading.findings["problem"].to_pylist() == [
        "Rows of sheet 1 with cells under no heading, which were not read: 1."
    ]


def test_a_column_without_a_heading_is_told() -> None:
    lines = [["X1", None, "Mina", 1, 1, None, "Claim"]]
    headings = [*HEADINGS[:2], None, *HEADINGS[2:]]
    reading = read(xlsx([headings, *lines]))
    assert codes(reading) == ["cells_beside"]
    assert "Mina" not in str(rows(reading))
