"""The scan of every practice, from tables and to one.

Takes Arrow tables as the models hold them. Refuses nothing: a practice without a line or with a
short history has no row.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.causes.history import causes_by_week
from pipeline.causes.limits import Limits
from pipeline.causes.lines import FIELDS, AnsweredLines, Ints
from pipeline.causes.scan import Cause, Scan

FOUND = pa.schema(
    [
        pa.field("practice_id", pa.string()),
        pa.field("packet_week", pa.date32()),
        pa.field("cause_rank", pa.int32()),
        pa.field("category", pa.string()),
        *(pa.field(name, pa.string()) for name in FIELDS),
        pa.field("kind", pa.string()),
        pa.field("since_on", pa.date32()),
        pa.field("event_count", pa.int32()),
        pa.field("expected_count", pa.float64()),
        pa.field("line_count", pa.int32()),
        pa.field("ratio_low", pa.float64()),
        pa.field("ratio_high", pa.float64()),
    ]
)
"""One row per practice, week and cause; a field that does not narrow it is null."""

DIGITS = 6
"""Decimals kept: what is printed has two, and the last bits differ between machines."""


def found_causes(lines: pa.Table, weeks: pa.Table, thresholds: pa.Table) -> pa.Table:
    """Return the causes of every practice and week.

    Args:
        lines: ``int_answered_lines``.
        weeks: ``dim_packet_weeks``.
        thresholds: ``practice_id``, ``name`` and ``value``; those of causes begin with ``cause_``.
    """
    rows = [
        row
        for practice_id in sorted(weeks["practice_id"].unique().to_pylist())
        for row in _of_practice(
            practice_id,
            _only(lines, practice_id),
            sorted(_only(weeks, practice_id)["packet_week"].to_pylist()),
            _limits(_only(thresholds, practice_id)),
        )
    ]
    return pa.Table.from_pylist(rows, schema=FOUND)


def _of_practice(
    practice_id: str, table: pa.Table, weeks: list[dt.date], limits: Limits
) -> Iterator[dict[str, Any]]:
    if not len(table):
        return
    seen = table["packet_week"].unique().to_pylist()
    first = min(seen)
    codes = {name: _coded(table[name]) for name in (*FIELDS, "category")}
    scan = Scan(
        AnsweredLines(
            week=_weeks_after(first, table["packet_week"]),
            fields={name: codes[name][0] for name in FIELDS},
            category=codes["category"][0],
            is_event=table["is_event"].to_numpy(),
        ),
        limits,
        weeks=(max(*seen, *weeks) - first).days // 7 + 1,
    )
    words = {name: each[1] for name, each in codes.items()}
    asked = {(week - first).days // 7: week for week in weeks if first <= week}
    for number, causes in causes_by_week(scan, sorted(asked)):
        told = {"practice_id": practice_id, "packet_week": asked[number]}
        for rank, cause in enumerate(causes, 1):
            yield told | {"cause_rank": rank} | _row(cause, first, words)


def _row(cause: Cause, first: dt.date, words: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "category": words["category"][cause.category],
        **{name: words[name][code] for name, code in cause.cell.items()},
        "kind": cause.kind,
        "since_on": first + dt.timedelta(weeks=cause.since_week),
        "event_count": cause.event_count,
        "expected_count": round(cause.expected_count, DIGITS),
        "line_count": cause.line_count,
        "ratio_low": round(cause.ratio_low, DIGITS),
        "ratio_high": round(cause.ratio_high, DIGITS),
    }


def _only(table: pa.Table, practice_id: str) -> pa.Table:
    return table.filter(pc.field("practice_id") == practice_id)


def _limits(thresholds: pa.Table) -> Limits:
    names, values = thresholds["name"].to_pylist(), thresholds["value"].to_pylist()
    return Limits.from_thresholds(
        {name: float(value) for name, value in zip(names, values, strict=True)}
    )


def _weeks_after(first: dt.date, days: pa.ChunkedArray) -> Ints:
    return (days.to_numpy() - np.datetime64(first, "D")).astype("timedelta64[D]").astype(int) // 7


def _coded(column: pa.ChunkedArray) -> tuple[Ints, list[str]]:
    """Return a code a row, in the order of the words, -1 for none; and the words."""
    words = sorted(set(column.unique().to_pylist()) - {None})
    among = pc.SetLookupOptions(pa.array(words, pa.string()))
    codes = pc.call_function("index_in", [column], among)
    return codes.fill_null(-1).to_numpy().astype(np.int64), words
