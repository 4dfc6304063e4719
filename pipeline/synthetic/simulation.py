"""The season, day by day: mail, conclusions, work, claims out, payers' decisions.

Takes a season. Gives the mail of the practice and the truth, each kept as it happened.
"""

from datetime import date, timedelta

from pipeline.synthetic.announcing import Herald
from pipeline.synthetic.envelope import Numbers, Sender, interchange
from pipeline.synthetic.oddities import Oddities
from pipeline.synthetic.office import Office
from pipeline.synthetic.paying import Desk, Item
from pipeline.synthetic.post import Post
from pipeline.synthetic.reacting import Billing
from pipeline.synthetic.records import Adjudication, Claim, Submission, TakeBack
from pipeline.synthetic.remits_835 import Remittance, remittance_set
from pipeline.synthetic.schedule import Schedule
from pipeline.synthetic.season import Season
from pipeline.synthetic.sending import Road
from pipeline.synthetic.world import World


class Simulation:
    """Runs one season."""

    def __init__(self, season: Season, office: Office) -> None:
        self.season = season
        self.office = office
        self.world = World(Post(season))
        self.take_backs: list[tuple[date, TakeBack]] = []
        self._dice = season.dice("payers")
        self._road = Road(self.world, season, office, season.dice("road"))
        rare_dice = season.dice("blunders") if season.rarities else None
        self._billing = Billing(self.world, office, season.dice("billing"), rare_dice)
        self._numbers = Numbers()
        self._carried: dict[str, int] = {}
        self._to_read: list[list[Adjudication]] = []
        self._oddities = Oddities(season)
        self._herald = Herald(self.world, office, season.dice("herald"))
        for payer in office.payers.values():
            self.world.desks[payer.payer_id] = Desk(payer, self._dice, self._cross_over)

    def run(self) -> None:
        """Let every day of the season happen."""
        schedule = Schedule(self.season, self.office, self.season.dice("schedule"))
        for day, claim in schedule.claims():
            self.world.send_on(day, Submission(claim, cause=claim.cause, may_be_refused=True))
        day = self.season.first_on
        while day < self.season.horizon_on:
            self._live(day)
            day += timedelta(days=1)

    def _live(self, day: date) -> None:
        self.world.read_mail(day)
        self.world.ledger.close_day(day)
        for adjudications in self._to_read:
            self._billing.read(day, adjudications)
        self._to_read.clear()
        due = self.world.outbox.pop(day, [])
        if due:
            self._road.send(day, due)
        self._herald.announce(day)
        for desk in self.world.desks.values():
            if day.weekday() in desk.payer.remit_weekdays:
                self._pay(day, desk)

    def _pay(self, day: date, desk: Desk) -> None:
        """Write a payer's remittance of the day and put it in the mail."""
        payer = desk.payer
        usual_on = payer.arrives_on(day)
        post = self.world.post
        decisions = desk.decide(day, is_quiet=post.is_quiet(usual_on))
        if not decisions:
            return
        decisions += self._oddities.foretold(desk, day, len(decisions))
        denied = self._oddities.first_denials(desk, decisions)
        received_on = post.remit_received_on(payer.payer_id, usual_on, len(denied))
        if received_on < self.season.horizon_on:
            self._oddities.touch(day, decisions)
        if usual_on < received_on < date.max:
            self._oddities.supersede(desk, day, denied)
        take_backs = self._provider_level(day, desk, decisions)
        control = self._numbers.next(payer.payer_id)
        remittance = Remittance(payer, day, f"{payer.tax_number}{control}", decisions, take_backs)
        sender = Sender(
            payer.claim_identifier, self.office.prefix + "GROUP", payer.delimiters, payer.line_end
        )
        body = remittance_set(self.office, remittance)
        content = interchange(sender, usual_on, control, "HP", [body])
        if received_on == date.max:
            self._billing.miss(usual_on, decisions)
        elif post.deliver("remittance", payer.payer_id, received_on, content, 1):
            self.world.at(received_on, lambda: self._receive(received_on, decisions, take_backs))

    def _receive(
        self, day: date, decisions: list[Adjudication], take_backs: list[TakeBack]
    ) -> None:
        self.world.ledger.arrive(day, decisions)
        for decision in decisions:
            self.world.rejections.adjudicate(day, decision.claim)
            self.world.requests.answer(day, decision.claim)
        self.take_backs.extend((day, each) for each in take_backs)
        self._to_read.append(decisions)

    def _provider_level(
        self, day: date, desk: Desk, decisions: list[Adjudication]
    ) -> list[TakeBack]:
        """Return what the payer takes or adds outside claims; no payment falls below zero."""
        payer_id = desk.payer.payer_id
        amounts: list[tuple[str, str, int]] = []
        carried = self._carried.pop(payer_id, 0)
        if carried:
            amounts.append(("FB", f"FWD{day:%y%m%d}", carried))
        paid = sum(each.paid for each in decisions)
        wanted = self._oddities.overpaid(day, payer_id, paid)
        if wanted or self._dice.random() < 0.06:
            overpaid = self._dice.choice(list(desk.history.values()))[0]
            wanted = wanted or self._dice.randrange(2000, 15000)
            amounts.append(("WO", overpaid.payer_claim_number, wanted))
        if self._dice.random() < 0.05:
            amounts.append(("L6", f"INT{day:%y%m%d}", -self._dice.randrange(25, 400)))
        left = paid - sum(amount for _, _, amount in amounts)
        if left < 0:
            amounts.append(("FB", f"FWD{day:%y%m%d}", left))
            self._carried[payer_id] = -left
        return [
            TakeBack(payer_id, code, reference, amount, day) for code, reference, amount in amounts
        ]

    def _cross_over(self, claim: Claim, paid: Adjudication, day: date) -> None:
        """Hand a claim that the first payer paid to the patient's second payer."""
        desk = self.world.desks[claim.patient.secondary_id]
        second = self._oddities.second_claim(claim)
        desk.enqueue(
            Item(
                "secondary",
                desk.ready_on(day),
                Submission(second, cause=second.cause),
                second.cause,
                paid,
            )
        )
