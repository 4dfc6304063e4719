"""An edit over history: what it would have caught and held before the day on which it is proposed.

Takes a connection in which history is laid out and candidates, each an edit with what it was
learnt from. Uses nothing that became known on the day of the proposal or later: claims, decisions
and reports are cut there, and each claim is judged as of its own day. Lists and settings are those
of today. Refuses nothing.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.edits import judging
from pipeline.edits.plan import Edit, Plan, values_of
from pipeline.edits.proof import Hit
from pipeline.edits.relations import create_table, literal
from pipeline.practice.adopted_edits import AdoptedEdit
from pipeline.practice.edit_templates import OFF, templates

FOLDER = Path(__file__).parent / "proving"
_RELATIONS = ("claim_answers", "claim_denials")
_PROPOSED = {
    "edit_id": "varchar",
    "payer_id": "varchar",
    "form": "varchar",
    "category": "varchar",
    "since_on": "date",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an edit was learnt from.

    Attributes:
        evidence_id: Names it, such as ``cause:723a7000``; empty where a person chose the edit.
        since_on: First day of the answers that count: before it another rule held. None for all.
        found_from_on: First day of the answers by which it was found; None where none found it.
        found_until_on: The day after the last of them.
    """

    evidence_id: str = ""
    since_on: dt.date | None = None
    found_from_on: dt.date | None = None
    found_until_on: dt.date | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Tell whether the edit was found by an answer of this day."""
        if self.found_from_on is None or self.found_until_on is None or day is None:
            return False
        return self.found_from_on <= day < self.found_until_on


@dataclass(frozen=True, slots=True)
class Candidate:
    """An edit that somebody thinks of, as a row of rules/edits.csv would have it.

    Attributes:
        others: Edits of the same template that judge the claims of their own payers in its place.
    """

    row: AdoptedEdit
    evidence: Evidence
    others: tuple[AdoptedEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """Claims sent in a month, whether the edit speaks of them or not.

    Attributes:
        denied_count: Those denied in the category of the edit.
        paid_count: Those paid, in full or in part, of the payer and form that the edit is for.
    """

    denied_count: int
    paid_count: int


@dataclass(frozen=True, slots=True)
class BackTest:
    """What a candidate would have done.

    Attributes:
        until_on: The day of the proposal: what became known on it is not used.
        hits: Claims it would have spoken of, in the order of sending.
        months: What stands beside them, by the first day of the month.
    """

    candidate: Candidate
    until_on: dt.date
    hits: tuple[Hit, ...]
    months: Mapping[dt.date, Month]

    @property
    def held_out(self) -> tuple[Hit, ...]:
        """Hits whose answers were not among those by which the edit was found."""
        evidence = self.candidate.evidence
        return tuple(hit for hit in self.hits if not evidence.holds(hit.answered_on))

    @property
    def denied_count(self) -> int:
        """Claims denied in the category."""
        return sum(month.denied_count for month in self.months.values())

    @property
    def paid_count(self) -> int:
        """Claims paid of which the edit could have spoken."""
        return sum(month.paid_count for month in self.months.values())


def know_until(connection: duckdb.DuckDBPyConnection, until_on: dt.date) -> None:
    """Make of the laid-out history what claims were answered before a day."""
    create_table(connection, "proposal", {"until_on": "date"})
    connection.execute("insert into proposal values (?)", [until_on])
    for name in _RELATIONS:
        connection.execute(f"create or replace table {name} as {_query(name)}")


def back_test(connection: duckdb.DuckDBPyConnection, candidate: Candidate) -> BackTest:
    """Ask a candidate of every claim that was sent before the day given to ``know_until``."""
    asked = tuple(map(_asked, (candidate.row, *candidate.others)))
    judging.judge(connection, Plan(asked, ()))
    create_table(connection, "proposed", _PROPOSED)
    own, since_on = candidate.row, candidate.evidence.since_on
    form = templates()[own.template_id].form
    row = (own.edit_id, own.payer_id or None, form, own.category, since_on)
    connection.execute(f"insert into proposed values ({', '.join(map(literal, row))})")  # noqa: S608
    until = connection.execute("select until_on from proposal").fetchall()[0][0]
    return BackTest(
        candidate,
        until,
        tuple(Hit(*row) for row in _rows(connection, "hits")),
        {month: Month(*counts) for month, *counts in _rows(connection, "beside")},
    )


def _asked(row: AdoptedEdit) -> Edit:
    """Return a row as an edit in force, whatever its days say."""
    template = templates()[row.template_id]
    return Edit(
        edit_id=row.edit_id,
        template=template,
        payer_id=row.payer_id or None,
        severity=template.severity if row.severity == OFF else row.severity,
        category=row.category,
        owner_role=row.owner_role,
        values=values_of(template, row.parameters),
    )


def _query(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    return connection.execute(_query(name)).fetchall()
