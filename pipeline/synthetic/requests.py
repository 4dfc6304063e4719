"""The truth about requests for records: what a payer waits for before it decides.

Takes reports, sendings and decisions on the day the practice sees them. Never reads a file.
"""

from dataclasses import dataclass
from datetime import date

from pipeline.synthetic.causes import ASKED_FIRST, PENDED_STATUS
from pipeline.synthetic.records import Claim
from pipeline.synthetic.status_277 import Statement


@dataclass(slots=True, eq=False)
class Request:
    """One request for records of a claim."""

    claim: Claim
    opened_on: date
    closed_on: date | None = None


class RequestBook:
    """Every request the practice has learnt of, at most one open for each claim number."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._open: dict[str, Request] = {}

    def hear(self, day: date, statements: list[Statement]) -> None:
        """Note what a report says; any word but that a review goes on ends an older request."""
        for each in statements:
            if each.category_code == PENDED_STATUS[0]:
                continue
            self.answer(day, each.claim)
            is_asked = each.category_code in ASKED_FIRST.values()
            if is_asked and each.claim.number not in self._open:
                request = Request(each.claim, day)
                self._open[each.claim.number] = request
                self.requests.append(request)

    def answer(self, day: date, claim: Claim) -> None:
        """Note that a claim was sent again or decided."""
        request = self._open.get(claim.number)
        if request and request.opened_on < day:
            request.closed_on = day
            del self._open[claim.number]
