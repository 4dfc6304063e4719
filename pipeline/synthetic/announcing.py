"""Claim status that a payer sends by itself: a denial announced before its remittance.

Takes what lies on the payers' desks. Writes one 277 for each payer and day that has news.
"""

from datetime import date, timedelta
from random import Random

from pipeline.synthetic.causes import PROVISIONAL_STATUS, Cause
from pipeline.synthetic.envelope import STATUS_RESPONSE, Numbers, Sender, interchange
from pipeline.synthetic.office import Office
from pipeline.synthetic.paying import Desk, Item
from pipeline.synthetic.status_277 import Source, Statement, response_set
from pipeline.synthetic.world import World

ANNOUNCED_PER_CENT = 6
"""Share of denials that are announced, of causes that payers announce at all."""
DAYS_AHEAD = 3
"""A report is sent this many days before the decision is ready, so it always comes first."""


class Herald:
    """Announces denials to come."""

    def __init__(self, world: World, office: Office, dice: Random) -> None:
        self._world = world
        self._office = office
        self._dice = dice
        self._numbers = Numbers()

    def announce(self, day: date) -> None:
        """Send the reports of one day; each arrives the day after."""
        arrives_on = day + timedelta(days=1)
        if self._world.post.is_quiet(arrives_on):
            return
        for desk in self._world.desks.values():
            announced = [
                (item, item.cause)
                for item in desk.waiting
                if item.ready_on == day + timedelta(days=DAYS_AHEAD)
                and item.cause
                and self._is_announced(desk, item, item.cause)
            ]
            if announced:
                self._send(desk, arrives_on, announced)

    def _is_announced(self, desk: Desk, item: Item, cause: Cause) -> bool:
        claim = item.submission.claim
        return (
            item.kind == "claim"
            and cause.key in PROVISIONAL_STATUS
            and (claim.family, claim.sequence) not in desk.history
            and self._dice.randrange(100) < ANNOUNCED_PER_CENT
        )

    def _send(self, desk: Desk, day: date, announced: list[tuple[Item, Cause]]) -> None:
        payer = desk.payer
        sender = Sender(
            payer.claim_identifier, self._office.prefix + "GROUP", payer.delimiters, payer.line_end
        )
        control = self._numbers.next(f"{payer.payer_id}/status") + 50_000
        statements = [
            Statement(item.submission.claim, "F2", PROVISIONAL_STATUS[cause.key][0], "", "")
            for item, cause in announced
        ]
        source = Source("PR", payer.name.upper(), payer.claim_identifier)
        body = response_set(self._office, source, statements, day, f"S{control}")
        content = interchange(sender, day, control, "HN", [body], STATUS_RESPONSE)
        if self._world.post.deliver("claim_status", payer.payer_id, day, content, 1):
            for item, cause in announced:
                self._world.at(
                    day,
                    lambda item=item, cause=cause: self._world.ledger.announce(
                        day, item.submission.claim, cause.key
                    ),
                )
