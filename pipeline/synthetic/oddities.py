"""What is planted on purpose in payers' decisions: rare, odd and counted in the truth.

Takes the decisions of one remittance before it is written.
"""

from dataclasses import replace
from datetime import date, timedelta

from pipeline.synthetic.causes import CAUSES
from pipeline.synthetic.paying import Desk, Item
from pipeline.synthetic.pricing import foretold_lines, write_off
from pipeline.synthetic.records import Adjudication, Claim, Submission
from pipeline.synthetic.season import Season

PAID_OFF_AT, DENIED_OFF_AT = 0.5, 0.7
OFF_BY_CENTS = 500
UNHEARD_OF_AT = (0.45, 0.75)
RARE_AT = (0.3, 0.6)
SUPERSEDED_IN_LATE_FILE = 3
LARGE_TAKE_BACK_PAYER, LARGE_TAKE_BACK_AT, LARGE_TAKE_BACK_OVER = "harbor", 0.6, 18_350


class Oddities:
    """Plants each oddity once its week has come."""

    def __init__(self, season: Season) -> None:
        self._dice = season.dice("oddities")
        self._off: dict[str, date] = {
            "paid": season.monday(season.week_at(PAID_OFF_AT)),
            "denied": season.monday(season.week_at(DENIED_OFF_AT)),
        }
        self._unheard_of = [season.monday(season.week_at(share)) for share in UNHEARD_OF_AT]
        rare = RARE_AT if season.rarities else ()
        self._foretell = [season.monday(season.week_at(share)) for share in rare]
        self._write_off = list(self._foretell)
        self._large_take_back_from = season.monday(season.week_at(LARGE_TAKE_BACK_AT))

    def touch(self, day: date, decisions: list[Adjudication]) -> None:
        """Spoil decisions that are due: wrong sums, an unknown code, a whole write-off."""
        for outcome, from_on in list(self._off.items()):
            chosen = self._plain(decisions, outcome) if day >= from_on else None
            if chosen:
                first = chosen.lines[0].adjustments[0]
                chosen.lines[0].adjustments[0] = replace(first, amount=first.amount - OFF_BY_CENTS)
                chosen.is_balanced = False
                del self._off[outcome]
        if self._unheard_of and day >= self._unheard_of[0]:
            chosen = self._plain(decisions, "denied")
            if chosen:
                self._use_unheard_of(chosen)
                del self._unheard_of[0]
        if self._write_off and day >= self._write_off[0]:
            chosen = self._plain(decisions, "paid")
            if chosen:
                write_off(chosen.lines[0])
                del self._write_off[0]

    def foretold(self, desk: Desk, day: date, count: int) -> list[Adjudication]:
        """Return a price told of a claim that waits, to stand behind ``count`` decisions."""
        if not self._foretell or day < self._foretell[0]:
            return []
        for item in desk.waiting:
            claim = item.submission.claim
            is_new = item.kind == "claim" and not desk.history.get((claim.family, claim.sequence))
            if is_new and item.cause is None and item.ready_on <= day + timedelta(days=3):
                del self._foretell[0]
                number = f"PD{desk.payer.payer_id[:2].upper()}{claim.family}"
                told = Adjudication(claim, "25", number, foretold_lines(claim))
                told.remit_on, told.position = day, count
                return [told]
        return []

    def _plain(self, decisions: list[Adjudication], outcome: str) -> Adjudication | None:
        """Return the first decision of an outcome that nothing else is odd about."""
        for each in decisions:
            is_plain = (
                each.outcome == outcome
                and each.is_balanced
                and each.status_code == "1"
                and each.frequency_code == "1"
                and not each.claim.story
                and not each.original_payer_number
                and each.cause is not CAUSES["sent_twice"]
                and len(each.lines) == 1
                and len(each.lines[0].adjustments) <= (1 if outcome == "denied" else 2)
            )
            if is_plain and each.claim.sequence == "primary":
                return each
        return None

    def _use_unheard_of(self, decision: Adjudication) -> None:
        cause = CAUSES["unheard_of"]
        decision.cause = cause
        line = decision.lines[0]
        line.remarks.clear()
        decision.claim_remarks.clear()
        line.adjustments[0] = replace(
            line.adjustments[0], group_code=cause.group_code, carc_code=cause.carc_code
        )

    def first_denials(self, desk: Desk, decisions: list[Adjudication]) -> list[Adjudication]:
        """Return denied claims on which the payer has decided nothing before."""
        return [
            each
            for each in decisions
            if each.outcome == "denied"
            and each.claim.sequence == "primary"
            and len(desk.history[(each.claim.family, "primary")]) == 1
        ]

    def supersede(self, desk: Desk, day: date, denied: list[Adjudication]) -> None:
        """Let the payer pay some denials of a late file before that file arrives."""
        for each in denied[:SUPERSEDED_IN_LATE_FILE]:
            desk.enqueue(Item("reprocess", day, Submission(each.claim), earlier=each))

    def overpaid(self, day: date, payer_id: str, paid: int) -> int:
        """Return cents that one payer wants back in one go: more than it pays that day."""
        if payer_id != LARGE_TAKE_BACK_PAYER or day < self._large_take_back_from:
            return 0
        self._large_take_back_from = date.max
        return paid + LARGE_TAKE_BACK_OVER

    def second_claim(self, claim: Claim) -> Claim:
        """Return a claim as the patient's second payer gets it; a few will be denied there."""
        cause = CAUSES["earlier_payer_missing"] if self._dice.random() < 0.06 else None
        return replace(
            claim,
            payer_id=claim.patient.secondary_id,
            sequence="secondary",
            cause=cause,
            story="",
        )
