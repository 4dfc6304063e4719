"""What ``edits`` says on the terminal: counts, dollars, minutes, and nothing of a single claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.edits.adopting import Adoption
    from pipeline.edits.habits import PaidShare
    from pipeline.edits.proof import Tally
    from pipeline.edits.proposals import Proposal, Proven
    from pipeline.edits.standing import Standing
    from pipeline.edits.trials import Trial

_HEAD = "  month     caught   of category   expected   minutes    held      paid  unresolved"


def standing_lines(
    told: Sequence[Standing], day: dt.date, doubted: Mapping[str, PaidShare]
) -> Iterator[str]:
    """Yield every edit under the state that it is in; ``doubted`` are habits, by their name."""
    from pipeline.edits.standing import NOT_ON, STATES

    yield f"Checks before sending on {day}"
    for state in STATES:
        some = [one for one in told if one.state == state]
        if some:
            yield ""
            yield f"{state} ({len(some)})"
        for one in some:
            yield f"  {one.edit_id:<14} {one.severity:<5} {one.owner_role:<24} {one.title}"
            if state != NOT_ON or one.note:
                yield f"      {_decided(one)}"
            if one.edit_id in doubted:
                yield f"      doubt it first: it {doubted[one.edit_id]}"


def proof_lines(proof: Proven, ground: Trial) -> Iterator[str]:
    """Yield what an edit would have done, month by month, and what that proves."""
    tried = proof.tried
    row, evidence = tried.candidate.row, tried.candidate.evidence
    yield f"{row.edit_id}: {_title(row.template_id)}; prevents {row.category}"
    since = f", of answers since {evidence.since_on}" if evidence.since_on else ""
    yield f"  what was known before {tried.until_on}{since}; each claim as of the day it was sent"
    yield ""
    yield from _months(proof, ground)
    yield ""
    yield from _verdict(proof)


def proposal_lines(told: Sequence[Proposal], ground: Trial) -> Iterator[str]:
    """Yield an edit a cause, the proven ones first, and why others have none."""
    yield f"{ground.practice.practice_id}, what was known before {ground.until_on}"
    if not told:
        yield "  no cause lasts, and none concentrates: there is nothing to propose"
    for one in told:
        yield ""
        yield f"{one.cause.name}  {one.cause.description} ({one.cause.kind})"
        if one.proven is None:
            yield f"  no edit: {one.why_not}"
            continue
        yield from _proposal(one.proven)


def adoption_lines(done: Adoption, proof: Proven) -> Iterator[str]:
    """Yield what was written, and what happens next."""
    from pipeline.edits.plan import DAYS_OF_WARNING, warns_first
    from pipeline.practice.edit_templates import templates

    row = done.row
    if not done.is_new:
        yield f"{row.edit_id} does this already since {row.starts_on}: nothing was written"
        return
    yield f"{row.edit_id}: {row.severity}, from the next scrub on; a row of {done.file}"
    if warns_first(templates()[row.template_id], row):
        yield f"  a new hold warns for its first {DAYS_OF_WARNING} days"
    ends = f", ends on {row.expires_on}" if row.expires_on else ""
    yield f"  review by {row.review_on}{ends}"
    yield from _verdict(proof)


def _proposal(proof: Proven) -> Iterator[str]:
    from pipeline.edits.candidates import parameters_of, parameters_text

    row, counted = proof.tried.candidate.row, _tally(proof)
    said = parameters_text(parameters_of(row))
    yield f"  {row.edit_id}: {_title(row.template_id)}" + (f" ({said})" if said else "")
    yield (
        f"  would have caught {counted.caught} claims of {counted.clients} clients in "
        f"{counted.weeks} weeks and held {counted.paid} paid ({_usd(counted.paid_usd)}); "
        f"{counted.unresolved} unresolved; owner {row.owner_role}"
    )
    yield from _verdict(proof)
    if proof.severity:
        yield (
            f'  triage edits adopt {row.edit_id} --severity {proof.severity} --reason "why, in a '
            'sentence"'
        )


def _months(proof: Proven, ground: Trial) -> Iterator[str]:
    from pipeline.edits.proof import by_month, tally

    tried = proof.tried
    hits = by_month(tried.hits)
    yield _HEAD
    for month in sorted({*hits, *tried.months}):
        beside = tried.months.get(month)
        counted = hits.get(month) or tally(())
        yield _month(f"{month:%Y-%m}", counted, beside.denied_count if beside else 0, proof, ground)
    yield _month("all", _tally(proof), tried.denied_count, proof, ground)


def _month(name: str, counted: Tally, denied: int, proof: Proven, ground: Trial) -> str:
    from pipeline.edits.proof import minutes

    effort = ground.effort_minutes.get(proof.tried.candidate.row.category, 0)
    share = f"{counted.caught / denied:.0%} of {denied}" if denied else "none denied"
    return (
        f"  {name:<8} {counted.caught:>7}  {share:>12} {_usd(counted.expected_usd):>10} "
        f"{minutes(counted, effort, ground.limits):>9} {counted.paid:>7} "
        f"{_usd(counted.paid_usd):>9} {counted.unresolved:>11}"
    )


def _verdict(proof: Proven) -> Iterator[str]:
    counted = _tally(proof)
    beside = counted.otherwise + counted.rejected
    if beside:
        yield (
            f"  {counted.otherwise} denied otherwise and {counted.rejected} sent back unread speak "
            "neither for nor against"
        )
    yield (
        f"  saves {_usd(proof.saved_usd)} that working the denials would not bring back, and "
        f"{proof.saved_minutes} minutes; speaks of {proof.paid_share:.1%} of what was paid"
    )
    yield (
        f"  right in {proof.bound:.0%} at least, {counted.clients} clients, {counted.weeks} weeks: "
        f"{_proven(proof.severity)}"
    )
    yield f"  {_sample(proof)}"


def _sample(proof: Proven) -> str:
    """Say whether the claims that prove an edit are those by which it was found."""
    tried, evidence = proof.tried, proof.tried.candidate.evidence
    if evidence.found_until_on is None:
        return "chosen by a person: nothing tells which of these claims were looked at first"
    inside = len(tried.hits) - len(tried.held_out)
    if inside == len(tried.hits):
        return (
            "in sample: it was found by these very claims (answers until "
            f"{evidence.found_until_on}), and none other proves it"
        )
    return (
        f"found by {inside} of these claims (answers until {evidence.found_until_on}); by the "
        f"other {len(tried.held_out)} alone, held out: {_proven(proof.held_out_severity)}"
    )


def _proven(severity: str) -> str:
    return f"proven as {severity}" if severity else "not proven"


def _tally(proof: Proven) -> Tally:
    from pipeline.edits.proof import tally

    return tally(proof.tried.hits)


def _decided(one: Standing) -> str:
    review = f"; review by {one.review_on}" if one.review_on else ""
    note = f" [{one.note}]" if one.note else ""
    return f"{one.decided_on} by {one.decided_by}: {one.reason}{review}{note}"


def _title(template_id: str) -> str:
    from pipeline.practice.edit_templates import templates

    return templates()[template_id].title


def _usd(amount: Decimal) -> str:
    return f"${amount:,.2f}"
