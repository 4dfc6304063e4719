"""Typed columns: takes arrays of text, gives them back fit to be cast; a bad value becomes null.

Money is text such as ``-12.5`` with at most ten digits before the point and two after it, in
dollars. A date is eight digits of a day that exists, 1900 to 2099. What is neither is reported by
position and nulled; the row stays. The checks run over whole arrays; only values that are not
plain are looked at one by one.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.x12.arrow import Flags, Int32s, flags, strings, taken, text_bytes, texts

Faults = list[tuple[int, str]]
"""Position in an array and code of a finding."""

Check = Callable[[str], tuple[str | None, str]]
"""Gives a value fit to be cast and the code of a finding, if any."""

_MONEY = re.compile(r"-?(?:0*\d{1,10}(?:\.\d{0,2}0*)?|\.\d{1,2}0*)", re.ASCII)
_FINER = re.compile(r"-?0*\d{0,10}\.\d{3,}", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_CENT = Decimal("0.01")
_MOST_DOLLARS = Decimal(10) ** 10
_MOST_DIGITS = 10
_MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int32)
_PLACES = np.array([1000, 100, 10, 1, 10, 1, 10, 1], dtype=np.int32)
_IN_MONEY = np.zeros(256, dtype=np.bool_)
_IN_MONEY[list(b"0123456789.-")] = True
_IS_DIGIT = np.zeros(256, dtype=np.bool_)
_IS_DIGIT[list(b"0123456789")] = True
_MOST_COUNT_DIGITS = 9
_CENTURY_TURN = 70
_AT_ONCE = 1 << 14
_NULL = texts([None])[0]


def money(values: pa.Array) -> tuple[pa.Array, Faults]:
    """Check amounts; one finer than a cent is rounded half up."""
    offsets, data = text_bytes(values)
    return _each(values, _odd_amounts(offsets - offsets[0], data), _one_amount)


def counts(values: pa.Array) -> tuple[pa.Array, Faults]:
    """Check whole numbers without sign."""
    offsets, data = text_bytes(values)
    lengths = np.diff(offsets)
    if bool(_IS_DIGIT[data].all()) and bool((lengths <= _MOST_COUNT_DIGITS).all()):
        return values, []
    return _each(values, lengths > 0, _one_count)


def dates(values: pa.Array) -> tuple[pa.Array, Faults]:
    """Check dates; six digits get their century, a time behind the date is left out."""
    offsets, data = text_bytes(values)
    lengths = np.diff(offsets)
    is_whole = lengths == 8
    odd = ~is_whole & (lengths > 0)
    if odd.any():
        starts = offsets[:-1][is_whole] - offsets[0]
        data = data[starts[:, None] + np.arange(8, dtype=np.int32)]
    odd[is_whole] = ~_are_days(data)
    return _each(values, odd, one_date)


def first_dates(values: pa.Array) -> tuple[pa.Array, Faults]:
    """Check dates, of a span the first."""
    return dates(_of_span(values, 0))


def last_dates(values: pa.Array) -> tuple[pa.Array, Faults]:
    """Check dates, of a span the last."""
    return dates(_of_span(values, 9))


def one_date(value: str) -> tuple[str | None, str]:
    """Return a date as eight digits and no code, or None and the code of a finding."""
    if not (value.isascii() and value.isdigit() and len(value) in {6, 8, 12, 14}):
        return None, "bad_date"
    if len(value) == 6:
        value = ("19" if int(value[:2]) >= _CENTURY_TURN else "20") + value
    try:
        day = date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    except ValueError:
        return None, "bad_date"
    return (value[:8], "") if 1900 <= day.year <= 2099 else (None, "bad_date")


def trimmed(values: pa.Array) -> pa.Array:
    """Return texts without spaces around them; one of spaces only is null."""
    bare = pc.call_function("utf8_trim", [values], pc.TrimOptions(" "))
    offsets, _ = text_bytes(bare)
    return _chosen(flags(np.diff(offsets) == 0), _NULL, bare)


def has_space(values: pa.Array) -> bool:
    """Return whether any text holds a space."""
    return bool((text_bytes(values)[1] == ord(" ")).any())


def components(values: pa.Array, separators: NDArray[np.uint8]) -> tuple[pa.Array, Int32s, Int32s]:
    """Split composites, each at its own separator.

    Returns:
        Every component in one array with a null behind the last; for each composite the position
        of its first component; and how many it has (1 for an empty one: a null).
    """
    offsets, data = text_bytes(values)
    lengths = np.diff(offsets)
    is_separator = data == np.repeat(separators, lengths)
    seen = np.zeros(len(data) + 1, dtype=np.int32)
    np.cumsum(is_separator, out=seen[1:])
    before = seen[offsets - offsets[0]]
    inner = np.diff(before)
    ordinals = np.arange(len(values), dtype=np.int32)
    places = np.flatnonzero(is_separator).astype(np.int32)
    ends = np.zeros(len(places) + len(values) + 2, dtype=np.int32)
    ranks = np.arange(len(places), dtype=np.int32)
    ends[1 + ranks + np.repeat(ordinals, inner)] = places - ranks
    ends[1 + before[1:] + ordinals] = offsets[1:] - offsets[0] - before[1:]
    ends[-1] = len(data) - len(places)
    parts = strings(ends, data[~is_separator], np.diff(ends) > 0)
    return parts, before[:-1] + ordinals, (inner + 1).astype(np.int32)


def _chosen(where: pa.Array, this: pa.Array | pa.Scalar, that: pa.Array) -> pa.Array:
    return pc.call_function("if_else", [where, this, that])


def _of_span(values: pa.Array, start: int) -> pa.Array:
    """Return one end of the values that are spans of two dates."""
    offsets, _ = text_bytes(values)
    is_span = np.diff(offsets) == 17
    if not is_span.any():
        return values
    part = pc.call_function(
        "utf8_slice_codeunits", [values], pc.SliceOptions(start, stop=start + 8)
    )
    return _chosen(flags(is_span), part, values)


def _are_days(data: NDArray[np.uint8]) -> Flags:
    """Return which of the dates, eight bytes each, are days that exist."""
    digits = data.reshape(-1, 8).astype(np.int32) - ord("0")
    years = digits[:, :4] @ _PLACES[:4]
    months = digits[:, 4:6] @ _PLACES[4:6]
    days = digits[:, 6:] @ _PLACES[6:]
    leap = (years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0))
    longest = _MONTH_DAYS[np.clip(months, 0, 12)] - ((months == 2) & ~leap)
    in_range = (digits >= 0).all(axis=1) & (digits <= 9).all(axis=1)
    return (
        in_range
        & (years >= 1900)
        & (years <= 2099)
        & (months <= 12)
        & ((days >= 1) & (days <= longest))
    )


def _odd_amounts(offsets: Int32s, data: NDArray[np.uint8]) -> Flags:
    """Return which values are not plain: sign in front, ten digits, two decimals."""
    lengths = np.diff(offsets)
    signs, points = np.flatnonzero(data == ord("-")), np.flatnonzero(data == ord("."))
    of_sign = np.searchsorted(offsets, signs, side="right") - 1
    of_point = np.searchsorted(offsets, points, side="right") - 1
    decimals = offsets[of_point + 1] - points - 1
    digits = lengths.copy()
    digits[of_sign] -= 1
    digits[of_point] -= 1
    whole = digits.copy()
    whole[of_point] -= decimals
    odd = (whole > _MOST_DIGITS) | ((digits <= 0) & (lengths > 0))
    odd[of_sign[offsets[of_sign] != signs]] = True
    odd[of_point[decimals > 2]] = True
    odd[of_point[1:][np.diff(of_point) == 0]] = True
    in_money = _IN_MONEY[data]
    if not in_money.all():
        odd[np.searchsorted(offsets, np.flatnonzero(~in_money), side="right") - 1] = True
    return odd


def _one_amount(value: str) -> tuple[str | None, str]:
    if _MONEY.fullmatch(value):
        # Zeros without end would be too many places for whoever casts it.
        return str(Decimal(value).quantize(_CENT)), ""
    if not _FINER.fullmatch(value):
        return None, "bad_money"
    rounded = Decimal(value).quantize(_CENT, rounding=ROUND_HALF_UP)
    if abs(rounded) >= _MOST_DOLLARS:
        return None, "bad_money"
    return str(rounded), "finer_money"


def _one_count(value: str) -> tuple[str | None, str]:
    return (value, "") if _COUNT.fullmatch(value) else (None, "bad_number")


def _each(values: pa.Array, odd: Flags, check: Check) -> tuple[pa.Array, Faults]:
    """Check the odd ones of the values one by one."""
    at = np.flatnonzero(odd)
    if not len(at):
        return values, []
    faults: Faults = []
    checked: list[pa.Array] = []
    for begin in range(0, len(at), _AT_ONCE):
        places = at[begin : begin + _AT_ONCE]
        found = [check(value) for value in taken(values, places).to_pylist()]
        checked.append(texts([kept for kept, _ in found]))
        codes = [code for _, code in found]
        faults += [pair for pair in zip(places.tolist(), codes, strict=True) if pair[1]]
    replaced = [values, flags(odd), pa.concat_arrays(checked)]
    return pc.call_function("replace_with_mask", replaced), faults
