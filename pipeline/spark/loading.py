"""Landed files into parts: every batch is loaded on a worker, by the loader that one machine uses.

Takes files of the landing archive, which every worker reaches. A worker loads a batch into a
database of its own, adds up what was received and what is told of it there, writes the rows as
parts, and hands back what is said about the files and what each part is; that, and with it the
whole load, counts when one transaction of the working file ends. Refuses what the loader refuses.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import versions
from pipeline.answer_findings import note_answers
from pipeline.batches import BATCH, LoadError, assert_conservation, delete_batch
from pipeline.errors import Problem, TriageError
from pipeline.exports.returned_files import TABLES as LISTS
from pipeline.loading import LoadReport, load
from pipeline.raw_tables import create_raw_tables, file_tables, raw_tables
from pipeline.resources.databases import quoted
from pipeline.resources.raw_parts import FileKey, Note, Part, RawParts
from pipeline.resources.warehouse import transaction
from pipeline.resources.whole_files import put_in_place
from pipeline.spark.tables import IN_PARTS
from pipeline.x12.arrow import texts

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from pipeline.exports.profile import Profile
    from pipeline.resources.sidecars import LandedFile

Profiles = Mapping[str, tuple["Profile", ...]]

_TOLD = "number long, table_name string, rows binary"
# Beside tables of raw, a batch tells what it did, which parts it wrote, or why it wrote none.
_REPORT, _PARTS, _PROBLEMS = "load_report", "parts", "problems"
_SAID = tuple(table for table in file_tables() if table not in IN_PARTS)


@dataclass(frozen=True, slots=True)
class BatchReader:
    """What a worker is handed: every batch of a load, and what reading them needs.

    Attributes:
        load: Key of the load.
        batches: Files of one practice each.
        secret: Makes the tokens.
        profiles: Own profiles of lists, by practice.
    """

    parts: RawParts
    load: str
    batches: Sequence[Sequence[LandedFile]]
    secret: bytes
    profiles: Profiles

    def __call__(self, numbers: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Load the batches of these numbers; yield what is said of each, a table a row."""
        for asked in numbers:
            for number in asked.column(0).to_pylist():
                yield _as_rows(number, self._said(number))

    def _said(self, number: int) -> dict[str, pa.Table]:
        try:
            return self._loaded(number)
        except TriageError as error:
            # In our words, and at once: Spark would have the batch loaded three times more, and
            # tell of it in words that may quote a row.
            return {_PROBLEMS: pa.Table.from_pylist([asdict(one) for one in error.problems])}

    def _loaded(self, number: int) -> dict[str, pa.Table]:
        files = self.batches[number]
        with (
            tempfile.TemporaryDirectory(prefix="triage-batch-") as scratch,
            duckdb.connect(str(Path(scratch) / "batch.duckdb")) as connection,
        ):
            report = load(connection, self.secret, files, profiles=self.profiles)
            parts = [
                part
                for table in IN_PARTS
                for part in self._written(connection, table, files[0].practice_id, number)
            ]
            said = {
                table: connection.execute(f"from raw.{table}").to_arrow_table() for table in _SAID
            }
        counts = {name: [getattr(report, name)] for name in LoadReport.__dataclass_fields__}
        told = pa.Table.from_pylist([asdict(part) for part in parts])
        return said | {_REPORT: pa.table(counts), _PARTS: told}

    def _written(
        self, connection: duckdb.DuckDBPyConnection, table: str, practice_id: str, number: int
    ) -> Iterator[Part]:
        """Write the rows of a table, whole or not at all: a worker that is lost is asked again."""
        if not connection.execute(f"select count(*) from raw.{table}").fetchall()[0][0]:  # noqa: S608
            return
        path = self.parts.path(table, practice_id, self.load, number)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Two workers may load the same batch, where the first seems lost.
        half = path.with_name(f".{uuid.uuid4().hex}.new")
        columns = ", ".join(name for name in raw_tables()[table] if name != "practice_id")
        connection.execute(
            f"copy (select {columns} from raw.{table}) to {quoted(half)} "  # noqa: S608
            "(format parquet, compression zstd)"
        )
        half.chmod(0o600)
        part = self.parts.part(path, half)
        put_in_place({half: path})
        yield part


def load_on_spark(
    connection: duckdb.DuckDBPyConnection,
    session: SparkSession,
    reader: BatchReader,
) -> LoadReport:
    """Load a reader's batches, and return what was loaded.

    Args:
        connection: To the working file; no transaction is open.
        session: Its workers reach the archive and the parts under the same paths.
        reader: What to load.

    Raises:
        LoadError: If a file's segments do not add up; nothing of the load counts then.
    """
    create_raw_tables(connection)
    count = len(reader.batches)
    if not count:
        return LoadReport()
    files = [file for batch in reader.batches for file in batch]
    note = Note(made_by(), frozenset((file.practice_id, file.file_id) for file in files))
    reader.parts.note(reader.load, note)
    told = session.range(0, count, 1, count).mapInArrow(reader, _TOLD).toArrow()
    if problems := _rows(told, _PROBLEMS):
        raise LoadError(*(Problem(**row) for row in problems))
    parts = frozenset(Part(**row) for row in _rows(told, _PARTS))
    with transaction(connection):
        report = _keep(connection, told)
        reader.parts.note(reader.load, replace(note, parts=parts))
    return report


def unwhole(connection: duckdb.DuckDBPyConnection, parts: RawParts) -> set[FileKey]:
    """Delete loads that are not whole; return the files of them that had counted as loaded.

    They count on until they are set aside: whoever stops in between finds them again.
    """
    create_raw_tables(connection)
    listed = connection.execute("select practice_id, file_id from raw.files").fetchall()
    return parts.sweep(listed, made_by())


def set_aside(connection: duckdb.DuckDBPyConnection, lost: Iterable[FileKey]) -> None:
    """Delete what the working file says of files; they are new then, and are loaded again."""
    again: dict[str, list[str]] = {}
    for practice_id, file_id in sorted(lost):
        again.setdefault(practice_id, []).append(file_id)
    for practice_id, file_ids in again.items():
        with transaction(connection):
            connection.register(BATCH, pa.table({"file_id": texts(file_ids)}))
            delete_batch(connection, practice_id)


def made_by() -> str:
    """Name what decides how a file becomes rows: another name, and the parts are made again."""
    return f"{versions.READING} {versions.layout_digest()}"


def _as_rows(number: int, said: Mapping[str, pa.Table]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict(
        {
            "number": [number] * len(said),
            "table_name": list(said),
            "rows": [_packed(table) for table in said.values()],
        },
        schema=pa.schema(
            [("number", pa.int64()), ("table_name", pa.string()), ("rows", pa.binary())]
        ),
    )


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()


def _keep(connection: duckdb.DuckDBPyConnection, told: pa.Table) -> LoadReport:
    """Write what was said of every file; the load counts with the end of the transaction."""
    arrived, with_lists = [], set[str]()
    for table, rows in _unpacked(told):
        if table not in _SAID:
            continue
        connection.execute(f"insert into raw.{table} by name select * from rows")  # noqa: S608
        if table == "files":
            arrived.append(rows)
        if table in LISTS and rows.num_rows:
            with_lists |= {*rows.column("practice_id").unique().to_pylist()}
    files = pa.concat_tables(arrived)
    for practice_id in files.column("practice_id").unique().to_pylist():
        own = files.filter(pc.call_function("equal", [files.column("practice_id"), practice_id]))
        connection.register(BATCH, own)
        if practice_id in with_lists:
            note_answers(connection, practice_id)
        assert_conservation(connection, practice_id)
    return sum((LoadReport(**row) for row in _rows(told, _REPORT)), start=LoadReport())


def _rows(told: pa.Table, table: str) -> list[dict[str, Any]]:
    chosen = told.filter(pc.call_function("equal", [told.column("table_name"), table]))
    return [row for _, rows in _unpacked(chosen) for row in rows.to_pylist()]


def _unpacked(told: pa.Table) -> Iterable[tuple[str, pa.Table]]:
    for row in told.to_pylist():
        with pa.ipc.open_stream(row["rows"]) as stream:
            yield row["table_name"], stream.read_all()
