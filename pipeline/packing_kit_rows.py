"""Rows of a claim's open denials on a day, as kits are made of them.

Takes a connection to the published copy, claims and a day. Refuses claims without an open denial,
and a payer that denied nothing of them, each with the way on.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.errors import Problem, TriageError

Row = dict[str, Any]
WHERE = "triage kit"

# Open as of a day: known by its end and not answered by then.
_LINES = """
select * from packet.pkt_kit_lines
where practice_id = $practice and list_contains($claims, claim_id)
    and opened_on <= $day and (closed_on is null or closed_on > $day)
order by line_number, denial_id
"""
_ENDED = """
select max(closed_on) filter (where closed_on <= $day),
    max_by(replace(close_reason, '_', ' '), closed_on) filter (where closed_on <= $day),
    min(opened_on)
from packet.pkt_kit_lines where practice_id = $practice and list_contains($claims, claim_id)
"""


class KitError(TriageError):
    """A kit that cannot be made, because there is no open denial to answer."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class KitAsked:
    """What a kit is asked for.

    Attributes:
        practice_id: Whose claims.
        claim_ids: Keys of the claims, in the order of the book.
        day: Today of the kits.
        payer: Key or name of the one payer; empty = all that denied.
        letter: Kind of letter in place of the route's own; empty = the route's own.
        left_out_count: Claims of the day's lists that are not among them.
    """

    practice_id: str
    claim_ids: tuple[str, ...]
    day: dt.date
    payer: str = ""
    letter: str = ""
    left_out_count: int = 0


def open_lines(connection: duckdb.DuckDBPyConnection, asked: KitAsked) -> list[Row]:
    """Return the denied lines of the claims that are open on the day.

    Raises:
        KitError: There is none.
    """
    named = {
        "practice": asked.practice_id, "claims": list(asked.claim_ids), "day": asked.day,
    }  # fmt: skip
    rows = rows_of(connection, _LINES, named)
    if not rows:
        ended_on, reason, opened_on = connection.execute(_ENDED, named).fetchall()[0]
        raise KitError(_no_open_denial(asked.day, ended_on, reason, opened_on))
    return rows


def of_payer(rows: list[Row], payer: str) -> list[Row]:
    """Keep the lines that one payer denied, named by key or name; empty keeps all.

    Raises:
        KitError: It denied none of them.
    """
    if not payer:
        return rows
    wanted = payer.casefold().strip()
    found = [
        row
        for row in rows
        if wanted in ((row["payer_id"] or "").casefold(), row["payer"].casefold())
    ]
    if not found:
        raise KitError(_other_payers(sorted({row["payer_id"] or "unknown" for row in rows})))
    return found


def _names(row: Row) -> tuple[str, str]:
    return (row["payer_id"] or "").casefold(), row["payer"].casefold()


def rows_of(connection: duckdb.DuckDBPyConnection, query: str, named: dict[str, Any]) -> list[Row]:
    """Return what a query finds, a dictionary a row."""
    found = connection.execute(query, named)
    columns = [column[0] for column in found.description]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def _no_open_denial(
    day: dt.date, ended_on: dt.date | None, reason: str | None, opened_on: dt.date | None
) -> Problem:
    if ended_on:
        why = f"the last one was closed on {ended_on}: {reason}"
    elif opened_on:
        why = f"the first one became known on {opened_on}"
    else:
        why = "no payer has denied a line of it"
    return Problem(
        WHERE,
        f"This claim has no open denial on {day}: {why}.",
        "A kit answers a denial; there is none to answer.",
        "Read the claim's story: triage explain CLAIM. For another day: --as-of.",
    )


def _other_payers(payers: list[str]) -> Problem:
    return Problem(
        WHERE,
        "No open denial of this claim is by that payer.",
        "A kit goes to the payer that denied.",
        f"Name one of: {', '.join(payers)}; or leave --payer out for all.",
    )
