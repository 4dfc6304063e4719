"""The truth about what has to be worked: denials, rejections and requests, by whom and by when.

Takes a simulation that has run, and its season's calendar.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pipeline.synthetic.agreements import Fee, agreed, fees_of
from pipeline.synthetic.denials import Denial
from pipeline.synthetic.duties import ASKED_ROLE, REFUSED_ACTION, Deadlines, Duty, act_by, deadlines
from pipeline.synthetic.records import Adjudication, Claim
from pipeline.synthetic.rejections import Rejection
from pipeline.synthetic.requests import Request
from pipeline.synthetic.simulation import Simulation
from pipeline.synthetic.truth_cells import Row, dollars, iso, yes


class Piece(NamedTuple):
    """One piece of work and whose it is; on its ``last_days`` the limits of the payer end."""

    kind: str
    item: Denial | Rejection | Request
    owner_role: str
    act_by_on: date
    last_days: tuple[date, ...]


def denials(simulation: Simulation) -> Iterator[Row]:
    """Yield every denied line."""
    fees = fees_of(simulation.season, simulation.office)
    for denial in simulation.world.ledger.denials:
        claim, line = denial.claim, denial.line
        yield (
            claim.number,
            claim.family,
            line.line.number if line else 0,
            claim.payer_id,
            claim.sequence,
            line.line.procedure if line else _only_procedure(claim),
            iso(line.line.service_on if line else claim.service_from_on),
            claim.clinician.npi,
            claim.location_id,
            iso(denial.opened_on),
            iso(denial.closed_on),
            denial.close_reason,
            dollars(denial.denied),
            *_codes(denial),
            denial.category,
            denial.preventable,
            denial.kind,
            denial.number,
            yes(denial.is_noise),
            yes(denial.reason and denial.reason.group_code == "PR"),
            *_why(denial),
            *_duty(simulation, denial),
            _by_contract(fees, denial),
        )


def _only_procedure(claim: Claim) -> str:
    """Return the service of a claim that has one line; of several, none is the denied one."""
    return claim.lines[0].procedure if len(claim.lines) == 1 else ""


def _codes(denial: Denial) -> tuple[str, str, str]:
    """Return group, reason and remark codes; a report that announced it told none."""
    reason = denial.reason
    return (reason.group_code, reason.carc_code, denial.rarc_code) if reason else ("", "", "")


def _why(denial: Denial) -> tuple[str, str, str]:
    """Return whether a report announced it, cause and story; a later reason is not the story."""
    adjudication: Adjudication | None = denial.adjudication
    cause = adjudication.cause if adjudication else denial.claim.cause
    story = denial.claim.story if cause is denial.claim.cause else ""
    return (yes(adjudication is None), cause.key if cause else "", story)


def _by_contract(fees: list[Fee], denial: Denial) -> str:
    """Return the dollars that a contract would allow of what was denied; empty without a row."""
    result = denial.line
    cents = agreed(fees, denial.claim, result.line) if result else None
    if result is None or cents is None:
        return ""
    still_missing = min(cents, result.charge) - (result.allowed or 0)
    return dollars(max(0, min(still_missing, denial.denied)))


def _duty(simulation: Simulation, denial: Denial) -> tuple[str, str, str, str, str]:
    """Return who works a denial, what comes next, and its days."""
    days = _deadlines(simulation, denial)
    return (
        denial.duty.owner_role,
        denial.duty.action,
        iso(days.act_by_on),
        iso(days.refile_by_on),
        iso(days.appeal_by_on),
    )


def rejections(simulation: Simulation) -> Iterator[Row]:
    """Yield every front-end rejection."""
    for each in simulation.world.rejections.rejections:
        days = _resend(simulation, each)
        yield (
            each.claim.number,
            each.claim.payer_id,
            iso(each.opened_on),
            iso(each.closed_on),
            each.closed_by,
            each.refusal.category,
            dollars(each.claim.charge),
            each.source,
            each.refusal.owner_role,
            iso(days.act_by_on),
            iso(days.refile_by_on),
        )


def work(simulation: Simulation) -> Iterator[Row]:
    """Yield whose every piece of work is."""
    owners = simulation.office.owners
    for each in pieces(simulation):
        yield (
            each.kind,
            each.item.claim.number,
            each.item.claim.payer_id,
            each.owner_role,
            owners.get(each.owner_role, ""),
            iso(each.act_by_on),
            iso(each.item.opened_on),
            iso(each.item.closed_on),
        )


def pieces(simulation: Simulation) -> Iterator[Piece]:
    """Yield every piece of work; a duplicate of an answer already worked is nobody's."""
    for denial in simulation.world.ledger.denials:
        if not denial.is_noise:
            days = _deadlines(simulation, denial)
            yield _piece("denial", denial, denial.duty.owner_role, days)
    for rejection in simulation.world.rejections.rejections:
        days = _resend(simulation, rejection)
        yield _piece("rejection", rejection, rejection.refusal.owner_role, days)
    for request in simulation.world.requests.requests:
        act_by_on = act_by(request.opened_on, simulation.season.holidays)
        yield Piece("information_request", request, ASKED_ROLE, act_by_on, ())


def _piece(kind: str, item: Denial | Rejection, owner_role: str, days: Deadlines) -> Piece:
    last_days = (days.refile_by_on, *([days.appeal_by_on] if days.appeal_by_on else []))
    return Piece(kind, item, owner_role, days.act_by_on, last_days)


def _deadlines(simulation: Simulation, denial: Denial) -> Deadlines:
    claim, line = denial.claim, denial.line
    return deadlines(
        denial.duty,
        simulation.office.payers[claim.payer_id].limits,
        denial.opened_on,
        denial.decided_on,
        line.line.service_on if line else claim.service_from_on,
        simulation.season.holidays,
    )


def _resend(simulation: Simulation, rejection: Rejection) -> Deadlines:
    """Return the days of a rejection: to the payer the claim was never there, so it goes as new."""
    claim = rejection.claim
    return deadlines(
        Duty(rejection.refusal.owner_role, REFUSED_ACTION, is_sent_as_new=True),
        simulation.office.payers[claim.payer_id].limits,
        rejection.opened_on,
        rejection.opened_on,
        claim.service_from_on,
        simulation.season.holidays,
    )
