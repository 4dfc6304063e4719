"""Edits that a practice's own causes propose, each proven or not on what it sent before.

Takes the ground of a trial. Refuses nothing; of a cause without an edit it says why. What nobody
can mend before sending has none: a payer's error, and work that begins with the denial.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from pipeline.edits.back_test import BackTest, Candidate, back_test
from pipeline.edits.candidates import (
    CandidateError,
    others_of,
    owner_of,
    parameters_of,
    parameters_text,
    read_row,
)
from pipeline.edits.causes_before import (
    NAME_DIGITS,
    Named,
    causes_before,
    in_force_at,
    nearest_template,
    origin_of,
)
from pipeline.edits.habits import PaidShare
from pipeline.edits.proof import NOT_PROVEN, bound, minutes, tally, verdict
from pipeline.edits.trials import Trial
from pipeline.practice.adopted_edits import AdoptedEdit
from pipeline.practice.edit_templates import LEARNED, SCOPE, WARN, Template, templates
from pipeline.practice.learned_edits import NONE, conditions
from pipeline.practice.rule_tables import rule_table, rule_values


@dataclass(frozen=True, slots=True)
class Proven:
    """A back-test held against the numbers of the rules.

    Attributes:
        severity: The gravest that is proven; empty for none.
        held_out_severity: The same by answers alone by which the edit was not found.
        bound: Share of right findings that it reaches at least.
        saved_usd: Dollars that working the denials would not bring back.
        saved_minutes: Minutes saved; below zero where looking costs more.
    """

    tried: BackTest
    severity: str
    held_out_severity: str
    bound: float
    saved_usd: Decimal
    saved_minutes: int

    @property
    def paid(self) -> PaidShare:
        """The paid claims of its payer and form, and how many of them it would have held."""
        held = tally(self.tried.hits).paid
        return PaidShare(self.tried.candidate.row.edit_id, held, self.tried.paid_count)

    @property
    def paid_share(self) -> float:
        """Share of the paid claims of its payer and form that it would have held."""
        told = self.paid
        return told.found_count / told.paid_count if told.paid_count else 0.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit for a cause.

    Attributes:
        proven: Its back-test; None where there is no edit.
        why_not: Why there is none; empty where there is one.
    """

    cause: Named
    proven: Proven | None
    why_not: str = ""


def proven(ground: Trial, candidate: Candidate) -> Proven:
    """Try a candidate and hold what it did against the numbers of the rules."""
    tried = back_test(ground.connection, candidate)
    counted, limits = tally(tried.hits), ground.limits
    effort = ground.effort_minutes.get(candidate.row.category, 0)
    return Proven(
        tried=tried,
        severity=verdict(counted, limits),
        held_out_severity=verdict(tally(tried.held_out), limits),
        bound=bound(counted, limits),
        saved_usd=counted.saved_usd,
        saved_minutes=minutes(counted, effort, limits),
    )


def proposals(ground: Trial) -> tuple[Proposal, ...]:
    """Return an edit for each cause, the proven ones first, by what they would have saved."""
    told = [_proposal(ground, cause) for cause in causes_before(ground)]
    return tuple(sorted(told, key=_rank))


def proposed(ground: Trial, edit_id: str) -> Candidate | None:
    """Return the candidate that a cause proposes under a name; None where none has it."""
    for cause in causes_before(ground):
        if edit_id.endswith(cause.cause_id[:NAME_DIGITS]):
            candidate, _ = _candidate(ground, cause)
            if candidate and candidate.row.edit_id == edit_id:
                return candidate
    return None


def _rank(one: Proposal) -> tuple[bool, bool, Decimal, int]:
    if one.proven is None:
        return (True, True, Decimal(0), 0)
    is_weak = one.proven.severity == NOT_PROVEN
    return (False, is_weak, -one.proven.saved_usd, -one.proven.saved_minutes)


def _proposal(ground: Trial, cause: Named) -> Proposal:
    try:
        candidate, why_not = _candidate(ground, cause)
    except CandidateError as error:
        # such as a payer or place of which practice.toml knows nothing
        candidate, why_not = None, error.problems[0].what
    return Proposal(cause, proven(ground, candidate) if candidate else None, why_not)


def _candidate(ground: Trial, cause: Named) -> tuple[Candidate | None, str]:
    """Return the edit for a cause, or why there is none."""
    origin = origin_of(ground, cause)
    if origin not in _within_practice():
        return None, "it arises at the payer or the client, and no edit of ours mends that"
    template = nearest_template(ground, cause)
    payer_id = cause.cell.get(SCOPE, "")
    if template:
        edit = in_force_at(ground, template, payer_id)
        if edit:
            return None, f"{edit.edit_id} speaks of it already"
        cells = {"parameters": parameters_text({SCOPE: payer_id} if payer_id else {})}
        return _read(ground, cause, template, cells), ""
    owner = owner_of(ground.practice, cause.category)
    if owner not in _able_before_sending():
        return None, f"its owner ({owner}) begins with the denial; no template speaks of it"
    own = _learnt(ground, cause)
    if own:
        return None, f"{own.edit_id} speaks of it already"
    cells = {
        "parameters": parameters_text(_conditions(cause)),
        "category": cause.category,
        "owner_role": owner,
    }
    return _read(ground, cause, templates()[LEARNED], cells), ""


def _read(ground: Trial, cause: Named, template: Template, cells: dict[str, str]) -> Candidate:
    day = ground.until_on
    evidence = cause.learnt_from
    ends_on = day + dt.timedelta(days=ground.limits.review_days)
    told = {
        "edit_id": f"{template.template_id}-{cause.cause_id[:NAME_DIGITS]}",
        "template_id": template.template_id,
        "severity": WARN,
        "since_on": str(evidence.since_on or ""),
        "adopted_on": str(day),
        "adopted_by_role": "billing_manager",
        "evidence_id": evidence.evidence_id,
        "reason": f"proposed from {cause.name}",
        "expires_on": str(ends_on) if template.template_id == LEARNED else "",
    }
    row = read_row(ground.practice, told | cells, told["edit_id"])
    return Candidate(row, evidence, others_of(ground.practice, row, day))


def _conditions(cause: Named) -> dict[str, str]:
    """Return what a learnt edit asks of a line: the cause's own fields."""
    return {name: value or NONE for name, value in cause.cell.items()}


def _learnt(ground: Trial, cause: Named) -> AdoptedEdit | None:
    """Return the learnt edit in force that asks the same of a line."""
    asked = (cause.category, conditions(_conditions(cause)))
    for row in ground.practice.edits:
        is_on = row.template_id == LEARNED and row.holds_on(ground.until_on)
        if is_on and (row.category, conditions(parameters_of(row))) == asked:
            return row
    return None


def _within_practice() -> frozenset[str]:
    rows = rule_table("origins").rows.values()
    return frozenset(row["origin"] for row in rows if row["is_within_practice"] == "true")


def _able_before_sending() -> frozenset[str]:
    """Return the roles that mend claims before they are sent: those that some template names."""
    return rule_values("edit_templates", "owner_role") - {""}
