"""Arrow schemas of the tables the engine emits, made from the layouts.

Elements are text (checked, to be cast by whoever stores them); what the engine counts itself, such
as segment numbers, is int32.
"""

import pyarrow as pa

from pipeline.x12.layouts import ENVELOPE, KEYS, LAYOUTS, Kind, Table
from pipeline.x12.layouts.envelope import TRANSACTIONS

_TYPES = {Kind.INTEGER: pa.int32(), Kind.BOOLEAN: pa.bool_()}
_KEY_FIELDS = [(name, _TYPES.get(kind, pa.string())) for name, kind in KEYS.items()]


def _schema(table: Table) -> pa.Schema:
    fields = [*_KEY_FIELDS, *((f"{parent}_segment", pa.int32()) for parent in table.parents)]
    if table.repeat is not None:
        fields.append((table.repeat.ordinal, pa.int32()))
    return pa.schema([*fields, *((name, pa.string()) for name in table.columns)])


SCHEMAS: dict[str, pa.Schema] = {
    "transactions": pa.schema(
        [
            *_KEY_FIELDS,
            *((name, _TYPES.get(kind, pa.string())) for name, kind in TRANSACTIONS.items()),
        ]
    ),
    **{
        name: _schema(table)
        for layout in (ENVELOPE, *LAYOUTS.values())
        for name, table in layout.tables.items()
    },
}
"""Table to its schema; the columns stand in the order of ``RAW_COLUMNS``."""
