"""Which edits are in force on a day for a practice, how grave each is, and why others say nothing.

Takes the practice's decisions, the day, and which lists and histories are there. Refuses names of
edits that nobody knows.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Problem, TriageError
from pipeline.practice.adopted_edits import AdoptedEdit
from pipeline.practice.edit_templates import (
    HOLD,
    IF_REFERENCE,
    OFF,
    ON,
    WARN,
    Template,
    Value,
    templates,
)

QUERIES = Path(__file__).parent / "sql"

# A hold that is wrong stops money; a week of warnings shows it first. 2026-11-30.
DAYS_OF_WARNING = 7


class UnknownEditError(TriageError):
    """An edit that is named and that there is not."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit in force.

    Attributes:
        edit_id: Its name in findings: that of the template, or of the practice's row.
        payer_id: The payer at which it holds; None for all that have none of their own.
        severity: The gravest that its findings are on this day; ``off`` for none.
        values: Every parameter of the template.
        note: What a person should know of it; may be empty.
    """

    edit_id: str
    template: Template
    payer_id: str | None
    severity: str
    category: str
    owner_role: str
    values: Mapping[str, Value | None]
    note: str = ""


@dataclass(frozen=True, slots=True)
class SilentEdit:
    """An edit that says nothing, and why."""

    edit_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, and what is not."""

    edits: tuple[Edit, ...]
    silent: tuple[SilentEdit, ...]


def plan(
    adopted: Sequence[AdoptedEdit],
    day: dt.date,
    missing: Mapping[str, str],
    only: Collection[str] = (),
) -> Plan:
    """Return the edits of a practice on a day.

    Args:
        adopted: Its own rows.
        day: Of sending.
        missing: What edits may need and is not there, with the reason.
        only: Ids of templates or edits to ask; empty for all.

    Raises:
        UnknownEditError: If ``only`` names what is neither.
    """
    known = {*templates(), *(row.edit_id for row in adopted)}
    if strangers := sorted(set(only) - known):
        raise UnknownEditError(_unknown(strangers, known))
    edits: list[Edit] = []
    silent: list[SilentEdit] = []
    for template in templates().values():
        rows = [row for row in adopted if row.template_id == template.template_id]
        asked, quiet = _of_template(template, rows, day, missing)
        edits += asked
        silent += quiet
    chosen = [one for one in edits if not only or {one.edit_id, one.template.template_id} & {*only}]
    return Plan(tuple(chosen), tuple(silent))


def _of_template(
    template: Template, rows: Sequence[AdoptedEdit], day: dt.date, missing: Mapping[str, str]
) -> tuple[list[Edit], list[SilentEdit]]:
    silent = [SilentEdit(row.edit_id, reason) for row in rows if (reason := _not_on(row, day))]
    held = [_adopted(template, row, day) for row in rows if row.holds_on(day)]
    edits = [*held, *_default(template, held)]
    if all(edit.severity == OFF for edit in edits):
        off = "off until it is adopted in rules/edits.csv"
        switched = "switched off in rules/edits.csv"
        silent += [SilentEdit(edit.edit_id, switched) for edit in held]
        silent += [SilentEdit(template.template_id, off)] if not rows else []
        return [], silent
    if reason := next(reasons_for_silence(template, missing), ""):
        return [], [*silent, *(SilentEdit(edit.edit_id, reason) for edit in edits)]
    return edits, silent


def _default(template: Template, held: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the template as shipped, unless a row decides for all payers."""
    is_decided = any(edit.payer_id is None for edit in held)
    if template.default_state in (ON, IF_REFERENCE) and not is_decided:
        yield Edit(
            template.template_id,
            template,
            None,
            template.severity,
            template.category,
            template.owner_role,
            values_of(template, {}),
        )


def _adopted(template: Template, row: AdoptedEdit, day: dt.date) -> Edit:
    warns_until = row.starts_on + dt.timedelta(days=DAYS_OF_WARNING)
    is_new = warns_first(template, row) and day < warns_until
    notes = [f"warns until {warns_until}, then holds"] if is_new else []
    if row.review_on and row.review_on <= day:
        notes.append(f"its review was due on {row.review_on}")
    return Edit(
        row.edit_id,
        template,
        row.payer_id or None,
        WARN if is_new else row.severity,
        row.category,
        row.owner_role,
        values_of(template, row.parameters),
        "; ".join(notes),
    )


def warns_first(template: Template, row: AdoptedEdit) -> bool:
    """Tell whether a row's hold is new: one that ships, asking the same, holds such claims now."""
    is_shipped = (
        template.severity == HOLD
        and template.default_state in (ON, IF_REFERENCE)
        and values_of(template, row.parameters) == values_of(template, {})
    )
    return row.severity == HOLD and not is_shipped


def _not_on(row: AdoptedEdit, day: dt.date) -> str:
    if day < row.starts_on:
        return f"starts on {row.starts_on}"
    return "" if row.holds_on(day) else f"expired on {row.expires_on}"


def values_of(template: Template, own: Mapping[str, Value]) -> dict[str, Value | None]:
    """Return every parameter of a template, with what a row sets of them."""
    return {
        name: own.get(name, parameter.default) for name, parameter in template.parameters.items()
    }


def reasons_for_silence(template: Template, missing: Mapping[str, str]) -> Iterator[str]:
    """Yield why an edit of a template would say nothing: what it needs and is not there."""
    if not (QUERIES / f"{template.template_id}.sql").is_file():
        yield "this version has no query for it"
    for need in template.needs:
        if reason := missing.get(need, ""):
            yield reason


def _unknown(strangers: Sequence[str], known: Collection[str]) -> Problem:
    return Problem(
        "--edits",
        f"{len(strangers)} of the names are no edit.",
        "An edit that is not asked would look like one that found nothing.",
        f"Use some of: {', '.join(sorted(known))}.",
    )
