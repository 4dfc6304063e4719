"""A safe letter filled with the facts of a claim; what no fact tells stays open in brackets.

Takes a claim's kits and one of their letters. Refuses a fact that it does not know: a letter that
went out with a hole in a sentence would say something else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.formats import NONE, cents, full_day, listed
from reports.packet import ClaimKits, Kit, Letter, LetterPart, PacketError

PART2_NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
"""The short statement of 42 CFR 2.32(a)(2)."""

CONSENT_COPY = (
    "Copy of the client\N{RIGHT SINGLE QUOTATION MARK}s consent, or a plain statement of its scope "
    "(42 CFR 2.32)"
)
OPEN = re.compile(r"(\[[^\]]*\])")
"""What a person fills in."""

_FACT = re.compile(r"\{(\w+)\}")
CHANGES_LEFT_OPEN = 3

PAYER_NUMBER = "[payer\N{RIGHT SINGLE QUOTATION MARK}s claim number: on its portal or remittance]"
NO_ACCEPTANCE = (
    "[No 277CA acceptance of this claim by the payer is on file here. Get it from the "
    "clearinghouse, or do not send this letter.]"
)
RELAYED = "[Take this out. By the clearinghouse, not by the payer; payers do not count it"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; brackets stand for what a person fills in."""

    text: str
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, a row each."""

    rows: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with heads; columns in ``numbers`` hold amounts."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    kind: Literal["grid"] = "grid"


@dataclass(frozen=True, slots=True)
class Items:
    """A list under a title."""

    title: str
    items: tuple[str, ...]
    kind: Literal["items"] = "items"


Block = Paragraph | Facts | Grid | Items


@dataclass(frozen=True, slots=True)
class FilledLetter:
    """A letter as it is shown and saved.

    Attributes:
        name: ending of its file's name, such as ``primary-cover-letter``.
        to: lines of the address.
        closing: lines above and below the signature.
        notice: of 42 CFR Part 2, or empty.
    """

    name: str
    label: str
    sender: str
    to: tuple[str, ...]
    subject: str
    blocks: tuple[Block, ...]
    closing: tuple[str, ...]
    notice: str


def opened(text: str) -> tuple[tuple[str, bool], ...]:
    """Parts of a text, each with whether a person fills it in."""
    return tuple((part, bool(OPEN.fullmatch(part))) for part in OPEN.split(text) if part)


def letters_of(claim: ClaimKits, practice_name: str) -> tuple[FilledLetter, ...]:
    """One letter a kind and recipient: lines that go the same way go in one.

    Raises:
        PacketError: a letter names a fact that no claim has.
    """
    groups: dict[tuple[str, str, date], list[Kit]] = {}
    for kit in claim.kits:
        groups.setdefault((kit.letter.key, kit.route, kit.denied_on), []).append(kit)
    names: dict[str, int] = {}
    letters = []
    for (key, _, _), kits in groups.items():
        names[key] = names.get(key, 0) + 1
        number = f"-{names[key]}" if names[key] > 1 else ""
        name = f"{claim.payer_sequence}-{key.replace('_', '-')}{number}"
        letters.append(_filled(claim, kits, practice_name, name))
    return tuple(letters)


def _filled(claim: ClaimKits, kits: Sequence[Kit], practice_name: str, name: str) -> FilledLetter:
    first, letter = kits[0], kits[0].letter
    facts = _facts(claim, kits)
    payer = "[name of the plan that is asked now]" if first.is_for_other_payer else claim.payer
    return FilledLetter(
        name=name,
        label=letter.label,
        sender=practice_name,
        to=("[date]", payer, "[address, fax or portal of the payer]"),
        subject=_said(letter.subject, facts, letter),
        blocks=tuple(block for part in letter.parts for block in _blocks(part, claim, kits, facts)),
        closing=(
            "[signature]",
            f"[name and title: {first.signer.role}]",
            "[telephone and fax]",
            practice_name,
        ),
        notice=PART2_NOTICE if claim.is_part2 else "",
    )


def _facts(claim: ClaimKits, kits: Sequence[Kit]) -> dict[str, str]:
    first = kits[0]
    codes = [code for kit in kits for code in kit.reason_codes]
    facts = {
        "claim_number": claim.claim_number,
        "denied_on": full_day(first.denied_on),
        "reason_code": listed(tuple(dict.fromkeys(codes))) or "no reason code",
        "route": first.route.lower(),
    }
    return facts | {"ask": _said(first.ask, facts, first.letter)}


def _said(text: str, facts: dict[str, str], letter: Letter) -> str:
    unknown = set(_FACT.findall(text)) - set(facts)
    if unknown:
        raise PacketError(
            where=f"kit_letters, {letter.key}",
            what=f"it names {len(unknown)} facts that no claim has",
            why="The letter would go out with a hole in it",
            remedy=f"Use only: {', '.join(sorted(facts))}",
        )
    return _FACT.sub(lambda found: facts[found[1]], text)


def _blocks(
    part: LetterPart, claim: ClaimKits, kits: Sequence[Kit], facts: dict[str, str]
) -> Iterator[Block]:
    if part.kind == "claim":
        yield _claim(claim, kits[0])
    elif part.kind == "lines":
        yield _lines(kits)
    elif part.kind == "changes":
        row = ("[field]", "[as it was]", "[as it is now]")
        yield Grid("What has changed", ("Field", "Was", "Is now"), (row,) * CHANGES_LEFT_OPEN)
    elif part.kind == "enclosures":
        yield _enclosures(claim, kits)
    elif part.kind == "acceptances":
        yield _acceptances(claim)
        yield from _relayed(claim)
    else:
        text = _said(part.text, facts, kits[0].letter)
        yield Paragraph(f"[{text}]" if part.kind == "blank" else text)


def _claim(claim: ClaimKits, kit: Kit) -> Facts:
    rows = [("Client", "[name]"), ("Birth date", "[date]"), ("Member number", "[number]")]
    rows.append(("Our claim number", claim.claim_number or "[claim number]"))
    if kit.is_number_wanted:
        number = kit.payer_claim_number or PAYER_NUMBER
        label = "REF*F8, your claim number" if kit.frequency_code else "Your claim number"
        rows.append((label, number))
    if kit.frequency_code:
        rows.append(("Frequency code", kit.frequency_code))
    return Facts(tuple(rows))


def _lines(kits: Sequence[Kit]) -> Grid:
    lines = sorted((line for kit in kits for line in kit.lines), key=lambda line: line.number)
    return Grid(
        "Services",
        ("Line", "Visit", "Service", "Your reason", "Charge"),
        tuple(
            (
                str(line.number) if line.number else "claim",
                full_day(line.visit_on) if line.visit_on else "[date]",
                line.service or NONE,
                line.reason_code or NONE,
                NONE if line.charge_usd is None else cents(line.charge_usd),
            )
            for line in lines
        ),
        numbers=(4,),
    )


def _enclosures(claim: ClaimKits, kits: Sequence[Kit]) -> Items:
    documents = dict.fromkeys(one.document for kit in kits for one in kit.documents)
    items = [f"[keep if enclosed] {document}" for document in documents]
    return Items("Enclosed", (*items, *([CONSENT_COPY] if claim.is_part2 else [])))


def _acceptances(claim: ClaimKits) -> Block:
    if not claim.acceptances:
        return Paragraph(NO_ACCEPTANCE)
    return Grid(
        "Acceptances on file (277CA)",
        ("Accepted on", "By", "Our claim number", "Its claim number", "Code"),
        tuple(
            (
                full_day(one.accepted_on),
                one.payer,
                one.claim_number or NONE,
                one.payer_claim_number or NONE,
                one.codes or NONE,
            )
            for one in claim.acceptances
        ),
    )


def _relayed(claim: ClaimKits) -> Iterator[Paragraph]:
    """Name to the person who signs what a clearinghouse accepted; it is not for the payer."""
    told = (f"{full_day(one.accepted_on)} ({one.codes or NONE})" for one in claim.relayed)
    if claim.relayed:
        yield Paragraph(f"{RELAYED}: {'; '.join(told)}.]")
