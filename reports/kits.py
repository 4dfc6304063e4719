"""Kit pages: how each denial of a claim is answered, one page a reason, its letters behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from reports.formats import cents, counted, full_day
from reports.kit_fitting import kit_fit
from reports.lettering import lettered
from reports.letters import PART2_NOTICE, FilledLetter, letters_of, opened
from reports.packet import ClaimKits, Kit, KitBook, KitLimits, KitLine
from reports.render import filled, pdf

FRAMED_WITHIN = timedelta(days=14)
SEQUENCES = {"primary": "", "secondary": "second payer", "tertiary": "third payer", "unknown": ""}


@dataclass(frozen=True, slots=True)
class Deadline:
    """When it is too late.

    Attributes:
        last_day: framed; empty where none is known.
        left: days left, or that it has passed.
        is_near: within 14 days, or past.
        sentence: both limits, and what still goes once one has passed.
        source: the rule they come from.
    """

    last_day: str
    left: str
    is_near: bool
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class KitPage:
    """One kit as its page shows it; ``number`` of ``of`` for the claim.

    ``more`` tells how many lines were cut, ``together`` that several kits send the claim once.
    """

    anchor: str
    number: int
    of: int
    kit: Kit
    codes: str
    deadline: Deadline
    lines: tuple[KitLine, ...]
    more: str
    together: str
    is_snug: bool


@dataclass(frozen=True, slots=True)
class ClaimPages:
    """One claim's pages."""

    claim: ClaimKits
    sequence: str
    pages: tuple[KitPage, ...]
    letters: tuple[FilledLetter, ...]


@dataclass(frozen=True, slots=True)
class BookLine:
    """One claim in the list of contents."""

    anchor: str
    claim_number: str
    payer: str
    reason: str
    last_day: str
    is_near: bool
    letters: int


def claim_pages(book: KitBook) -> tuple[ClaimPages, ...]:
    """Every claim's pages, in the order given.

    Raises:
        PacketError: a letter names a fact that no claim has.
    """
    return tuple(_claim_pages(n, claim, book) for n, claim in enumerate(book.claims, start=1))


def kits_html(book: KitBook) -> str:
    """The kits as one HTML document, contents first where there are several claims.

    Raises:
        PacketError: a letter names a fact that no claim has.
    """
    book = lettered(book)
    claims = claim_pages(book)
    lines = tuple(_book_line(one, book.as_of_on) for one in claims)
    return filled(
        "kits.html",
        book=book,
        claims=claims,
        contents=lines if len(lines) > 1 else (),
        part2_notice=PART2_NOTICE,
        opened=opened,
    )


def render_kits(book: KitBook) -> bytes:
    """The kits: PDF/UA-1, the same bytes for the same kits.

    Raises:
        PacketError: a letter names a fact that no claim has, or a template a foreign address.
    """
    return pdf(kits_html(book))


def _claim_pages(number: int, claim: ClaimKits, book: KitBook) -> ClaimPages:
    together = _together(claim.kits)
    return ClaimPages(
        claim=claim,
        sequence=SEQUENCES.get(claim.payer_sequence, ""),
        pages=tuple(
            _page(f"kit-{number}-{n}", n, claim, together, book.as_of_on)
            for n in range(1, len(claim.kits) + 1)
        ),
        letters=letters_of(claim, book.practice_name),
    )


def _page(anchor: str, number: int, claim: ClaimKits, together: str, today: date) -> KitPage:
    kit = claim.kits[number - 1]
    told = deadline(kit.limits, today)
    said = together if kit.frequency_code else ""
    fit = kit_fit(claim, kit, f"{told.last_day} {told.left} {told.sentence} {told.source}", said)
    rest = kit.lines[fit.lines :]
    dollars = sum((line.denied_usd for line in rest), Decimal(0))
    return KitPage(
        anchor=anchor,
        number=number,
        of=len(claim.kits),
        kit=kit,
        codes=", ".join(kit.reason_codes),
        deadline=told,
        lines=kit.lines[: fit.lines],
        more=f"and {counted(len(rest), 'more line')}, {cents(dollars)}" if rest else "",
        together=said,
        is_snug=fit.is_snug,
    )


def _together(kits: Sequence[Kit]) -> str:
    """Say that a claim goes out once, where several of its kits send it."""
    sending = sum(bool(kit.frequency_code) for kit in kits)
    if sending < 2:
        return ""
    return f"{sending} kits of this claim send it again: mend it for all of them, send it once."


def deadline(limits: KitLimits, today: date) -> Deadline:
    """Put both limits and what they rest on into words."""
    last = limits.last_day(today)
    if last is None:
        return Deadline("", "", False, "No last day is known: ask the payer.", "")
    days = (last - today).days
    said = [
        f"{what} by {full_day(day)}{' (passed)' if day < today else ''}."
        for what, day in (("Claim", limits.refile_by_on), ("Appeal", limits.appeal_by_on))
        if day is not None
    ]
    sentence = " ".join(said)
    if days < 0:
        sentence += " Too late by these rules: ask the payer whether it takes it for good cause."
    return Deadline(
        last_day=full_day(last),
        left="passed" if days < 0 else "today" if not days else counted(days, "day") + " left",
        is_near=days <= FRAMED_WITHIN.days,
        sentence=sentence,
        source=_source(limits),
    )


def _source(limits: KitLimits) -> str:
    if not limits.rule_id:
        return ""
    decided = f", decided {full_day(limits.decided_on)}" if limits.decided_on else ""
    sure = f"; sureness: {limits.confidence}" if limits.confidence else ""
    return f"Rule {limits.rule_id} ({limits.label}){decided}{sure}. Your contract stands above it."


def _book_line(one: ClaimPages, today: date) -> BookLine:
    days = {page.kit.limits.last_day(today) or date.max: page for page in reversed(one.pages)}
    first = days[min(days)]
    return BookLine(
        anchor=one.pages[0].anchor,
        claim_number=one.claim.claim_number,
        payer=one.claim.payer,
        reason=one.pages[0].kit.reason,
        last_day=first.deadline.last_day,
        is_near=first.deadline.is_near,
        letters=len(one.letters),
    )
