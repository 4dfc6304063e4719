"""What of a file was set aside: takes runs of bytes in any order, gives them in that of the file.

Every second segment of a file may be unreadable, so runs are numbers in an array and are handed on
while the file is still read. Refuses bytes that were set aside twice, which only a fault here does.
"""

import numpy as np
from numpy.typing import NDArray

CODES = (
    "bad_segment",
    *("empty_file", "not_x12", "bad_interchange_header", "after_interchange", "cut_segment"),
    *("oversized_segment", "missing_segment_ends"),
)
"""Why bytes are set aside; segments of the first code that follow each other are one run."""

START, STOP, FIRST, COUNT, CODE = range(5)
"""Columns of the runs: first byte, byte after the last, first segment, segments, place in CODES."""

Runs = NDArray[np.int64]
NOTHING: Runs = np.zeros((0, 5), np.int64)


class ConservationError(RuntimeError):
    """A segment or byte was lost or counted twice: a fault of the reader, never of a file."""


class Quarantine:
    """The runs of one file."""

    def __init__(self) -> None:
        """Start at the first byte of the file."""
        self._waiting: list[Runs] = []
        self._stop = 0

    def add_stretch(self, start: int, stop: int, number: int, code: str) -> None:
        """Take bytes that count as one segment."""
        self._waiting.append(np.array([[start, stop, number, 1, CODES.index(code)]], np.int64))

    def add_segments(self, starts: Runs, stops: Runs, numbers: Runs) -> None:
        """Take segments that have no valid id."""
        ones = np.ones_like(starts)
        self._waiting.append(np.stack([starts, stops, numbers, ones, ones - 1], axis=1))

    def settled(self, *, is_end: bool) -> Runs:
        """Return the runs that are complete; the last one may still grow until the file ends.

        Raises:
            ConservationError: When bytes were set aside twice.
        """
        rows = np.concatenate([NOTHING, *self._waiting])
        rows = _joined(rows[np.argsort(rows[:, START], kind="stable")])
        before = np.append(self._stop, rows[:, STOP])[: len(rows)]
        if (rows[:, START] < before).any():
            raise ConservationError
        done = rows if is_end else rows[:-1]
        self._waiting = [rows[len(done) :]]
        self._stop = int(done[-1, STOP]) if len(done) else self._stop
        return done


def _joined(rows: Runs) -> Runs:
    """Make one run of unreadable segments that follow each other."""
    if len(rows) < 2:
        return rows
    follows = rows[1:, FIRST] == rows[:-1, FIRST] + rows[:-1, COUNT]
    both = (rows[1:, CODE] == 0) & (rows[:-1, CODE] == 0)
    begins = np.flatnonzero(np.append(True, ~(follows & both)))
    joined = rows[begins]
    joined[:, COUNT] = np.add.reduceat(rows[:, COUNT], begins)
    joined[:, STOP] = np.maximum.reduceat(rows[:, STOP], begins)
    return joined
