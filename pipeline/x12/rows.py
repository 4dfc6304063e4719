"""Which segments are the rows of a table: takes a layout's segments, refuses none of their content.

A row is a segment, or one group of elements where a segment repeats groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.x12.arrow import Flags, Int32s, taken
from pipeline.x12.columns import trimmed
from pipeline.x12.layouts import Column, Repeat, Table
from pipeline.x12.segment_ids import id_codes
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
        first: Position in the elements of each row's segment id.
        last: Position of its segment's last element.
    """

    table: Table
    rows: Int32s
    base: Int32s
    ordinal: Int32s | None
    overfull: Int32s
    first: Int32s
    last: Int32s

    def at(self, chunk: Chunk, column: Column) -> Int32s:
        """Return the positions of a column's elements; the null where a segment ends before."""
        at = (self.base if column.repeats else self.first) + np.int32(column.element)
        has_it = at <= self.last
        qualifier, codes = column.when
        if codes:
            has_it &= _says(chunk, self.rows, qualifier, codes)
        return np.where(has_it, at, np.int32(chunk.null))


class ById:
    """The segments of a layout, found by their id without looking at all of them each time."""

    def __init__(self, chunk: Chunk, inside: Int32s) -> None:
        """Sort the segments at places ``inside``, which ascend, by their id."""
        codes = chunk.codes[inside]
        order = np.argsort(codes, kind="stable")
        self._codes = codes[order]
        self._rows = inside[order]

    def rows(self, segments: Sequence[str]) -> Int32s:
        """Return the places of the segments with one of some ids, ascending."""
        codes = id_codes(np.array([pack(segment) for segment in segments], dtype=np.uint32))
        starts = np.searchsorted(self._codes, codes, side="left").tolist()
        stops = np.searchsorted(self._codes, codes, side="right").tolist()
        parts = [self._rows[begin:end] for begin, end in zip(starts, stops, strict=True)]
        return parts[0] if len(parts) == 1 else np.sort(np.concatenate(parts))


def select(chunk: Chunk, table: Table, by_id: ById) -> Selection:
    """Choose the rows of a table among the layout's segments."""
    rows = by_id.rows(table.segments)
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
    first, last = chunk.first[rows], chunk.last[rows]
    if repeat is None:
        return Selection(table, rows, first, None, rows[:0], first, last)
    beyond = np.maximum(last - first - repeat.before, 0)
    groups = np.minimum(-(-beyond // repeat.stride), repeat.most)
    overfull = _filled_beyond(chunk, rows[beyond > repeat.stride * repeat.most], repeat)
    starts = np.repeat(np.cumsum(groups) - groups, groups)
    ordinal = (np.arange(len(starts)) - starts + 1).astype(np.int32)
    rows, first, last = (np.repeat(values, groups) for values in (rows, first, last))
    base = first + np.int32(repeat.before) + (ordinal - 1) * np.int32(repeat.stride)
    every = Selection(table, rows, base, ordinal, overfull, first, last)
    holds = np.zeros(len(rows), dtype=np.bool_)
    for column in table.columns.values():
        if column.repeats:
            holds |= chunk.is_filled(every.at(chunk, column))
    kept = (values[holds] for values in (rows, base, ordinal))
    return Selection(table, *kept, overfull, first[holds], last[holds])


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
