"""What is timed: ways to get at the same files, each a function of files and an empty folder.

Every work reads its files from the disk. Those that fill a DuckDB file in the folder close it, so
that writing it is part of them; on one thread and in the storage of the pipeline's own warehouse.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import mmap
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import csv

from pipeline.loading import load
from pipeline.raw_rows import typed
from pipeline.raw_tables import TYPES
from pipeline.resources.databases import STORAGE_VERSION
from pipeline.resources.sidecars import LandedFile
from pipeline.x12.layouts import IN_MEMORY_ONLY, RAW_COLUMNS
from pipeline.x12.reading import read_chunks

Work = Callable[[Sequence[Path], Path], None]

_ISA_END = 105
_DAY = dt.date(2026, 1, 6)
_SECRET = b"of made-up members"
_IN_MEMORY: dict[str, Any] = {"threads": 1}
_ON_DISK = _IN_MEMORY | {"storage_compatibility_version": STORAGE_VERSION}


def split(files: Sequence[Path], scratch: Path) -> None:
    """Split into segments and elements in plain Python, without any meaning."""
    del scratch
    for path in files:
        data = path.read_bytes()
        element, end = data[3:4], data[_ISA_END : _ISA_END + 1]
        for segment in data.split(end):
            segment.split(element)


def parse(files: Sequence[Path], scratch: Path) -> None:
    """Read into Arrow tables with the engine."""
    del scratch
    deque(read_chunks(_contents(files)), maxlen=0)


def parse_mapped(files: Sequence[Path], scratch: Path) -> None:
    """Read into Arrow tables from memory maps, as the pipeline does with a huge file."""
    del scratch
    for path in files:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            deque(read_chunks([(path.stem, data)]), maxlen=0)


def insert(files: Sequence[Path], scratch: Path) -> None:
    """Read and insert, typed, into memory: no tokens, findings, balances or totals."""
    del scratch
    with duckdb.connect(":memory:", config=_IN_MEMORY) as database:
        for name, columns in TYPED.items():
            listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            database.execute(f"create table {name} ({listed})")
        for reading in read_chunks(_contents(files)):
            for name, rows in stored(typed(reading.tables).items()):
                arriving = rows.select(list(TYPED[name]))
                database.execute(f"insert into {name} by name select * from arriving")  # noqa: S608
                del arriving


def load_raw(files: Sequence[Path], scratch: Path) -> None:
    """Load as the pipeline does: tokens, findings, balances, totals, segments all accounted for."""
    with duckdb.connect(str(scratch / "loaded.duckdb"), config=_ON_DISK) as database:
        load(database, _SECRET, [landed(path) for path in files])


def copy_csv(files: Sequence[Path], scratch: Path) -> None:
    """Load the same typed tables from CSVs into a DuckDB file: the counterpart of the load."""
    with duckdb.connect(str(scratch / "copied.duckdb"), config=_ON_DISK) as database:
        _read_csv(database, files)


def copy_csv_in_memory(files: Sequence[Path], scratch: Path) -> None:
    """Load them into memory: the counterpart of the bare insert."""
    del scratch
    with duckdb.connect(":memory:", config=_IN_MEMORY) as database:
        _read_csv(database, files)


def _read_csv(database: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Make a table of every CSV, as a database does at its best: nothing is guessed."""
    for path in files:
        kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in TYPED[path.stem].items())
        source = (
            f"read_csv('{path}', columns = {{{kinds}}}, header = true, auto_detect = false, "
            "dateformat = '%Y%m%d')"
        )
        database.execute(f"create table {path.stem} as select * from {source}")  # noqa: S608


WORKS: dict[str, Work] = {
    "split": split,
    "parse": parse,
    "parse_mapped": parse_mapped,
    "insert": insert,
    "load": load_raw,
    "copy": copy_csv_in_memory,
    "copy_file": copy_csv,
}

TYPED = {
    table: {column: TYPES[kind] for column, kind in columns.items()}
    for table, columns in RAW_COLUMNS.items()
}
"""Every stored table with the SQL types of its columns, private ones as the text that was sent."""


def write_csvs(files: Sequence[Path], folder: Path) -> int:
    """Write what the engine makes of files as one CSV a table; return how many rows."""
    writers: dict[str, csv.CSVWriter] = {}
    count = 0
    options = csv.WriteOptions(quoting_style="needed")
    for reading in read_chunks(_contents(files)):
        for name, rows in stored(reading.tables.items()):
            if name not in writers:
                path = folder / f"{name}.csv"
                writers[name] = csv.CSVWriter(path, rows.schema, write_options=options)
            writers[name].write_table(rows)
            count += rows.num_rows
    for writer in writers.values():
        writer.close()
    return count


def stored(tables: Iterable[tuple[str, pa.Table]]) -> Iterator[tuple[str, pa.Table]]:
    """Yield the tables that are stored and have rows."""
    for name, rows in tables:
        if rows.num_rows and name not in IN_MEMORY_ONLY:
            yield name, rows


def landed(path: Path) -> LandedFile:
    """Return a file as the landing archive knows it."""
    # The archive has hashed it before it is loaded, so that is no part of what is timed.
    sha256 = hashlib.sha256(path.name.encode()).hexdigest()
    landed_at = dt.datetime.combine(_DAY, dt.time(12), dt.UTC)
    size = path.stat().st_size
    return LandedFile("benchmark", sha256, path, size, path.name, _DAY, landed_at, _DAY, 1)


def _contents(files: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for path in files:
        yield path.stem, path.read_bytes()
