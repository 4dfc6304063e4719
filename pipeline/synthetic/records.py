"""What exists in the invented world: patients, claims, decisions of payers, files.

Money is integer cents. Nothing here is read back from a file.
"""

from dataclasses import dataclass, field
from datetime import date

from pipeline.synthetic.causes import Cause
from pipeline.synthetic.office import Clinician

UNANSWERED = {"22": "reversal", "23": "forwarded", "25": "informational"}
"""Claim status codes that decide nothing."""


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person."""

    first: str
    last: str
    born_on: date
    gender: str


@dataclass(slots=True, eq=False)
class Patient:
    """A patient under one plan; ``subscriber`` is another person for a dependent.

    ``share`` is the plan's cost share: kind (copay in cents, coinsurance in percent, none) and
    figure; ``deductible_until`` the day until which the patient pays everything.
    """

    person: Person
    subscriber: Person
    relationship_code: str
    member_id: str
    payer_id: str
    secondary_id: str
    group_number: str
    share: tuple[str, int]
    deductible_until: date
    is_remote: bool
    is_carved_out: bool
    procedure: str
    diagnosis: str
    spells: list[tuple[date, date, str]] = field(default_factory=list)

    @property
    def is_dependent(self) -> bool:
        """Whether the plan belongs to somebody else."""
        return self.subscriber is not self.person


@dataclass(frozen=True, slots=True)
class Line:
    """One service line; ``control`` travels as REF*6R."""

    number: int
    control: str
    procedure: str
    modifiers: tuple[str, ...]
    charge: int
    service_on: date


@dataclass(slots=True, eq=False)
class Claim:
    """A claim to one payer under one number; ``family`` joins it with its corrections."""

    number: str
    family: int
    patient: Patient
    payer_id: str
    sequence: str
    clinician: Clinician
    location_id: str
    place: str
    lines: tuple[Line, ...]
    cause: Cause | None = None
    story: str = ""

    @property
    def charge(self) -> int:
        """Total charge in cents."""
        return sum(line.charge for line in self.lines)

    @property
    def service_from_on(self) -> date:
        """First day of service."""
        return min(line.service_on for line in self.lines)

    @property
    def service_to_on(self) -> date:
        """Last day of service."""
        return max(line.service_on for line in self.lines)


@dataclass(slots=True, eq=False)
class Submission:
    """A claim sent once. ``original_number`` is the payer's number it replaces (REF*F8).

    ``succeeds`` says whether the payer will pay a claim that had trouble; ``earlier`` is what the
    first payer decided, on a claim to a second one.
    """

    claim: Claim
    frequency_code: str = "1"
    original_number: str = ""
    cause: Cause | None = None
    is_repeat: bool = False
    may_be_refused: bool = False
    earlier: "Adjudication | None" = None
    sent_on: date = date.min
    clearinghouse_number: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One amount between charge and payment; ``is_denial`` is the generator's own knowledge."""

    group_code: str
    carc_code: str
    amount: int
    is_denial: bool = False


@dataclass(slots=True, eq=False)
class LineResult:
    """What a payer did with one line; ``special`` where it neither paid nor denied it."""

    line: Line
    charge: int
    paid: int
    allowed: int | None
    adjustments: list[Adjustment]
    remarks: list[str] = field(default_factory=list)
    special: str = ""

    @property
    def denied(self) -> int:
        """Denied amount in cents."""
        return sum(each.amount for each in self.adjustments if each.is_denial)

    @property
    def share(self) -> int:
        """Patient's cost share in cents; not what was denied to the patient."""
        return sum(
            each.amount
            for each in self.adjustments
            if each.group_code == "PR" and not each.is_denial
        )

    @property
    def is_fully_denied(self) -> bool:
        """Whether nothing of the line is paid by anybody and something is denied."""
        return self.denied > 0 and self.paid == 0 and self.share == 0


@dataclass(slots=True, eq=False)
class Adjudication:
    """One decision of a payer on a claim (CLP)."""

    claim: Claim
    status_code: str
    payer_claim_number: str
    lines: list[LineResult]
    frequency_code: str = "1"
    original_payer_number: str = ""
    cause: Cause | None = None
    claim_remarks: list[str] = field(default_factory=list)
    adjusts_at_claim: bool = False
    is_pended: bool = False
    reverses: "Adjudication | None" = None
    crosses_to: str = ""
    is_balanced: bool = True
    remit_on: date = date.min
    known_on: date | None = None
    position: int = 0

    @property
    def paid(self) -> int:
        """Payment in cents; negative on a reversal of a payment."""
        return sum(line.paid for line in self.lines)

    @property
    def charge(self) -> int:
        """Charge in cents; negative on a reversal."""
        return sum(line.charge for line in self.lines)

    @property
    def patient(self) -> int:
        """Patient responsibility in cents (CLP05)."""
        return sum(
            each.amount
            for line in self.lines
            for each in line.adjustments
            if each.group_code == "PR"
        )

    @property
    def unanswered(self) -> str:
        """What the payer did instead of deciding; empty where it decided."""
        return UNANSWERED.get(self.status_code, "pended" if self.is_pended else "")

    @property
    def outcome(self) -> str:
        """What the decision is to the practice."""
        if self.unanswered:
            return self.unanswered
        if all(line.special == "anomaly" for line in self.lines):
            return "anomaly"
        if all(line.is_fully_denied for line in self.lines):
            return "denied"
        if any(line.denied for line in self.lines):
            return "partly_denied"
        return "patient_share" if self.paid == 0 and self.patient > 0 else "paid"

    def outcome_of(self, line: LineResult) -> str:
        """What the decision is on one line."""
        if self.unanswered or line.special:
            return self.unanswered or line.special
        if line.is_fully_denied:
            return "full_denial"
        return "partial_denial" if line.denied else "not_denied"


@dataclass(frozen=True, slots=True)
class TakeBack:
    """One provider-level amount (PLB): positive takes money from the payment."""

    payer_id: str
    reason_code: str
    reference: str
    amount: int
    remit_on: date


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file as it arrives. ``copied_set_count`` sets of it arrived before."""

    name: str
    feed: str
    payer_id: str
    received_on: date
    content: bytes
    set_count: int
    copied_set_count: int = 0
