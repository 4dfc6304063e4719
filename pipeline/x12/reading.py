"""The door of this room: takes files as bytes, gives Arrow tables, findings and what was set aside.

Nothing that a file holds raises an error. Many small files share one chunk; a huge one passes
through in chunks of about two megabytes, so memory does not grow with the file.
"""

import codecs
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pipeline.x12 import reports
from pipeline.x12.accounts import Account, book, id_codes
from pipeline.x12.arrow import Flags
from pipeline.x12.engine import parse
from pipeline.x12.envelopes import ENVELOPE_IDS, OUTSIDE, READERS, Walker
from pipeline.x12.findings import Noted
from pipeline.x12.framing import Bytes, frame
from pipeline.x12.schemas import SCHEMAS
from pipeline.x12.segments import Chunk, Piece, assemble, count, split
from pipeline.x12.transaction_sets import as_table

_CHUNK_BYTES = 2 << 20
_FULL_BYTES = _CHUNK_BYTES * 3 // 4
_FLUSH_BYTES = 32 << 20


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
        byte_count: Bytes of segments read for it.
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
    return reader.reading(is_end=True)


def read_chunks(
    files: Iterable[tuple[str, Bytes]], flush_bytes: int = _FLUSH_BYTES
) -> Iterator[Reading]:
    """Read files, bytes or memory maps, in parts of about ``flush_bytes`` of input each.

    The rows of one file may come in several parts; its findings, quarantine, counts and its row in
    ``files`` come with the part in which it ends.

    Raises:
        ConservationError: When a segment was lost; a fault of this room, never of a file.
    """
    reader = _Reader()
    for file_id, data in files:
        for _ in reader.take(file_id, data):
            if reader.taken >= flush_bytes:
                yield reader.reading(is_end=False)
    yield reader.reading(is_end=True)


class _Reader:
    """Collects pieces into chunks, and the tables of chunks into readings."""

    def __init__(self) -> None:
        self.taken = 0
        self._next_file = 0
        self._accounts: dict[int, Account] = {}
        self._ids: dict[int, str] = {}
        self._pieces: list[Piece] = []
        self._size = 0
        self._walker = Walker()
        self._carried: dict[int, dict[str, int]] = {}
        self._tables: dict[str, list[pa.Table]] = {}
        self._closed: list[reports.FileReport] = []

    def take(self, file_id: str, data: Bytes) -> Iterator[None]:
        """Read a file; pauses after each chunk."""
        file, self._next_file = self._next_file, self._next_file + 1
        account = self._accounts[file] = Account(file_id, data)
        self._ids[file] = file_id
        recode = _recoder(data)
        for stretch in frame(data):
            account.stretches.append((stretch, account.segment_count + 1))
            if stretch.delimiters is None:
                account.set_aside(stretch)
                continue
            if stretch.code:
                account.found.append(Noted(file, stretch.code, account.segment_count + 1))
            for text in split(data, stretch, _CHUNK_BYTES):
                size = count(text, stretch.delimiters)
                first = account.segment_count + 1
                piece = Piece(file, first, size, recode(text), stretch.delimiters)
                account.segment_count += size
                self._pieces.append(piece)
                self._size += len(piece.data)
                if self._size >= _FULL_BYTES:
                    self._parse()
                    yield
        self._close_before(file)

    def reading(self, *, is_end: bool) -> Reading:
        """Return what has been read since the last call."""
        if is_end:
            self._parse()
            self._walker.finish(self._next_file)
            self._drain()
            self._close_before(self._next_file)
        made = {name: pa.concat_tables(parts) for name, parts in self._tables.items()}
        made["transactions"] = as_table(self._walker.sets, self._ids)
        tables = {
            name: made.get(name, pa.Table.from_batches([], schema))
            for name, schema in SCHEMAS.items()
        }
        closed, taken = self._closed, self.taken
        self._walker.sets, self._tables, self._closed, self.taken = [], {}, [], 0
        return Reading(
            tables=tables,
            findings=reports.findings(closed),
            quarantine=reports.quarantine(closed),
            segment_counts=reports.segment_counts(closed),
            files=reports.files(closed),
            byte_count=taken,
        )

    def _parse(self) -> None:
        """Make the tables of the pieces collected so far."""
        if not self._pieces:
            return
        chunk = assemble(self._pieces)
        self.taken += self._size
        self._pieces, self._size = [], 0
        places = self._walker.walk(chunk)
        loaded = np.isin(chunk.ids, ENVELOPE_IDS)
        ids = [self._ids[f] for f in range(int(chunk.file[0]), int(chunk.file[-1]) + 1)]
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
            self._note(parsed.found)
        self._drain()
        self._book(chunk, places.reader == OUTSIDE, loaded)

    def _book(self, chunk: Chunk, outside: Flags, loaded: Flags) -> None:
        codes = id_codes(chunk.ids)
        book(self._accounts, chunk, codes, loaded)
        unread = outside & ~loaded & (codes > 0)
        for file in chunk.file[unread].tolist():
            self._accounts[file].outside_count += 1

    def _drain(self) -> None:
        self._note(self._walker.found)
        self._walker.found = []

    def _note(self, found: list[Noted]) -> None:
        for noted in found:
            self._accounts[noted.file].found.append(noted)

    def _close_before(self, file: int) -> None:
        """Close the books of files that are read to their end."""
        waiting = min((piece.file for piece in self._pieces), default=file)
        for done in [f for f in self._accounts if f < min(file, waiting)]:
            envelope = self._walker.files.get(done)
            if envelope is None or done < self._walker.file:
                self._walker.files.pop(done, None)
                self._closed.append(reports.close(self._accounts.pop(done), envelope))


def _recoder(data: Bytes) -> Callable[[bytes], bytes]:
    """Return what makes UTF-8 of a file's text; a file is UTF-8 as a whole, else Latin-1."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _CHUNK_BYTES):
            decoder.decode(data[at : at + _CHUNK_BYTES])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return lambda text: text.decode("latin-1").encode("utf-8")
    return bytes
