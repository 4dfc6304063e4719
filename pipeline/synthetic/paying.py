"""A payer's desk: what waits for a decision, and the remittance of each of its days.

Takes claims that were let in. Decides by the cause that chance or a story gave each claim.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from pipeline.synthetic.causes import CAUSES, Cause
from pipeline.synthetic.payers import Payer
from pipeline.synthetic.pricing import (
    denied_lines,
    forwarded_lines,
    paid_lines,
    pended_lines,
    reversed_lines,
    secondary_lines,
)
from pipeline.synthetic.records import Adjudication, Claim, LineResult, Submission

PEND_PER_MILLE = 12
TAKE_BACK_PER_MILLE = 7
FORWARD_PER_MILLE = 5
CLAIM_LEVEL_SHARE = 0.5
"""Share of one-line denials that a payer which adjusts at claim level writes there."""

DENYING_KINDS = frozenset({"duplicate", "upheld", "take_back", "answer"})
"""Work that may end in a denial whatever the claim is like."""


@dataclass(slots=True, eq=False)
class Item:
    """One piece of work on a payer's desk; ``earlier`` is the decision it is about."""

    kind: str
    ready_on: date
    submission: Submission
    cause: Cause | None = None
    earlier: Adjudication | None = None
    order: int = 0


@dataclass(slots=True, eq=False)
class Desk:
    """Decides for one payer. ``crossover`` hands a claim on to the next payer's desk."""

    payer: Payer
    dice: Random
    crossover: Callable[[Claim, Adjudication, date], None]
    waiting: list[Item] = field(default_factory=list)
    history: dict[tuple[int, str], list[Adjudication]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _count: int = 0

    def enqueue(self, item: Item) -> None:
        """Put work on the desk."""
        self._count += 1
        item.order = self._count
        self.waiting.append(item)

    def ready_on(self, day: date) -> date:
        """Return the day on which a claim that arrives now will be decided."""
        return day + timedelta(days=self.dice.randint(*self.payer.lag_days))

    def decide(self, day: date, *, is_quiet: bool) -> list[Adjudication]:
        """Return the decisions of a day, at most one piece of work for each claim."""
        due = sorted(
            (each for each in self.waiting if each.ready_on <= day),
            key=lambda each: (each.ready_on, each.order),
        )
        busy: set[tuple[int, str]] = set()
        taken: set[int] = set()
        decisions: list[Adjudication] = []
        for item in due:
            key = _key(item.submission.claim)
            if key in busy or (is_quiet and item.kind in DENYING_KINDS):
                continue
            busy.add(key)
            taken.add(id(item))
            if is_quiet:
                item.cause = None
            made = self._handlers()[item.kind](item, day)
            self.history[key].extend(made)
            decisions.extend(made)
        self.waiting = [each for each in self.waiting if id(each) not in taken]
        for position, decision in enumerate(decisions):
            decision.remit_on, decision.position = day, position
        return decisions

    def _handlers(self) -> dict[str, Callable[[Item, date], list[Adjudication]]]:
        return {
            "claim": self._first,
            "duplicate": self._duplicate,
            "reprocess": self._reprocess,
            "upheld": self._upheld,
            "take_back": self._take_back,
            "answer": self._answer,
            "reversal": lambda item, _: [self._reversal(item)],
            "correction": lambda item, _: [self._correction(item)],
            "secondary": lambda item, _: [self._secondary(item)],
        }

    def _first(self, item: Item, day: date) -> list[Adjudication]:
        """Decide on a claim as it was sent, new or corrected."""
        claim = item.submission.claim
        if item.cause:
            return [self._denied(item, item.cause)]
        is_new = not self.history[_key(claim)]
        throw = self.dice.randrange(1000) if is_new else 1000
        if throw < PEND_PER_MILLE:
            pended = self._made(item, pended_lines(claim))
            pended.is_pended = True
            wait = timedelta(days=self.dice.randrange(12, 28))
            self.enqueue(Item("answer", day + wait, item.submission, earlier=pended))
            return [pended]
        if throw < PEND_PER_MILLE + FORWARD_PER_MILLE and self.payer.payer_id == "northlake":
            forwarded = self._made(item, forwarded_lines(claim))
            forwarded.status_code = "23"
            return [forwarded]
        paid = self._made(item, paid_lines(claim, self.payer))
        if is_new and paid.outcome == "paid":
            self._aftermath(item, paid, day)
        return [paid]

    def _aftermath(self, item: Item, paid: Adjudication, day: date) -> None:
        """Hand a paid claim on to the patient's second payer, or regret the payment later."""
        claim = item.submission.claim
        if self.payer.payer_id == "summit" and claim.patient.secondary_id and paid.patient:
            paid.status_code, paid.crosses_to = "19", claim.patient.secondary_id
            paid.claim_remarks.append("MA07")
            self.crossover(claim, paid, day)
        elif self.dice.randrange(1000) < TAKE_BACK_PER_MILLE:
            wait = timedelta(days=self.dice.randrange(24, 50))
            self.enqueue(Item("take_back", day + wait, item.submission, earlier=paid))

    def _duplicate(self, item: Item, day: date) -> list[Adjudication]:
        del day
        return [self._denied(item, CAUSES["sent_twice"])]

    def _upheld(self, item: Item, day: date) -> list[Adjudication]:
        """Deny again after an appeal, for the same reason."""
        del day
        cause = item.earlier.cause if item.earlier else None
        return [self._denied(item, cause or CAUSES["unnamed"])]

    def _reprocess(self, item: Item, day: date) -> list[Adjudication]:
        """Pay what was denied: reversal and correction, in any order, in one file or two."""
        if len(self.history[_key(item.submission.claim)]) > 1:
            return [self._correction(item)]
        way = self.dice.choices(("pair", "swapped", "split", "late_reversal"), (60, 15, 12, 13))[0]
        if way == "pair":
            return [self._reversal(item), self._correction(item)]
        if way == "swapped":
            return [self._correction(item), self._reversal(item)]
        now, later = ("reversal", "correction") if way == "split" else ("correction", "reversal")
        self.enqueue(replace(item, kind=later, ready_on=day + timedelta(days=1)))
        return self._handlers()[now](item, day)

    def _take_back(self, item: Item, day: date) -> list[Adjudication]:
        """Reverse a payment and deny the claim instead."""
        del day
        if len(self.history[_key(item.submission.claim)]) > 1:
            return []
        return [self._reversal(item), self._denied(item, CAUSES["coverage_ended"])]

    def _answer(self, item: Item, day: date) -> list[Adjudication]:
        """Decide on a claim that was kept for review, with or without a reversal of the pend."""
        del day
        if self.dice.random() < 0.3:
            answer = self._denied(item, CAUSES["not_necessary"])
        else:
            answer = self._made(item, paid_lines(item.submission.claim, self.payer))
        return [self._reversal(item), answer] if self.dice.random() < 0.6 else [answer]

    def _reversal(self, item: Item) -> Adjudication:
        earlier = item.earlier
        assert earlier is not None  # noqa: S101  (queued with what it reverses)
        reversal = self._made(item, reversed_lines(earlier), earlier.claim)
        reversal.status_code, reversal.reverses = "22", earlier
        reversal.payer_claim_number = earlier.payer_claim_number
        reversal.adjusts_at_claim = earlier.adjusts_at_claim
        reversal.frequency_code = earlier.frequency_code
        reversal.is_balanced = earlier.is_balanced
        return reversal

    def _correction(self, item: Item) -> Adjudication:
        claim = item.earlier.claim if item.earlier else item.submission.claim
        correction = self._made(item, paid_lines(claim, self.payer), claim)
        if item.earlier:
            correction.original_payer_number = item.earlier.payer_claim_number
        return correction

    def _secondary(self, item: Item) -> Adjudication:
        if item.cause:
            secondary = self._denied(item, item.cause)
        else:
            assert item.earlier is not None  # noqa: S101  (queued with the first payer's decision)
            claim = item.submission.claim
            secondary = self._made(item, secondary_lines(claim, item.earlier))
        secondary.status_code = "2"
        return secondary

    def _denied(self, item: Item, cause: Cause) -> Adjudication:
        claim = item.earlier.claim if item.earlier and item.kind != "secondary" else None
        claim = claim or item.submission.claim
        denied = self._made(
            item, denied_lines(claim, self.payer, cause, self.dice.randrange(10)), claim
        )
        denied.cause = cause
        if cause.carc_code == "31" and self.dice.random() < 0.5:
            denied.status_code = "4"
        if self.payer.remarks_at_claim and cause.rarc_code:
            denied.claim_remarks.append(cause.rarc_code)
        if self.dice.random() < 0.1:
            denied.claim_remarks.append("N1")
        denied.adjusts_at_claim = (
            self.payer.adjusts_at_claim
            and (len(claim.lines) > 1 or self.dice.random() < CLAIM_LEVEL_SHARE)
            and all(line.is_fully_denied for line in denied.lines)
        )
        return denied

    def _made(
        self, item: Item, lines: list[LineResult], claim: Claim | None = None
    ) -> Adjudication:
        self._count += 1
        return Adjudication(
            claim=claim or item.submission.claim,
            status_code="1",
            payer_claim_number=f"{self.payer.payer_id[:2].upper()}{7_000_000 + self._count}",
            lines=lines,
            frequency_code=item.submission.frequency_code,
            original_payer_number=item.submission.original_number,
        )


def _key(claim: Claim) -> tuple[int, str]:
    return (claim.family, claim.sequence)
