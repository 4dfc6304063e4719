"""Page 5: what is not a denial and stands in no denial count."""

from dataclasses import dataclass
from datetime import date

from reports.packet.vocabulary import Owner


@dataclass(frozen=True, slots=True)
class Rejection:
    """Claims sent back before any payer decided (999, 277CA).

    Attributes:
        what: plain words, such as ``Member not found by the payer``.
        stopped_at: ``File check``, ``Clearinghouse`` or ``Payer front door``.
        code: as sent, such as ``277CA A7 : 33``.
        source: payer or clearinghouse it came from.
    """

    what: str
    stopped_at: str
    code: str
    source: str
    claim_count: int
    next_action: str
    owner: Owner


@dataclass(frozen=True, slots=True)
class Waiting:
    """Claims that wait on the payer, or on which the payer waits for us.

    Attributes:
        answer_by_on: last day to answer; ``None`` = nothing to send.
        oldest_days: since the payer's word about the oldest of them.
    """

    state: str
    code: str
    payer: str
    claim_count: int
    usual_payment_usd: int
    oldest_days: int
    answer_by_on: date | None
    owner: Owner


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Money the payer kept from a check (PLB).

    Attributes:
        check_ending: last digits of the check, or empty.
        about: such as ``7 visits, Jul to Aug`` or ``No visit named: ask``.
        amount_usd: whole dollars; positive takes money from us and prints with a minus.
    """

    what: str
    code: str
    payer: str
    check_ending: str
    about: str
    amount_usd: int
    owner: Owner


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A pattern that better billing does not fix. Names no clinician and no start date.

    Attributes:
        where: payer, or payer and place.
        evidence: counts in words, such as ``5 of 5 claims; no effective date on file``.
    """

    pattern: str
    where: str
    evidence: str
    likely_back_usd: int
    next_action: str
    act_by_on: date
    owner: Owner


@dataclass(frozen=True, slots=True)
class Beside:
    """The four lists, each complete and most claims or dollars first."""

    rejections: tuple[Rejection, ...]
    waiting: tuple[Waiting, ...]
    take_backs: tuple[TakeBack, ...]
    red_flags: tuple[RedFlag, ...]
