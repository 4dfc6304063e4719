"""The truth of a season as CSV tables, written from the simulation's own books.

Takes a simulation that has run. Money is dollars with two decimals, positive as in the files; an
open interval has an empty end.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from pipeline.synthetic.ledger import Denial
from pipeline.synthetic.records import Adjudication, Claim, Delivery
from pipeline.synthetic.simulation import Simulation
from pipeline.synthetic.stories import STORIES

Row = Iterable[object]

COLUMNS = {
    "truth_files": "name feed payer_id received_on set_count copied_set_count is_copy",
    "truth_claims": "claim_number family payer_id payer_sequence service_from_on service_to_on "
    "first_submitted_on submitted_on submission_count charge_usd rendering_npi location_id",
    "truth_submissions": "claim_number payer_id payer_sequence frequency_code "
    "original_payer_number submitted_on charge_usd",
    "truth_events": "claim_number family payer_id payer_sequence claim_status_code "
    "payer_claim_number remit_on known_on charge_usd paid_usd patient_usd kind is_balanced "
    "reverses",
    "truth_denials": "claim_number family line_number payer_id payer_sequence procedure_code "
    "service_on rendering_npi location_id opened_on closed_on close_reason denied_usd group_code "
    "carc_code rarc_code category preventable denial_kind denial_number is_noise "
    "is_denied_to_patient is_provisional cause story",
    "truth_status": "claim_number payer_id source category_code status_code entity_code known_on",
    "truth_rejections": "claim_number payer_id opened_on closed_on closed_by category charge_usd "
    "source",
    "truth_take_backs": "payer_id remit_on known_on reason_code reference amount_usd",
    "truth_stories": "story since_on category description",
}


def write_truth(folder: Path, simulation: Simulation, deliveries: list[Delivery]) -> None:
    """Write every table of the truth."""
    tables: dict[str, Callable[[], Iterator[Row]]] = {
        "truth_files": lambda: _files(deliveries),
        "truth_claims": lambda: _claims(simulation),
        "truth_submissions": lambda: _submissions(simulation),
        "truth_events": lambda: _events(simulation),
        "truth_denials": lambda: _denials(simulation),
        "truth_status": lambda: _status(simulation),
        "truth_rejections": lambda: _rejections(simulation),
        "truth_take_backs": lambda: _take_backs(simulation),
        "truth_stories": lambda: _stories(simulation),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS[name].split())
            writer.writerows(rows())


def dollars(cents: int) -> str:
    """Write cents as dollars with two decimals."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes(value: object) -> str:
    return "true" if value else "false"


def _files(deliveries: list[Delivery]) -> Iterator[Row]:
    for each in deliveries:
        yield (
            each.name,
            each.feed,
            each.payer_id,
            _day(each.received_on),
            each.set_count,
            each.copied_set_count,
            _yes(each.copied_set_count == each.set_count),
        )


def _claims(simulation: Simulation) -> Iterator[Row]:
    sent = defaultdict(list)
    for each in simulation.world.submissions:
        sent[each.claim.number, each.claim.payer_id, each.claim.sequence].append(each)
    for (number, payer_id, sequence), submissions in sent.items():
        claim = submissions[0].claim
        days = [_day(each.sent_on) for each in submissions]
        yield (
            number,
            claim.family,
            payer_id,
            sequence,
            _day(claim.service_from_on),
            _day(claim.service_to_on),
            days[0],
            ";".join(days),
            len(days),
            dollars(claim.charge),
            claim.clinician.npi,
            claim.location_id,
        )


def _submissions(simulation: Simulation) -> Iterator[Row]:
    for each in simulation.world.submissions:
        claim = each.claim
        yield (
            claim.number,
            claim.payer_id,
            claim.sequence,
            each.frequency_code,
            each.original_number,
            _day(each.sent_on),
            dollars(claim.charge),
        )


def _events(simulation: Simulation) -> Iterator[Row]:
    for each in simulation.world.ledger.adjudications:
        yield (
            each.claim.number,
            each.claim.family,
            each.claim.payer_id,
            each.claim.sequence,
            each.status_code,
            each.payer_claim_number,
            _day(each.remit_on),
            _day(each.known_on),
            dollars(each.charge),
            dollars(each.paid),
            dollars(each.patient),
            each.outcome,
            _yes(each.is_balanced),
            each.reverses.payer_claim_number if each.reverses else "",
        )


def _denials(simulation: Simulation) -> Iterator[Row]:
    for denial in simulation.world.ledger.denials:
        claim, line, reason = denial.claim, denial.line, denial.reason
        yield (
            claim.number,
            claim.family,
            line.line.number if line else 0,
            claim.payer_id,
            claim.sequence,
            line.line.procedure if line else _only_procedure(claim),
            _day(line.line.service_on if line else claim.service_from_on),
            claim.clinician.npi,
            claim.location_id,
            _day(denial.opened_on),
            _day(denial.closed_on),
            denial.close_reason,
            dollars(denial.denied),
            reason.group_code if reason else "",
            reason.carc_code if reason else "",
            denial.rarc_code,
            denial.category,
            denial.preventable,
            denial.kind,
            denial.number,
            _yes(denial.is_noise),
            _yes(reason and reason.group_code == "PR"),
            _yes(denial.adjudication is None),
            *_why(denial),
        )


def _only_procedure(claim: Claim) -> str:
    """Return the service of a claim that has one line; of several, none is the denied one."""
    return claim.lines[0].procedure if len(claim.lines) == 1 else ""


def _why(denial: Denial) -> tuple[str, str]:
    """Return cause and story of a denial; a later reason of its own is not the story."""
    adjudication: Adjudication | None = denial.adjudication
    cause = adjudication.cause if adjudication else denial.claim.cause
    story = denial.claim.story if cause is denial.claim.cause else ""
    return (cause.key if cause else "", story)


def _status(simulation: Simulation) -> Iterator[Row]:
    for known_on, source, each in simulation.world.statements:
        yield (
            each.claim.number,
            each.claim.payer_id,
            source,
            each.category_code,
            each.status_code,
            each.entity_code,
            _day(known_on),
        )


def _rejections(simulation: Simulation) -> Iterator[Row]:
    for each in simulation.world.rejections.rejections:
        yield (
            each.claim.number,
            each.claim.payer_id,
            _day(each.opened_on),
            _day(each.closed_on),
            each.closed_by,
            each.category,
            dollars(each.claim.charge),
            each.source,
        )


def _take_backs(simulation: Simulation) -> Iterator[Row]:
    for known_on, each in simulation.take_backs:
        yield (
            each.payer_id,
            _day(each.remit_on),
            _day(known_on),
            each.reason_code,
            each.reference,
            dollars(each.amount),
        )


def _stories(simulation: Simulation) -> Iterator[Row]:
    if simulation.season.stories:
        for each in STORIES:
            yield (
                each.key,
                _day(each.since_on(simulation.season)),
                each.cause.category,
                each.description,
            )
