"""Page 4: checks before sending that the practice adopted, and what became of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.packet.vocabulary import Owner

EditVerdict = Literal["too_early", "stopped", "too_few", "not_stopped"]


@dataclass(frozen=True, slots=True)
class AdoptedEdit:
    """One check, since it started.

    Attributes:
        title: what it looks for.
        stops: the denials it is to stop: group, and place where it has one.
        told_count: claims of which it told before they were sent.
        mended_count: of them, sent without what it told of.
        sent_anyway_count: of them, sent with it.
        paid_count: of those sent anyway, paid at the first answer.
        denied_count: of those sent anyway, denied, or rejected before the payer.
        unseen_count: claims denied there of which it told nothing.
        client_count: clients denied there anew, of claims sent since.
        usual_count: clients that the old rate would have brought; ``None`` = not known.
        week_count: whole weeks since it started.
        is_too_grave: over half of the last sent anyway were paid.
        review_was_due_on: the day somebody was to look at it again, once that day has come.
    """

    title: str
    stops: str
    owner: Owner
    told_count: int
    mended_count: int
    sent_anyway_count: int
    paid_count: int
    denied_count: int
    unseen_count: int
    client_count: int
    usual_count: Decimal | None
    week_count: int
    verdict: EditVerdict
    is_too_grave: bool = False
    review_was_due_on: date | None = None
