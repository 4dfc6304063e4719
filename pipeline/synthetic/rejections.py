"""The truth about front-end rejections: claims that were sent back before anybody decided on them.

Takes reports and sendings on the day the practice sees them. Never reads a file.
"""

from dataclasses import dataclass
from datetime import date

from pipeline.synthetic.causes import Refusal
from pipeline.synthetic.records import Claim


@dataclass(slots=True, eq=False)
class Rejection:
    """One rejection of a claim; a second report while it is open is the same work."""

    claim: Claim
    opened_on: date
    refusal: Refusal
    source: str
    closed_on: date | None = None
    closed_by: str = ""


class RejectionBook:
    """Every rejection the practice has learnt of, at most one open for each claim number."""

    def __init__(self) -> None:
        self.rejections: list[Rejection] = []
        self._open: dict[str, Rejection] = {}

    def reject(self, day: date, claim: Claim, refusal: Refusal, source: str) -> None:
        """Note a report that refuses a claim."""
        if claim.number not in self._open:
            rejection = Rejection(claim, day, refusal, source)
            self._open[claim.number] = rejection
            self.rejections.append(rejection)

    def resend(self, day: date, claim: Claim) -> None:
        """Note that a claim was sent again."""
        self._close(day, claim, "resubmitted")

    def accept(self, day: date, claim: Claim) -> None:
        """Note a report that the payer took a claim in."""
        self._close(day, claim, "accepted")

    def adjudicate(self, day: date, claim: Claim) -> None:
        """Note that the payer decided on a claim."""
        self._close(day, claim, "adjudicated")

    def _close(self, day: date, claim: Claim, by: str) -> None:
        rejection = self._open.get(claim.number)
        if rejection and rejection.opened_on < day:
            rejection.closed_on, rejection.closed_by = day, by
            del self._open[claim.number]
