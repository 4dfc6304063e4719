"""Causes of a week in plain words, and the claims that one of them rests on.

Takes a published warehouse. Refuses to guess: what is not a change is not called one, and a name
that fits several causes, or none, is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import Problem
from pipeline.resources.published import QueryError

if TYPE_CHECKING:
    import datetime as dt

    import duckdb

PREFIX = "cause:"
"""What tells a cause's name from a claim number."""

KINDS = {
    "lasting": "changed and stayed",
    "burst": "a burst",
    "chronic": "more here than elsewhere, no change",
}

NEWEST = """
with weeks as (
    select practice_id, max(packet_week) as packet_week from facts.dim_packet_weeks
    where $practice is null or practice_id = $practice group by practice_id
)
select practice_id, packet_week, left(cause_id, 8) as name, kind, description, since_on,
    episode_count, expected_count, claim_count
from weeks left join rollups.rlp_cause_week using (practice_id, packet_week)
order by practice_id, cause_rank
"""

# The newest week in which it was named: a cause that is over can still be looked up.
NAMED = """
select * from rollups.rlp_cause_week
where starts_with(cause_id, $name) and ($practice is null or practice_id = $practice)
qualify row_number() over (partition by practice_id, cause_id order by packet_week desc) = 1
order by practice_id, cause_id
"""

CLAIMS = """
select claims.claim_number, claims.answered_week, claims.is_event,
    coalesce(reasons.reason_label, 'counted in no packet') as reason_label, claims.likely_back_usd
from rollups.rlp_cause_claim_week as claims
left join facts.dim_denial_reasons as reasons using (practice_id, reason_id)
where practice_id = $practice and packet_week = $week and cause_id = $cause
order by claims.answered_week, claims.claim_number, claims.adjudication_id
"""


def causes_of(connection: duckdb.DuckDBPyConnection, practice_id: str | None) -> Iterator[str]:
    """Yield the causes of each practice's newest packet, the clearest first."""
    told: str | None = None
    for row in connection.execute(NEWEST, {"practice": practice_id}).fetchall():
        practice, week, name, kind, description, since_on, count, expected, claims = row
        if practice != told:
            yield f"{practice}, week of {week}"
            told = practice
        if name is None:
            yield "  no cause: nothing is more than chance gives"
            continue
        many = f"{count} clients where {expected:.1f} are usual, {claims} claims"
        yield f"  {PREFIX}{name}  {description}: {KINDS[kind]} {_since(kind, since_on)}; {many}"


def cause_story(
    connection: duckdb.DuckDBPyConnection, name: str, practice_id: str | None
) -> Iterator[str]:
    """Yield what a cause is, what it is held against, and its claims.

    Raises:
        QueryError: No cause has this name, or several have.
    """
    digits = name.removeprefix(PREFIX)
    asked = connection.execute(NAMED, {"name": digits, "practice": practice_id})
    columns = [column[0] for column in asked.description or ()]
    found = [dict(zip(columns, row, strict=True)) for row in asked.fetchall()]
    if len(found) != 1 or not digits:
        raise QueryError(_problem(len(found) if digits else 0))
    yield from _told(connection, found[0])


def _told(connection: duckdb.DuckDBPyConnection, cause: dict[str, Any]) -> Iterator[str]:
    kind = cause["kind"]
    yield f"{cause['description']} ({cause['practice_id']}, week of {cause['packet_week']})"
    yield f"  {KINDS[kind]} {_since(kind, cause['since_on'])}"
    yield f"  {cause['evidence']}"
    yield (
        f"  {cause['share']:.0%} of the category's {cause['category_episode_count']} first denials"
        f"; {cause['line_count']} lines were answered there"
    )
    if cause["rendering_npi"]:
        yield f"  the clinician is {cause['rendering_npi']}"
    named = {key: cause[column] for key, column in _KEYS.items()}
    for number, week, is_event, reason, likely in connection.execute(CLAIMS, named).fetchall():
        first = "" if is_event else "; the client was denied so before"
        money = "" if likely is None else f"; likely back ${likely:,.0f}"
        yield f"  {week}  claim {number}: {reason}{money}{first}"


_KEYS = {"practice": "practice_id", "week": "packet_week", "cause": "cause_id"}


def _since(kind: str, since_on: dt.date) -> str:
    return f"(weeks from {since_on} on)" if kind == "chronic" else f"since the week of {since_on}"


def _problem(count: int) -> Problem:
    what = f"{count} causes have names that begin so." if count else "No cause has this name."
    return Problem(
        "triage explain",
        what,
        "Its claims cannot be told.",
        "Take a name from: triage causes (add --practice KEY where practices share one)",
    )
