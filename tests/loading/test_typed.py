"""What the reader has checked can be typed: no value that a file holds makes loading fail."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.raw_rows import typed
from pipeline.x12 import columns
from pipeline.x12.arrow import texts
from pipeline.x12.reading import read

ODD_AMOUNTS = [
    *("5.", ".5", "-.5", "-5.", "-0", "0.", "9999999999.99", "-9999999999.99"),
    *("0" * 60 + "12.50", "9999999999.99" + "0" * 60, "1.005", "1." + "9" * 60),
]


def _amounts(values: list[str | None]) -> list[Decimal | None]:
    checked, _ = columns.money(texts(values))
    rows = typed({"remittance_amounts": pa.table({"amount_usd": checked})})
    return rows["remittance_amounts"].column("amount_usd").to_pylist()


@pytest.mark.parametrize("value", ODD_AMOUNTS)
def test_an_odd_amount_keeps_its_cents(value: str) -> None:
    (amount,) = _amounts([value])
    assert amount is not None
    assert abs(amount - Decimal(value)) <= Decimal("0.005")


@given(st.lists(st.none() | st.text("0123456789.-", min_size=1, max_size=60)))
def test_every_amount_the_reader_lets_pass_is_one(values: list[str | None]) -> None:
    checked, _ = columns.money(texts(values))
    assert [amount is None for amount in _amounts(values)] == [
        value is None for value in checked.to_pylist()
    ]


@given(st.lists(st.none() | st.text("0123456789", min_size=6, max_size=8), min_size=1))
def test_every_date_the_reader_lets_pass_is_that_day(values: list[str | None]) -> None:
    checked, _ = columns.dates(texts(values))
    rows = typed({"remittance_dates": pa.table({"date_on": checked})})
    assert rows["remittance_dates"].column("date_on").to_pylist() == [
        None if value is None else dt.date.fromisoformat(value) for value in checked.to_pylist()
    ]


def test_what_is_no_amount_is_a_fault_of_the_reader() -> None:
    with pytest.raises(pa.ArrowInvalid):
        typed({"remittance_amounts": pa.table({"amount_usd": ["12,50"]})})


def test_tables_without_rows_are_typed_too() -> None:
    tables = typed(read([("file", b"")]).tables)
    assert tables["remittance_claims"].schema.field("paid_usd").type == pa.decimal128(18, 2)
