"""Arrow arrays from buffers: takes numpy arrays and short lists; copies no value into an object.

``pa.array`` of a list or a numpy array imports pandas when it is installed (0.8 seconds, once), so
everything here goes through ``from_buffers``.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Int32s = NDArray[np.int32]
Flags = NDArray[np.bool_]
_UNBOUNDED = pc.TakeOptions(boundscheck=False)


def bitmap(valid: Flags) -> pa.Buffer:
    """Return a validity bitmap: one bit a value, lowest first."""
    return pa.py_buffer(np.packbits(valid, bitorder="little"))


def integers(values: Int32s, valid: Flags | None = None) -> pa.Array:
    """Return int32 values; null where ``valid`` is false."""
    mask = None if valid is None else bitmap(valid)
    data = pa.py_buffer(np.ascontiguousarray(values, dtype=np.int32))
    return pa.Array.from_buffers(pa.int32(), len(values), [mask, data])


def longs(values: NDArray[np.int64]) -> pa.Array:
    """Return int64 values, none of them null."""
    data = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(pa.int64(), len(values), [None, data])


def numbers(values: Sequence[int | None]) -> pa.Array:
    """Return a short list of whole numbers as int64, None as null."""
    filled = np.array([0 if value is None else value for value in values], dtype=np.int64)
    valid = np.array([value is not None for value in values], dtype=np.bool_)
    return pa.Array.from_buffers(pa.int64(), len(values), [bitmap(valid), pa.py_buffer(filled)])


def flags(values: Sequence[bool] | Flags) -> pa.Array:
    """Return booleans."""
    data = bitmap(np.asarray(values, dtype=np.bool_))
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, data])


def texts(values: Sequence[str | None]) -> pa.Array:
    """Return a short list of texts, None as null."""
    encoded = [b"" if value is None else value.encode("utf-8") for value in values]
    offsets = np.zeros(len(values) + 1, dtype=np.int32)
    np.cumsum([len(value) for value in encoded], out=offsets[1:])
    valid = np.array([value is not None for value in values], dtype=np.bool_)
    buffers = [bitmap(valid), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(values), buffers)


def strings(offsets: Int32s, data: bytes | NDArray[np.uint8], valid: Flags) -> pa.Array:
    """Return texts that lie in one buffer, the i-th from ``offsets[i]`` to ``offsets[i + 1]``."""
    buffers = [bitmap(valid), pa.py_buffer(offsets), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.string(), len(valid), buffers)


def text_bytes(values: pa.Array) -> tuple[Int32s, NDArray[np.uint8]]:
    """Return offsets and bytes of an array of texts that is not a slice."""
    _, offsets, data = values.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32)[: len(values) + 1]
    if data is None:
        return ends, np.zeros(0, dtype=np.uint8)
    return ends, np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]]


def taken(values: pa.Array, at: Int32s | NDArray[np.int64]) -> pa.Array:
    """Return the values at the given positions, all of which must exist."""
    places = integers(at.astype(np.int32, copy=False))
    return pc.call_function("array_take", [values, places], _UNBOUNDED)


def repeated(text: str, size: int) -> pa.Array:
    """Return one text many times; arrays of the same text share their memory."""
    return _many(text, 1 << size.bit_length()).slice(0, size)


@lru_cache(maxsize=2)
def _many(text: str, size: int) -> pa.Array:
    encoded = text.encode("utf-8")
    offsets = np.arange(size + 1, dtype=np.int32) * np.int32(len(encoded))
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(encoded * size)]
    return pa.Array.from_buffers(pa.string(), size, buffers)
