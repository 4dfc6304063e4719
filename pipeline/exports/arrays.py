"""Arrow arrays of checked values: takes lists, copies through buffers, refuses nothing."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from pipeline.exports.columns import USD
from pipeline.x12.arrow import Flags, bitmap

_EPOCH = dt.date(1970, 1, 1).toordinal()


def decimals(hundredths: Sequence[int | None]) -> pa.Array:
    """Return amounts with two decimals; the high half of each is its sign."""
    valid, filled = _filled(hundredths)
    halves = np.empty((len(filled), 2), dtype=np.int64)
    halves[:, 0] = filled
    halves[:, 1] = filled >> np.int64(63)
    return pa.Array.from_buffers(USD, len(filled), [bitmap(valid), pa.py_buffer(halves)])


def dates(days: Sequence[dt.date | None]) -> pa.Array:
    """Return days."""
    valid, filled = _filled([None if one is None else one.toordinal() - _EPOCH for one in days])
    data = pa.py_buffer(filled.astype(np.int32))
    return pa.Array.from_buffers(pa.date32(), len(filled), [bitmap(valid), data])


def booleans(values: Sequence[str | None]) -> pa.Array:
    """Return "true" and "false" as what they say."""
    valid = np.array([value is not None for value in values], dtype=np.bool_)
    data = bitmap(np.array([value == "true" for value in values], dtype=np.bool_))
    return pa.Array.from_buffers(pa.bool_(), len(values), [bitmap(valid), data])


def _filled(values: Sequence[int | None]) -> tuple[Flags, np.ndarray]:
    valid = np.array([value is not None for value in values], dtype=np.bool_)
    return valid, np.array([value or 0 for value in values], dtype=np.int64)
