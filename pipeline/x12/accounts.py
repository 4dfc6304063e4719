"""The books of a file: every byte and every segment is loaded, ignored or quarantined, once.

Takes what the engine counted; refuses books that do not add up, which only a fault here can cause.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.x12.arrow import Flags
from pipeline.x12.findings import Noted
from pipeline.x12.framing import Bytes, Stretch, segment_ranges
from pipeline.x12.segments import Chunk

UNREADABLE = "?"
"""Segment id under which is counted what has no valid one."""

_LOADED, _IGNORED, _QUARANTINED = range(3)
_BASE = 37
_DIGITS = np.full(256, 255, dtype=np.uint16)
_DIGITS[0] = 0
_DIGITS[list(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")] = np.arange(1, _BASE, dtype=np.uint16)
_LETTER_FROM = 11


class ConservationError(RuntimeError):
    """A segment or byte was lost or counted twice: a fault of the reader, never of a file."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A run of bytes that was not loaded, and the number of its first segment."""

    offset: int
    size: int
    first_segment: int
    code: str


@dataclass(slots=True)
class Account:
    """What is known of one file while it is read.

    Attributes:
        file_id: Its id.
        data: Its bytes; dropped with the account.
        stretches: Its stretches with the number of their first segment.
        segment_count: Segments framed so far.
        counts: Segments by id and outcome.
        found: Findings so far.
        quarantined: Stretches set aside.
        bad_segments: Numbers of segments without a valid id.
        outside_count: Segments outside of any set that nothing reads.
    """

    file_id: str
    data: Bytes
    stretches: list[tuple[Stretch, int]] = field(default_factory=list)
    segment_count: int = 0
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    found: list[Noted] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    bad_segments: list[int] = field(default_factory=list)
    outside_count: int = 0

    def set_aside(self, stretch: Stretch) -> None:
        """Book a stretch that is not read, as one segment without an id."""
        self.segment_count += 1
        size = stretch.stop - stretch.start
        self.counts[UNREADABLE, _QUARANTINED] += 1
        self.quarantined.append(Quarantined(stretch.start, size, self.segment_count, stretch.code))

    def rows(self) -> list[tuple[str, int, int, int]]:
        """Return the segment ids with their loaded, ignored and quarantined count."""
        names = sorted({name for name, _ in self.counts})
        counts = self.counts
        return [
            (n, counts[n, _LOADED], counts[n, _IGNORED], counts[n, _QUARANTINED]) for n in names
        ]

    def has_loaded(self, segment_id: str) -> bool:
        """Return whether a segment of this id was loaded."""
        return self.counts[segment_id, _LOADED] > 0

    def locate(self, numbers: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Return first byte and end of the given segments."""
        wanted = set(numbers)
        last = max(wanted, default=0)
        found: dict[int, tuple[int, int]] = {}
        for stretch, first in self.stretches:
            if first > last:
                break
            for number, span in enumerate(segment_ranges(self.data, stretch), start=first):
                if number > last:
                    break
                if number in wanted:
                    found[number] = span
        return found

    def check(self) -> None:
        """Refuse books that do not add up.

        Raises:
            ConservationError: When segments or bytes are missing or counted twice.
        """
        at = 0
        for stretch, _ in self.stretches:
            if stretch.start != at:
                raise ConservationError
            at = stretch.stop
        spans = sorted((run.offset, run.offset + run.size) for run in self.quarantined)
        overlap = any(a[1] > b[0] for a, b in pairwise(spans))
        if at != len(self.data) or overlap or sum(self.counts.values()) != self.segment_count:
            raise ConservationError


def id_codes(ids: NDArray[np.uint32]) -> NDArray[np.int32]:
    """Return a small number for each valid segment id, 0 for others (two or three of A-Z, 0-9)."""
    digits = _DIGITS[ids.view(np.uint8).reshape(-1, 4)]
    letter = (digits[:, 0] >= _LETTER_FROM) & (digits[:, 0] < _BASE)
    valid = letter & (digits[:, 1] > 0) & (digits[:, 1] < _BASE) & (digits[:, 2] < _BASE)
    valid &= (ids >> 24) == 2 + (digits[:, 2] > 0)
    codes = (digits[:, 0].astype(np.int32) * _BASE + digits[:, 1]) * _BASE + digits[:, 2]
    return np.where(valid, codes, 0).astype(np.int32)


def id_text(code: int) -> str:
    """Return the segment id of a code."""
    digits = (code // (_BASE * _BASE), code // _BASE % _BASE, code % _BASE)
    return "".join("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[d - 1] for d in digits if d) or UNREADABLE


def book(
    accounts: dict[int, Account], chunk: Chunk, codes: NDArray[np.int32], loaded: Flags
) -> None:
    """Book every segment of a chunk in its file's account."""
    present = np.flatnonzero(np.bincount(codes, minlength=1))
    rank = np.zeros(int(present[-1]) + 1, dtype=np.int64)
    rank[present] = np.arange(len(present))
    outcome = np.where(codes == 0, _QUARANTINED, np.where(loaded, _LOADED, _IGNORED))
    key = ((chunk.file - chunk.file[0]) * len(present) + rank[codes]) * 3 + outcome
    counts = np.bincount(key)
    names = [id_text(code) for code in present.tolist()]
    for place in np.flatnonzero(counts).tolist():
        file, rest = divmod(place, len(names) * 3)
        account = accounts[int(chunk.file[0]) + file]
        account.counts[names[rest // 3], rest % 3] += int(counts[place])
    for row in np.flatnonzero(codes == 0).tolist():
        accounts[int(chunk.file[row])].bad_segments.append(int(chunk.number[row]))
