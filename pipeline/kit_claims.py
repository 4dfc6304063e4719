"""Which claims get a kit: those of a number somebody names, or those of the day's lists.

Takes a connection to the published copy. Refuses a number that no fact carries, and one that claims
of several practices carry.
"""

import datetime as dt

import duckdb

from pipeline.errors import Problem
from pipeline.packing_kit_rows import WHERE, KitAsked, KitError
from pipeline.runs import recorded_day

_NUMBERED = """
select distinct practice_id, claim_id from (
    select practice_id, claim_id, claim_number from facts.fct_submissions
    union all select practice_id, claim_id, claim_number from facts.fct_adjudications
    union all select practice_id, claim_id, claim_number from facts.fct_rejections
    union all select practice_id, claim_id, claim_number from facts.fct_denials
) where claim_number = $claim and ($practice = '' or practice_id = $practice)
order by practice_id, claim_id
"""
_LISTED = """
select claim_id from packet.pkt_worklist_rows
where practice_id = $practice and item_kind = 'denial' and list_contains($parts, work_part)
    and packet_week = (
        select max(packet_week) from facts.dim_work_days where practice_id = $practice
    )
group by claim_id
order by min(last_day_on) asc nulls last, max(likely_back_usd) desc, claim_id
"""
PARTS = {"none": (), "expiring": ("expiring",), "fix_now": ("expiring", "denied")}
"""Setting of the weekly kits to the parts of the lists it takes."""


def claims_numbered(
    connection: duckdb.DuckDBPyConnection, number: str, practice_id: str
) -> tuple[str, tuple[str, ...]]:
    """Return the practice and the keys of the claims under a number; years may share one.

    Args:
        connection: The published copy.
        number: CLM01, as the practice system writes it.
        practice_id: The one practice; empty = whichever has it.

    Raises:
        KitError: No fact carries the number, or claims of several practices do.
    """
    named = {"claim": number, "practice": practice_id}
    found = connection.execute(_NUMBERED, named).fetchall()
    practices = sorted({practice for practice, _ in found})
    if not practices:
        raise KitError(_unknown())
    if len(practices) > 1:
        raise KitError(_several(practices))
    return practices[0], tuple(claim_id for _, claim_id in found)


def day_of_build(connection: duckdb.DuckDBPyConnection, practice_id: str) -> dt.date:
    """Return the day of a practice's last build: today, unless somebody names another.

    Raises:
        KitError: None is recorded.
    """
    day = recorded_day(connection, practice_id)
    if day is None:
        raise KitError(_never_built())
    return day


def kits_of_the_day(
    connection: duckdb.DuckDBPyConnection, practice_id: str, day: dt.date, which: str, most: int
) -> KitAsked | None:
    """Return the claims of today's lists that get a kit, the nearest last day first.

    Args:
        connection: The published copy.
        practice_id: Whose lists.
        day: Of the build.
        which: A key of ``PARTS``.
        most: Claims at most; the rest is counted.
    """
    named = {"practice": practice_id, "parts": list(PARTS[which])}
    claims = [claim for (claim,) in connection.execute(_LISTED, named).fetchall()]
    if not claims:
        return None
    rest = max(0, len(claims) - most)
    return KitAsked(practice_id, tuple(claims[:most]), day, left_out_count=rest)


def _unknown() -> Problem:
    return Problem(
        WHERE,
        "No claim of this number is in the published warehouse.",
        "There is nothing to answer.",
        "Check the number (CLM01, as your practice system writes it), or run: triage run",
    )


def _never_built() -> Problem:
    return Problem(
        WHERE,
        "No build of this practice is recorded.",
        "Nobody can tell which day it is for the kit.",
        "Name the day with --as-of, or run: triage run",
    )


def _several(practices: list[str]) -> Problem:
    return Problem(
        WHERE,
        "Claims of several practices have this number.",
        "A kit of the wrong one would tell one practice about another's client.",
        f"Name one with --practice: {', '.join(practices)}",
    )
