"""The tables of a chunk: takes segments laid out column-wise and a layout, gives Arrow tables.

A column of every row of a table is one run of positions in the array of elements; the runs of all
tables that need the same treatment are joined, taken once, checked once and cut again. Nothing is
refused: an element that is absent is null, one that is no amount or date is null and reported.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.x12 import columns
from pipeline.x12.arrow import Flags, Int32s, integers, repeated, taken, texts
from pipeline.x12.layouts import Kind, Layout, Part
from pipeline.x12.loops import open_loops
from pipeline.x12.rows import Selection, select
from pipeline.x12.schemas import SCHEMAS
from pipeline.x12.segment_ids import Occurrences
from pipeline.x12.segments import Chunk

Check = Callable[[pa.Array], tuple[pa.Array, columns.Faults]]
Name = tuple[str, str]
"""Table and column."""

ELEMENTS = 1 << 32
ValueFaults = NDArray[np.int64]
"""Values that are wrong: a segment's place in the chunk times ``ELEMENTS``, plus the element."""


def _unchecked(values: pa.Array) -> tuple[pa.Array, columns.Faults]:
    return values, []


_CHECKS: dict[tuple[Kind, Part], Check] = {
    (Kind.TEXT, Part.WHOLE): _unchecked,
    (Kind.PRIVATE, Part.WHOLE): _unchecked,
    (Kind.MONEY, Part.WHOLE): columns.money,
    (Kind.INTEGER, Part.WHOLE): columns.counts,
    (Kind.DATE, Part.WHOLE): columns.dates,
    (Kind.DATE, Part.FIRST_DATE): columns.first_dates,
    (Kind.DATE, Part.LAST_DATE): columns.last_dates,
}


@dataclass(slots=True)
class Parsed:
    """What a layout made of a chunk.

    Attributes:
        tables: Raw table name to its rows, in the order of the segments; only tables with rows.
        found: Values that were nulled or rounded, by code, in the order of the segments.
        is_loaded: For each segment of the chunk, whether it made a row.
        open_loops: Openers still open behind the last segment of the layout.
    """

    tables: dict[str, pa.Table]
    found: dict[str, ValueFaults]
    is_loaded: Flags
    open_loops: dict[str, int] = field(default_factory=dict)


def parse(
    chunk: Chunk,
    layout: Layout,
    inside: Int32s,
    transaction: Int32s,
    file_ids: Sequence[str],
    carried: Mapping[str, int],
) -> Parsed:
    """Make the tables of a layout from the segments that belong to it.

    Args:
        chunk: Segments of any files.
        layout: What to make.
        inside: Places in the chunk of the layout's segments, ascending.
        transaction: For each segment of the chunk the number of its ST, 0 for none.
        file_ids: Ids of the chunk's files, from the first on, by ordinal.
        carried: Openers of loops still open when the first segment starts.
    """
    parsed = Parsed({}, {}, np.zeros(len(chunk), dtype=np.bool_))
    occurrences = Occurrences(chunk.codes[inside])
    loops = open_loops(layout, occurrences, chunk.number[inside], carried)
    parsed.open_loops = {name: int(numbers[-1]) for name, numbers in loops.items()}
    place = np.zeros(len(chunk), dtype=np.int32)
    place[inside] = np.arange(len(inside), dtype=np.int32)
    every = {
        name: select(chunk, table, inside, occurrences) for name, table in layout.tables.items()
    }
    chosen = {name: selection for name, selection in every.items() if len(selection.rows)}
    values, faults = _values(chunk, chosen)
    faults |= _overfull(every.values())
    parsed.found = {code: np.unique(np.concatenate(parts)) for code, parts in faults.items()}
    if not chosen:
        return parsed
    keys = _keys(chunk, chosen, transaction, file_ids)
    for name, selection in chosen.items():
        parsed.is_loaded[selection.rows] = True
        made = keys[name] + _places(selection, loops, place[selection.rows])
        made += [values[name, column] for column in selection.table.columns]
        parsed.tables[name] = pa.Table.from_arrays(made, schema=SCHEMAS[name])
    return parsed


def _places(selection: Selection, loops: Mapping[str, Int32s], at: Int32s) -> list[pa.Array]:
    """Return the openers of the loops a row stands in, and the number of its group."""
    openers = [loops[parent][at] for parent in selection.table.parents]
    made = [integers(opener, opener > 0) for opener in openers]
    return made if selection.ordinal is None else [*made, integers(selection.ordinal)]


def _values(
    chunk: Chunk, chosen: Mapping[str, Selection]
) -> tuple[dict[Name, pa.Array], dict[str, list[ValueFaults]]]:
    """Return every column of every table, taken and checked together, and what was wrong."""
    whole: dict[tuple[Kind, Part], dict[Name, Int32s]] = {}
    composite: dict[Name, Int32s] = {}
    for name, selection in chosen.items():
        for key, column in selection.table.columns.items():
            runs = whole.setdefault((column.kind, column.part), {})
            runs = composite if column.component else runs
            runs[name, key] = selection.at(chunk, column)
    values = _components(chunk, chosen, composite)
    found: dict[str, list[ValueFaults]] = {}
    for treatment, runs in whole.items():
        if not runs:
            continue
        checked, faults = _CHECKS[treatment](_take(chunk, list(runs.values())))
        values |= _cut(checked, runs)
        for code, wrong in _wrong(chunk, chosen, runs, faults) if faults else ():
            found.setdefault(code, []).append(wrong)
    return values, found


def _components(
    chunk: Chunk, chosen: Mapping[str, Selection], composite: Mapping[Name, Int32s]
) -> dict[Name, pa.Array]:
    """Return the columns that are components; each composite is split once."""
    sources: dict[tuple[str, int], tuple[Int32s, Int32s]] = {}
    for (name, key), at in composite.items():
        selection = chosen[name]
        sources[name, selection.table.columns[key].element] = at, selection.rows
    if not sources:
        return {}
    whole = _take(chunk, [at for at, _ in sources.values()])
    rows = np.concatenate([rows for _, rows in sources.values()])
    parts, first, count = columns.components(whole, chunk.component[rows])
    parts = columns.trimmed(parts) if columns.has_space(parts) else parts
    stops = np.cumsum([len(at) for at, _ in sources.values()]).tolist()
    places = dict(zip(sources, zip([0, *stops[:-1]], stops, strict=True), strict=True))
    runs: dict[Name, Int32s] = {}
    for name, key in composite:
        column = chosen[name].table.columns[key]
        start, stop = places[name, column.element]
        has_it = count[start:stop] >= column.component
        if column.under:
            has_it &= _are_among(taken(parts, first[start:stop]), column.under)
        at = first[start:stop] + np.int32(column.component - 1)
        runs[name, key] = np.where(has_it, at, np.int32(len(parts) - 1))
    return _cut(taken(parts, np.concatenate(list(runs.values()))), runs)


def _are_among(values: pa.Array, codes: Sequence[str]) -> Flags:
    """Return which texts are one of some codes."""
    found = pc.call_function("is_in", [values], pc.SetLookupOptions(texts(codes)))
    return np.array(found.to_pylist(), dtype=np.bool_)


def _take(chunk: Chunk, runs: list[Int32s]) -> pa.Array:
    """Take joined runs of elements; without padding when the chunk has any."""
    values = taken(chunk.elements, np.concatenate(runs))
    return columns.trimmed(values) if chunk.has_padding else values


def _cut(values: pa.Array, runs: Mapping[Name, Int32s]) -> dict[Name, pa.Array]:
    """Cut joined values into their columns again."""
    cut: dict[Name, pa.Array] = {}
    start = 0
    for name, at in runs.items():
        cut[name] = values.slice(start, len(at))
        start += len(at)
    return cut


def _wrong(
    chunk: Chunk,
    chosen: Mapping[str, Selection],
    runs: Mapping[Name, Int32s],
    faults: columns.Faults,
) -> Iterator[tuple[str, ValueFaults]]:
    """Turn positions in joined values into segments and elements, by code."""
    at = np.concatenate(list(runs.values()))
    rows = np.concatenate([chosen[name].rows for name, _ in runs])
    for code in sorted({code for _, code in faults}):
        positions = np.array([position for position, own in faults if own == code])
        row = rows[positions].astype(np.int64)
        yield code, row * ELEMENTS + at[positions] - chunk.first[row]


def _overfull(selections: Iterable[Selection]) -> dict[str, list[ValueFaults]]:
    """Return the segments that hold more groups than are loaded, and how many are."""
    parts = [
        each.overfull.astype(np.int64) * ELEMENTS + each.table.repeat.most
        for each in selections
        if each.table.repeat is not None and len(each.overfull)
    ]
    return {"extra_groups": parts} if parts else {}


def _keys(
    chunk: Chunk, chosen: Mapping[str, Selection], transaction: Int32s, file_ids: Sequence[str]
) -> dict[str, list[pa.Array]]:
    """Return the columns in front of every table: file, segment, set."""
    rows = np.concatenate([selection.rows for selection in chosen.values()])
    inside = transaction[rows]
    is_one = len(file_ids) == 1
    most = max(len(selection.rows) for selection in chosen.values())
    files = (
        repeated(file_ids[0], most)
        if is_one
        else texts(file_ids).take(integers(chunk.file[rows] - chunk.file[0]))
    )
    joined = (integers(chunk.number[rows]), integers(inside, inside > 0))
    keys: dict[str, list[pa.Array]] = {}
    start = 0
    for name, selection in chosen.items():
        size = len(selection.rows)
        keys[name] = [files.slice(0 if is_one else start, size)]
        keys[name] += [values.slice(start, size) for values in joined]
        start += size
    return keys
