"""What a cell holds: amounts to the cent, days in every writing, numbers that are no names."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports import days, money, words
from pipeline.exports.days import DAY_FIRST, MONTH_FIRST, day, order_in_use
from pipeline.exports.money import hundredths
from pipeline.exports.workbook import Cell

AMOUNTS = {
    "150": 15000, "150.00": 15000, "150.5": 15050, ".5": 50, "5.": 500, "$150": 15000,
    "$ 1,234.50": 123450, "1,234,567.89": 123456789, "-12.25": -1225, "- 12.25": -1225,
    "-$12.25": -1225, "$-12.25": -1225, "(12.25)": -1225, "($12.25)": -1225, "($ 12.25 )": -1225,
    "12.25-": -1225, "$12.25-": -1225, "+12.25": 1225, "\u221212.25": -1225, "0": 0, "-0.00": 0,
    "0150.00": 15000, "9999999999.99": 999999999999,
}  # fmt: skip
NO_AMOUNTS = (
    "", "$", "-", "()", "abc", "12.25 CR", "1,23", "12,34.00", "1.2.3", "(12.25", "12.25)",
    "(-12.25)", "--5", "-5-", "1 234.50", "10000000000", "1e5", "١٢", "12,345,6", True,
    dt.date(2026, 1, 5), float("nan"), float("inf"), 1e10,
)  # fmt: skip


@pytest.mark.parametrize("text", AMOUNTS)
def test_an_amount_in_any_writing_is_exact(text: str) -> None:
    assert hundredths(text) == (AMOUNTS[text], "")


@pytest.mark.parametrize("cell", NO_AMOUNTS, ids=repr)
def test_what_is_no_amount_is_none(cell: Cell) -> None:
    assert hundredths(cell) == (None, "unreadable_amount")


@pytest.mark.parametrize(
    ("cell", "cents"),
    [(1.005, 101), (2.675, 268), (-1.005, -101), ("1.005", 101), ("0.0049", 0), ("(0.005)", -1)],
)
def test_what_is_finer_is_rounded_half_up_as_it_is_shown(cell: Cell, cents: int) -> None:
    assert hundredths(cell) == (cents, "finer_amount")


def test_a_sum_of_a_spreadsheet_has_no_binary_dust() -> None:
    assert hundredths(0.1 + 0.2) == (30, "")
    assert hundredths(1.1 * 3) == (330, "")
    assert hundredths(4.35 * 100) == (43500, "")


@given(st.integers(-(10**12) + 1, 10**12 - 1))
def test_cents_survive_every_writing(cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    sign, plain = ("-" if cents < 0 else ""), f"{abs(amount):,.2f}"
    writings = [f"{amount:f}", f"{sign}${plain}", f"{plain}{sign}", float(amount)]
    writings += [f"({plain})"] if cents < 0 else []
    assert {hundredths(writing) for writing in writings} == {(cents, "")}
    assert hundredths(money.with_point(f"{amount:,.2f}".translate({44: 46, 46: 44}))) == (cents, "")


@given(st.decimals(-(10**9), 10**9, places=5))
def test_rounding_is_that_of_the_decimal_a_person_sees(amount: Decimal) -> None:
    cents = int(amount.quantize(Decimal("0.01"), ROUND_HALF_UP).scaleb(2))
    assert hundredths(f"{amount:f}")[0] == cents
    assert hundredths(float(amount))[0] == cents


DAY = dt.date(2026, 1, 5)
DAYS = (
    "2026-01-05", "2026/1/5", "20260105", "1/5/2026", "01/05/2026", "1/5/26", "01-05-2026",
    "1.5.2026", "1/5/2026 3:04 PM", "1/5/2026 12:00:00 AM", "2026-01-05T10:00:00",
    "2026-01-05 10:00:00.000Z", "Jan 5, 2026", "January 5 2026", "5-Jan-2026", "05 Jan 26",
    "46027", "46027.75", 46027, 46027.0, 46027.5, 20260105, 20260105.0, DAY,
    dt.datetime(2026, 1, 5, 23, 59),  # noqa: DTZ001 - a cell has no zone
)  # fmt: skip
NO_DAYS = (
    "13/45/2026", "2/30/2026", "2026-13-01", "0/0/2026", "tomorrow", "5", "1/5", 0, -1, 59, 99999,
    "2026", 2026,
    "1/5/1776", "1/5/2199", 12345678901, True, dt.time(3, 4), dt.timedelta(days=46027),
    float("inf"), float("nan"),
)  # fmt: skip


@pytest.mark.parametrize("cell", DAYS, ids=repr)
def test_a_day_in_any_writing_is_that_day(cell: Cell) -> None:
    assert day(cell, MONTH_FIRST) == (DAY, "")


@pytest.mark.parametrize("cell", NO_DAYS, ids=repr)
def test_what_is_no_day_is_none(cell: Cell) -> None:
    assert day(cell, MONTH_FIRST) == (None, "unreadable_date")


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_a_day_survives_every_writing(on: dt.date) -> None:
    serial = (on - dt.date(1899, 12, 30)).days
    writings = [
        on, serial, float(serial), str(serial), on.isoformat(), on.strftime("%Y%m%d"),
        on.strftime("%m/%d/%Y"), on.strftime("%m/%d/%y"), on.strftime("%b %d, %Y"),
    ]  # fmt: skip
    assert {day(writing, MONTH_FIRST) for writing in writings} == {(on, "")}
    assert day(on.strftime("%d/%m/%Y"), DAY_FIRST) == (on, "")


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["1/5/2026", "3/4/2026"], MONTH_FIRST),
        (["1/5/2026", "25/1/2026"], DAY_FIRST),
        (["1/25/2026", "25/1/2026"], MONTH_FIRST),
        (["2026-01-25", 46027, None], MONTH_FIRST),
        (["45/45/2026"], MONTH_FIRST),
    ],
)
def test_a_column_that_can_only_be_the_other_order_is(cells: list[Cell], order: str) -> None:
    assert order_in_use(cells, MONTH_FIRST) == order


REFERENCES = {"A-1": "A-1", "CH_1001/2": "CH_1001/2", 12345.0: "12345", "0": "0"}
NO_REFERENCES = ("Mina Adler", "Mina", "Mina Adler 2", "", "1" * 51, "née1", "'1", True)


@pytest.mark.parametrize("cell", REFERENCES)
def test_a_number_of_a_claim_is_kept_as_written(cell: Cell) -> None:
    assert words.reference(cell) == (REFERENCES[cell], "")  # type: ignore[index]


@pytest.mark.parametrize("cell", NO_REFERENCES, ids=repr)
def test_a_name_is_no_number_of_a_claim(cell: Cell) -> None:
    assert words.reference(cell) == (None, "unreadable_reference")


@pytest.mark.parametrize("cell", ["1.23457E+15", "1E+15", 1.23456789012346e15, 10**15])
def test_a_number_that_a_spreadsheet_cut_is_not_taken_for_whole(cell: Cell) -> None:
    assert words.reference(cell) == (None, "damaged_number")


@pytest.mark.parametrize(
    ("cell", "code", "group"),
    [
        ("45", "45", None), (45.0, "45", None), ("CO-45", "45", "CO"), ("co45", "45", "CO"),
        ("PR 204", "204", "PR"), ("CO-197: no authorization", "197", "CO"), ("B7", "B7", None),
        ("CO-A1", "A1", "CO"), ("OA - 23 - prior payer", "23", "OA"),
    ],
)  # fmt: skip
def test_a_reason_is_parted_from_its_group(cell: Cell, code: str, group: str | None) -> None:
    assert words.reason(cell) == (code, "")
    assert words.group_of(cell) == group


@pytest.mark.parametrize("cell", ["Mina", "XX-45", "not covered", "4512", "CO"])
def test_words_are_no_reason(cell: str) -> None:
    assert words.reason(cell) == (None, "unreadable_code")
    assert words.group_of(cell) is None


@pytest.mark.parametrize("cell", ["Mina", "F41.1 anxiety", "", "É1", "ABC"])
def test_a_word_is_no_code(cell: str) -> None:
    assert words.code(cell) == (None, "unreadable_code")
    assert words.codes(f"95, {cell}" if cell else cell) == (None, "unreadable_code")


def test_codes_yes_and_names() -> None:
    assert words.code("h0015") == ("H0015", "")
    assert words.codes("95; gt / u1") == ("95:GT:U1", "")
    assert words.npi(1999999984.0) == ("1999999984", "")
    assert words.npi("199999998") == (None, "unreadable_code")
    assert words.yes_or_no("Out of Network") == ("false", "")
    assert words.yes_or_no("maybe") == (None, "unreadable_yes_no")
    assert words.name("  NORTHWIND\n HEALTH ") == ("NORTHWIND HEALTH", "")
    assert words.name("x" * 101) == (None, "long_name")
    assert days.BAD == "unreadable_date"
