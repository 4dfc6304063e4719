"""The door of this room: takes files as bytes, gives Arrow tables, findings and what was set aside.

Nothing that a file holds raises an error. Many small files share one chunk; a huge one passes
through in chunks of about two megabytes, so memory does not grow with the file: not with its bytes,
its segments or its sets, nor with what is wrong in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pipeline.x12 import reports
from pipeline.x12.accounts import Account, book, note_values
from pipeline.x12.arrow import Flags
from pipeline.x12.engine import parse
from pipeline.x12.envelope_levels import CONTROL_IDS, ENVELOPE_IDS
from pipeline.x12.envelopes import OUTSIDE, READERS, Walker
from pipeline.x12.framing import stretches
from pipeline.x12.quarantine import NOTHING, Runs
from pipeline.x12.runs import runs
from pipeline.x12.schemas import SCHEMAS
from pipeline.x12.segments import Chunk, Piece, assemble
from pipeline.x12.transaction_sets import TransactionSet, as_table
from pipeline.x12.windows import WINDOW_BYTES, Bytes, give_back, is_utf8

_CHUNK_BYTES = 2 << 20
_FULL_BYTES = _CHUNK_BYTES * 3 // 4
_FLUSH_BYTES = 32 << 20

# A reading has four times the bytes of a usual file; of very short segments thirty times. The
# figures are about what a report, a run set aside, a row and a cell take.
_MOST_MADE_BYTES = 80 << 20
_REPORT_BYTES = 2048
_RUN_BYTES = 48
_ROW_BYTES = 16
_CELL_BYTES = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; every table has ``file_id``, none has a practice.

    Attributes:
        tables: Raw table to its rows; all tables are there, those without rows too. Elements are
            text (money in dollars, dates as eight digits), segment numbers int32.
        findings: file_id, segment_number, byte_offset, code, severity, problem, remedy.
        quarantine: file_id, byte_offset, byte_count, first_segment, code.
        segment_counts: file_id, segment_id, loaded_count, ignored_count, quarantined_count.
        files: file_id, format, feed, segment_count, interchange_on.
        byte_count: Bytes of the files read for it; those of all readings add up to the files.
    """

    tables: dict[str, pa.Table]
    findings: pa.Table
    quarantine: pa.Table
    segment_counts: pa.Table
    files: pa.Table
    byte_count: int


def read(files: Sequence[tuple[str, bytes]]) -> Reading:
    """Read files, given as id and bytes, at once.

    Raises:
        ConservationError: When a segment was lost; a fault of this room, never of a file.
    """
    reader = _Reader()
    for file_id, data in files:
        for _ in reader.take(file_id, data):
            pass
    return reader.last_reading()


def read_chunks(
    files: Iterable[tuple[str, Bytes]], flush_bytes: int = _FLUSH_BYTES
) -> Iterator[Reading]:
    """Read files, bytes or read-only memory maps, in parts of about ``flush_bytes`` of input each.

    The rows of one file may come in several parts, and so may what was set aside of it; its
    findings, counts and row in ``files`` come with the part in which it ends. A part has less input
    where short segments make many rows of it.

    Raises:
        ConservationError: When a segment was lost; a fault of this room, never of a file.
    """
    reader = _Reader()
    for file_id, data in files:
        for _ in reader.take(file_id, data):
            if reader.taken >= flush_bytes or reader.made >= _MOST_MADE_BYTES:
                yield reader.reading()
    yield reader.last_reading()


class _Reader:
    """Collects pieces into chunks, and the tables of chunks into readings.

    Attributes:
        taken: Bytes taken since the last reading.
        made: About the bytes in memory of what was made of them.
    """

    def __init__(self) -> None:
        self.taken = 0
        self.made = 0
        self._next_file = 0
        self._accounts: dict[int, Account] = {}
        self._pieces: list[Piece] = []
        self._weight = 0
        self._walker = Walker(self._note, self._keep_sets)
        self._carried: dict[int, dict[str, int]] = {}
        self._tables: dict[str, list[pa.Table]] = {}
        self._quarantine: list[pa.Table] = []
        self._closed: list[reports.FileReport] = []

    def take(self, file_id: str, data: Bytes) -> Iterator[None]:
        """Read a file; pauses after each chunk."""
        file, self._next_file = self._next_file, self._next_file + 1
        account = self._accounts[file] = Account(file, file_id, data)
        self._weight += _REPORT_BYTES
        recode = _recoder(data)
        at = given_back = 0
        for stretch in stretches(data):
            account.enter(stretch)
            first = account.segment_count + 1
            for run, text in runs(data, stretch, first, _CHUNK_BYTES):
                account.enter_run(run)
                self._pieces.append(Piece(file, run, recode(text)))
                self._pass_over(run.stop - at, run.weight)
                at = run.stop
                if at - given_back >= WINDOW_BYTES:
                    give_back(data, given_back, at)
                    given_back = at
                if self._weight >= _FULL_BYTES:
                    self._parse(file)
                    yield
            self._pass_over(stretch.stop - at, stretch.stop - at)
            at = stretch.stop
        if self._weight >= _FULL_BYTES or not self._pieces:
            self._parse(self._next_file)
            yield

    def reading(self) -> Reading:
        """Return what has been read since the last call."""
        tables = {
            name: pa.concat_tables(self._tables.get(name) or [_empty(schema)])
            for name, schema in SCHEMAS.items()
        }
        closed, taken, set_aside = self._closed, self.taken, self._quarantine
        self._tables, self._closed, self._quarantine = {}, [], []
        self.taken = self.made = 0
        return Reading(
            tables=tables,
            findings=reports.findings(closed),
            quarantine=pa.concat_tables([reports.quarantine("", NOTHING), *set_aside]),
            segment_counts=reports.segment_counts(closed),
            files=reports.files(closed),
            byte_count=taken,
        )

    def last_reading(self) -> Reading:
        """Return what is left when there is no other file."""
        self._parse(self._next_file)
        return self.reading()

    def _pass_over(self, size: int, weight: int) -> None:
        self.taken += size
        self._weight += weight

    def _parse(self, file: int) -> None:
        """Make the tables of the pieces collected so far, and close the books before ``file``."""
        self._weight = 0
        if self._pieces:
            chunk = assemble(self._pieces)
            self._pieces = []
            self._read(chunk)
        for account in self._accounts.values():
            opened = self._walker.opened if account.file == self._walker.file else ()
            self._keep_set_aside(account, account.settle(opened))
        if self._walker.file < file:
            self._walker.finish()
        for done in [number for number in self._accounts if number < file]:
            account = self._accounts.pop(done)
            self._keep_set_aside(account, account.settle(is_end=True))
            self._closed.append(reports.close(account, self._walker.files.pop(done, None)))
            self.made += _REPORT_BYTES

    def _read(self, chunk: Chunk) -> None:
        """Make the tables of a chunk and book its segments."""
        places = self._walker.walk(chunk)
        loaded = np.isin(chunk.ids, ENVELOPE_IDS)
        files = range(int(chunk.file[0]), int(chunk.file[-1]) + 1)
        ids = [self._accounts[file].file_id for file in files]
        own_id = len(ids[0]) if len(ids) > 1 else 0
        for code in np.flatnonzero(np.bincount(places.reader)).tolist():
            layout = READERS[code]
            if layout is None:
                continue
            inside = np.flatnonzero(places.reader == code).astype(np.int32)
            carried = self._carried.get(code, {})
            parsed = parse(chunk, layout, inside, places.transaction, ids, carried)
            self._carried[code] = parsed.open_loops
            loaded |= parsed.is_loaded
            for name, table in parsed.tables.items():
                self._tables.setdefault(name, []).append(table)
                cells = table.num_columns * _CELL_BYTES
                self.made += table.num_rows * (_ROW_BYTES + cells + own_id)
            note_values(self._accounts, chunk, parsed.found)
        self._book(chunk, places.reader == OUTSIDE, loaded)

    def _book(self, chunk: Chunk, outside: Flags, loaded: Flags) -> None:
        book(self._accounts, chunk, loaded)
        is_odd = outside & ~loaded & (chunk.codes > 0) & ~np.isin(chunk.ids, CONTROL_IDS)
        unread = chunk.file[is_odd] - chunk.file[0]
        for file, count in enumerate(np.bincount(unread).tolist(), start=int(chunk.file[0])):
            self._accounts[file].outside_count += count

    def _note(self, file: int, code: str, number: int, numbers: tuple[int, ...]) -> None:
        self._accounts[file].listing.note(code, number, numbers)

    def _keep_sets(self, sets: Sequence[TransactionSet]) -> None:
        if sets:
            ids = {file: account.file_id for file, account in self._accounts.items()}
            table = as_table(sets, ids)
            self._tables.setdefault("transactions", []).append(table)
            self.made += table.nbytes

    def _keep_set_aside(self, account: Account, rows: Runs) -> None:
        if len(rows):
            self._quarantine.append(reports.quarantine(account.file_id, rows))
            self.made += len(rows) * _RUN_BYTES


def _empty(schema: pa.Schema) -> pa.Table:
    """Return a table without rows; ``Schema.empty_table`` would import pandas where it is."""
    return pa.Table.from_batches([], schema)


def _recoder(data: Bytes) -> Callable[[bytes], bytes]:
    """Return what makes UTF-8 of a file's text; a file is UTF-8 as a whole, else Latin-1."""
    return bytes if is_utf8(data) else lambda text: text.decode("latin-1").encode("utf-8")
