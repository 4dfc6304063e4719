"""The truth about decisions: each as a whole, and line by line.

Takes a simulation that has run. A reversal carries its amounts negative, as in the files.
"""

from collections.abc import Iterator

from pipeline.synthetic.simulation import Simulation
from pipeline.synthetic.truth_cells import Row, dollars, iso, yes


def events(simulation: Simulation) -> Iterator[Row]:
    """Yield every decision that the practice has learnt of."""
    for each in simulation.world.ledger.adjudications:
        yield (
            each.claim.number,
            each.claim.family,
            each.claim.payer_id,
            each.claim.sequence,
            each.status_code,
            each.payer_claim_number,
            iso(each.remit_on),
            iso(each.known_on),
            dollars(each.charge),
            dollars(each.paid),
            dollars(each.patient),
            each.outcome,
            yes(each.is_balanced),
            each.reverses.payer_claim_number if each.reverses else "",
        )


def reversals(simulation: Simulation) -> Iterator[Row]:
    """Yield every reversal with what it negates, where the practice knows of that."""
    for each in simulation.world.ledger.adjudications:
        if each.reverses and each.reverses.known_on:
            yield (
                each.claim.number,
                each.claim.payer_id,
                iso(each.remit_on),
                iso(each.known_on),
                each.reverses.payer_claim_number,
                iso(each.reverses.remit_on),
            )


def lines(simulation: Simulation) -> Iterator[Row]:
    """Yield every line of every decision that the practice has learnt of."""
    for decision in simulation.world.ledger.adjudications:
        for each in decision.lines:
            yield (
                decision.claim.number,
                decision.claim.payer_id,
                iso(decision.remit_on),
                iso(decision.known_on),
                each.line.number,
                each.line.procedure,
                iso(each.line.service_on),
                dollars(each.charge),
                dollars(each.paid),
                dollars(each.denied),
                decision.outcome_of(each),
            )
