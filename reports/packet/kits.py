"""What answers a denial, for the billing team only; refuses a kit without a line or a letter.

No name, birth date, member number or diagnosis has a place in these values: a letter leaves them to
the person who signs.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.packet.errors import PacketError
from reports.packet.vocabulary import Owner

LetterPartKind = Literal[
    "paragraph", "blank", "claim", "lines", "changes", "enclosures", "acceptances"
]
"""Sentences, what a person fills in, and tables of facts."""


@dataclass(frozen=True, slots=True)
class KitLine:
    """One denied service line.

    Attributes:
        number: position in its claim, from 1; 0 for the claim itself.
        service: procedure and modifiers as sent, or empty.
        reason_code: as the payer sent it; may be empty.
    """

    number: int
    visit_on: date | None
    service: str
    place_of_service: str
    reason_code: str
    charge_usd: Decimal | None
    denied_usd: Decimal


@dataclass(frozen=True, slots=True)
class KitLimits:
    """The last days of a denial and the rule they come from.

    Attributes:
        refile_by_on: for a corrected or new claim; ``None`` = not known.
        appeal_by_on: for an appeal; ``None`` = none is taken.
        label: the rule in words, such as ``Aetna commercial``.
        confidence: how sure that rule is; empty where the practice wrote it.
    """

    refile_by_on: date | None
    appeal_by_on: date | None
    label: str
    rule_id: str
    decided_on: date | None
    confidence: str

    def last_day(self, today: date) -> date | None:
        """The earlier limit that has not passed; once both have, the later one."""
        days = [day for day in (self.refile_by_on, self.appeal_by_on) if day is not None]
        return min((day for day in days if day >= today), default=max(days, default=None))


@dataclass(frozen=True, slots=True)
class KitField:
    """A field of the claim to look at, where it stands, and what to compare it with."""

    field: str
    place: str
    look_for: str


@dataclass(frozen=True, slots=True)
class KitDocument:
    """A document; a clinical one goes only where the payer asks for it."""

    document: str
    is_clinical: bool


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A report (277CA) that the claim was taken into adjudication, by a payer or in its name."""

    accepted_on: date
    payer: str
    claim_number: str
    payer_claim_number: str
    codes: str


@dataclass(frozen=True, slots=True)
class LetterPart:
    """One part of a letter; ``text`` may hold facts' names in braces, and is empty for a table."""

    kind: LetterPartKind
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A safe letter: it states facts and asks.

    Attributes:
        key: kind of letter, such as ``cover_letter``; part of a file's name.
        label: the kind in words.
        subject: may hold facts' names in braces.
    """

    key: str
    label: str
    subject: str
    parts: tuple[LetterPart, ...]


@dataclass(frozen=True, slots=True)
class Kit:
    """Denied lines of one claim with one reason, one route: worked in one go.

    Attributes:
        next_action: a sentence without its full stop.
        route: how it is answered, in words.
        what_to_do: sentences.
        ask: first sentence of its letter; may hold facts' names in braces.
        frequency_code: of the claim that goes out (CLM05-3); empty where none does.
        payer_claim_number: what the payer calls the claim; empty where it never said.
        is_attaching: documents go along; else they are kept at hand.
        is_for_other_payer: it goes to another plan than the one that denied.
        denied_on: the payer's date.
        waits: why it waits for an answer already, as a clause; empty where it does not.
    """

    category: str
    reason: str
    next_action: str
    route: str
    what_to_do: str
    ask: str
    frequency_code: str
    payer_claim_number: str
    is_number_wanted: bool
    is_attaching: bool
    is_for_other_payer: bool
    proof: str
    signer: Owner
    denied_on: date
    limits: KitLimits
    lines: tuple[KitLine, ...]
    fields: tuple[KitField, ...]
    documents: tuple[KitDocument, ...]
    letter: Letter
    waits: str = ""

    def __post_init__(self) -> None:
        """Refuse a kit about nothing.

        Raises:
            PacketError: no denied line.
        """
        if not self.lines:
            raise PacketError(
                where="Kit",
                what="without a denied line",
                why="A page would answer a denial that is not there",
                remedy="Leave it out",
            )

    @property
    def denied_usd(self) -> Decimal:
        """Sum of its lines."""
        return sum((line.denied_usd for line in self.lines), Decimal(0))

    @property
    def reason_codes(self) -> tuple[str, ...]:
        """The payer's codes, each once, in the order of the lines."""
        return tuple(dict.fromkeys(line.reason_code for line in self.lines if line.reason_code))


@dataclass(frozen=True, slots=True)
class ClaimKits:
    """Everything one payer denied of one claim and is open, the reason with most dollars first.

    Attributes:
        key: names its files and says nothing about who it is.
        is_part2: 42 CFR Part 2 covers it: consent first, the notice with everything.
        acceptances: by this payer, of the claim and of those it corrects, the earliest first.
        relayed: the same said for this payer by a clearinghouse, which payers do not count.
    """

    key: str
    claim_number: str
    payer: str
    payer_sequence: str
    is_part2: bool
    kits: tuple[Kit, ...]
    acceptances: tuple[Acceptance, ...]
    relayed: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, slots=True)
class KitBook:
    """Kits of one practice on one day.

    Attributes:
        as_of_on: today; days left are counted from it.
        shred_on: day on which the paper is to be destroyed.
        left_out_count: claims of the day's work lists that are not in the book.
    """

    practice_name: str
    as_of_on: date
    shred_on: date
    invented_notice: str
    claims: tuple[ClaimKits, ...]
    left_out_count: int = 0
