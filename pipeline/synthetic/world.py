"""What all actors of the season share: the days to come, the mail, the desks and the truth.

Takes work for a day. Work of days after the season is dropped: it has not happened.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from pipeline.synthetic.calls import Call
from pipeline.synthetic.causes import Refusal
from pipeline.synthetic.ledger import Ledger
from pipeline.synthetic.paying import Desk, Item
from pipeline.synthetic.post import Post
from pipeline.synthetic.records import Claim, Submission
from pipeline.synthetic.rejections import RejectionBook
from pipeline.synthetic.requests import RequestBook
from pipeline.synthetic.status_277 import Statement


@dataclass(slots=True, eq=False)
class World:
    """The state of the season on the day it has come to."""

    post: Post
    ledger: Ledger = field(default_factory=Ledger)
    rejections: RejectionBook = field(default_factory=RejectionBook)
    requests: RequestBook = field(default_factory=RequestBook)
    desks: dict[str, Desk] = field(default_factory=dict)
    statements: list[tuple[date, str, Statement]] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    outbox: dict[date, list[Submission]] = field(default_factory=lambda: defaultdict(list))
    _events: dict[date, list[Callable[[], None]]] = field(default_factory=lambda: defaultdict(list))

    def at(self, day: date, event: Callable[[], None]) -> None:
        """Do something when the mail of a day is read."""
        self._events[day].append(event)

    def read_mail(self, day: date) -> None:
        """Do everything that was put off until the mail of this day."""
        for event in self._events.pop(day, []):
            event()

    def send_on(self, day: date, submission: Submission) -> None:
        """Send a claim on a working day to come."""
        self.outbox[day].append(submission)

    def note_sent(self, day: date, submission: Submission) -> None:
        """Book a claim that goes out today."""
        self.submissions.append(submission)
        self.ledger.send(submission)
        self.rejections.resend(day, submission.claim)
        self.requests.answer(day, submission.claim)

    def refuse(self, day: date, claim: Claim, refusal: Refusal, source: str) -> None:
        """Book a refusal when its report arrives."""
        self.at(day, lambda: self.rejections.reject(day, claim, refusal, source))

    def note_status(self, day: date, source: str, statements: list[Statement]) -> None:
        """Book what a report says, claim by claim; ``day`` is that of its receipt."""
        self.statements.extend((day, source, each) for each in statements)
        self.at(day, lambda: self.requests.hear(day, statements))

    def accept(self, day: date, claim: Claim) -> None:
        """Book that a payer took a claim in."""
        self.rejections.accept(day, claim)

    def to_desk(self, day: date, submission: Submission) -> None:
        """Put a claim that was let in on its payer's desk; a void is only put on file."""
        if submission.frequency_code == "8":
            return
        desk = self.desks[submission.claim.payer_id]
        kind = "duplicate" if submission.is_repeat else "claim"
        if submission.earlier:
            kind = "secondary"
        desk.enqueue(
            Item(kind, desk.ready_on(day), submission, submission.cause, submission.earlier)
        )
