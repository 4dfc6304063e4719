"""What the billing office does when a remittance arrives: corrects, appeals, resends, or nothing.

Takes decisions on the day they are known. Works only what is still open.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from pipeline.synthetic.causes import CAUSES, Cause
from pipeline.synthetic.office import Office
from pipeline.synthetic.paying import Item
from pipeline.synthetic.records import Adjudication, Claim, Line, Submission
from pipeline.synthetic.schedule import telehealth_modifiers
from pipeline.synthetic.season import working_day, working_days_after
from pipeline.synthetic.world import World

RESENT_AS_ORIGINAL_PER_CENT = 9
NEW_NUMBER_PER_CENT = 35
SENT_TWICE_PER_MILLE = 5
WORKED_PER_CENT = {1: 100, 2: 55, 3: 20}
"""How likely a first, second and third denial is worked at all."""
REBILLED_PER_CENT = 75
RENUMBERED_PER_CENT, VOIDED_PER_CENT = 8, 6


class Billing:
    """The billing office."""

    def __init__(
        self, world: World, office: Office, dice: Random, rare_dice: Random | None
    ) -> None:
        self._world = world
        self._office = office
        self._dice = dice
        self._rare_dice = rare_dice
        self._number = dice.randrange(600_000, 700_000)

    def read(self, day: date, adjudications: list[Adjudication]) -> None:
        """React to the decisions of one remittance."""
        for adjudication in adjudications:
            if adjudication.claim.sequence != "primary":
                continue
            if adjudication.outcome in ("denied", "partly_denied"):
                self._work(day, adjudication)
            elif adjudication.outcome == "paid":
                self._after_payment(day, adjudication)

    def miss(self, usual_on: date, adjudications: list[Adjudication]) -> None:
        """Weeks after a remittance that never came: send some of its claims again."""
        for adjudication in adjudications:
            if adjudication.claim.sequence == "primary" and self._dice.random() < 0.35:
                day = working_day(usual_on + timedelta(days=self._dice.randrange(24, 31)))
                self._repeat(day, adjudication.claim)

    def _work(self, day: date, adjudication: Adjudication) -> None:
        case = self._world.ledger.case_of(adjudication.claim)
        is_open = any(
            denial.adjudication is adjudication and denial.closed_on is None
            for denial in case.denials
        )
        cause = adjudication.cause
        if not is_open or cause is None:
            return
        if cause is CAUSES["sent_twice"]:
            cause = adjudication.claim.cause
            if cause is None:
                return
        if self._dice.randrange(100) >= WORKED_PER_CENT.get(case.denied_count, 0):
            return
        if self._rare_dice and self._blunder(day, adjudication, self._rare_dice.randrange(100)):
            return
        if cause is CAUSES["wrong_payer"]:
            self._rebill(day, adjudication.claim)
            return
        self._take_route(day, adjudication, cause)

    def _take_route(self, day: date, adjudication: Adjudication, cause: Cause) -> None:
        corrected, new_claim, appeal = cause.routes
        throw = self._dice.randrange(100)
        act_on = working_days_after(day, self._dice.choice((2, 3, 3, 4, 5, 6, 8, 10, 14, 20)))
        succeeds = self._dice.randrange(100) < cause.recovery
        left = None if succeeds else cause
        claim = adjudication.claim
        if throw < corrected:
            if self._dice.randrange(100) < RESENT_AS_ORIGINAL_PER_CENT:
                self._repeat(act_on, claim)
            else:
                self._correct(act_on, adjudication, left)
        elif throw < corrected + new_claim:
            self._world.send_on(act_on, Submission(claim, cause=left))
        elif throw < corrected + new_claim + appeal:
            ready_on = act_on + timedelta(days=self._dice.randrange(18, 40))
            kind = "reprocess" if succeeds else "upheld"
            item = Item(kind, ready_on, Submission(claim), earlier=adjudication)
            self._world.desks[claim.payer_id].enqueue(item)

    def _correct(self, day: date, adjudication: Adjudication, left: Cause | None) -> None:
        """Send a replacement, under the same number or a new one."""
        claim = adjudication.claim
        number = claim.number
        if self._dice.randrange(100) < NEW_NUMBER_PER_CENT:
            self._number += self._dice.randrange(1, 5)
            number = f"{self._office.prefix}N{self._number}"
        corrected = replace(
            claim, number=number, lines=tuple(_mended(claim, line) for line in claim.lines)
        )
        self._world.send_on(
            day, Submission(corrected, "7", adjudication.payer_claim_number, cause=left)
        )

    def _blunder(self, day: date, adjudication: Adjudication, throw: int) -> bool:
        """Do what few offices do; return whether it was done.

        Send the claim under a number of its own, which the payer calls a duplicate of the first; or
        take the denied claim back.
        """
        claim, number = adjudication.claim, adjudication.payer_claim_number
        act_on = working_days_after(day, 2)
        if throw < RENUMBERED_PER_CENT:
            self._number += 1
            renumbered = replace(claim, number=f"{self._office.prefix}N{self._number}")
            self._world.send_on(act_on, Submission(renumbered, "7", number, is_repeat=True))
            return True
        if throw < RENUMBERED_PER_CENT + VOIDED_PER_CENT:
            self._world.send_on(act_on, Submission(claim, "8", number))
            return True
        return False

    def _repeat(self, day: date, claim: Claim) -> None:
        """Send the same claim as if it were new; the payer will call it a duplicate."""
        self._world.send_on(day, Submission(claim, is_repeat=True))

    def _rebill(self, day: date, claim: Claim) -> None:
        """Send a claim of the wrong payer to the right one."""
        if self._dice.randrange(100) < REBILLED_PER_CENT:
            act_on = working_days_after(day, self._dice.randrange(3, 12))
            self._world.send_on(
                act_on, Submission(replace(claim, payer_id="lantern", cause=None, story=""))
            )

    def _after_payment(self, day: date, adjudication: Adjudication) -> None:
        claim = adjudication.claim
        if adjudication.claim.payer_id == "cedar" and claim.patient.secondary_id:
            if adjudication.patient and adjudication.frequency_code == "1":
                self._bill_second(day, adjudication)
        elif self._dice.randrange(1000) < SENT_TWICE_PER_MILLE:
            self._repeat(working_days_after(day, self._dice.randrange(2, 15)), claim)

    def _bill_second(self, day: date, adjudication: Adjudication) -> None:
        """Send what the first payer left to the second one."""
        claim = adjudication.claim
        case = self._world.ledger.case_of(claim)
        if len(case.known) > 1:
            return
        second = replace(
            claim,
            payer_id=claim.patient.secondary_id,
            sequence="secondary",
            cause=CAUSES["earlier_payer_missing"] if self._dice.random() < 0.06 else None,
            story="",
        )
        act_on = working_days_after(day, self._dice.randrange(2, 9))
        self._world.send_on(act_on, Submission(second, cause=second.cause, earlier=adjudication))


def _mended(claim: Claim, line: Line) -> Line:
    """Put back a telehealth modifier that was missing."""
    if claim.place in ("02", "10") and not line.modifiers:
        return replace(line, modifiers=telehealth_modifiers(claim.payer_id))
    return line
