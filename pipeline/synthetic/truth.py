"""The truth of a season as CSV tables, written from the simulation's own books.

Takes a simulation that has run. Money is dollars with two decimals, positive as in the files; an
open interval has an empty end.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.synthetic.records import Delivery
from pipeline.synthetic.simulation import Simulation
from pipeline.synthetic.stories import STORIES
from pipeline.synthetic.truth_attention import open_claims, unattended, untouched
from pipeline.synthetic.truth_cells import Row, dollars, iso, yes
from pipeline.synthetic.truth_decisions import events, lines, reversals
from pipeline.synthetic.truth_recovery import recoveries
from pipeline.synthetic.truth_roster import roster_flags
from pipeline.synthetic.truth_standing import standings, waits
from pipeline.synthetic.truth_work import denials, rejections, work

COLUMNS = {
    "truth_files": "name feed payer_id received_on set_count copied_set_count is_copy",
    "truth_claims": "claim_number family payer_id payer_sequence service_from_on service_to_on "
    "first_submitted_on submitted_on submission_count charge_usd rendering_npi location_id",
    "truth_submissions": "claim_number payer_id payer_sequence frequency_code "
    "original_payer_number submitted_on charge_usd",
    "truth_events": "claim_number family payer_id payer_sequence claim_status_code "
    "payer_claim_number remit_on known_on charge_usd paid_usd patient_usd outcome is_balanced "
    "reverses",
    "truth_reversals": "claim_number payer_id remit_on known_on reversed_number reversed_remit_on",
    "truth_lines": "claim_number payer_id remit_on known_on line_number procedure_code service_on "
    " charge_usd paid_usd denied_usd outcome",
    "truth_denials": "claim_number family line_number payer_id payer_sequence procedure_code "
    "service_on rendering_npi location_id opened_on closed_on close_reason denied_usd group_code "
    "carc_code rarc_code category preventable denial_kind denial_number is_noise "
    "is_denied_to_patient is_provisional cause story owner_role usual_action "
    "act_by_on refile_by_on appeal_by_on contract_allowed_usd",
    "truth_status": "claim_number payer_id source category_code status_code entity_code known_on",
    "truth_rejections": "claim_number payer_id opened_on closed_on closed_by category charge_usd "
    "source owner_role act_by_on refile_by_on",
    "truth_work": "item_kind claim_number payer_id owner_role owner act_by_on from_on to_on",
    "truth_standing": "claim_number payer_id state from_on to_on open_usd",
    "truth_waits": "claim_number payer_id waits_as from_on to_on",
    "truth_open_claims": "claim_number payer_id packet_week untouched_days threshold_days "
    "is_untouched open_usd owner_role has_work_item",
    "truth_unattended": "claim_number payer_id packet_week threshold_days owner_role",
    "truth_untouched": "packet_week payer_id owner_role threshold_days claim_count open_usd "
    "oldest_days",
    "truth_calls": "claim_number payer_id called_on known_on",
    "truth_roster_flags": "packet_week red_flag entity_kind entity_id payer_id first_seen_on "
    "claim_count denied_usd",
    "truth_recovery": "packet_week payer_id category won_count lost_count open_count p_recover",
    "truth_take_backs": "payer_id remit_on known_on reason_code reference amount_usd",
    "truth_stories": "story since_on category description",
}


def write_truth(folder: Path, simulation: Simulation, deliveries: list[Delivery]) -> None:
    """Write every table of the truth."""
    tables: dict[str, Callable[[], Iterator[Row]]] = {
        "truth_files": lambda: _files(deliveries),
        "truth_claims": lambda: _claims(simulation),
        "truth_submissions": lambda: _submissions(simulation),
        "truth_events": lambda: events(simulation),
        "truth_reversals": lambda: reversals(simulation),
        "truth_lines": lambda: lines(simulation),
        "truth_denials": lambda: denials(simulation),
        "truth_status": lambda: _status(simulation),
        "truth_rejections": lambda: rejections(simulation),
        "truth_work": lambda: work(simulation),
        "truth_standing": lambda: standings(simulation),
        "truth_waits": lambda: waits(simulation),
        "truth_open_claims": lambda: open_claims(simulation),
        "truth_unattended": lambda: unattended(simulation),
        "truth_untouched": lambda: untouched(simulation),
        "truth_calls": lambda: _calls(simulation),
        "truth_roster_flags": lambda: roster_flags(simulation),
        "truth_recovery": lambda: recoveries(simulation),
        "truth_take_backs": lambda: _take_backs(simulation),
        "truth_stories": lambda: _stories(simulation),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS[name].split())
            writer.writerows(rows())


def _files(deliveries: list[Delivery]) -> Iterator[Row]:
    for each in deliveries:
        yield (
            each.name,
            each.feed,
            each.payer_id,
            iso(each.received_on),
            each.set_count,
            each.copied_set_count,
            yes(each.copied_set_count == each.set_count),
        )


def _claims(simulation: Simulation) -> Iterator[Row]:
    sent = defaultdict(list)
    for each in simulation.world.submissions:
        sent[each.claim.number, each.claim.payer_id, each.claim.sequence].append(each)
    for (number, payer_id, sequence), submissions in sent.items():
        claim = submissions[0].claim
        days = [iso(each.sent_on) for each in submissions]
        yield (
            number,
            claim.family,
            payer_id,
            sequence,
            iso(claim.service_from_on),
            iso(claim.service_to_on),
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
            iso(each.sent_on),
            dollars(claim.charge),
        )


def _status(simulation: Simulation) -> Iterator[Row]:
    for known_on, source, each in simulation.world.statements:
        yield (
            each.claim.number,
            each.claim.payer_id,
            source,
            each.category_code,
            each.status_code,
            each.entity_code,
            iso(known_on),
        )


def _calls(simulation: Simulation) -> Iterator[Row]:
    for each in simulation.world.calls:
        yield each.number, each.payer_id, iso(each.called_on), iso(each.known_on)


def _take_backs(simulation: Simulation) -> Iterator[Row]:
    for known_on, each in simulation.take_backs:
        yield (
            each.payer_id,
            iso(each.remit_on),
            iso(known_on),
            each.reason_code,
            each.reference,
            dollars(each.amount),
        )


def _stories(simulation: Simulation) -> Iterator[Row]:
    if simulation.season.stories:
        for each in STORIES:
            yield (
                each.key,
                iso(each.since_on(simulation.season)),
                each.cause.category,
                each.description,
            )
