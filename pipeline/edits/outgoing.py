"""Files that are about to be sent, read into a database in memory as the loading reads them.

Takes the bytes of files, mapped or not. What names a person becomes a token before it is inserted.
Refuses nothing that a file holds; what cannot be read is told as the reader tells it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.edits.relations import FILE_TABLES, SENT_TABLES
from pipeline.raw_rows import typed
from pipeline.tokens import Tokens
from pipeline.x12.reading import Reading, read_chunks
from pipeline.x12.windows import Bytes

FILE_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """One file to judge.

    Attributes:
        path: Where it lies.
        sha256: Of its bytes, hex.
        data: Its bytes.
    """

    path: Path
    sha256: str
    data: Bytes

    @property
    def file_id(self) -> str:
        """Return the id that the warehouse gives to a file of these bytes."""
        return self.sha256[:FILE_ID_DIGITS]


def read_outgoing(
    connection: duckdb.DuckDBPyConnection, tokens: Tokens, files: Sequence[OutgoingFile]
) -> None:
    """Fill the tables of the schema ``sent`` with what files hold."""
    for reading in read_chunks((file.file_id, file.data) for file in files):
        _insert(connection, tokens.stored(typed(reading.tables)))
        _insert_notes(connection, reading)
    _insert(connection, tokens.rest())


def _insert(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    for name, arriving in tables.items():
        if name in SENT_TABLES:
            _insert_rows(connection, name, arriving)


def _insert_notes(connection: duckdb.DuckDBPyConnection, reading: Reading) -> None:
    for name, told in (("files", reading.files), ("findings", reading.findings)):
        _insert_rows(connection, name, told.select(list(FILE_TABLES[name])))


def _insert_rows(connection: duckdb.DuckDBPyConnection, name: str, arriving: pa.Table) -> None:
    if arriving.num_rows:
        connection.execute(f"insert into sent.{name} by name select * from arriving")  # noqa: S608
