"""One file for every claim and payer: all that the practice ever learnt of it, by day.

Takes a simulation that has run. Says with words of its own what each piece of news means; never
reads a file that the practice sent or received.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pipeline.synthetic.causes import ASKED_FIRST, PENDED_STATUS
from pipeline.synthetic.denials import Denial
from pipeline.synthetic.records import Adjudication, Claim
from pipeline.synthetic.simulation import Simulation

Key = tuple[str, str]
"""Claim number, payer."""

STANDING_OF_WORD = {
    "A2": "accepted",
    "A3": "rejected",
    "A6": "rejected",
    "A7": "rejected",
    "A8": "rejected",
    "F2": "denied",
    PENDED_STATUS[0]: "pended",
    **dict.fromkeys(ASKED_FIRST.values(), "information_requested"),
}
"""What a report says of a claim; a receipt (A1) says nothing about where it stands."""

STANDING_OF_DECISION = {
    "paid": "paid",
    "partly_denied": "partly_paid",
    "denied": "denied",
    "patient_share": "patient_balance",
    "anomaly": "closed",
    "pended": "pended",
    "forwarded": "forwarded",
}
VOID = "8"
"""Frequency of a claim that takes another one back."""

UNDECIDED = frozenset({"pended", "forwarded"})


class Word(NamedTuple):
    """Something sent or reported on a day, and where it leaves the claim."""

    day: date
    standing: str


class Absence(NamedTuple):
    """Days on which a payer owes nothing for a claim; ``by`` a number in its place or a payer."""

    from_on: date
    to_on: date | None
    is_moved: bool

    def holds(self, day: date) -> bool:
        """Whether it lasts on a day."""
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(slots=True, eq=False)
class File:
    """All that the practice ever learnt of one claim at one payer."""

    words: list[Word] = field(default_factory=list)
    decisions: list[Adjudication] = field(default_factory=list)
    duplicates: list[date] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    sendings: list[tuple[date, str]] = field(default_factory=list)
    charge: int = 0


class Cabinet:
    """The files of all claims.

    Attributes:
        files: Each by claim number and payer.
        taken_back: When each decision that was taken back was known to be, by identity.
        answers: Decisions on each claim number.
        families: Keys of the claims of each family and turn.
    """

    def __init__(self, simulation: Simulation) -> None:
        self.files: dict[Key, File] = defaultdict(File)
        self.taken_back = _reversals(simulation.world.ledger.adjudications)
        self.answers: dict[str, list[Adjudication]] = defaultdict(list)
        self._payers: dict[str, list[str]] = defaultdict(list)
        self.families: dict[tuple[int, str], set[Key]] = defaultdict(set)
        noise = {id(each.adjudication) for each in simulation.world.ledger.denials if each.is_noise}
        for each in simulation.world.ledger.adjudications:
            self._file_decision(each, id(each) in noise)
        self._file_words(simulation)
        for denial in simulation.world.ledger.denials:
            if not denial.is_noise:
                self.of(denial.claim).denials.append(denial)
        self._file_absences(simulation)

    def of(self, claim: Claim) -> File:
        """Return the file of a claim at its payer."""
        self.families[claim.family, claim.sequence].add((claim.number, claim.payer_id))
        return self.files[claim.number, claim.payer_id]

    def _file_decision(self, decision: Adjudication, is_noise: bool) -> None:
        assert decision.known_on is not None  # noqa: S101  (the ledger holds what has arrived)
        of_claim = self.of(decision.claim)
        of_claim.charge = of_claim.charge or decision.claim.charge
        if is_noise:
            of_claim.duplicates.append(decision.known_on)
        elif decision.outcome in STANDING_OF_DECISION:
            of_claim.decisions.append(decision)
            if decision.outcome not in UNDECIDED:
                self.answers[decision.claim.number].append(decision)

    def _file_words(self, simulation: Simulation) -> None:
        world = simulation.world
        for sent in world.submissions:
            of_claim = self.of(sent.claim)
            of_claim.charge = sent.claim.charge
            standing = "closed" if sent.frequency_code == VOID else "submitted"
            of_claim.words.append(Word(sent.sent_on, standing))
            of_claim.sendings.append((sent.sent_on, sent.frequency_code))
        for known_on, _, statement in world.statements:
            of_claim = self.of(statement.claim)
            standing = STANDING_OF_WORD.get(statement.category_code)
            # that a void was taken in says nothing of the claim
            if standing and _last_sending(of_claim, known_on)[1] != VOID:
                of_claim.words.append(Word(known_on, standing))
        for refused in world.rejections.rejections:
            if refused.source == "999":
                self.of(refused.claim).words.append(Word(refused.opened_on, "rejected"))

    def _file_absences(self, simulation: Simulation) -> None:
        """Note where a claim goes on under another number or at another payer."""
        sent = simulation.world.submissions
        sent_on: dict[str, list[tuple[str, date, str]]] = defaultdict(list)
        for each in sent:
            claim = each.claim
            sent_on[claim.number].append((claim.payer_id, each.sent_on, claim.sequence))
        for (number, payer_id), of_claim in self.files.items():
            of_claim.absences += _moves(sent_on[number], payer_id)
            self._payers[number].append(payer_id)
        numbers = {
            each.payer_claim_number: each.claim.number
            for each in simulation.world.ledger.adjudications
        }
        continued: dict[str, str] = {}
        for each in sent:
            earlier = numbers.get(each.original_number, each.claim.number)
            if earlier != each.claim.number:
                continued.setdefault(each.claim.number, earlier)
        for each in sent:
            number = each.claim.number
            while number in continued and each.frequency_code != VOID:
                number = continued[number]
                self._replace(number, each.claim, each.sent_on)

    def _replace(self, number: str, by: Claim, day: date) -> None:
        """Note that a claim takes another one's place, until that one's payer disowns it."""
        turn = self.families[by.family, by.sequence]
        for payer_id in self._payers[number]:
            if payer_id == by.payer_id or (number, payer_id) in turn:
                taken = self.files.get((by.number, payer_id), File())
                called = (each for each in taken.duplicates if each >= day)
                back = (each for each in called if not was_decided(taken, each))
                absent = Absence(day, min(back, default=None), is_moved=False)
                self.files[number, payer_id].absences.append(absent)


def _reversals(decisions: Iterable[Adjudication]) -> dict[int, date]:
    """Return when each decision that was taken back was known to be."""
    return {
        id(each.reverses): max(each.known_on, each.reverses.known_on)
        for each in decisions
        if each.reverses and each.known_on and each.reverses.known_on
    }


def _moves(sent: list[tuple[str, date, str]], payer_id: str) -> Iterator[Absence]:
    """Yield the days for which a claim was at another payer in the same turn."""
    ours = [(day, turn) for payer, day, turn in sent if payer == payer_id]
    for payer, day, turn in sent:
        if payer != payer_id and any(each < day and our == turn for each, our in ours):
            back = (each for each, our in ours if each >= day and our == turn)
            yield Absence(day, min(back, default=None), is_moved=True)


def was_decided(of_claim: File, day: date) -> bool:
    """Whether a payer had decided on a claim by a day, even if it took that back."""
    return any(
        each.known_on and each.known_on <= day and each.outcome not in UNDECIDED
        for each in of_claim.decisions
    )


def _last_sending(of_claim: File, day: date) -> tuple[date, str]:
    """Return day and frequency of the newest sending up to a day."""
    return max((each for each in of_claim.sendings if each[0] <= day), default=(date.min, ""))
