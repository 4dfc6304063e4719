"""Causes of denials as they were told before the day of a proposal, and what stands near them.

Takes the ground of a trial. Refuses nothing: a practice without a cause has none.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.causes import FIELDS
from pipeline.edits import judging
from pipeline.edits.back_test import FOLDER, Evidence
from pipeline.edits.plan import Edit, Plan, plan, reasons_for_silence, values_of
from pipeline.edits.relations import create_table, literal
from pipeline.edits.trials import Trial
from pipeline.practice.edit_templates import LEARNED, Template, templates

NAME_DIGITS = 8
"""As many digits of a cause's key as ``triage causes`` prints."""

CHRONIC = "chronic"


@dataclass(frozen=True, slots=True)
class Named:
    """A cause of the newest packet before the day of the proposal.

    Attributes:
        cause_id: Its key.
        cell: What narrows it: one or two fields and their values.
        evidence: Counts in words.
        since_on: First day of the week in which it began; of a chronic one, first week looked at.
        found_from_on: First day of the answers by which it was found.
        found_until_on: The day after the last of them.
    """

    cause_id: str
    kind: str
    category: str
    description: str
    evidence: str
    cell: Mapping[str, str]
    since_on: dt.date
    found_from_on: dt.date
    found_until_on: dt.date

    @property
    def name(self) -> str:
        """Its name as ``triage causes`` prints it."""
        return f"cause:{self.cause_id[:NAME_DIGITS]}"

    @property
    def learnt_from(self) -> Evidence:
        """What an edit learnt from it rests on: of a change, answers since it began."""
        since_on = None if self.kind == CHRONIC else self.since_on
        return Evidence(self.name, since_on, self.found_from_on, self.found_until_on)


def causes_before(ground: Trial) -> tuple[Named, ...]:
    """Return the lasting and chronic causes of the newest packet, the clearest first."""
    answer = ground.connection.execute(_query("causes"))
    names = [column[0] for column in answer.description or ()]
    return tuple(_named(dict(zip(names, row, strict=True))) for row in answer.fetchall())


def origin_of(ground: Trial, cause: Named) -> str:
    """Return where most of its denied lines arose; empty where nobody knows."""
    _choose(ground.connection, cause)
    rows = ground.connection.execute(_query("cause_origins")).fetchall()
    return rows[0][0] or "" if rows else ""


def nearest_template(ground: Trial, cause: Named) -> Template | None:
    """Return the check that speaks of the most of a cause's claims, where it does of enough.

    Each check of the category is asked, as the project has it, of the very claims: what a check is
    near to is measured, not looked up.
    """
    _choose(ground.connection, cause)
    create_table(
        ground.connection, "template_finds", {"template_id": "varchar", "claim_key": "varchar"}
    )
    for template in _able(ground, cause.category):
        judging.judge(ground.connection, Plan((_as_shipped(template),), ()))
        ground.connection.execute(
            "insert into template_finds "  # noqa: S608
            f"select distinct template_id, claim_key from {judging.FOUND}"
        )
    for template_id, found, claims in ground.connection.execute(_query("cause_reach")).fetchall():
        if found >= ground.limits.nearest_share * claims:
            return templates()[template_id]
    return None


def in_force_at(ground: Trial, template: Template, payer_id: str) -> Edit | None:
    """Return the edit of a template that judges a payer's claims on the day of the proposal.

    An empty payer asks for the edit of all payers.
    """
    edits = [
        edit
        for edit in plan(ground.practice.edits, ground.until_on, ground.missing).edits
        if edit.template == template
    ]
    own = [edit for edit in edits if payer_id and edit.payer_id == payer_id]
    return next(iter(own or [edit for edit in edits if edit.payer_id is None]), None)


def _able(ground: Trial, category: str) -> Iterator[Template]:
    """Yield the checks of a category that would say something and need nothing set."""
    for template in templates().values():
        is_ready = all(one.default is not None for one in template.parameters.values())
        is_silent = any(reasons_for_silence(template, ground.missing))
        if (
            template.category == category
            and template.template_id != LEARNED
            and is_ready
            and not is_silent
        ):
            yield template


def _as_shipped(template: Template) -> Edit:
    return Edit(
        edit_id=template.template_id,
        template=template,
        payer_id=None,
        severity=template.severity,
        category=template.category,
        owner_role=template.owner_role,
        values=values_of(template, {}),
    )


def _named(row: Mapping[str, Any]) -> Named:
    own = {name: row[name] for name in FIELDS if row[name] is not None}
    kept = {name: row[name] for name in row if name not in FIELDS}
    return Named(cell=own, **kept)


def _choose(connection: duckdb.DuckDBPyConnection, cause: Named) -> None:
    """Lay out which cause the queries ask of; its week is the newest."""
    columns = {"packet_week": "date", "cause_id": "varchar", "category": "varchar"}
    create_table(connection, "proposed_cause", columns)
    told = ", ".join(map(literal, (cause.cause_id, cause.category)))
    connection.execute(
        "insert into proposed_cause select max(weeks.packet_week), "  # noqa: S608
        f"{told} from denials.facts.dim_packet_weeks as weeks "
        "inner join judging using (practice_id) "
        "inner join proposal on weeks.packet_week + 7 <= proposal.until_on"
    )


def _query(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
