"""What a scrub says on the terminal: counts, dollars and reasons, and nothing of a single claim."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.edits.files_seen import FileSeen
    from pipeline.edits.findings import Finding
    from pipeline.edits.reports import Report

# More warnings than this and people stop reading them. Design of the loop, 2026-11-30.
MOST_WARNS_OF_A_HUNDRED = 10
# An edit that finds fault with so many claims is itself the likelier fault. 2026-11-30.
SUSPECT_SHARE = 0.3
_FEWEST_CLAIMS = 20
_NOTES = 5


def lines_of(report: Report) -> Iterator[str]:
    """Yield the lines of a report."""
    for file in report.seen.files:
        yield from _file_lines(file)
    yield from _totals(report)
    yield from _findings(report)
    yield from _unchecked(report)
    yield from _doubts(report)
    yield from _silent(report)
    yield from _sources(report)


def _file_lines(file: FileSeen) -> Iterator[str]:
    yield f"{file.path}: {file.format}, {_counted(file.claim_count, 'claim')}"
    word = "unchecked" if file.is_unread else "not wholly checked"
    yield from (f"  {word}: {why}" for why in file.why_not_checked[:_NOTES])
    if file.sent_on:
        yield f"  claims of it were sent before; the warehouse learnt so on {file.sent_on}"
    told = {*file.why_not_checked[:_NOTES]}
    counted = Counter(note.problem for note in file.notes if note.problem not in told)
    for problem, count in list(counted.items())[:_NOTES]:
        yield f"  {problem}{f' ({count} times)' if count > 1 else ''}"
    if len(counted) > _NOTES:
        yield f"  and {len(counted) - _NOTES} other faults: triage inspect tells them"


def _totals(report: Report) -> Iterator[str]:
    told = report.totals
    yield ""
    yield f"{_counted(told['claim_count'], 'claim')}, {_usd(told['charge_usd'])} charged"
    urgent = told["urgent_claim_count"]
    late = f", {urgent} of them close to the filing limit" if urgent else ""
    yield f"  hold              {told['hold_claim_count']:>7}  {_usd(told['held_usd'])}{late}"
    yield f"  warn              {told['warn_claim_count']:>7}"
    yield f"  info              {told['info_claim_count']:>7}"
    yield f"  unchecked         {told['unchecked_claim_count']:>7}"
    yield f"  no known problem  {told['no_known_problem_claim_count']:>7}"
    if partly := told["partly_checked_file_count"]:
        was = "was" if partly == 1 else "were"
        lost = f"{was} not wholly checked: claims of it may be missing above"
        yield f"  {_counted(partly, 'file')} {lost}"


def _findings(report: Report) -> Iterator[str]:
    if not report.findings:
        return
    yield ""
    yield "By edit"
    titles = {edit.edit_id: edit.template.title for edit in report.plan.edits}
    grouped = _grouped(report.findings, "edit_id")
    width = max(6, *(len(edit_id) for edit_id, _ in grouped))
    for edit_id, some in grouped:
        yield f"  {edit_id:<{width}} {_by_severity(some)}  {titles[edit_id]}"
    yield "By owner"
    for role, some in _grouped(report.findings, "owner_role"):
        yield f"  {role:<24} {_by_severity(some)}"


def _unchecked(report: Report) -> Iterator[str]:
    counted = Counter(claim.reason for claim in report.unchecked)
    if counted:
        yield ""
        yield "Unchecked, because"
    for reason, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  {reason}: {count}"


def _doubts(report: Report) -> Iterator[str]:
    """Say which edits a person should look at before the claims."""
    notes = [f"  {edit.edit_id}: {edit.note}" for edit in report.plan.edits if edit.note]
    notes += [f"  {one.edit_id}: it {one}; doubt it first" for one in report.habits]
    count = report.seen.claim_count
    if count >= _FEWEST_CLAIMS:
        for edit_id, some in _grouped(report.findings, "edit_id"):
            hit = len({one.claim_key for one in some})
            if hit > SUSPECT_SHARE * count:
                notes.append(f"  {edit_id}: it speaks of {hit} of {count} claims; doubt it first")
        warned = report.claims_with("warn")
        if warned * 100 > MOST_WARNS_OF_A_HUNDRED * count:
            notes.append(f"  {warned} of {count} claims have warnings only: too many to be read")
    if notes:
        yield ""
        yield "Look at these edits"
        yield from notes


def _silent(report: Report) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for one in report.plan.silent:
        by_reason.setdefault(one.reason, []).append(one.edit_id)
    if by_reason:
        yield ""
        yield "Silent"
    for reason, edits in sorted(by_reason.items(), key=lambda pair: pair[1]):
        yield f"  {' '.join(edits)}: {reason}"


def _sources(report: Report) -> Iterator[str]:
    yield ""
    seen = report.seen
    if seen.no_history:
        yield f"History      none: {seen.no_history}"
    elif seen.history_until_on:
        yield f"History      until {seen.history_until_on}{_age(seen.history_until_on, report)}"
    for one in seen.lists:
        rows = _counted(one.row_count, "row")
        yield f"{one.name}: {rows}, changed on {one.changed_on}{_age(one.changed_on, report)}"


def _age(day: dt.date, report: Report) -> str:
    days = (report.as_of_on - day).days
    return f", {_counted(days, 'day')} old" if days > 0 else ""


def _grouped(found: Sequence[Finding], attribute: str) -> list[tuple[str, list[Finding]]]:
    groups: dict[str, list[Finding]] = {}
    for one in found:
        groups.setdefault(getattr(one, attribute), []).append(one)
    return sorted(groups.items())


def _by_severity(found: Sequence[Finding]) -> str:
    """Write of how many claims the findings are, by how grave they are."""
    claims = {(one.claim_key, one.severity) for one in found}
    counted = Counter(severity for _, severity in claims)
    return "  ".join(f"{name} {counted[name]:>5}" for name in ("hold", "warn", "info"))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _usd(amount: Decimal) -> str:
    return f"${amount:,.2f}"
