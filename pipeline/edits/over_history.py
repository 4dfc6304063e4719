"""The same edits over what was sent before: as of the day of each claim, with what was known then.

Takes a connection that has the warehouse attached, and days. Fills the schema ``sent`` from the
staging of the warehouse, where it was filled from a file before. Refuses to let a claim see what
became known on its own day or later: the relations carry that day, and the queries ask it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.edits import history, judging, reference
from pipeline.edits.plan import Plan
from pipeline.edits.relations import (
    FILE_TABLES,
    SENT_TABLES,
    create_relations,
    create_sent,
    sent_columns,
)
from pipeline.practice import Practice
from pipeline.practice.reference_files import ReferenceList
from pipeline.resources.databases import attach_to_read

# An edit that speaks of more of the paid claims is no check but a habit of coding. 2026-11-30.
MOST_OF_PAID = 0.3

# No edit judges dental claims; the models do not read their services.
_NOT_STAGED = {"submitted_dental_services"}

_PAID = f"""
with paid as (
    select distinct claims.claim_key
    from claims
    inner join history_claims as sent
        on claims.transaction_digest = sent.transaction_digest
        and claims.claim_number is not distinct from sent.claim_number
    inner join history_decided_texts as answers
        on sent.submission_id = answers.submission_id
    where answers.outcome in ('paid', 'patient_share')
)
select found.edit_id, count(distinct found.claim_key), (select count(*) from paid)
from {judging.FOUND} as found
semi join paid using (claim_key)
group by all order by all
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class PaidShare:
    """How many paid claims of the past an edit would have spoken of."""

    edit_id: str
    found_count: int
    paid_count: int

    @property
    def is_suspect(self) -> bool:
        """Tell whether it speaks of more than 30 % of what was paid."""
        return self.found_count > MOST_OF_PAID * self.paid_count


def lay_out(
    connection: duckdb.DuckDBPyConnection,
    practice: Practice,
    lists: Mapping[str, ReferenceList],
    secret: bytes,
    published: tuple[Path, str],
    days: tuple[dt.date, dt.date],
) -> str:
    """Make every relation of what a practice sent; return why it cannot be, or an empty text.

    Args:
        connection: To a database in memory.
        practice: Whose claims.
        lists: What its edits look things up in.
        secret: Makes tokens of the lists' numbers.
        published: The published copy and what opens it.
        days: First day on which a claim became known, and the day after the last one.

    Raises:
        duckdb.Error: The copy cannot be opened.
    """
    create_sent(connection)
    connection.execute("insert into judging values (?, null, null, null)", [practice.practice_id])
    reference.create_reference(connection, practice, lists, secret)
    history.without_history(connection)
    path, key = published
    if not path.is_file():
        return history.NOT_PUBLISHED
    attach_to_read(connection, path, key)
    if reason := history.see_history(connection):
        return reason
    try:
        _fill_sent(connection, practice.practice_id, days)
    except (duckdb.CatalogException, duckdb.BinderException):
        return history.MADE_BY_ANOTHER
    create_relations(connection)
    return ""


def paid_shares(connection: duckdb.DuckDBPyConnection, plan: Plan) -> tuple[PaidShare, ...]:
    """Ask the edits of a plan of what was laid out; return how many paid claims each speaks of."""
    judging.judge(connection, plan)
    return tuple(PaidShare(*row) for row in connection.execute(_PAID).fetchall())


def _fill_sent(
    connection: duckdb.DuckDBPyConnection, practice_id: str, days: tuple[dt.date, dt.date]
) -> None:
    for table in sorted({*SENT_TABLES} - _NOT_STAGED):
        staged = "stg_x12__transactions" if table == "transactions" else _staged(table)
        columns = ", ".join(sent_columns(table))
        connection.execute(
            f"insert into sent.{table} ({columns}) select {columns} "  # noqa: S608
            f"from denials.staging.{staged} "
            "where practice_id = ? and known_on >= ? and known_on < ?",
            [practice_id, *days],
        )
    for table, kinds in FILE_TABLES.items():
        columns = ", ".join(kinds)
        connection.execute(
            f"insert into sent.{table} ({columns}) select {columns} from denials.raw.{table} "  # noqa: S608
            "where practice_id = ? and file_id in (select file_id from sent.transactions)",
            [practice_id],
        )


def _staged(table: str) -> str:
    return table.replace("submitted_", "stg_submitted__", 1)
