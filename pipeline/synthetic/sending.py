"""The road from the practice to the payers: 837s out, 999s and 277CAs back.

Takes the claims of one sending day. Lets most of them through to the payers' desks, refuses some.
"""

from collections import defaultdict
from datetime import date
from random import Random

from pipeline.synthetic.causes import (
    CLEARINGHOUSE_REFUSALS,
    PAYER_REFUSALS,
    SET_REFUSAL,
    Refusal,
)
from pipeline.synthetic.claims_837 import claim_set
from pipeline.synthetic.envelope import Numbers, Sender, interchange
from pipeline.synthetic.office import Office
from pipeline.synthetic.payers import Payer
from pipeline.synthetic.records import Submission
from pipeline.synthetic.season import Season, working_day, working_days_after
from pipeline.synthetic.status_277 import Source, Statement, acknowledgement_set, receipt_set
from pipeline.synthetic.world import World

CLEARINGHOUSE = "BRIDGEWATER"
CLEARINGHOUSE_PER_MILLE = 13
PAYER_PER_MILLE = 15
RECONSIDERED_PER_MILLE = 60
"""Share of a payer's refusals that it takes back by itself a few days later."""
REFUSED_SET_PAYER, REFUSED_SET_AT = "cedar", 0.5
RESENT_PER_CENT = 86


class Road:
    """Sends the practice's claims and brings the first answers back."""

    def __init__(self, world: World, season: Season, office: Office, dice: Random) -> None:
        self._world = world
        self._office = office
        self._dice = dice
        self._numbers = Numbers()
        refused_on = season.monday(season.week_at(REFUSED_SET_AT))
        self._refuse_from = refused_on if season.stories else date.max
        self._trace = 0
        self._receipts: dict[date, dict[str, list[Statement]]] = defaultdict(dict)

    def send(self, day: date, submissions: list[Submission]) -> None:
        """Send everything that is due on a day, one file for each road."""
        direct: dict[str, list[Submission]] = defaultdict(list)
        for submission in submissions:
            submission.sent_on = day
            self._trace += 1
            submission.clearinghouse_number = f"BW{self._trace:08d}"
            self._world.note_sent(day, submission)
            payer = self._office.payers[submission.claim.payer_id]
            direct[payer.payer_id if payer.is_direct else ""].append(submission)
        for road, of_road in sorted(direct.items()):
            self._send_file(day, road, of_road)

    def _send_file(self, day: date, road: str, submissions: list[Submission]) -> None:
        """Write one 837 with a set for each payer, and what becomes of it."""
        payer = self._office.payers.get(road)
        receiver = payer.claim_identifier if payer else CLEARINGHOUSE
        delimiters = payer.delimiters if payer else None
        sender = Sender(self._office.prefix + "GROUP", receiver)
        if payer and delimiters:
            sender = Sender(sender.name, receiver, delimiters, payer.line_end)
        control = self._numbers.next(sender.name)
        by_payer: dict[str, list[Submission]] = defaultdict(list)
        for submission in submissions:
            by_payer[submission.claim.payer_id].append(submission)
        sets = [
            claim_set(self._office, each, day, f"B{control}{number}", receiver)
            for number, each in enumerate(by_payer.values(), start=1)
        ]
        content = interchange(sender, day, control, "HC", sets)
        self._world.post.deliver("submitted_claims", road, day, content, len(sets))
        refused = self._refused_set(day, road, list(by_payer))
        self._acknowledge(day, control, receiver, payer, [each == refused for each in by_payer])
        for payer_id, each in by_payer.items():
            if payer_id == refused:
                self._lose_set(day, each)
        passed = [each for each in submissions if each.claim.payer_id != refused]
        self._receive(day, payer, passed)

    def _refused_set(self, day: date, road: str, payer_ids: list[str]) -> str:
        """Return the payer whose set is refused on this day; one day in a season."""
        if road or day < self._refuse_from or REFUSED_SET_PAYER not in payer_ids:
            return ""
        self._refuse_from = date.max
        return REFUSED_SET_PAYER

    def _acknowledge(
        self, day: date, control: int, receiver: str, payer: Payer | None, refused: list[bool]
    ) -> None:
        back_on = working_days_after(day, 1)
        sender = self._sender(payer, receiver)
        content = interchange(
            sender,
            back_on,
            self._numbers.next(receiver),
            "FA",
            [acknowledgement_set(control, refused)],
        )
        self._world.post.deliver("acknowledgement", "", back_on, content, 1)

    def _sender(self, payer: Payer | None, name: str) -> Sender:
        receiver = self._office.prefix + "GROUP"
        if payer is None:
            return Sender(name, receiver)
        return Sender(name, receiver, payer.delimiters, payer.line_end)

    def _lose_set(self, day: date, submissions: list[Submission]) -> None:
        """Learn from the 999 that no claim of a set was read, and send them all again."""
        back_on = working_days_after(day, 1)
        again_on = working_days_after(back_on, 3)
        for each in submissions:
            self._world.refuse(back_on, each.claim, SET_REFUSAL, "999")
            self._world.send_on(again_on, _again(each))

    def _receive(self, day: date, direct: Payer | None, submissions: list[Submission]) -> None:
        """Let claims in at the clearinghouse and then at the payers."""
        first_on = working_days_after(day, 1)
        passed = submissions
        if direct is None:
            passed = []
            statements = []
            for each in submissions:
                refusal = self._refusal(each, CLEARINGHOUSE_REFUSALS, CLEARINGHOUSE_PER_MILLE)
                statements.append(_statement(each, refusal, ("A1", "20", "AY")))
                if refusal:
                    self._send_back(first_on, each, refusal)
                else:
                    passed.append(each)
            self._report(first_on, Source("AY", CLEARINGHOUSE, "BW001"), None, statements)
        decided_on = first_on if direct else working_days_after(first_on, 1)
        by_payer: dict[str, list[Submission]] = defaultdict(list)
        for each in passed:
            by_payer[each.claim.payer_id].append(each)
        for payer_id, of_payer in by_payer.items():
            self._let_in(decided_on, self._office.payers[payer_id], of_payer)

    def _let_in(self, day: date, payer: Payer, submissions: list[Submission]) -> None:
        statements = []
        for each in submissions:
            refusal = self._refusal(each, PAYER_REFUSALS, PAYER_PER_MILLE)
            statements.append(_statement(each, refusal, ("A2", "20", "PR")))
            if refusal is None:
                self._world.at(day, lambda each=each: self._world.accept(day, each.claim))
                self._world.to_desk(day, each)
            elif self._dice.randrange(1000) < RECONSIDERED_PER_MILLE:
                self._world.refuse(day, each.claim, refusal, "277CA")
                self._reconsider(working_days_after(day, 4), payer, each)
            else:
                self._send_back(day, each, refusal)
        source = Source("PR", payer.name.upper(), payer.claim_identifier)
        self._report(day, source, payer, statements)

    def _reconsider(self, day: date, payer: Payer, submission: Submission) -> None:
        """Take a refused claim in after all, by the payer's own doing."""
        statement = _statement(submission, None, ("A2", "20", "PR"))
        source = Source("PR", payer.name.upper(), payer.claim_identifier)
        self._report(day, source, payer, [statement])
        self._world.at(day, lambda: self._world.accept(day, submission.claim))
        self._world.to_desk(day, submission)

    def _report(
        self, day: date, source: Source, payer: Payer | None, statements: list[Statement]
    ) -> None:
        if not statements:
            return
        sender = self._sender(payer, source.identifier)
        control = self._numbers.next(sender.name)
        body = receipt_set(self._office, source, statements, day, f"R{sender.name}{control}")
        content = interchange(sender, day, control, "HN", [body])
        payer_id = payer.payer_id if payer else ""
        if self._world.post.deliver("claim_status", payer_id, day, content, 1):
            self._world.note_status(day, "277CA", statements)

    def _refusal(
        self, submission: Submission, refusals: tuple[Refusal, ...], per_mille: int
    ) -> Refusal | None:
        if not submission.may_be_refused or self._dice.randrange(1000) >= per_mille:
            return None
        return self._dice.choices(refusals, [each.weight for each in refusals])[0]

    def _send_back(self, day: date, submission: Submission, refusal: Refusal) -> None:
        """Note a refusal on the day its report arrives; most claims are mended and sent again."""
        self._world.refuse(day, submission.claim, refusal, "277CA")
        if self._dice.randrange(100) < RESENT_PER_CENT:
            again_on = working_day(working_days_after(day, self._dice.randrange(1, 9)))
            self._world.send_on(again_on, _again(submission))


def _again(submission: Submission) -> Submission:
    return Submission(
        submission.claim,
        submission.frequency_code,
        submission.original_number,
        submission.cause,
        submission.is_repeat,
        submission.may_be_refused,
        submission.earlier,
    )


def _statement(
    submission: Submission, refusal: Refusal | None, taken: tuple[str, str, str]
) -> Statement:
    category_code, status_code, entity_code = taken
    if refusal:
        category_code, status_code = refusal.category_code, refusal.status_code
        entity_code = refusal.entity_code
    return Statement(
        submission.claim,
        category_code,
        status_code,
        entity_code,
        "U" if refusal else "WQ",
        clearinghouse_number=submission.clearinghouse_number,
    )
