"""Claim status that a payer sends by itself: requests, reviews, denials before their remittance.

Takes what lies on the payers' desks. Writes one 277 for each payer and day that has news.
"""

from datetime import date, timedelta
from random import Random

from pipeline.synthetic.causes import (
    ASKED_FIRST,
    ASKED_STATUS,
    PENDED_STATUS,
    PROVISIONAL_STATUS,
    Cause,
)
from pipeline.synthetic.envelope import STATUS_RESPONSE, Numbers, Sender, interchange
from pipeline.synthetic.office import Office
from pipeline.synthetic.paying import Desk, Item
from pipeline.synthetic.records import Claim
from pipeline.synthetic.status_277 import Source, Statement, response_set
from pipeline.synthetic.world import World

ANNOUNCED_PER_CENT = 6
"""Share of denials that are announced, of causes that payers announce at all."""
ASKED_PER_CENT = 25
PENDED_PER_CENT = 40
DAYS_AHEAD = 3
"""A denial is announced this many days before it is ready, so the report always comes first."""
ASKED_AHEAD = 5
PENDED_AHEAD = 8

News = tuple[Claim, str, str, Cause | None]
"""Claim, category code, status code, and the cause of a denial that is announced."""


class Herald:
    """Reports on claims before they are decided."""

    def __init__(self, world: World, office: Office, dice: Random) -> None:
        self._world = world
        self._office = office
        self._dice = dice
        self._numbers = Numbers()

    def announce(self, day: date) -> None:
        """Send the reports of one day; each arrives the day after."""
        arrives_on = day + timedelta(days=1)
        is_quiet = self._world.post.is_quiet(arrives_on)
        for desk in self._world.desks.values():
            news = [
                each
                for item in desk.waiting
                if (each := self._news(desk, item, (item.ready_on - day).days))
                and not (is_quiet and each[3])
            ]
            if news:
                self._send(desk, arrives_on, news)

    def _news(self, desk: Desk, item: Item, days: int) -> News | None:
        """Return what there is to say about a claim that is ready in some days."""
        claim, cause = item.submission.claim, item.cause
        if item.kind == "answer":
            told = days == PENDED_AHEAD and self._dice.randrange(100) < PENDED_PER_CENT
            return (claim, *PENDED_STATUS, None) if told else None
        is_first = item.kind == "claim" and (claim.family, claim.sequence) not in desk.history
        if not is_first or cause is None:
            return None
        if days == ASKED_AHEAD and cause.key in ASKED_FIRST:
            told = self._dice.randrange(100) < ASKED_PER_CENT
            return (claim, ASKED_FIRST[cause.key], ASKED_STATUS, None) if told else None
        if days == DAYS_AHEAD and cause.key in PROVISIONAL_STATUS:
            told = self._dice.randrange(100) < ANNOUNCED_PER_CENT
            return (claim, "F2", PROVISIONAL_STATUS[cause.key][0], cause) if told else None
        return None

    def _send(self, desk: Desk, day: date, news: list[News]) -> None:
        payer = desk.payer
        sender = Sender(
            payer.claim_identifier, self._office.prefix + "GROUP", payer.delimiters, payer.line_end
        )
        control = self._numbers.next(f"{payer.payer_id}/status") + 50_000
        statements = [
            Statement(claim, category, status, "", "") for claim, category, status, _ in news
        ]
        source = Source("PR", payer.name.upper(), payer.claim_identifier)
        body = response_set(self._office, source, statements, day, f"S{control}")
        content = interchange(sender, day, control, "HN", [body], STATUS_RESPONSE)
        if not self._world.post.deliver("claim_status", payer.payer_id, day, content, 1):
            return
        self._world.note_status(day, "277", statements)
        for claim, _, _, cause in news:
            if cause:
                self._world.at(
                    day,
                    lambda claim=claim, cause=cause: self._world.ledger.announce(
                        day, claim, cause.key
                    ),
                )
