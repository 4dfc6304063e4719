"""The envelope segments of a chunk, one by one: takes any chunk, refuses nothing.

Everything the walker asks of a segment is looked up for thousands of them at once: a file may be
nothing but envelopes.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from pipeline.x12.arrow import Int32s, taken
from pipeline.x12.envelope_levels import ENVELOPE_IDS, GROUP, INTERCHANGE
from pipeline.x12.segments import Chunk, pack

_WIDTHS = {INTERCHANGE.opener: 14, GROUP.opener: 9}
_WIDTH = 4
_LONGEST_VALUE = 200
_AT_ONCE = 4096


class Step(NamedTuple):
    """An envelope segment, or the first segment of a file whatever it is.

    Attributes:
        row: Its place in the chunk.
        file: Ordinal of its file.
        number: Its number in the file.
        before: The number of the segment in front of it, in a chunk's first one its own.
        start: Where it starts in the chunk's bytes.
        stop: Where the next one starts.
        is_envelope: Whether it is an envelope segment.
        values: Its first elements, trimmed; no longer than any that a guide allows.
    """

    row: int
    file: int
    number: int
    before: int
    start: int
    stop: int
    is_envelope: bool
    values: list[str | None]


def steps(chunk: Chunk) -> Iterator[Step]:
    """Give each envelope segment and each first segment of a file, in order."""
    is_envelope = np.isin(chunk.ids, ENVELOPE_IDS)
    is_step = is_envelope | (np.diff(chunk.file, prepend=np.int32(-1)) != 0)
    every = np.flatnonzero(is_step).astype(np.int32)
    for begin in range(0, len(every), _AT_ONCE):
        rows = every[begin : begin + _AT_ONCE]
        columns = (
            *(rows, chunk.file[rows], chunk.number[rows], chunk.number[np.maximum(rows - 1, 0)]),
            *(chunk.starts(chunk.first[rows]), chunk.ends[chunk.last[rows]] + 1, is_envelope[rows]),
        )
        values = _values(chunk, rows)
        yield from map(Step._make, zip(*(c.tolist() for c in columns), values, strict=True))


def _values(chunk: Chunk, rows: Int32s) -> Iterator[list[str | None]]:
    widths = np.full(len(rows), _WIDTH, dtype=np.int32)
    for name, width in _WIDTHS.items():
        widths[chunk.ids[rows] == pack(name)] = width
    stops = np.cumsum(widths, dtype=np.int32)
    within = np.arange(stops[-1], dtype=np.int32) - np.repeat(stops - widths, widths)
    at = np.repeat(chunk.first[rows], widths) + within
    at[at > np.repeat(chunk.last[rows], widths)] = chunk.null
    held = taken(chunk.elements, at).to_pylist()
    values = [(value or "").strip(" ")[:_LONGEST_VALUE] or None for value in held]
    for stop, width in zip(stops.tolist(), widths.tolist(), strict=True):
        yield values[stop - width : stop]
