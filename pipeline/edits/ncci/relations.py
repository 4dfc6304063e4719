"""NCCI lists as relations of the edits: one for each kind, all quarters and programmes in it.

Takes a connection and the lists kept. A list that is not there leaves its relation empty. Refuses
nothing.
"""

from collections.abc import Sequence

import duckdb

from pipeline.edits.ncci.keeping import KeptList
from pipeline.edits.ncci.layouts import LAYOUTS
from pipeline.edits.relations import create_table, literal

KEY_COLUMNS = {
    "programme": "varchar",
    "service": "varchar",
    "quarter_from_on": "date",
    "quarter_before_on": "date",
}


def relation_of(kind: str) -> str:
    """Return the name of the relation of a kind of list, which templates need by it."""
    return f"ncci_{kind}"


def create_ncci(connection: duckdb.DuckDBPyConnection, kept: Sequence[KeptList]) -> None:
    """Create the relations; files are read when a query asks, and only for the codes it has."""
    for kind, layout in LAYOUTS.items():
        name = relation_of(kind)
        own = [_select(one) for one in kept if one.key.kind == kind]
        if own:
            connection.execute(f"create temp view {name} as {' union all '.join(own)}")
        else:
            create_table(connection, name, {**KEY_COLUMNS, **layout.columns})


def _select(one: KeptList) -> str:
    values = (one.key.programme, one.key.service, one.key.from_on, one.key.before_on)
    said = ", ".join(
        f"cast({literal(value)} as {kind}) as {column}"
        for value, (column, kind) in zip(values, KEY_COLUMNS.items(), strict=True)
    )
    return f"select {said}, * from read_parquet({literal(str(one.path))})"  # noqa: S608
