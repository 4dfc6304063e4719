"""A denied line as the practice knows it, made of a decision or of a report that came before one.

Takes decisions on the day they are known. Never reads a file.
"""

from dataclasses import dataclass
from datetime import date

from pipeline.synthetic.causes import PROVISIONAL_STATUS, VAGUE_CARCS
from pipeline.synthetic.duties import ANNOUNCED_ACTION, DUTIES, Duty
from pipeline.synthetic.records import Adjudication, Adjustment, Claim, LineResult


@dataclass(slots=True, eq=False)
class Denial:
    """One denied line; ``adjudication`` is absent while only a status report announced it."""

    claim: Claim
    adjudication: Adjudication | None
    line: LineResult | None
    opened_on: date
    denied: int
    reason: Adjustment | None
    rarc_code: str
    category: str
    preventable: str
    kind: str
    number: int
    duty: Duty
    decided_on: date
    is_noise: bool = False
    closed_on: date | None = None
    close_reason: str = ""

    def close(self, day: date, reason: str) -> None:
        """End the denial."""
        self.closed_on, self.close_reason = day, reason


def announced(day: date, claim: Claim, cause_key: str) -> Denial:
    """Return a denial of the whole claim, known by category only and decided that day."""
    return Denial(
        claim=claim,
        adjudication=None,
        line=None,
        opened_on=day,
        denied=claim.charge,
        reason=None,
        rarc_code="",
        category=PROVISIONAL_STATUS[cause_key][1],
        preventable="",
        kind="full",
        number=1,
        duty=Duty(DUTIES[cause_key].owner_role, ANNOUNCED_ACTION),
        decided_on=day,
    )


def denied(adjudication: Adjudication, line: LineResult, number: int, is_noise: bool) -> Denial:
    """Return the denial of one line by a decision that has arrived."""
    reasons = [each for each in line.adjustments if each.is_denial]
    reason = min(
        reasons,
        key=lambda each: (each.carc_code in VAGUE_CARCS, -each.amount, each.carc_code),
    )
    cause = adjudication.cause
    assert cause is not None  # noqa: S101  (a denial has a cause: it was planted)
    assert adjudication.known_on is not None  # noqa: S101  (booked on arrival)
    return Denial(
        claim=adjudication.claim,
        adjudication=adjudication,
        line=line,
        opened_on=adjudication.known_on,
        denied=line.denied,
        reason=reason,
        rarc_code=cause.rarc_code,
        category=cause.category,
        preventable=cause.preventable,
        kind="full" if line.is_fully_denied else "partial",
        number=number,
        duty=DUTIES[cause.key],
        decided_on=adjudication.remit_on,
        is_noise=is_noise,
    )
