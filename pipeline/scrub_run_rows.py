"""``raw.scrub_…``: what a home's scrubs looked at and found, out of the runs that it keeps.

Takes the kept runs as JSON. Keeps of a finding its place and the edit, not its words: what a claim
holds stays in the kept run. A run is read once, for its name is of its content; one that is no
longer kept loses its rows. Refuses nothing: what is no kept run of this version is passed over.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.raw_columns import SCRUB_TABLES
from pipeline.raw_tables import create_raw_tables
from pipeline.resources.warehouse import transaction

SCHEMA_VERSION = 1
"""Of the JSON; ``pipeline.edits.reports`` writes it."""

Told = Mapping[str, Any]
Read = Callable[[Collection[str]], Iterable[tuple[str, str]]]


def replace_scrub_runs(
    connection: duckdb.DuckDBPyConnection, practice_id: str, kept: Collection[str], read: Read
) -> int:
    """Make the rows of a practice those of its kept runs; return how many runs were read.

    Args:
        connection: To the working file; no transaction is open.
        practice_id: Whose.
        kept: Names of the runs that are kept.
        read: Gives name and JSON of the runs that it is asked for.
    """
    create_raw_tables(connection)
    known = {
        run_id
        for (run_id,) in connection.execute(
            "select run_id from raw.scrub_runs where practice_id = ?", [practice_id]
        ).fetchall()
    }
    new = dict(_told(read({*kept} - known)))
    with transaction(connection):
        for table, columns in SCRUB_TABLES.items():
            connection.execute(
                f"delete from raw.{table} where practice_id = ? and not list_contains(?, run_id)",  # noqa: S608
                [practice_id, [*kept]],
            )
            rows = [row for run_id, told in new.items() for row in _ROWS[table](run_id, told)]
            if rows:
                arriving = _table(rows, columns)
                connection.execute(
                    f"insert into raw.{table} by name select ? as practice_id, * from arriving",  # noqa: S608
                    [practice_id],
                )
                del arriving
    return len(new)


def _told(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Told]]:
    for run_id, text in texts:
        try:
            told = json.loads(text)
        except ValueError:
            continue
        if isinstance(told, dict) and told.get("schema_version") == SCHEMA_VERSION:
            yield run_id, told


def _runs(run_id: str, told: Told) -> Iterator[Told]:
    totals = told["totals"]
    yield {
        "run_id": run_id,
        "as_of_on": told["as_of_on"],
        "rules_version": told["rules_version"],
        **{name: totals.get(name) for name in SCRUB_TABLES["scrub_runs"] if name in totals},
    }


def _sets(run_id: str, told: Told) -> Iterator[Told]:
    seen = {digest: file["sent_on"] for file in told["files"] for digest in file.get("sets", ())}
    for digest, sent_on in seen.items():
        yield {"run_id": run_id, "transaction_digest": digest, "sent_on": sent_on}


def _edits(run_id: str, told: Told) -> Iterator[Told]:
    for edit in told["edits_run"]:
        yield {"run_id": run_id, **edit}


def _findings(run_id: str, told: Told) -> Iterator[Told]:
    for finding in told["findings"]:
        yield {"run_id": run_id, "file_id": finding["file"], **finding}


_ROWS: Mapping[str, Callable[[str, Told], Iterator[Told]]] = {
    "scrub_runs": _runs,
    "scrub_sets": _sets,
    "scrub_edits": _edits,
    "scrub_findings": _findings,
}


def _table(rows: list[Told], columns: Mapping[str, str]) -> pa.Table:
    """Return the columns that are kept; days are text here, and dollars exact."""
    return pa.table({name: _column(name, kind, rows) for name, kind in columns.items()})


def _column(name: str, kind: str, rows: list[Told]) -> pa.Array:
    values = [row.get(name) for row in rows]
    if kind == "date":
        return pc.cast(pa.array(values, pa.string()), pa.date32())
    if kind.startswith("decimal"):
        exact = [None if value is None else Decimal(value) for value in values]
        return pa.array(exact, pa.decimal128(18, 2))
    return pa.array(values, {"integer": pa.int32(), "boolean": pa.bool_()}.get(kind, pa.string()))
