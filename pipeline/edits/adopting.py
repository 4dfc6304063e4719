"""A row put into the practice's ``rules/edits.csv``: by a person, whole or not at all.

Takes a candidate with its proof and what the person decided. Refuses what is not proven, what
speaks of too much of what was paid, what contradicts an edit in force, and an edit whose review is
overdue. Writes one file; what people wrote in it stays as it is.
"""

import csv
import datetime as dt
import fcntl
import io
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.edits.candidates import CandidateError, cells_of, csv_line
from pipeline.edits.proof import ProofLimits
from pipeline.edits.proposals import Proven
from pipeline.errors import Problem
from pipeline.practice import Practice
from pipeline.practice.adopted_edits import SHAPE, AdoptedEdit, read_adopted_edits
from pipeline.practice.edit_templates import EDITS_FILE, HOLD, LEARNED
from pipeline.resources.whole_files import replace_text, writing

_NEW_HEAD = csv_line(SHAPE.columns)
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided.

    Attributes:
        severity: ``hold`` or ``warn``.
        by_role: Who decided.
        reason: Why, in a sentence.
        day: Of the decision; the edit is in force from it on.
        cited: What of a payer's own words stands behind it; empty for nothing.
    """

    severity: str
    by_role: str
    reason: str
    day: dt.date
    cited: str = ""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What came of a decision.

    Attributes:
        row: The edit in force.
        file: Where it stands.
        is_new: False where it stood there already.
    """

    row: AdoptedEdit
    file: Path
    is_new: bool


def adopt(practice: Practice, proof: Proven, decision: Decision, limits: ProofLimits) -> Adoption:
    """Append a proven edit to the practice's file; the same decision twice is one row.

    Raises:
        CandidateError: It is not proven, speaks of too much, contradicts an edit in force, or the
            file is not sound.
        WriteError: The file cannot be written; it is as it was.
    """
    row = proof.tried.candidate.row
    file = practice.rules_folder / EDITS_FILE
    with _alone(practice.rules_folder):
        there, problems = read_adopted_edits(
            practice.rules_folder, practice.settings, practice.rules
        )
        if problems:
            raise CandidateError(*problems)
        if standing := _same(there, row, decision):
            return Adoption(standing, file, is_new=False)
        _refuse_overdue(row, there, decision.day)
        _refuse_habit(row, proof, limits)
        _refuse_unproven(row, proof, decision)
        cells = _decided(row, _free_name(row.edit_id, there), decision, limits)
        text = appended(_text(file), cells)
        made = _sound(practice, text, file)
        replace_text(text, file)
    return Adoption(made[-1], file, is_new=True)


def appended(text: str, cells: Mapping[str, str]) -> str:
    """Return the text of a file of edits with one row more.

    Lines stay as they are; where the head lacks a column that the row fills, all lines get it.
    """
    if not text.strip(_MARK + " \r\n"):
        return _NEW_HEAD + csv_line([cells.get(name, "") for name in SHAPE.columns])
    rows = list(csv.reader(io.StringIO(text, newline="")))
    place = next(at for at, row in enumerate(rows) if any(cell.strip(_MARK + " ") for cell in row))
    head = [name.strip(_MARK + " ") for name in rows[place]]
    lacking = [name for name in SHAPE.columns if cells.get(name) and name not in head]
    if lacking:
        width = len(head)
        filled = [[*row[:width], *[""] * (width - len(row))] for row in rows[place:]]
        filled = [row for row in filled if any(map(str.strip, row))]
        wider = [[*row, *[""] * len(lacking)] for row in filled[1:]]
        text = "".join(map(csv_line, [[*head, *lacking], *wider]))
        head = [*head, *lacking]
    ending = "\r\n" if "\r\n" in text else "\n"
    kept = text if text.endswith("\n") else text + ending
    line = csv_line([cells.get(name, "") for name in head]).removesuffix("\n")
    return kept + line + ending


def review_on(decision: Decision, limits: ProofLimits) -> dt.date:
    """Return the day on which an adopted edit is looked at again."""
    days = limits.review_days_cited if decision.cited else limits.review_days
    return decision.day + dt.timedelta(days=days)


def _decided(
    row: AdoptedEdit, edit_id: str, decision: Decision, limits: ProofLimits
) -> dict[str, str]:
    ends_on = str(review_on(decision, limits))
    return cells_of(row) | {
        "edit_id": edit_id,
        "severity": decision.severity,
        "adopted_on": str(decision.day),
        "adopted_by_role": decision.by_role,
        "evidence_id": _evidence(row.evidence_id, decision.cited),
        "reason": decision.reason,
        "starts_on": str(decision.day),
        "review_on": ends_on,
        # What was learnt ends with its proof; what the project ships goes on until somebody looks.
        "expires_on": ends_on if row.template_id == LEARNED else "",
    }


def _evidence(evidence_id: str, cited: str) -> str:
    """Return the cause that an edit was proposed from and the words cited: ``cause:…; words``.

    Without the cause nobody could tell later whether it has stopped.
    """
    cause, _, words = evidence_id.partition(";")
    if not cause.startswith("cause:"):
        return cited or evidence_id
    return "; ".join(filter(None, (cause, cited or words.strip())))


def _same(
    there: tuple[AdoptedEdit, ...], row: AdoptedEdit, decision: Decision
) -> AdoptedEdit | None:
    """Return the row that does on this day what is decided, if there is one."""
    for one in there:
        does = (one.template_id, one.payer_id, one.parameters, one.severity, one.category)
        asked = (row.template_id, row.payer_id, row.parameters, decision.severity, row.category)
        is_overdue = one.review_on is not None and one.review_on <= decision.day
        if does == asked and one.holds_on(decision.day) and not is_overdue:
            return one
    return None


def _free_name(edit_id: str, there: tuple[AdoptedEdit, ...]) -> str:
    """Return a name that no row has yet: the same with a number behind it."""
    taken = {one.edit_id for one in there}
    numbered = (f"{edit_id}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (edit_id, *numbered) if name not in taken)


def _refuse_overdue(row: AdoptedEdit, there: tuple[AdoptedEdit, ...], day: dt.date) -> None:
    """Refuse to build on an edit whose review is overdue: its proof is as old as its row."""
    for one in there:
        if one.edit_id == row.edit_id and one.review_on and one.review_on <= day:
            raise CandidateError(
                Problem(
                    one.where,
                    f"{one.edit_id} is past its review date ({one.review_on}).",
                    "What proved it is old; payers have changed their rules since.",
                    f"Look at it: triage edits test {one.edit_id}. If it proves itself still, "
                    f"write {day} as its expires_on and adopt its template and parameters anew.",
                )
            )


def _refuse_habit(row: AdoptedEdit, proof: Proven, limits: ProofLimits) -> None:
    if proof.paid.is_habit(limits.most_paid_share, limits.fewest_paid):
        raise CandidateError(
            Problem(
                row.edit_id,
                f"It speaks of {proof.paid_share:.0%} of the claims that its payers paid.",
                "An edit that speaks of so much is a habit of coding and no check; people would "
                "stop reading it.",
                f"Narrow it with --parameters; at most {limits.most_paid_share:.0%} is taken.",
            )
        )


def _refuse_unproven(row: AdoptedEdit, proof: Proven, decision: Decision) -> None:
    """Refuse more than is proven; a payer's own words are enough for a warning."""
    is_cited_warning = bool(decision.cited) and decision.severity != HOLD
    if is_cited_warning or proof.severity in (HOLD, decision.severity):
        return
    lesser = f" A warning is: --severity {proof.severity}." if proof.severity else ""
    raise CandidateError(
        Problem(
            row.edit_id,
            f"It is not proven as {decision.severity}: right in {proof.bound:.0%} at least.",
            "An edit that is wrong stops claims that would have been paid.",
            f"Wait for more answers, narrow it, or name the payer's words with --cited.{lesser}",
        )
    )


def _sound(practice: Practice, text: str, file: Path) -> tuple[AdoptedEdit, ...]:
    """Return the rows of a text as the file would have them; what is wrong is told as its own."""
    with TemporaryDirectory() as folder:
        (Path(folder) / EDITS_FILE).write_text(text, encoding="utf-8")
        rows, problems = read_adopted_edits(Path(folder), practice.settings, practice.rules)
        trying = str(Path(folder) / EDITS_FILE)
    if problems:
        told = ((one.where.replace(trying, str(file)), one) for one in problems)
        raise CandidateError(
            *(Problem(where, one.what, one.why, one.remedy) for where, one in told)
        )
    return rows


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8") if file.is_file() else ""


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Let one adoption at a time read and write the file."""
    with writing(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
