"""Edits that speak of most of what was paid: habits of coding and no checks.

Takes what a practice sent and was paid for. Refuses nothing: a person is told, and looks at the
edit before the claims. A claim is of an edit where it is of its payer and form.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.edits import judging
from pipeline.edits.plan import QUERIES, Edit
from pipeline.edits.relations import create_table, literal
from pipeline.practice import Practice
from pipeline.practice.edit_templates import LEARNED, OFF, templates
from pipeline.practice.effective_rules import effective_rows
from pipeline.practice.rule_tables import rule_table

_QUERY = Path(__file__).parent / "proving" / "learned_over_paid.sql"
_SINCE = {"edit_id": "varchar", "since_on": "date"}


@dataclass(frozen=True, slots=True)
class PaidShare:
    """How many of the paid claims that it could speak of an edit speaks of."""

    edit_id: str
    found_count: int
    paid_count: int

    def is_habit(self, most_share: float, fewest: int) -> bool:
        """Tell whether it speaks of more than a share of so many claims or more."""
        return self.paid_count >= fewest and self.found_count > most_share * self.paid_count

    def __str__(self) -> str:
        """Say it with counts."""
        return f"speaks of {self.found_count} of {self.paid_count} paid claims"


def is_habit_of(practice: Practice, share: PaidShare) -> bool:
    """Tell whether a share is that of a habit by the rules of a practice."""
    rows = effective_rows(rule_table("thresholds"), practice.rules)
    told = {str(row["name"]): float(row["value"] or 0) for row in rows}
    return share.is_habit(told["edit_most_paid_share"], int(told["edit_fewest_paid"]))


def learned_habits(
    connection: duckdb.DuckDBPyConnection, practice: Practice, edits: Collection[Edit]
) -> tuple[PaidShare, ...]:
    """Return the learnt edits among those asked that are habits, by the lines sent before.

    What a learnt edit asks of a line is kept of each line sent, so no history is laid out.
    """
    learnt = [one for one in edits if one.template.template_id == LEARNED and one.severity != OFF]
    if not learnt:
        return ()
    judging.set_edits(connection, templates()[LEARNED], learnt)
    create_table(connection, "learned_since", _SINCE)
    since = {row.edit_id: row.since_on for row in practice.edits}
    for one in learnt:
        told = ", ".join(map(literal, (one.edit_id, since[one.edit_id])))
        connection.execute(f"insert into learned_since values ({told})")  # noqa: S608
    asked = (QUERIES / f"{LEARNED}.sql").read_text(encoding="utf-8")
    query = _QUERY.read_text(encoding="utf-8").replace("learned_query", f"({asked})")
    shares = (PaidShare(*row) for row in connection.execute(query).fetchall())
    return tuple(share for share in shares if is_habit_of(practice, share))
