"""The ground on which edits are tried: what a practice sent and was answered before a day.

Takes a home, one of its practices and the day of a proposal. Reads the published warehouse and
writes nothing. Refuses a home without one, and a practice whose own claims are not in it.
"""

import datetime as dt
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.edits import history, reference
from pipeline.edits.back_test import Candidate, Evidence, back_test, know_until
from pipeline.edits.candidates import others_of
from pipeline.edits.habits import PaidShare, is_habit_of
from pipeline.edits.over_history import lay_out
from pipeline.edits.proof import ProofLimits, tally
from pipeline.edits.relations import create_sent
from pipeline.errors import Problem, TriageError
from pipeline.practice import Home, Practice
from pipeline.practice.adopted_edits import AdoptedEdit
from pipeline.practice.edit_templates import OFF
from pipeline.practice.effective_rules import effective_rows
from pipeline.practice.reference_files import sound_references
from pipeline.practice.rule_tables import rule_table
from pipeline.resources.databases import memory

_FIRST_DAY = dt.date(1900, 1, 1)
_SENT = "select count(*) from claim_answers"


class NoHistoryError(TriageError):
    """There is nothing that an edit could be tried on."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Trial:
    """What edits are tried on.

    Attributes:
        until_on: Day of the proposal: what became known on it or later is not used.
        missing: What templates need and is not there, with the reason.
        limits: What is asked of an edit.
        effort_minutes: Minutes that working a denial takes, by category.
    """

    connection: duckdb.DuckDBPyConnection
    practice: Practice
    until_on: dt.date
    missing: Mapping[str, str]
    limits: ProofLimits
    effort_minutes: Mapping[str, int]


@contextmanager
def trial(
    home: Home, practice: Practice, until_on: dt.date, published: tuple[Path, str]
) -> Generator[Trial]:
    """Lay out history until a day and lend it.

    Args:
        home: Whose secret makes the tokens.
        practice: Whose claims.
        until_on: Day of the proposal.
        published: The published copy and what opens it, where it is locked.

    Raises:
        SettingsError: A list of the practice is not sound.
        NoHistoryError: Nothing was published, or no claim of the practice's own is in it.
        duckdb.Error: The published copy cannot be opened.
    """
    lists = sound_references(practice.reference_folder, practice.settings)
    with memory() as connection:
        days = (_FIRST_DAY, until_on)
        if reason := lay_out(connection, practice, lists, home.secret, published, days):
            raise NoHistoryError(_no_history(published[0], reason))
        know_until(connection, until_on)
        if not connection.execute(_SENT).fetchall()[0][0]:
            raise NoHistoryError(_no_claims(practice, until_on))
        yield Trial(
            connection=connection,
            practice=practice,
            until_on=until_on,
            missing=reference.missing(practice, lists, "", history.kept(connection)),
            limits=limits_of(practice),
            effort_minutes=_effort(practice),
        )


def missing_for(practice: Practice, published: tuple[Path, str]) -> dict[str, str]:
    """Return what templates need and a practice has not, with the reason; lays out no history.

    Args:
        practice: Whose edits.
        published: The published copy, there or not, and what opens it where it is locked.

    Raises:
        SettingsError: A list of the practice is not sound.
        duckdb.Error: The published copy cannot be opened.
    """
    lists = sound_references(practice.reference_folder, practice.settings)
    with memory() as connection:
        create_sent(connection)
        connection.execute(
            "insert into judging values (?, null, null, null)", [practice.practice_id]
        )
        no_history = history.with_history(connection, *published)
        return reference.missing(practice, lists, no_history, history.kept(connection))


def habits(
    home: Home, practice: Practice, day: dt.date, published: tuple[Path, str]
) -> dict[str, PaidShare]:
    """Return the practice's edits in force on a day that speak of most of what was paid, by name.

    Nothing where there is no history to ask.

    Raises:
        SettingsError: A list of the practice is not sound.
        duckdb.Error: The published copy cannot be opened.
    """
    asked = [row for row in practice.edits if row.holds_on(day) and row.severity != OFF]
    if not asked:
        return {}
    try:
        with trial(home, practice, day, published) as ground:
            shares = [_paid_share(ground, row) for row in asked]
    except NoHistoryError:
        return {}
    return {share.edit_id: share for share in shares if is_habit_of(practice, share)}


def _paid_share(ground: Trial, row: AdoptedEdit) -> PaidShare:
    others = others_of(ground.practice, row, ground.until_on)
    tried = back_test(ground.connection, Candidate(row, Evidence("", row.since_on), others))
    return PaidShare(row.edit_id, tally(tried.hits).paid, tried.paid_count)


def limits_of(practice: Practice) -> ProofLimits:
    """Return what a practice asks of an edit."""
    rows = effective_rows(rule_table("thresholds"), practice.rules)
    return ProofLimits.from_thresholds({str(row["name"]): float(row["value"] or 0) for row in rows})


def _effort(practice: Practice) -> dict[str, int]:
    rows = effective_rows(rule_table("recovery_priors"), practice.rules)
    return {str(row["category"]): int(row["effort_minutes"] or 0) for row in rows}


def _no_history(published: Path, reason: str) -> Problem:
    return Problem(
        str(published),
        f"There is no history to try an edit on: {reason}.",
        "An edit is believed when it has been right before, and nothing here tells.",
        "Run: triage run, then ask again.",
    )


def _no_claims(practice: Practice, until_on: dt.date) -> Problem:
    return Problem(
        practice.practice_id,
        f"No claim that the practice sent is known before {until_on}.",
        "An edit reads claims (837); what payers answer (835) is not enough to try it on.",
        "Put copies of the 837 files that are sent into the inbox; or name a later day.",
    )
