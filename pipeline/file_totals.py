"""What each file says in sums, copies included: the figures an operator compares with the sender's.

Takes the rows of raw tables. An element that was not sent counts as 0; nothing is excluded: not a
reversal, not a second copy. Amounts are dollars with the sign the sender gave them.
"""

import duckdb

_PARTS = {
    "remittance_claims": {
        "claim_count": "count(*)",
        "charge_usd": "sum(charge_usd)",
        "paid_usd": "sum(paid_usd)",
    },
    "remittance_services": {"line_count": "count(*)"},
    "remittance_adjustments": {
        "adjustment_count": "count(*) filter (carc_code is not null and adjusted_usd is not null)",
        "adjusted_usd": "sum(adjusted_usd) filter (carc_code is not null)",
    },
    "provider_adjustments": {
        "provider_adjustment_count": "count(*) filter (amount_usd is not null)",
        "provider_adjusted_usd": "sum(amount_usd)",
    },
    "status_events": {"status_count": "count(*)"},
    "submitted_claims": {"submitted_count": "count(*)", "submitted_usd": "sum(charge_usd)"},
}


def total_files(connection: duckdb.DuckDBPyConnection, practice_id: str, batch: str) -> None:
    """Write ``raw.file_totals`` for the files listed in the table ``batch`` (column file_id)."""
    sums = ", ".join(
        f"coalesce({table}.{name}, 0)" for table, names in _PARTS.items() for name in names
    )
    joins = " ".join(_joined(table, names, batch) for table, names in _PARTS.items())
    connection.execute(
        f"insert into raw.file_totals select $practice, batch.file_id, {sums} "  # noqa: S608
        f"from {batch} as batch {joins}",
        {"practice": practice_id},
    )


def _joined(table: str, names: dict[str, str], batch: str) -> str:
    listed = ", ".join(f"{sql} as {name}" for name, sql in names.items())
    return (
        f"left join (select file_id, {listed} from raw.{table} where practice_id = $practice "  # noqa: S608
        f"and file_id in (select file_id from {batch}) group by all) as {table} using (file_id)"
    )
