"""Landed files into the raw tables, a batch in one transaction.

Takes files of the landing archive whatever they hold; what cannot be read is set aside in
``raw.quarantine`` and told in ``raw.findings``. Loading a file again replaces its rows. Many small
files are one batch; a huge one is a batch of its own, read from the disk in parts, so that memory
does not grow with it. Refuses to commit a batch in which a segment is neither loaded, nor ignored,
nor set aside.
"""

import mmap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import duckdb
import pyarrow as pa

from pipeline.balancing import Balance
from pipeline.errors import Problem, TriageError
from pipeline.file_totals import FileTotals
from pipeline.manifest import arrivals, findings_of_dates, write_manifest
from pipeline.raw_rows import insert_notes, insert_rows, insert_x12, typed
from pipeline.raw_tables import create_raw_tables, file_tables
from pipeline.resources.sidecars import LandedFile
from pipeline.resources.warehouse import transaction
from pipeline.tokens import Tokens
from pipeline.x12.arrow import texts
from pipeline.x12.framing import Bytes
from pipeline.x12.reading import read_chunks

BATCH_BYTES = 32 * 2**20
"""Bytes of files per transaction: beyond it memory grows and the insert gets no faster."""

PART_BYTES = 8 * 2**20
"""Bytes of a huge file that are in memory at once. Twice as much is no faster. 2026-11-29."""

MEMORY_LIMIT = "256MB"
"""What the database may hold while loading; a file of 2 GB loads within it. Twice as much saves 2 %
of the time; half of it is too little for a file in which nothing is right. Measured 2026-11-29."""

BATCH = "batch_files"


class LoadError(TriageError):
    """A batch that does not add up; nothing of it was stored."""


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
) -> LoadReport:
    """Load files into the raw tables, in place of what is there of them.

    Args:
        connection: To the working file; no transaction is open.
        secret: Makes the tokens.
        files: Files of any practices.
        on_part: Called with the bytes read since the last call, each time a part is stored.

    Raises:
        LoadError: If a file's segments do not add up; earlier batches stay loaded.
    """
    create_raw_tables(connection)
    report = LoadReport()
    with _tuned(connection):
        for batch in _batches(files):
            report += _load_batch(connection, secret, batch, on_part)
    return report


@contextmanager
def _tuned(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let the database work inside the block the way loading is cheapest."""
    settings = {
        # The rows of a batch are few for a parallel plan: one thread halves the insert's CPU.
        "threads": 1,
        # Rows of a huge file go to the disk before their transaction ends.
        "memory_limit": MEMORY_LIMIT,
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


def _batches(files: Sequence[LandedFile]) -> Iterator[list[LandedFile]]:
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


def _load_batch(
    connection: duckdb.DuckDBPyConnection,
    secret: bytes,
    batch: Sequence[LandedFile],
    on_part: Callable[[int], object],
) -> LoadReport:
    practice_id = batch[0].practice_id
    tokens = Tokens(secret, practice_id)
    totals, balance = FileTotals(connection), Balance(connection)
    rows, findings, told = 0, 0, []
    with transaction(connection):
        connection.register(BATCH, pa.table({"file_id": texts([file.file_id for file in batch])}))
        _delete(connection, practice_id)
        for reading in read_chunks(_contents(batch), PART_BYTES):
            tables = typed(reading.tables)
            rows += insert_x12(connection, tokens.stored(tables), practice_id)
            findings += insert_notes(connection, reading, practice_id)
            totals.add(tables)
            balance.add(tables)
            told.append(reading.files)
            on_part(reading.byte_count)
        rows += insert_x12(connection, tokens.rest(), practice_id)
        findings += _list_arrivals(connection, arrivals(batch, pa.concat_tables(told)), practice_id)
        findings += balance.note(practice_id)
        totals.write(practice_id, BATCH)
        quarantined = write_manifest(connection, practice_id, BATCH)
        _assert_conservation(connection, practice_id)
    size = sum(file.byte_count for file in batch)
    return LoadReport(len(batch), rows, findings, quarantined, size)


def _list_arrivals(
    connection: duckdb.DuckDBPyConnection, arrived: pa.Table, practice_id: str
) -> int:
    """Put what is known of the batch's files into its table; return how many dates are odd."""
    connection.register(BATCH, arrived)
    odd = findings_of_dates(arrived)
    return insert_rows(connection, "findings", odd, practice_id)


def _contents(batch: Sequence[LandedFile]) -> Iterator[tuple[str, Bytes]]:
    """Yield each file's id and bytes; a huge file is mapped, so it is never in memory whole."""
    for file in batch:
        if file.byte_count <= BATCH_BYTES:
            yield file.file_id, file.path.read_bytes()
        else:
            with file.path.open("rb") as opened:
                yield file.file_id, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)


def _delete(connection: duckdb.DuckDBPyConnection, practice_id: str) -> None:
    loaded = connection.execute(
        f"select count(*) from raw.files where practice_id = ? "  # noqa: S608
        f"and file_id in (select file_id from {BATCH})",
        [practice_id],
    ).fetchall()
    if not loaded[0][0]:
        return
    for table in file_tables():
        connection.execute(
            f"delete from raw.{table} where practice_id = ? "  # noqa: S608
            f"and file_id in (select file_id from {BATCH})",
            [practice_id],
        )


def _assert_conservation(connection: duckdb.DuckDBPyConnection, practice_id: str) -> None:
    """Refuse a batch in which a file's segments are not all accounted for."""
    lost = connection.execute(
        f"""
        select files.file_id, files.segment_count, coalesce(sum(
            counts.loaded_count + counts.ignored_count + counts.quarantined_count), 0) as told
        from raw.files as files
        left join raw.segment_counts as counts using (practice_id, file_id)
        where files.practice_id = ? and files.file_id in (select file_id from {BATCH})
        group by all having files.segment_count is distinct from told
        """,  # noqa: S608
        [practice_id],
    ).fetchall()
    if lost:
        file_id, segment_count, told = lost[0]
        what = f"{segment_count} segments were received and {told} are accounted for."
        why = "A segment that is neither loaded nor told of would be missing in silence."
        remedy = "Nothing of this batch was stored. Report it with the file's id and version."
        raise LoadError(Problem(f"file {file_id}", what, why, remedy))
