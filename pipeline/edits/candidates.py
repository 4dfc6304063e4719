"""Edits that somebody thinks of, read as rows of ``rules/edits.csv`` are.

Takes what a person names: an edit of the practice, a template, parameters. Refuses names of
neither, parameters that the template has not or that are not of their kind, and edits that would
say nothing because a list or a query is not there: nothing found would look like proof.
"""

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.edits.back_test import Candidate, Evidence
from pipeline.edits.plan import reasons_for_silence
from pipeline.errors import Problem, TriageError
from pipeline.practice import Practice
from pipeline.practice.adopted_edits import SHAPE, AdoptedEdit, read_adopted_edits
from pipeline.practice.edit_templates import EDITS_FILE, LEARNED, SCOPE, as_text, templates
from pipeline.practice.effective_rules import effective_rows
from pipeline.practice.rule_tables import rule_table

Cells = Mapping[str, str]
"""A row of ``edits.csv``, a text a column."""


class CandidateError(TriageError):
    """An edit that cannot be tried or adopted as it is."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Named:
    """What a person asks to try.

    Attributes:
        name: An edit of the practice or a template.
        parameters: ``key=value; key=value``; over those that the edit has.
        category: Of the denials it is to prevent, where the template does not say it.
    """

    name: str
    parameters: str = ""
    category: str = ""


def candidate_of(practice: Practice, named: Named, day: dt.date) -> Candidate:
    """Return what a person names as an edit that starts on a day.

    Raises:
        CandidateError: There is no such edit, or it is not sound.
    """
    own = {row.edit_id: row for row in practice.edits}
    row = own.get(named.name)
    if row is None and named.name not in templates():
        raise CandidateError(_unknown(own))
    cells = _changed(row, named) if row else _new(practice, named, day)
    read = read_row(practice, cells, named.name)
    return Candidate(read, _evidence(read, row), others_of(practice, read, day))


def others_of(practice: Practice, row: AdoptedEdit, day: dt.date) -> tuple[AdoptedEdit, ...]:
    """Return the practice's edits that judge the claims of their own payers in a row's place."""
    if row.payer_id or row.template_id == LEARNED:
        return ()
    return tuple(
        one
        for one in practice.edits
        if one.template_id == row.template_id
        and one.payer_id
        and one.holds_on(day)
        and one.edit_id != row.edit_id
    )


def read_row(practice: Practice, cells: Cells, where: str) -> AdoptedEdit:
    """Return a row as the practice's file of edits would have it.

    Raises:
        CandidateError: It is not sound; each problem is told at ``where``.
    """
    with TemporaryDirectory() as folder:
        (Path(folder) / EDITS_FILE).write_text(
            csv_line(SHAPE.columns) + csv_line([cells.get(name, "") for name in SHAPE.columns]),
            encoding="utf-8",
        )
        rows, problems = read_adopted_edits(Path(folder), practice.settings, practice.rules)
    if problems:
        why = "An edit that is not sound judges nothing."
        raise CandidateError(*(Problem(where, one.what, why, one.remedy) for one in problems))
    return rows[0]


def refuse_silent(template_id: str, missing: Mapping[str, str]) -> None:
    """Refuse a template that would say nothing.

    Raises:
        CandidateError: What it looks into is not there.
    """
    reasons = list(reasons_for_silence(templates()[template_id], missing))
    if reasons:
        raise CandidateError(
            Problem(
                template_id,
                f"It would say nothing: {'; '.join(reasons)}.",
                "Nothing found would look like nothing wrong.",
                "Bring what is missing (docs/edits.md, Lists), then ask again.",
            )
        )


def owner_of(practice: Practice, category: str) -> str:
    """Return the role whose work a practice's denials of a category are; empty where none is."""
    rows = effective_rows(rule_table("categories"), practice.rules)
    return next((str(row["default_owner"]) for row in rows if row["category"] == category), "")


def cells_of(row: AdoptedEdit) -> dict[str, str]:
    """Return a row as its file has it; what is the template's stays empty."""
    template = templates()[row.template_id]
    days = (row.since_on, row.adopted_on, row.starts_on, row.review_on, row.expires_on)
    names = ("since_on", "adopted_on", "starts_on", "review_on", "expires_on")
    return {
        "edit_id": row.edit_id,
        "template_id": row.template_id,
        "parameters": parameters_text(parameters_of(row)),
        "severity": row.severity,
        "category": "" if row.category == template.category else row.category,
        "owner_role": "" if row.owner_role == template.owner_role else row.owner_role,
        "adopted_by_role": row.adopted_by_role,
        "evidence_id": row.evidence_id,
        "reason": row.reason,
        **{name: str(day) if day else "" for name, day in zip(names, days, strict=True)},
    }


def parameters_of(row: AdoptedEdit) -> dict[str, str]:
    """Return what a row sets, as texts; its payer first."""
    scope = {SCOPE: row.payer_id} if row.payer_id else {}
    return scope | {name: as_text(value) for name, value in row.parameters.items()}


def parameters_text(parameters: Cells) -> str:
    """Write parameters as a cell has them."""
    return "; ".join(f"{name}={value}" for name, value in parameters.items())


def csv_line(cells: list[str] | tuple[str, ...]) -> str:
    """Write one line of CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _evidence(read: AdoptedEdit, adopted: AdoptedEdit | None) -> Evidence:
    """Return what an edit rests on: of one in the rules, all that was known when it was adopted."""
    if adopted is None:
        return Evidence(read.evidence_id, read.since_on)
    seen_from_on = read.since_on or dt.date.min
    return Evidence(read.evidence_id, read.since_on, seen_from_on, adopted.adopted_on)


def _changed(row: AdoptedEdit, named: Named) -> dict[str, str]:
    cells = cells_of(row)
    if named.parameters:
        given = dict(_parts(named.parameters))
        cells["parameters"] = parameters_text(parameters_of(row) | given)
    if named.category:
        cells["category"] = named.category
    return cells


def _new(practice: Practice, named: Named, day: dt.date) -> dict[str, str]:
    template = templates()[named.name]
    return {
        "edit_id": named.name,
        "template_id": named.name,
        "parameters": named.parameters,
        "severity": template.severity,
        "category": named.category,
        "owner_role": template.owner_role or owner_of(practice, named.category),
        "adopted_on": str(day),
        "adopted_by_role": "billing_manager",
        "reason": "to be tried",
        # Only a learnt edit needs an end; that of a trial is of no matter.
        "expires_on": str(day + dt.timedelta(days=1)) if template.template_id == LEARNED else "",
    }


def _parts(text: str) -> list[tuple[str, str]]:
    """Split ``key=value; key=value``; what sets nothing keeps its text, to be refused."""
    told = []
    for part in filter(str.strip, text.split(";")):
        name, _, value = (piece.strip() for piece in part.partition("="))
        told.append((name, value))
    return told


def _unknown(own: Mapping[str, AdoptedEdit]) -> Problem:
    known = ", ".join(sorted({*own, *templates()}))
    return Problem(
        "triage edits",
        "There is no edit, template or proposal of this name.",
        "Nothing can be tried or adopted under it.",
        f"Use one of: {known}; or a name that triage edits propose prints.",
    )
