"""What each file says in sums, copies included: the figures an operator compares with the sender's.

Takes the typed tables of a file's readings one after another, so that nothing grows with the file.
An element that was not sent counts as 0; nothing is excluded: not a reversal, not a second copy.
Amounts are dollars with the sign the sender gave them.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

_SUMS = {
    "remittance_claims": {
        "claim_count": "count(*)",
        "charge_usd": "sum(charge_usd)",
        "paid_usd": "sum(paid_usd)",
    },
    "remittance_services": {"line_count": "count(*)"},
    "remittance_adjustments": {
        "adjustment_count": "count(adjusted_usd) filter (carc_code is not null)",
        "adjusted_usd": "sum(adjusted_usd) filter (carc_code is not null)",
    },
    "provider_adjustments": {
        "provider_adjustment_count": "count(amount_usd)",
        "provider_adjusted_usd": "sum(amount_usd)",
    },
    "status_events": {"status_count": "count(*)"},
    "submitted_claims": {
        "submitted_count": "count(*)",
        "submitted_usd": "sum(charge_usd)",
    },
}
_NAMES = [name for sums in _SUMS.values() for name in sums]


class FileTotals:
    """Adds up the parts of a batch's files, in a temporary table of the connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Start a batch."""
        self._connection = connection
        listed = ", ".join(f"{name} decimal(38, 2)" for name in _NAMES)
        connection.execute(f"create or replace temp table total_parts (file_id varchar, {listed})")

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Take the tables of a reading."""
        for table, sums in _SUMS.items():
            part = tables.get(table)
            if part is not None and part.num_rows:
                listed = ", ".join(f"{sql} as {name}" for name, sql in sums.items())
                self._connection.execute(
                    f"insert into total_parts by name select file_id, {listed} "  # noqa: S608
                    f"from part group by file_id"
                )

    def write(self, practice_id: str, batch: str) -> None:
        """Write ``raw.file_totals`` for the files named in a table (column file_id)."""
        sums = ", ".join(f"coalesce(sum({name}), 0) as {name}" for name in _NAMES)
        self._connection.execute(
            f"insert into raw.file_totals by name "  # noqa: S608
            f"select $practice as practice_id, file_id, {sums} "
            f"from {batch} left join total_parts using (file_id) group by file_id",
            {"practice": practice_id},
        )
