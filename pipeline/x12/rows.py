"""Which segments are the rows of a table: takes a layout's segments, refuses none of their content.

A row is a segment, or one group of elements where a segment repeats groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.x12.arrow import Flags, Int32s, taken
from pipeline.x12.columns import trimmed
from pipeline.x12.layouts import Column, Repeat, Table
from pipeline.x12.segment_ids import Occurrences
from pipeline.x12.segments import Chunk, pack


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of one table.

    Attributes:
        table: Their definition.
        rows: Segment of each row, as its place in the chunk.
        base: Position in the elements from which a repeated group counts.
        ordinal: Number of the group, from 1; None for a table without repeats.
        overfull: Segments that hold more groups than there can be.
    """

    table: Table
    rows: Int32s
    base: Int32s
    ordinal: Int32s | None
    overfull: Int32s

    def at(self, chunk: Chunk, column: Column) -> Int32s:
        """Return the positions of a column's elements; the null where a segment ends before."""
        start = self.base if column.repeats else chunk.first[self.rows]
        at = start + np.int32(column.element)
        has_it = at <= chunk.last[self.rows]
        qualifier, codes = column.when
        if codes:
            has_it &= _says(chunk, self.rows, qualifier, codes)
        return np.where(has_it, at, np.int32(chunk.null))


def select(chunk: Chunk, table: Table, inside: Int32s, occurrences: Occurrences) -> Selection:
    """Choose the rows of a table among the layout's segments."""
    rows = inside[occurrences.of(*table.segments)]
    if table.only:
        rows = rows[_says(chunk, rows, 1, table.only)]
    return _repeated(chunk, table, rows)


def _says(chunk: Chunk, rows: Int32s, number: int, codes: Sequence[str]) -> Flags:
    """Return which segments hold one of some codes in an element."""
    at = chunk.element(rows, number)
    if chunk.has_padding:
        values = trimmed(taken(chunk.elements, at)).to_pylist()
        return np.fromiter((value in codes for value in values), np.bool_, len(rows))
    known = np.minimum(at, np.int32(chunk.null - 1))
    wanted = np.array([pack(code) for code in codes], dtype=np.uint32)
    return np.isin(chunk.packed(known), wanted) & (at == known)


def _repeated(chunk: Chunk, table: Table, rows: Int32s) -> Selection:
    """Make a row of each repeated group; groups without any content make none."""
    repeat = table.repeat
    if repeat is None:
        return Selection(table, rows, chunk.first[rows], None, rows[:0])
    beyond = np.maximum(chunk.last[rows] - chunk.first[rows] - repeat.before, 0)
    groups = np.minimum(-(-beyond // repeat.stride), repeat.most)
    overfull = _filled_beyond(chunk, rows[beyond > repeat.stride * repeat.most], repeat)
    starts = np.repeat(np.cumsum(groups) - groups, groups)
    ordinal = (np.arange(len(starts)) - starts + 1).astype(np.int32)
    rows = np.repeat(rows, groups)
    base = chunk.first[rows] + np.int32(repeat.before) + (ordinal - 1) * np.int32(repeat.stride)
    every = Selection(table, rows, base, ordinal, overfull)
    holds = np.zeros(len(rows), dtype=np.bool_)
    for column in table.columns.values():
        if column.repeats:
            holds |= chunk.is_filled(every.at(chunk, column))
    return Selection(table, rows[holds], base[holds], ordinal[holds], overfull)


def _filled_beyond(chunk: Chunk, rows: Int32s, repeat: Repeat) -> Int32s:
    """Return the segments that hold anything behind their last group."""
    ends = np.int32(1 + repeat.before + repeat.stride * repeat.most)
    filled = [
        chunk.is_filled(
            np.arange(int(chunk.first[row] + ends), int(chunk.last[row]) + 1, dtype=np.int32)
        )
        for row in rows
    ]
    return rows[[bool(each.any()) for each in filled]] if len(rows) else rows
