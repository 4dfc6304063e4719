"""Readings held against each other: takes files and chunk sizes, says in which rows they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from mmap import ACCESS_READ, mmap
from tempfile import TemporaryFile
from types import ModuleType

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.x12 import framing, reading, windows
from pipeline.x12.arrow import texts
from pipeline.x12.reading import Reading, read_chunks
from pipeline.x12.windows import Bytes

Files = Sequence[tuple[str, bytes]]


def read_in_parts(files: Files) -> list[Reading]:
    """Read files as memory maps in a few parts, so that all of the readers' code has work."""
    size = sum(len(data) for _, data in files) // 3 + 1
    with mapped(files) as maps, chunks_of(size, size), longest_segment(size // 3):
        return list(read_chunks(maps, flush_bytes=size))


@contextmanager
def mapped(files: Files) -> Iterator[list[tuple[str, Bytes]]]:
    """Give files as read-only memory maps; one without a byte cannot be mapped and stays."""
    with ExitStack() as stack:
        maps: list[tuple[str, Bytes]] = []
        for file_id, data in files:
            opened = stack.enter_context(TemporaryFile())
            opened.write(data)
            opened.flush()
            is_mapped = len(data) > 0
            held = mmap(opened.fileno(), 0, access=ACCESS_READ) if is_mapped else data
            maps.append((file_id, held))
        yield maps
        for _, held in maps:
            if isinstance(held, mmap):
                held.close()


@contextmanager
def chunks_of(size: int, full: int) -> Iterator[None]:
    """Let the engine cut files into chunks, and look at them through windows, of this size."""
    with ExitStack() as stack:
        for module, name, value in (
            (reading, "_CHUNK_BYTES", size),
            (reading, "_FULL_BYTES", full),
            (windows, "WINDOW_BYTES", size),
            (reading, "WINDOW_BYTES", size),
        ):
            stack.enter_context(_set(module, name, value))
        yield


@contextmanager
def longest_segment(size: int) -> Iterator[None]:
    """Let the framer, and with it every reader, set aside segments that are longer than this."""
    with _set(framing, "LONGEST_SEGMENT", size):
        yield


@contextmanager
def _set(module: ModuleType, name: str, value: int) -> Iterator[None]:
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, kept)


def by_file(table: pa.Table) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for row in table.to_pylist():
        found.setdefault(row["file_id"], []).append(row)
    return found


def only(table: pa.Table, file_ids: Sequence[str]) -> pa.Table:
    if not table.num_rows:
        return table
    chosen = pc.SetLookupOptions(value_set=texts(list(file_ids)))
    return table.filter(pc.call_function("is_in", [table["file_id"]], chosen))


def unlike(label: str, whole: pa.Table, parts: Sequence[pa.Table]) -> Iterator[str]:
    joined = pa.concat_tables(parts)
    if not whole.num_rows and not joined.num_rows:
        return
    ours, theirs = _sorted(whole), _sorted(joined)
    if not ours.equals(theirs):
        mine, other = ours.to_pylist(), theirs.to_pylist()
        first = next(
            (pair for pair in zip(mine, other, strict=False) if pair[0] != pair[1]),
            (len(mine), len(other)),
        )
        yield f"{label}: {first[0]} is not {first[1]}"


def _sorted(table: pa.Table) -> pa.Table:
    """Put rows in one order; texts compare as they are, keys first."""
    return table.sort_by([(name, "ascending") for name in table.column_names])
