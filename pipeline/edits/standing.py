"""Where each edit of a practice stands on a day: in force, waiting, past its review, or off.

Takes the practice's decisions, the day, and what edits may need and is not there. Refuses nothing.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.edits.plan import Edit, plan, reasons_for_silence
from pipeline.practice import Practice
from pipeline.practice.adopted_edits import AdoptedEdit
from pipeline.practice.edit_templates import IF_REFERENCE, OFF, ON, Template, templates
from pipeline.practice.rule_tables import rule_table

IN_FORCE, WAITING, PAST_REVIEW, NOT_ON = "In force", "Waiting", "Past review", "Off"
STATES = (IN_FORCE, WAITING, PAST_REVIEW, NOT_ON)

AS_SHIPPED = "the project"


@dataclass(frozen=True, slots=True)
class Standing:
    """One edit.

    Attributes:
        severity: What its findings are on this day.
        decided_by: The role that adopted it, or the project.
        review_on: Day from which somebody should look at it again; None where none is set.
        note: What else to know: what it waits for, until when it warns, when it ended.
    """

    edit_id: str
    title: str
    state: str
    severity: str
    owner_role: str
    decided_by: str
    decided_on: dt.date
    reason: str
    review_on: dt.date | None
    note: str


def standings(practice: Practice, day: dt.date, missing: Mapping[str, str]) -> tuple[Standing, ...]:
    """Return every edit of a practice, in the order of the catalogue."""
    in_force = {edit.edit_id: edit for edit in plan(practice.edits, day, missing).edits}
    told: list[Standing] = []
    for template in templates().values():
        rows = [row for row in practice.edits if row.template_id == template.template_id]
        told += [_adopted(template, row, day, missing, in_force.get(row.edit_id)) for row in rows]
        is_decided = any(not row.payer_id and row.holds_on(day) for row in rows)
        told += [] if is_decided else _shipped(template, missing, has_rows=bool(rows))
    return tuple(told)


def _adopted(
    template: Template,
    row: AdoptedEdit,
    day: dt.date,
    missing: Mapping[str, str],
    asked: Edit | None,
) -> Standing:
    state, note = _state(template, row, day, missing)
    return Standing(
        edit_id=row.edit_id,
        title=template.title,
        state=state,
        severity=asked.severity if asked else row.severity,
        owner_role=row.owner_role,
        decided_by=row.adopted_by_role,
        decided_on=row.adopted_on,
        reason=row.reason,
        review_on=row.review_on,
        note=note or (asked.note if asked and state == IN_FORCE else ""),
    )


def _state(
    template: Template, row: AdoptedEdit, day: dt.date, missing: Mapping[str, str]
) -> tuple[str, str]:
    if row.expires_on and row.expires_on <= day:
        return NOT_ON, f"expired on {row.expires_on}"
    if day < row.starts_on:
        return WAITING, f"starts on {row.starts_on}"
    if row.severity == OFF:
        return NOT_ON, "switched off"
    if reason := next(reasons_for_silence(template, missing), ""):
        return WAITING, reason
    if row.review_on and row.review_on <= day:
        return PAST_REVIEW, f"was due on {row.review_on}"
    return IN_FORCE, ""


def _shipped(
    template: Template, missing: Mapping[str, str], *, has_rows: bool
) -> Iterator[Standing]:
    """Yield a template as the project has it; one that is off is told where no row speaks of it."""
    is_on = template.default_state in (ON, IF_REFERENCE)
    if not is_on and has_rows:
        return
    row = rule_table("edit_templates").rows[(template.template_id,)]
    reason = next(reasons_for_silence(template, missing), "") if is_on else ""
    yield Standing(
        edit_id=template.template_id,
        title=template.title,
        state=(WAITING if reason else IN_FORCE) if is_on else NOT_ON,
        severity=template.severity,
        owner_role=template.owner_role,
        decided_by=AS_SHIPPED,
        decided_on=dt.date.fromisoformat(row["decided_on"]),
        reason=row["reason"],
        review_on=None,
        note=reason,
    )
