"""What a scrub tells: as JSON for tools and for keeping, as CSV for people; same input, same bytes.

Takes what was judged. Refuses nothing. Nothing in it says that a claim is clean: there is no known
problem, or there is one, or nobody could tell.
"""

import csv
import datetime as dt
import io
import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.edits.files_seen import FileNote, FileSeen
from pipeline.edits.findings import Finding, UncheckedClaim, gravest
from pipeline.edits.habits import PaidShare
from pipeline.edits.plan import Plan
from pipeline.practice.edit_templates import HOLD, INFO, WARN

SCHEMA_VERSION = 1

CSV_COLUMNS: tuple[str, ...] = (
    "claim_number", "line_number", "segment_number", "byte_offset", "edit_id", "severity",
    "is_urgent", "field", "found", "wanted", "why", "owner_role", "carc", "charge_usd", "file",
)  # fmt: skip
UNCHECKED = "unchecked"
_AS_UNCHECKED = {"edit_id": UNCHECKED, "severity": UNCHECKED}


@dataclass(frozen=True, slots=True)
class ListSeen:
    """One list of the practice that edits looked into."""

    name: str
    row_count: int
    changed_on: dt.date


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked at.

    Attributes:
        history_until_on: Day of the last run whose history was read.
        no_history: Why none was read; empty where it was.
        charge_usd: Of all claims.
    """

    files: tuple[FileSeen, ...]
    lists: tuple[ListSeen, ...]
    history_until_on: dt.date | None
    no_history: str
    claim_count: int
    charge_usd: Decimal


@dataclass(frozen=True, slots=True)
class Report:
    """One scrub.

    Attributes:
        habits: Learnt edits that speak of most of what was paid; told to people, kept nowhere.
    """

    practice_id: str
    as_of_on: dt.date
    rules_version: str
    plan: Plan
    seen: Seen
    findings: tuple[Finding, ...]
    unchecked: tuple[UncheckedClaim, ...]
    habits: tuple[PaidShare, ...] = ()

    @property
    def unread_files(self) -> tuple[FileSeen, ...]:
        """Files in which there is no claim: nothing of them was checked."""
        return tuple(file for file in self.seen.files if file.is_unread)

    @property
    def partly_checked_files(self) -> tuple[FileSeen, ...]:
        """Files with claims of which something else could not be read, or is missing."""
        return tuple(file for file in self.seen.files if file.is_partly_checked)

    @property
    def not_wholly_checked_files(self) -> tuple[FileSeen, ...]:
        """Files of which nobody can say that every claim of theirs was checked."""
        return (*self.unread_files, *self.partly_checked_files)

    def claims_with(self, severity: str) -> int:
        """Return how many claims have this as their gravest finding."""
        return Counter(gravest(self.findings).values())[severity]

    @property
    def held_usd(self) -> Decimal:
        """Dollars charged on claims that a finding holds."""
        held = {one.claim_key: one.charge_usd for one in self.findings if one.severity == HOLD}
        return sum(held.values(), Decimal("0.00"))

    @property
    def totals(self) -> dict[str, Any]:
        """Return counts of claims, each in one of five, and dollars."""
        counts = {f"{severity}_claim_count": self.claims_with(severity) for severity in _ORDER}
        told = sum(counts.values()) + len(self.unchecked)
        return {
            "file_count": len(self.seen.files),
            "unread_file_count": len(self.unread_files),
            "partly_checked_file_count": len(self.partly_checked_files),
            "claim_count": self.seen.claim_count,
            "charge_usd": self.seen.charge_usd,
            **counts,
            "unchecked_claim_count": len(self.unchecked),
            "no_known_problem_claim_count": self.seen.claim_count - told,
            "held_usd": self.held_usd,
            "urgent_claim_count": len({one.claim_key for one in self.findings if one.is_urgent}),
        }


_ORDER = (HOLD, WARN, INFO)


def as_json(report: Report) -> str:
    """Write a report as JSON; dollars and days are text."""
    told = {
        "schema_version": SCHEMA_VERSION,
        "practice_id": report.practice_id,
        "as_of_on": report.as_of_on,
        "rules_version": report.rules_version,
        "files": [_file(file) for file in report.seen.files],
        "history": {
            "known_until_on": report.seen.history_until_on,
            "missing": report.seen.no_history,
        },
        "lists": [
            {"name": one.name, "row_count": one.row_count, "changed_on": one.changed_on}
            for one in report.seen.lists
        ],
        "totals": report.totals,
        "edits_run": _edits_run(report),
        "edits_silent": [
            {"edit_id": one.edit_id, "reason": one.reason} for one in report.plan.silent
        ],
        "unchecked": [_unchecked(one) for one in report.unchecked],
        "findings": [_finding(one) for one in report.findings],
    }
    return json.dumps(told, default=str, indent=1) + "\n"


def as_csv(report: Report) -> str:
    """Write the findings, and the claims and files that were not checked, as CSV: a line each."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*CSV_COLUMNS], extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for one in report.findings:
        writer.writerow(_finding(one) | {"carc": " ".join(one.carc_codes)})
    for claim in report.unchecked:
        writer.writerow(_unchecked(claim) | _AS_UNCHECKED | {"why": claim.reason})
    for file in report.seen.files:
        for why in file.why_not_checked:
            writer.writerow(_AS_UNCHECKED | {"file": file.file_id, "why": why})
    return text.getvalue()


def _file(file: FileSeen) -> dict[str, Any]:
    # The bytes had this digest before they were read and after: else there is no report.
    return {
        "sha256": file.sha256,
        "sha256_after": file.sha256,
        "byte_count": file.byte_count,
        "format": file.format,
        "claim_count": file.claim_count,
        "is_unchecked": file.is_unread,
        "is_partly_checked": file.is_partly_checked,
        "sent_on": file.sent_on,
        "sets": list(file.set_digests),
        "notes": [_note(note) for note in file.notes],
        "gaps": [_note(gap) for gap in file.gaps],
    }


def _note(note: FileNote) -> dict[str, str]:
    return {"code": note.code, "problem": note.problem}


def _edits_run(report: Report) -> list[dict[str, Any]]:
    counts = Counter(one.edit_id for one in report.findings)
    claims = Counter(edit_id for edit_id, _ in {(f.edit_id, f.claim_key) for f in report.findings})
    return [
        {
            "edit_id": edit.edit_id,
            "template_id": edit.template.template_id,
            "severity": edit.severity,
            "payer_id": edit.payer_id,
            "finding_count": counts[edit.edit_id],
            "claim_count": claims[edit.edit_id],
            "note": edit.note,
        }
        for edit in report.plan.edits
    ]


def _unchecked(claim: UncheckedClaim) -> dict[str, Any]:
    return {
        "file": claim.file_id,
        "claim_number": claim.claim_number,
        "transaction_digest": claim.transaction_digest,
        "claim_position": claim.claim_position,
        "segment_number": claim.segment_number,
        "byte_offset": claim.byte_offset,
        "charge_usd": claim.charge_usd,
        "reason": claim.reason,
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "file": one.file_id,
        "claim_number": one.claim_number,
        "line_number": one.line_number,
        "segment_number": one.segment_number,
        "byte_offset": one.byte_offset,
        "edit_id": one.edit_id,
        "template_id": one.template_id,
        "severity": one.severity,
        "is_urgent": one.is_urgent,
        "field": one.field,
        "found": one.found,
        "wanted": one.wanted,
        "why": one.why,
        "owner_role": one.owner_role,
        "carc": list(one.carc_codes),
        "charge_usd": one.charge_usd,
        "transaction_digest": one.transaction_digest,
        "claim_position": one.claim_position,
    }
