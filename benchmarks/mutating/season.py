"""Whether a season's truth notices a change of a model: the model and all that rests on it anew.

Takes the warehouse of an invented season whose facts are the truth (``tests/laws/test_truth.py``).
A change is noticed where a column of the facts that is held to the truth gets other rows. Nothing
stays changed.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.mutating import PATIENCE_S
from benchmarks.mutating.words import Change


@dataclass(frozen=True)
class Model:
    """A model as dbt compiled it: its table, its SQL, the models it reads."""

    table: str
    sql: str
    parents: frozenset[str]


def models(manifest: Path) -> dict[str, Model]:
    """Return every model that is a table of facts, parents before children."""
    nodes = json.loads(manifest.read_text("utf-8"))["nodes"]
    found = {
        name: Model(
            node["relation_name"], node["compiled_code"], frozenset(node["depends_on"]["nodes"])
        )
        for name, node in nodes.items()
        if node["resource_type"] == "model" and node["schema"] == "facts"
    }
    ordered: dict[str, Model] = {}
    while len(ordered) < len(found):
        for name, model in found.items():
            if name not in ordered and not (model.parents & found.keys()) - ordered.keys():
                ordered[name] = model
    return ordered


class Season:
    """A season's warehouse, and what of it is held to the truth."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        every: Mapping[str, Model],
        questions: Mapping[str, str],
    ) -> None:
        """Take an open warehouse; ``questions`` gives for each table the columns held to truth."""
        self._connection = connection
        self._every = every
        self._questions = questions

    def notices(self, name: str, change: Change) -> str:
        """Return what becomes of the season: ``truth``, ``rows`` (other rows only) or nothing.

        A change that does not run, or joins everything with everything, is noticed by whoever runs.
        """
        watch = threading.Timer(PATIENCE_S, self._connection.interrupt)
        watch.start()
        try:
            return self._effect(name, change)
        except duckdb.Error:
            return "truth"
        finally:
            watch.cancel()

    def _effect(self, name: str, change: Change) -> str:
        changed: dict[str, str] = {}
        for place, (other, model) in enumerate(self._every.items()):
            is_it = other == name
            if not is_it and not model.parents & changed.keys():
                continue
            sql = change.applied_to(model.sql) if is_it else model.sql
            for parent in model.parents & changed.keys():
                sql = sql.replace(self._every[parent].table, changed[parent])
            if self._differs(model.table, sql, f"anew_{place}"):
                changed[other] = f"temp.main.anew_{place}"
                if self._is_untrue(model.table, changed[other]):
                    return "truth"
            if is_it and not changed:
                return ""
        return "rows"

    def _differs(self, table: str, sql: str, anew: str) -> bool:
        """Make a table anew beside the old one; return whether it has other rows."""
        described = self._connection.execute(f"describe {table}").fetchall()
        columns = ", ".join(f'"{row[0]}"' for row in described)
        self._connection.execute(f"create or replace temp table {anew} as from {table} limit 0")
        self._connection.execute(
            f"insert into {anew} by name select {columns} from ({sql}\n) as told"  # noqa: S608
        )
        return self._are_others(
            f"select {columns} from temp.main.{anew}",  # noqa: S608
            f"select {columns} from {table}",  # noqa: S608
        )

    def _is_untrue(self, table: str, anew: str) -> bool:
        columns = self._questions.get(table.replace('"', "").split(".", 1)[1])
        if columns is None:
            return False
        return self._are_others(
            f"select {columns} from {anew}",  # noqa: S608
            f"select {columns} from {table}",  # noqa: S608
        )

    def _are_others(self, one: str, other: str) -> bool:
        found = self._connection.execute(
            f"select exists(({one}) except all ({other})) or exists(({other}) except all ({one}))"
        ).fetchone()
        return bool(found and found[0])
