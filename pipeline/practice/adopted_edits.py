"""The edits a practice decided on: rows of its ``rules/edits.csv``.

Takes the file and the settings whose payers it may name. Refuses, with line and remedy and all at
once: templates, parameters, roles and payers nobody knows, days that fall, and rows that hold for
the same claims on the same days.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from pipeline.errors import Problem
from pipeline.practice.contract_rows import Ids, ids_of
from pipeline.practice.csv_files import CsvFile, CsvLine, Shape, iso_day, read_csv_file
from pipeline.practice.edit_reviews import days_until_review, review_day
from pipeline.practice.edit_templates import (
    EDITS_FILE,
    LEARNED,
    OFF,
    SCOPE,
    SEVERITIES,
    Template,
    Value,
    templates,
)
from pipeline.practice.learned_edits import conditions, mistakes
from pipeline.practice.roles import OwnerRole
from pipeline.practice.rule_overrides import RuleOverride
from pipeline.practice.rule_tables import rule_keys
from pipeline.practice.settings import PracticeSettings

SHAPE = Shape(
    name="a list of edits",
    why="Nothing runs for this practice until its rules are unambiguous.",
    columns=(
        "edit_id", "template_id", "parameters", "severity", "category", "owner_role", "since_on",
        "adopted_on", "adopted_by_role", "evidence_id", "reason", "starts_on", "review_on",
        "expires_on",
    ),
    needed=("edit_id", "template_id", "severity", "adopted_on", "adopted_by_role", "reason"),
)  # fmt: skip

_ID = r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}"
_DAYS = ("since_on", "adopted_on", "starts_on", "review_on", "expires_on")
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class AdoptedEdit:
    """One row: a template that a practice put in force, changed or switched off.

    Attributes:
        edit_id: Its name in findings.
        parameters: What it sets; what it does not set has the template's default.
        severity: ``hold``, ``warn``, ``info`` or ``off``.
        category: Of the denials it prevents; empty for the template's.
        owner_role: Who mends it.
        adopted_by_role: Who decided.
        reason: Why, in a sentence.
        since_on: Since when such claims are denied, where somebody knows.
        evidence_id: What it rests on: ``cause:723a7000``, words, or both with ``; `` between.
        starts_on: First day on which it holds.
        review_on: Day from which somebody should look at it again; None of one switched off.
        expires_on: Day from which it no longer holds.
        where: File and line.
    """

    edit_id: str
    template_id: str
    payer_id: str
    parameters: Mapping[str, Value]
    severity: str
    category: str
    owner_role: str
    adopted_on: dt.date
    adopted_by_role: str
    reason: str
    since_on: dt.date | None
    evidence_id: str
    starts_on: dt.date
    review_on: dt.date | None
    expires_on: dt.date | None
    where: str = field(compare=False)

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it is in force on a day."""
        return self.starts_on <= day and (self.expires_on is None or day < self.expires_on)

    def meets(self, other: "AdoptedEdit") -> bool:
        """Tell whether both are in force on some day."""
        return self.starts_on < (other.expires_on or dt.date.max) and other.starts_on < (
            self.expires_on or dt.date.max
        )


def read_adopted_edits(
    folder: Path, settings: PracticeSettings | None, rules: Sequence[RuleOverride]
) -> tuple[tuple[AdoptedEdit, ...], list[Problem]]:
    """Return the rows of the file in a folder of rules, and every problem found in it."""
    path = folder / EDITS_FILE
    if not path.is_file():
        return (), []
    file = read_csv_file(path, SHAPE)
    ids, days = ids_of(settings), days_until_review(rules)
    edits = [(one, edit) for one in file.lines if (edit := _Line(file, one, ids, days).edit())]
    _refuse_contradictions(file, edits)
    return tuple(edit for _, edit in edits), file.problems


class _Line:
    """One line on its way to an edit."""

    def __init__(self, file: CsvFile, line: CsvLine, ids: Ids, review_days: int) -> None:
        self.file, self.line, self.ids, self.review_days = file, line, ids, review_days

    def edit(self) -> AdoptedEdit | None:
        """Return the edit; None and problems noted where the line is not sound."""
        before = len(self.file.problems)
        days = {name: self._day(name) for name in _DAYS}
        template = self._template()
        parameters = self._parameters(template) if template else {}
        self._words(days)
        adopted_on = days["adopted_on"]
        if len(self.file.problems) > before or template is None or adopted_on is None:
            return None
        starts_on, ends_on = days["starts_on"] or adopted_on, days["expires_on"]
        usual = review_day(self._text("severity"), starts_on, ends_on, self.review_days)
        return AdoptedEdit(
            edit_id=self._text("edit_id"),
            template_id=template.template_id,
            payer_id=str(parameters.pop(SCOPE, "")),
            parameters=parameters,
            severity=self._text("severity"),
            category=self._text("category") or template.category,
            owner_role=self._text("owner_role") or template.owner_role,
            adopted_on=adopted_on,
            adopted_by_role=self._text("adopted_by_role"),
            reason=self._text("reason"),
            since_on=days["since_on"],
            evidence_id=self._text("evidence_id"),
            starts_on=starts_on,
            review_on=days["review_on"] or usual,
            expires_on=ends_on,
            where=f"{self.file.path}, line {self.line.number}",
        )

    def _text(self, column: str) -> str:
        return self.line.cells.get(column, "")

    def _refuse(self, what: str, remedy: str) -> None:
        self.file.refuse(self.line.number, what, remedy)

    def _template(self) -> Template | None:
        found = templates().get(self._text("template_id"))
        if found is None:
            remedy = f"Use one of: {', '.join(templates())}; docs/edits.md says what each checks."
            self._refuse("template_id is no template of the project.", remedy)
        return found

    def _parameters(self, template: Template) -> dict[str, Value]:
        """Return what the cell ``key=value; key=value`` sets."""
        values: dict[str, Value] = {}
        known = ", ".join((SCOPE, *template.parameters))
        for part in filter(str.strip, self._text("parameters").split(";")):
            name, equals, text = (piece.strip() for piece in part.partition("="))
            if not equals or (name != SCOPE and name not in template.parameters):
                what = f"A part of parameters sets nothing that {template.template_id} has."
                self._refuse(what, f"Write key=value; key=value. It takes: {known}.")
            elif name in values:
                self._refuse(f"{name} is set twice.", "Keep one of the two.")
            elif name == SCOPE:
                values[name] = self._payer(text)
            elif (value := template.parameters[name].value(text)) is None:
                expected = template.parameters[name].expected
                self._refuse(f"{name} is not what it should be.", f"Write {expected}.")
            else:
                values[name] = value
        self._whole(template, values)
        return values

    def _whole(self, template: Template, values: Mapping[str, Value]) -> None:
        """Note what the parameters of a row lack, or say against each other."""
        for name, parameter in template.parameters.items():
            if parameter.default is None and name not in values:
                self._refuse(f"{template.template_id} needs {name} set.", f"Add {name}=… .")
        if template.template_id == LEARNED:
            for what, remedy in mistakes(values, self.ids):
                self._refuse(what, remedy)

    def _payer(self, text: str) -> str:
        known = self.ids.get(SCOPE)
        if known is not None and text not in known:
            what = f"{SCOPE} is none that practice.toml has."
            self._refuse(what, f"Use one of: {', '.join(sorted(known))}.")
        return text

    def _day(self, column: str) -> dt.date | None:
        text = self._text(column)
        found = iso_day(text)
        if found is None and (text or column in SHAPE.needed):
            remedy = f"Write {column} such as 2026-12-25; format the column as text before Excel."
            self._refuse(f"{column} is {'no day' if text else 'empty'}.", remedy)
        return found

    def _words(self, days: Mapping[str, dt.date | None]) -> None:
        """Note what is wrong with the cells that hold words, and days that fall."""
        if not re.fullmatch(_ID, self._text("edit_id")):
            self._refuse("edit_id is no name.", "Write letters, digits, - and _, at most 40.")
        self._one_of("severity", (*SEVERITIES, OFF), is_needed=True)
        self._one_of("adopted_by_role", get_args(OwnerRole), is_needed=True)
        is_learned = self._text("template_id") == LEARNED
        self._one_of("owner_role", get_args(OwnerRole), is_needed=is_learned)
        self._one_of("category", sorted(rule_keys("categories")), is_needed=is_learned)
        reason = self._text("reason")
        if not reason or len(reason) > _LONGEST_REASON or not reason.isprintable():
            self._refuse("reason is empty or too long.", "Say why in a sentence, without a name.")
        if is_learned and not self._text("expires_on"):
            what = "An edit learnt from denials has no end."
            self._refuse(what, "Write expires_on, 90 days after it starts; renewing proves it.")
        told = [day for name in ("adopted_on", "starts_on", "expires_on") if (day := days[name])]
        if told != sorted(told):
            self._refuse("adopted_on, starts_on and expires_on fall.", "Write them in this order.")

    def _one_of(self, column: str, words: tuple[str, ...] | list[str], *, is_needed: bool) -> None:
        text = self._text(column)
        if text not in words and (text or is_needed):
            what = f"{column} is {'none that is known' if text else 'empty'}."
            self._refuse(what, f"Use one of: {', '.join(words)}.")


def _refuse_contradictions(file: CsvFile, edits: list[tuple[CsvLine, AdoptedEdit]]) -> None:
    """Note rows that say two things of the same claims on the same days, and names given twice."""
    for place, (line, edit) in enumerate(edits):
        for other, earlier in edits[:place]:
            if edit.edit_id == earlier.edit_id:
                what = f"The edit_id stands in line {other.number} already."
                file.refuse(line.number, what, "Give each row a name of its own.")
            elif _scope(edit) == _scope(earlier) and edit.meets(earlier):
                what = f"Line {other.number} decides the same template for the same claims."
                remedy = "Keep one, or end the earlier by its expires_on when the later starts."
                file.refuse(line.number, what, remedy)


def _scope(edit: AdoptedEdit) -> tuple[object, ...]:
    """Return what an edit speaks of: a template at a payer; a learnt one, by its conditions."""
    own = conditions(edit.parameters) if edit.template_id == LEARNED else {}
    return (edit.template_id, edit.payer_id, *sorted(own.items()))
