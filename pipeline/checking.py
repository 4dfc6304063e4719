"""What a run asks about its own result before anybody relies on it.

Takes a connection to the built warehouse. Refuses to tell more than counts: a check's words end in
Dagster's log and on the operator's page.
"""

import datetime as dt
from dataclasses import dataclass

import duckdb

from pipeline.packet_week import covers_until
from pipeline.practice import Home

# Whole dollars of claims add up to the rounded exact total (largest remainder), so this is exact.
HALF_A_DOLLAR = 0.5

WEEK_OF_FACTS = """
select count(distinct claim_id), coalesce(sum(denied_usd), 0) from facts.fct_denials
where practice_id = $practice and opened_on < $until and not is_noise
    -- what a status report announced was learnt of on that day
    and coalesce(announced_on, opened_on) >= $week
    -- a provisional denial gives way to the remittance's own one
    and not (coalesce(close_reason, '') = 'replaced_by_remittance' and closed_on < $until)
"""
FILES_OF_WEEK = """
select count(*) from raw.files
where practice_id = $practice and received_on >= $week and received_on < $until
"""
UNREADABLE = "select count(*) from raw.files where outcome = 'quarantined'"
UNBALANCED = "select count(*) from facts.fct_adjudications where not is_balanced"
UNKNOWN_CODES = """
select count(distinct carc_code) from facts.fct_adjustments where adjustment_class = 'unknown'
"""
LATE_FEEDS = """
select practice_id, count(*) from rollups.rlp_feed_week
where is_late and (practice_id, packet_week) in (
    select (practice_id, max(packet_week)) from facts.dim_packet_weeks group by practice_id
)
group by practice_id
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a check passed, in how many cases it did not, and what that means for people."""

    passed: bool
    count: int
    words: str


def every_file_can_be_read(connection: duckdb.DuckDBPyConnection) -> Answer:
    """Ask for files of which nothing could be read."""
    count = _number(connection, UNREADABLE)
    one = "1 file holds nothing that can be read; ask for it again."
    several = f"{count} files hold nothing that can be read; ask for them again."
    return Answer(not count, count, one if count == 1 else several)


def sums_add_up(connection: duckdb.DuckDBPyConnection) -> Answer:
    """Ask for claims whose charge is not what was paid and adjusted."""
    count = _number(connection, UNBALANCED)
    return Answer(
        not count, count, f"{count} answers do not add up; the packet lists them by payer."
    )


def a_rule_knows_every_code(connection: duckdb.DuckDBPyConnection) -> Answer:
    """Ask for adjustment reasons that no row of the rules knows."""
    count = _number(connection, UNKNOWN_CODES)
    return Answer(not count, count, f"{count} reason codes have no rule; add rows to carc_codes.")


def every_feed_arrived(connection: duckdb.DuckDBPyConnection) -> Answer:
    """Ask for payers whose files are overdue by their own rhythm, as of the last week."""
    count = sum(late_feeds(connection).values())
    return Answer(not count, count, f"{count} feeds are overdue; page 1 of the packet names them.")


def late_feeds(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many feeds are overdue, by practice; who has none is left out."""
    return dict(connection.execute(LATE_FEEDS).fetchall())


def settings_are_sound(home: Home) -> Answer:
    """Ask for practices whose settings are wrong: they are not served."""
    keys = [practice.practice_id for practice in home.unsound]
    words = f"Not served, their settings are wrong: {', '.join(keys)}. See: triage check"
    return Answer(not keys, len(keys), words if keys else "Settings of all are sound.")


def a_file_arrived(
    connection: duckdb.DuckDBPyConnection, practice_id: str, week: dt.date
) -> Answer:
    """Ask whether anything was received in a week; an empty one is a missing feed."""
    count = _number(connection, FILES_OF_WEEK, _week(practice_id, week))
    return Answer(count > 0, count, f"{count} files were received in the week.")


def pages_tie_to_facts(
    connection: duckdb.DuckDBPyConnection,
    practice_id: str,
    week: dt.date,
    denied_count: int,
    billed_usd: int,
) -> Answer:
    """Hold the packet's totals, as printed, against the facts."""
    found = connection.execute(WEEK_OF_FACTS, _week(practice_id, week)).fetchall()
    claims, dollars = found[0]
    apart = abs(denied_count - claims)
    ties = not apart and abs(float(dollars) - billed_usd) <= HALF_A_DOLLAR
    words = f"Page: {denied_count} claims, ${billed_usd}; facts: {claims} claims, ${dollars}."
    return Answer(ties, apart, words)


def _week(practice_id: str, week: dt.date) -> dict[str, object]:
    return {"practice": practice_id, "week": week, "until": covers_until(week)}


def _number(
    connection: duckdb.DuckDBPyConnection, query: str, named: dict[str, object] | None = None
) -> int:
    return int(connection.execute(query, named or {}).fetchall()[0][0])
