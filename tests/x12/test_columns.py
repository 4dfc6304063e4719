"""Amounts, dates and counts on both sides of their edges."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.x12 import columns
from pipeline.x12.arrow import texts


@pytest.mark.parametrize(
    "text",
    ["0", "5", "-5", "5.", ".5", "-.5", "12.34", "9999999999.99", "0001", "12.3400", "-0.01"],
)
def test_an_amount_stays_the_same_money(text: str) -> None:
    values, faults = columns.money(texts([text]))
    assert (Decimal(values[0].as_py()), faults) == (Decimal(text), [])


@pytest.mark.parametrize(
    "text",
    ["-", ".", "-.", "1.2.3", "--1", "1-", "1e5", "1,000", "$5", "10000000000", "+1", "NaN", "٣"],
)
def test_what_is_no_amount_becomes_null_and_a_fault(text: str) -> None:
    values, faults = columns.money(texts(["1.00", text, None]))
    assert values.to_pylist() == ["1.00", None, None]
    assert faults == [(1, "bad_money")]


@pytest.mark.parametrize(
    ("text", "cents"), [("1.005", "1.01"), ("-1.005", "-1.01"), ("1.0049", "1.00")]
)
def test_an_amount_finer_than_a_cent_is_rounded_half_up(text: str, cents: str) -> None:
    values, faults = columns.money(texts([text]))
    assert (values.to_pylist(), faults) == ([cents], [(0, "finer_money")])


@given(st.lists(st.one_of(st.none(), st.text("0123456789.-", min_size=1, max_size=13))))
def test_amounts_are_judged_alike_alone_and_in_company(values: list[str | None]) -> None:
    together, faults = columns.money(texts(values))
    alone = [columns.money(texts([value])) for value in values]
    assert [Decimal(v) if v else v for v in together.to_pylist()] == [
        Decimal(one[0].as_py()) if one[0].as_py() else None for one, _ in alone
    ]
    assert faults == [(at, code) for at, (_, own) in enumerate(alone) for _, code in own]
    for value, (one, own) in zip(values, alone, strict=True):
        if value is not None and not own:
            assert Decimal(one[0].as_py()) == Decimal(value)
        elif own == [(0, "bad_money")]:
            assert value is None or _is_no_amount(value)


def _is_no_amount(value: str) -> bool:
    try:
        return abs(Decimal(value)) >= 10**10
    except InvalidOperation:
        return True


@pytest.mark.parametrize("text", ["20240229", "20231231", "19000101", "20991231"])
def test_a_day_that_exists_stays(text: str) -> None:
    values, faults = columns.dates(texts([text, None]))
    assert (values.to_pylist(), faults) == ([text, None], [])


@pytest.mark.parametrize(
    "text",
    ["20230229", "20240431", "20241301", "20240100", "18991231", "21000101", "2024011", "2024-1-1"],
)
def test_a_day_that_does_not_exist_becomes_null_and_a_fault(text: str) -> None:
    values, faults = columns.dates(texts(["20240101", text]))
    assert (values.to_pylist(), faults) == (["20240101", None], [(1, "bad_date")])


def test_six_digits_get_their_century_and_a_time_is_left_out() -> None:
    values, faults = columns.dates(texts(["240131", "991231", "202401311230", "20240131123059"]))
    assert (values.to_pylist(), faults) == (["20240131", "19991231", "20240131", "20240131"], [])


@pytest.mark.parametrize(("text", "day"), [("691231", "20691231"), ("700101", "19700101")])
def test_the_century_of_six_digits_turns_at_seventy(text: str, day: str) -> None:
    assert columns.dates(texts([text]))[0].to_pylist() == [day]


@pytest.mark.parametrize(
    "text", ["0", "2401", "24013", "2401311", "2024013112", "20240131123", "240230"]
)
def test_digits_of_another_length_or_of_no_day_are_no_date(text: str) -> None:
    assert columns.dates(texts([text])) == (texts([None]), [(0, "bad_date")])


def test_a_span_gives_its_ends_and_a_date_is_both() -> None:
    spans = texts(["20240101-20240105", "20240107", None])
    assert columns.first_dates(spans)[0].to_pylist() == ["20240101", "20240107", None]
    assert columns.last_dates(spans)[0].to_pylist() == ["20240105", "20240107", None]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("20240101-20240230", "20240101", None),
        ("20240230-20240301", None, "20240301"),
        ("20240101-", None, None),
        ("-20240101", None, None),
        ("20240101-2024010", None, None),
    ],
)
def test_a_span_with_one_bad_end_keeps_the_other(
    text: str, first: str | None, last: str | None
) -> None:
    assert columns.first_dates(texts([text]))[0].to_pylist() == [first]
    assert columns.last_dates(texts([text]))[0].to_pylist() == [last]


def test_a_count_is_up_to_nine_digits() -> None:
    values, faults = columns.counts(texts(["0", "999999999", "1000000000", "-1", None]))
    assert values.to_pylist() == ["0", "999999999", None, None, None]
    assert faults == [(2, "bad_number"), (3, "bad_number")]


def test_each_composite_is_split_at_its_own_separator() -> None:
    values = texts(["HC:90837:95", "HC>9:1", None, "X::Z"])
    separators = np.frombuffer(b":>:::"[:4], dtype=np.uint8)
    parts, first, count = columns.components(values, separators)
    made = parts.to_pylist()
    cut = [made[at : at + size] for at, size in zip(first, count, strict=True)]
    assert cut == [["HC", "90837", "95"], ["HC", "9:1"], [None], ["X", None, "Z"]]
    assert made[-1] is None


def test_spaces_around_a_value_go_and_those_within_stay() -> None:
    assert columns.trimmed(texts([" a b ", "  ", None])).to_pylist() == ["a b", None, None]
