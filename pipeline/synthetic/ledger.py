"""The truth about denials, kept while the season happens, in the order in which things arrive.

Takes decisions of payers on the day the practice receives them. Never reads a file.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from pipeline.synthetic.causes import CAUSES
from pipeline.synthetic.denials import Denial, announced, denied
from pipeline.synthetic.records import Adjudication, Claim, Submission

CaseKey = tuple[int, str]
"""Family of claims, sequence: what a first payer refuses is asked of the right one."""

NO_ANSWER = frozenset({"reversal", "pended", "forwarded", "informational"})
"""Outcomes that say nothing about what was denied before."""


@dataclass(slots=True, eq=False)
class Case:
    """What the practice knows about one family of claims at one payer in one sequence."""

    known: list[Adjudication] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)
    noise: set[int] = field(default_factory=set)
    denied_count: int = 0


class Ledger:
    """Every decision and denial that the practice has learnt of."""

    def __init__(self) -> None:
        self.denials: list[Denial] = []
        self.adjudications: list[Adjudication] = []
        self._cases: dict[CaseKey, Case] = defaultdict(Case)
        self._sent: dict[int, list[Submission]] = defaultdict(list)
        self._arrived: dict[date, list[Adjudication]] = defaultdict(list)

    def send(self, submission: Submission) -> None:
        """Note a claim on the day it is sent."""
        self._sent[submission.claim.family].append(submission)
        if submission.frequency_code == "8":
            self._take_back(submission)

    def _take_back(self, void: Submission) -> None:
        """Close what is open of a claim that the practice takes back."""
        claim = void.claim
        for each in self.case_of(claim).denials:
            of_claim = each.claim.number == claim.number and each.claim.payer_id == claim.payer_id
            if of_claim and each.adjudication and not each.closed_on:
                each.close(void.sent_on, "voided")

    def arrive(self, day: date, adjudications: list[Adjudication]) -> None:
        """Note the decisions of one file on the day it is received."""
        for adjudication in adjudications:
            adjudication.known_on = day
        self._arrived[day].extend(adjudications)

    def announce(self, day: date, claim: Claim, cause_key: str) -> None:
        """Open a provisional denial: the payer reported it before any remittance."""
        case = self._cases[_case_key(claim)]
        if _is_answered(case, claim.payer_id):
            return
        self._open(case, announced(day, claim, cause_key))

    def close_day(self, day: date) -> None:
        """Draw the conclusions of everything that arrived on a day."""
        arrived = self._arrived.pop(day, [])
        arrived.sort(key=lambda each: (each.remit_on, each.position))
        touched: dict[CaseKey, Case] = {}
        for adjudication in arrived:
            key = _case_key(adjudication.claim)
            touched[key] = self._cases[key]
            self._book(self._cases[key], adjudication)
        for case in touched.values():
            self._settle(case, day)

    def case_of(self, claim: Claim) -> Case:
        """Return what is known about a claim, at whichever payer it was in its turn."""
        return self._cases[_case_key(claim)]

    def _book(self, case: Case, adjudication: Adjudication) -> None:
        self.adjudications.append(adjudication)
        lines = [line for line in adjudication.lines if line.denied]
        is_denial = bool(lines) and adjudication.outcome not in NO_ANSWER
        is_noise = is_denial and self._is_noise(case, adjudication)
        case.known.append(adjudication)
        if not is_denial:
            return
        if is_noise:
            case.noise.add(id(adjudication))
        for line in lines:
            self._open(case, denied(adjudication, line, case.denied_count + 1, is_noise))
        case.denied_count += not is_noise

    def _open(self, case: Case, denial: Denial) -> None:
        case.denials.append(denial)
        self.denials.append(denial)

    def _is_noise(self, case: Case, adjudication: Adjudication) -> bool:
        """Whether a duplicate answer only repeats what is paid or already denied and open."""
        if adjudication.cause is not CAUSES["sent_twice"]:
            return False
        order = _order(adjudication)
        return any(
            earlier.claim.payer_id == adjudication.claim.payer_id
            and _order(earlier) < order
            and (earlier.outcome == "paid" or _has_open(case, earlier))
            for earlier in case.known
        )

    def _settle(self, case: Case, day: date) -> None:
        for denial in case.denials:
            if denial.closed_on is None:
                reason = self._ending(case, denial)
                if reason:
                    denial.close(day, reason)

    def _ending(self, case: Case, denial: Denial) -> str:
        """Return why a denial is over, given all that is known; empty while it is not."""
        denied_by = denial.adjudication
        if denied_by is None or denial.line is None:
            is_answered = _is_answered(case, denial.claim.payer_id)
            return "replaced_by_remittance" if is_answered else ""
        for later in sorted(case.known, key=_order):
            if _order(later) <= _order(denied_by) or not _may_answer(case, later):
                continue
            result = next(
                (each for each in later.lines if each.line.number == denial.line.line.number), None
            )
            if result is None:
                continue
            if result.denied:
                return "denied_again"
            # a bundled line is in the rate that another line of the claim was paid
            if result.paid or result.allowed or result.share or result.special == "bundled":
                return self._route(denial, later)
        return "reversed" if any(each.reverses is denied_by for each in case.known) else ""

    def _route(self, denial: Denial, answer: Adjudication) -> str:
        """Tell a corrected claim's success from a payer's change of mind."""
        assert answer.known_on is not None  # noqa: S101  (what answers has arrived)
        corrected = any(
            denial.opened_on < each.sent_on <= answer.known_on
            and (
                each.frequency_code == "7"
                or each.claim.number != denial.claim.number
                or _is_rebilled(denial.claim, each.claim)
            )
            for each in self._sent[denial.claim.family]
        )
        return "overturned_corrected" if corrected else "overturned_reprocessed"


def _case_key(claim: Claim) -> CaseKey:
    return (claim.family, claim.sequence)


def _is_answered(case: Case, payer_id: str) -> bool:
    return any(each.claim.payer_id == payer_id for each in case.known)


def _is_rebilled(denied: Claim, sent: Claim) -> bool:
    """Whether a claim asks another payer for what the first one refused."""
    return sent.payer_id != denied.payer_id and sent.sequence == denied.sequence


def _order(adjudication: Adjudication) -> tuple[date, date, int]:
    return (
        adjudication.remit_on,
        adjudication.known_on or date.max,
        adjudication.position,
    )


def _may_answer(case: Case, adjudication: Adjudication) -> bool:
    return adjudication.outcome not in NO_ANSWER and id(adjudication) not in case.noise


def _has_open(case: Case, adjudication: Adjudication) -> bool:
    return any(
        denial.adjudication is adjudication and denial.closed_on is None for denial in case.denials
    )
