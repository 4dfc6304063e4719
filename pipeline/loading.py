"""Landed files into the raw tables, a batch in one transaction.

Takes files of the landing archive whatever they hold; what cannot be read is set aside in
``raw.quarantine`` and told in ``raw.findings``. Loading a file again replaces its rows. Many small
files are one batch; a huge one is a batch of its own, read from the disk in parts, so that memory
does not grow with it. Refuses to commit a batch in which a segment is neither loaded, nor ignored,
nor set aside.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import duckdb
import pyarrow as pa

from pipeline.answer_findings import note_answers
from pipeline.balancing import Balance
from pipeline.batches import BATCH, LoadError, assert_conservation, delete_batch
from pipeline.exports.profile import Profile
from pipeline.exports.reading import ExportReading, refused
from pipeline.exports.returned_files import TABLES as LISTS
from pipeline.exports.sheets import looks_like_sheet
from pipeline.file_totals import FileTotals
from pipeline.manifest import arrivals, findings_of_dates, write_manifest
from pipeline.raw_rows import insert_notes, insert_rows, insert_tables, typed
from pipeline.raw_tables import create_raw_tables
from pipeline.resources.archived_bytes import archived
from pipeline.resources.sidecars import LandedFile
from pipeline.resources.warehouse import transaction
from pipeline.sheet_reading import OfPractice, read_sheets
from pipeline.tokens import Tokens
from pipeline.x12.arrow import texts
from pipeline.x12.reading import Reading, read_chunks
from pipeline.x12.windows import Bytes

__all__ = ["BATCH_BYTES", "LoadError", "LoadReport", "batches_of", "load"]

BATCH_BYTES = 32 * 2**20
"""Bytes of files per transaction: beyond it memory grows and the insert gets no faster."""

PART_BYTES = 8 * 2**20
"""Bytes of a huge file that are in memory at once. Twice as much is no faster. 2026-11-29."""

MEMORY_LIMIT = "256MB"
"""What the database may hold while loading; a file of 2 GB loads within it. Twice as much saves 2 %
of the time; half of it is too little for a file in which nothing is right. Measured 2026-11-29."""

CHECKPOINT_AT = "128MB"
"""How much the log of committed batches holds before the database writes them into its file. It
then writes the last rows of every table anew, so at its usual 16 MB the small batches of many
practices cost more with each practice: 31 CPU s for a hundred of them where 16 MB needed 53, in the
same memory. Measured 2026-12-01."""


@dataclass(frozen=True)
class LoadReport:
    """What one load did, in counts.

    Attributes:
        file_count: Files loaded, the set-aside ones included.
        row_count: Rows in the X12 tables.
        finding_count: Findings of any severity.
        quarantined_count: Files of which nothing could be read.
        byte_count: Bytes read.
    """

    file_count: int = 0
    row_count: int = 0
    finding_count: int = 0
    quarantined_count: int = 0
    byte_count: int = 0

    def __add__(self, other: "LoadReport") -> "LoadReport":
        """Add the counts of two loads."""
        return LoadReport(
            self.file_count + other.file_count,
            self.row_count + other.row_count,
            self.finding_count + other.finding_count,
            self.quarantined_count + other.quarantined_count,
            self.byte_count + other.byte_count,
        )


def _quiet(read_bytes: int) -> None:
    """Tell nobody."""
    del read_bytes


def load(
    connection: duckdb.DuckDBPyConnection,
    secret: bytes,
    files: Sequence[LandedFile],
    on_part: Callable[[int], object] = _quiet,
    profiles: Mapping[str, tuple[Profile, ...]] | None = None,
) -> LoadReport:
    """Load files into the raw tables, in place of what is there of them.

    Args:
        connection: To the working file; no transaction is open.
        secret: Makes the tokens.
        files: Files of any practices.
        on_part: Called with the bytes read since the last call, each time a part is stored.
        profiles: Own profiles of lists, by practice.

    Raises:
        LoadError: If a file's segments do not add up; earlier batches stay loaded.
    """
    create_raw_tables(connection)
    report = LoadReport()
    with _tuned(connection):
        for batch in batches_of(files):
            own = (profiles or {}).get(batch[0].practice_id, ())
            report += _Batch(connection, secret, batch, own, on_part).load()
    return report


@contextmanager
def _tuned(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let the database work inside the block the way loading is cheapest."""
    settings = {
        # The rows of a batch are few for a parallel plan: one thread halves the insert's CPU.
        "threads": 1,
        # Rows of a huge file go to the disk before their transaction ends.
        "memory_limit": MEMORY_LIMIT,
        "checkpoint_threshold": CHECKPOINT_AT,
    }
    before = {
        name: connection.execute(f"select current_setting('{name}')").fetchall()[0][0]
        for name in settings
    }
    try:
        for name, value in settings.items():
            connection.execute(f"set {name} = '{value}'")
        yield
    finally:
        for name, value in before.items():
            connection.execute(f"set {name} = '{value}'")


def batches_of(files: Sequence[LandedFile]) -> Iterator[list[LandedFile]]:
    """Yield files of one practice at a time, up to ``BATCH_BYTES`` together."""
    ordered = sorted(files, key=lambda file: (file.practice_id, file.sha256))
    for _, group in groupby(ordered, key=lambda file: file.practice_id):
        batch: list[LandedFile] = []
        size = 0
        for file in group:
            if batch and size + file.byte_count > BATCH_BYTES:
                yield batch
                batch, size = [], 0
            batch.append(file)
            size += file.byte_count
        yield batch


class _Batch:
    """Files of one practice on their way into the raw tables."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        secret: bytes,
        files: Sequence[LandedFile],
        profiles: tuple[Profile, ...],
        on_part: Callable[[int], object],
    ) -> None:
        self._connection = connection
        self._files = files
        self._of = OfPractice(files[0].practice_id, profiles)
        self._on_part = on_part
        self._practice_id = files[0].practice_id
        self._tokens = Tokens(secret, self._practice_id)
        self._sheets: list[LandedFile] = []
        self._told: list[pa.Table] = []
        self._loaded: set[str] = set()
        self._rows = self._findings = 0

    def load(self) -> LoadReport:
        """Load all of it, or nothing."""
        connection, practice_id = self._connection, self._practice_id
        totals, balance = FileTotals(connection), Balance(connection)
        ids = texts([file.file_id for file in self._files])
        with transaction(connection):
            connection.register(BATCH, pa.table({"file_id": ids}))
            delete_batch(connection, practice_id)
            for reading in read_chunks(self._contents(), PART_BYTES):
                tables = typed(reading.tables)
                self._keep(reading, self._tokens.stored(tables))
                totals.add(tables)
                balance.add(tables)
            self._rows += insert_tables(connection, self._tokens.rest(), practice_id)
            for file in self._sheets:
                self._load_sheets(file)
            arrived = arrivals(self._files, pa.concat_tables(self._told))
            self._findings += _list_arrivals(connection, arrived, practice_id)
            self._findings += balance.note(practice_id)
            totals.write(practice_id, BATCH)
            quarantined = write_manifest(connection, practice_id, BATCH)
            if not self._loaded.isdisjoint(LISTS):
                note_answers(connection, practice_id)
            assert_conservation(connection, practice_id)
        size = sum(file.byte_count for file in self._files)
        return LoadReport(len(self._files), self._rows, self._findings, quarantined, size)

    def _contents(self) -> Iterator[tuple[str, Bytes]]:
        """Yield each X12 file's id and bytes; files of sheets wait for their own readers."""
        for file in self._files:
            if file.refused:
                self._keep(refused(file.file_id, file.byte_count, file.refused), {})
                continue
            with archived(file.path, file.key) as content:
                if looks_like_sheet(content[:BATCH_BYTES]):
                    self._sheets.append(file)
                else:
                    yield file.file_id, content

    def _load_sheets(self, file: LandedFile) -> None:
        with archived(file.path, file.key) as content:
            kind, reading = read_sheets(file.file_id, content, self._of)
        private = {
            name: kind.private & {*rows.column_names} for name, rows in reading.tables.items()
        }
        self._keep(
            reading,
            {
                name: self._tokens.in_rows(rows, private[name])
                for name, rows in reading.tables.items()
            },
        )

    def _keep(self, reading: Reading | ExportReading, stored: Mapping[str, pa.Table]) -> None:
        self._loaded.update(stored)
        self._rows += insert_tables(self._connection, stored, self._practice_id)
        self._findings += insert_notes(self._connection, reading, self._practice_id)
        self._told.append(reading.files)
        self._on_part(reading.byte_count)


def _list_arrivals(
    connection: duckdb.DuckDBPyConnection, arrived: pa.Table, practice_id: str
) -> int:
    """Put what is known of the batch's files into its table; return how many dates are odd."""
    connection.register(BATCH, arrived)
    odd = findings_of_dates(arrived)
    return insert_rows(connection, "findings", odd, practice_id)
