"""What a report says, as short as a test compares it."""

from __future__ import annotations

from pipeline.edits.findings import Finding
from pipeline.edits.reports import Report


def told(report: Report) -> list[tuple[str, str, int | None, str]]:
    """Return edit, claim, line and severity of what was found."""
    return [(f.edit_id, f.claim_number, f.line_number, f.severity) for f in report.findings]


def of_edit(report: Report, edit_id: str) -> list[Finding]:
    return [one for one in report.findings if one.edit_id == edit_id]


def severities(report: Report) -> dict[str, str]:
    """Return the severity of each claim's one finding, by the claim's number."""
    assert len({f.claim_number for f in report.findings}) == len(report.findings)
    return {f.claim_number: f.severity for f in report.findings}


def silence(report: Report, edit_id: str) -> str:
    """Return why an edit says nothing."""
    return next(one.reason for one in report.plan.silent if one.edit_id == edit_id)


def by_claim(report: Report) -> dict[str, str]:
    """Return of each claim with a finding the severity of its last one."""
    return {one.claim_number: one.severity for one in report.findings}
