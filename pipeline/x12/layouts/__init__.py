"""Layouts of the transaction sets: data only, one file a set.

``RAW_COLUMNS`` names every raw table's columns in their order (without ``practice_id``, which the
engine does not know); the warehouse's tables are made from it. Tables in ``IN_MEMORY_ONLY`` are
read to make a token and are never stored.
"""

from pipeline.x12.layouts.acknowledgement import ACKNOWLEDGEMENT
from pipeline.x12.layouts.claim_status import CLAIM_STATUS
from pipeline.x12.layouts.envelope import ENVELOPE, TRANSACTIONS
from pipeline.x12.layouts.remittance import REMITTANCE
from pipeline.x12.layouts.shape import Column, Kind, Layout, Loop, Part, Repeat, Table
from pipeline.x12.layouts.submitted_claims import SUBMITTED_CLAIMS

__all__ = [
    "ENVELOPE",
    "IN_MEMORY_ONLY",
    "KEYS",
    "LAYOUTS",
    "RAW_COLUMNS",
    "Column",
    "Kind",
    "Layout",
    "Loop",
    "Part",
    "Repeat",
    "Table",
]

LAYOUTS: dict[str, Layout] = {
    "835": REMITTANCE,
    "277": CLAIM_STATUS,
    "999": ACKNOWLEDGEMENT,
    "997": ACKNOWLEDGEMENT,
    "837": SUBMITTED_CLAIMS,
}
"""Layout of each ST01 that is read; a set with another ST01 is listed and its segments counted."""

KEYS: dict[str, Kind] = {
    "file_id": Kind.TEXT,
    "segment_number": Kind.INTEGER,
    "transaction_segment": Kind.INTEGER,
}
"""Columns in front of every table: which file, which segment, in which transaction set."""

IN_MEMORY_ONLY = frozenset({"submitted_demographics"})


def _kinds(table: Table) -> dict[str, Kind]:
    """Return the columns of a table as the warehouse holds them, keys first."""
    kinds = dict(KEYS)
    kinds.update({f"{parent}_segment": Kind.INTEGER for parent in table.parents})
    if table.repeat is not None:
        kinds[table.repeat.ordinal] = Kind.INTEGER
    kinds.update({name: column.kind for name, column in table.columns.items()})
    return kinds


RAW_COLUMNS: dict[str, dict[str, Kind]] = {
    "transactions": KEYS | TRANSACTIONS,
    **{
        name: _kinds(table)
        for layout in (ENVELOPE, REMITTANCE, CLAIM_STATUS, ACKNOWLEDGEMENT, SUBMITTED_CLAIMS)
        for name, table in layout.tables.items()
        if name not in IN_MEMORY_ONLY
    },
}
"""Raw table to its columns and their kinds, in the order of the tables' definition."""
