"""Which segments are the rows of a table: takes a layout's segments, refuses none of their content.

A row is a segment, or one group of elements where a segment repeats groups.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.x12.arrow import Int32s
from pipeline.x12.layouts import Column, Table
from pipeline.x12.segments import Chunk, pack


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of one table.

    Attributes:
        table: Their definition.
        rows: Segment of each row, as its place in the chunk.
        base: Position in the elements from which a repeated group counts.
        ordinal: Number of the group, from 1; None for a table without repeats.
    """

    table: Table
    rows: Int32s
    base: Int32s
    ordinal: Int32s | None

    def at(self, chunk: Chunk, column: Column) -> Int32s:
        """Return the positions of a column's elements; the null where a segment ends before."""
        start = self.base if column.repeats else chunk.first[self.rows]
        at = start + np.int32(column.element)
        return np.where(at <= chunk.last[self.rows], at, np.int32(chunk.null))


def select(chunk: Chunk, table: Table, inside: Int32s, ids: NDArray[np.uint32]) -> Selection:
    """Choose the rows of a table among the layout's segments."""
    hit = np.zeros(len(ids), dtype=np.bool_)
    for segment in table.segments:
        hit |= ids == pack(segment)
    rows = inside[hit]
    if table.only and len(rows):
        at = chunk.first[rows] + np.int32(1)
        known = np.minimum(at, chunk.last[rows])
        value = chunk.packed(known)
        wanted = np.array([pack(code) for code in table.only], dtype=np.uint32)
        rows = rows[np.isin(value, wanted) & (at == known)]
    return _repeated(chunk, table, rows)


def _repeated(chunk: Chunk, table: Table, rows: Int32s) -> Selection:
    """Make a row of each repeated group; groups without any content make none."""
    repeat = table.repeat
    if repeat is None:
        return Selection(table, rows, chunk.first[rows], None)
    beyond = np.maximum(chunk.last[rows] - chunk.first[rows] - repeat.before, 0)
    groups = np.minimum(-(-beyond // repeat.stride), repeat.most)
    starts = np.repeat(np.cumsum(groups) - groups, groups)
    ordinal = (np.arange(len(starts)) - starts + 1).astype(np.int32)
    rows = np.repeat(rows, groups)
    base = chunk.first[rows] + np.int32(repeat.before) + (ordinal - 1) * np.int32(repeat.stride)
    every = Selection(table, rows, base, ordinal)
    holds = np.zeros(len(rows), dtype=np.bool_)
    for column in table.columns.values():
        if column.repeats:
            holds |= chunk.is_filled(every.at(chunk, column))
    return Selection(table, rows[holds], base[holds], ordinal[holds])
