"""Where the segments of a chunk stand: takes the walker's marks, refuses none."""

from dataclasses import dataclass

import numpy as np

from pipeline.x12.arrow import Int32s

Mark = tuple[int, int, int]
"""Row of a chunk, and what holds from there on: the reader's code and the set's segment number."""


@dataclass(frozen=True, slots=True)
class Places:
    """For every segment of a chunk: its reader's code, and its set's segment number (0: none)."""

    reader: Int32s
    transaction: Int32s


def places(marks: list[Mark], size: int) -> Places:
    """Spread what holds from a segment on over the segments up to the next mark."""
    starts = np.array([row for row, _, _ in marks] + [size], dtype=np.int32)
    lengths = np.diff(starts)
    reader = np.array([code for _, code, _ in marks], dtype=np.int32)
    transaction = np.array([number for _, _, number in marks], dtype=np.int32)
    return Places(np.repeat(reader, lengths), np.repeat(transaction, lengths))
