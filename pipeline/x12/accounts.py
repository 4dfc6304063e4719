"""The books of a file: every byte and every segment is loaded, ignored or quarantined, once.

Takes what the engine counted; refuses books that do not add up, which only a fault here can cause.
What is kept of a file does not grow with it.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.x12.arrow import Flags
from pipeline.x12.engine import ELEMENTS, ValueFaults
from pipeline.x12.findings import Noted
from pipeline.x12.framing import Stretch
from pipeline.x12.listing import MOST_OF_A_CODE, Listing
from pipeline.x12.quarantine import (
    CODE,
    CODES,
    COUNT,
    FIRST,
    START,
    STOP,
    ConservationError,
    Quarantine,
    Runs,
)
from pipeline.x12.runs import Run, spans
from pipeline.x12.segment_ids import UNREADABLE, id_text
from pipeline.x12.segments import Chunk
from pipeline.x12.windows import Bytes, give_back

_LOADED, _IGNORED, _QUARANTINED = range(3)
_SPARSE = 4


@dataclass(slots=True)
class Account:
    """What is known of one file while it is read.

    Attributes:
        file: Its ordinal in the call.
        file_id: Its id.
        data: Its bytes; dropped with the account.
        framed: Bytes in stretches so far.
        is_readable: Whether any stretch has delimiters.
        segment_count: Segments framed so far.
        counts: Segments by id and outcome.
        outside_count: Segments outside of any set that nothing reads.
        listing: Its findings.
        quarantine: What was set aside.
        runs: Where the segments stand that are in the chunk or open an envelope, in order.
    """

    file: int
    file_id: str
    data: Bytes
    framed: int = 0
    is_readable: bool = False
    segment_count: int = 0
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    outside_count: int = 0
    listing: Listing = field(init=False)
    quarantine: Quarantine = field(default_factory=Quarantine)
    runs: list[Run] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start without findings."""
        self.listing = Listing(self.file)

    def enter(self, stretch: Stretch) -> None:
        """Book the next stretch; one that is not read counts as one segment without an id.

        Raises:
            ConservationError: When it does not start where the one before ended.
        """
        if stretch.start != self.framed:
            raise ConservationError
        self.framed = stretch.stop
        number = self.segment_count + 1
        if stretch.delimiters is None:
            self.segment_count = number
            self.counts[UNREADABLE, _QUARANTINED] += 1
            self.quarantine.add_stretch(stretch.start, stretch.stop, number, stretch.code)
            return
        self.is_readable = True
        if stretch.code:
            self.listing.note(stretch.code, number, offset=stretch.text_start)

    def enter_run(self, run: Run) -> None:
        """Book segments that will be read."""
        self.runs.append(run)
        self.segment_count += run.count

    def settle(self, opened: Collection[int] = (), *, is_end: bool = False) -> Runs:
        """Settle what is known once every run has been read; return what was set aside.

        Args:
            opened: Numbers of segments that may still get a finding.
            is_end: Whether the file ends here.

        Raises:
            ConservationError: When bytes were set aside twice.
        """
        rows = self.quarantine.settled(is_end=is_end)
        for place in np.unique(rows[:, CODE]).tolist():
            self._note_set_aside(CODES[place], rows[rows[:, CODE] == place])
        self.listing.settle(self.locate)
        self.runs = [run for run in self.runs if any(map(run.holds, opened))]
        return rows

    def _note_set_aside(self, code: str, rows: Runs) -> None:
        first = rows[:MOST_OF_A_CODE]
        sizes = first[:, COUNT] if code == CODES[0] else first[:, STOP] - first[:, START]
        told = zip(first[:, FIRST].tolist(), sizes.tolist(), first[:, START].tolist(), strict=True)
        noted = [Noted(self.file, code, number, (size,), at) for number, size, at in told]
        self.listing.note_many(noted, len(rows))

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

    def locate(self, numbers: Collection[int]) -> dict[int, int]:
        """Return the first byte of the given segments, which must be in ``runs``."""
        found: dict[int, int] = {}
        firsts = [run.first_number for run in self.runs]
        wanted = sorted(numbers)
        holders = (np.searchsorted(firsts, wanted, side="right") - 1).tolist()
        for place, pairs in groupby(zip(holders, wanted, strict=True), key=lambda pair: pair[0]):
            starts, _ = self.spans(self.runs[place])
            for _, number in pairs:
                found[number] = int(starts[number - firsts[place]])
        return found

    def spans(self, run: Run) -> tuple[Runs, Runs]:
        """Return first byte and end of each segment of a run."""
        starts, stops = spans(self.data[run.start : run.stop], run.delimiters)
        give_back(self.data, run.start, run.stop)
        return starts + run.start, stops + run.start

    def check(self) -> None:
        """Refuse books that do not add up.

        Raises:
            ConservationError: When segments or bytes are missing or counted twice.
        """
        if self.framed != len(self.data) or sum(self.counts.values()) != self.segment_count:
            raise ConservationError


def book(accounts: dict[int, Account], chunk: Chunk, loaded: Flags) -> None:
    """Book every segment of a chunk in its file's account."""
    codes = chunk.codes
    present = np.flatnonzero(np.bincount(codes, minlength=1))
    rank = np.zeros(int(present[-1]) + 1, dtype=np.int64)
    rank[present] = np.arange(len(present))
    outcome = np.where(codes == 0, _QUARANTINED, np.where(loaded, _LOADED, _IGNORED))
    files = (chunk.file - chunk.file[0]).astype(np.int64)
    key = (files * len(present) + rank[codes]) * 3 + outcome
    names = [id_text(code) for code in present.tolist()]
    for place, count in _counted(key):
        file, rest = divmod(place, len(names) * 3)
        account = accounts[int(chunk.file[0]) + file]
        account.counts[names[rest // 3], rest % 3] += count
    if codes.min() == 0:
        _book_bad(accounts, chunk, np.flatnonzero(codes == 0))


def _counted(keys: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return each key with its count; many files with many ids are too many to lay out."""
    if int(keys.max()) < _SPARSE * len(keys):
        counts = np.bincount(keys)
        places = np.flatnonzero(counts)
        counts = counts[places]
    else:
        places, counts = np.unique(keys, return_counts=True)
    return list(zip(places.tolist(), counts.tolist(), strict=True))


def _book_bad(accounts: dict[int, Account], chunk: Chunk, bad: NDArray[np.int64]) -> None:
    """Set segments without a valid id aside."""
    stops = np.cumsum([piece.run.count for piece in chunk.pieces])
    cuts = np.searchsorted(bad, stops).tolist()
    begun = 0
    for piece, begin, stop in zip(chunk.pieces, np.append(0, stops[:-1]), cuts, strict=True):
        if stop > begun:
            account = accounts[piece.file]
            within = bad[begun:stop] - begin
            starts, ends = account.spans(piece.run)
            numbers = within + piece.run.first_number
            account.quarantine.add_segments(starts[within], ends[within], numbers)
        begun = stop


def note_values(
    accounts: dict[int, Account], chunk: Chunk, found: Mapping[str, ValueFaults]
) -> None:
    """Note the values that were nulled or rounded, in the listing of their file."""
    for code, faults in found.items():
        rows, elements = np.divmod(faults, ELEMENTS)
        files = chunk.file[rows]
        begins = np.flatnonzero(np.diff(files, prepend=np.int32(-1))).tolist()
        for begin, stop in pairwise([*begins, len(files)]):
            first = slice(begin, min(stop, begin + MOST_OF_A_CODE))
            told = zip(chunk.number[rows[first]].tolist(), elements[first].tolist(), strict=True)
            file = int(files[begin])
            noted = [Noted(file, code, number, (element,)) for number, element in told]
            accounts[file].listing.note_many(noted, stop - begin)
