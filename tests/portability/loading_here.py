"""A run's load in this process: batches are loaded by what a worker calls, without Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipeline.loading import batches_of
from pipeline.practice import Home
from pipeline.rebuilding import ground
from pipeline.resources.raw_parts import RawParts
from pipeline.spark.loading import BatchReader, load_on_spark, set_aside, unwhole
from tests.portability.landed import files_of


@dataclass
class Here:
    """As much of a session as loading asks for, which works in this process."""

    numbers: int = 0
    works: Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]] = field(default=iter)

    def range(self, start: int, end: int, step: int, parts: int) -> Here:
        assert (start, step, parts) == (0, 1, end)
        return Here(end)

    def mapInArrow(self, works: BatchReader, told: str) -> Here:  # noqa: N802
        del told
        return Here(self.numbers, works)

    def toArrow(self) -> pa.Table:  # noqa: N802
        asked = pa.RecordBatch.from_pydict({"id": list(range(self.numbers))})
        return pa.Table.from_batches(self.works(iter([asked])))


@dataclass(frozen=True)
class Run:
    """What a run said: why the warehouse is made again, and how many files are loaded again."""

    why: str
    again: int


def load_here(home: Home, load: str) -> Run:
    parts, session = RawParts.of(home), Here()
    here: Any = session
    with ground(home) as new:
        lost = unwhole(new.connection, parts)
        set_aside(new.connection, lost)
        again = len(lost)
        batches = tuple(batches_of(files_of(home, new.connection)))
        load_on_spark(new.connection, here, BatchReader(parts, load, batches, home.secret, {}))
    return Run(new.why, again)
