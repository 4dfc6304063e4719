"""Invented kits: ordinary ones, and those with as much on a page as a page may hold."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from reports.packet import (
    Acceptance,
    ClaimKits,
    Kit,
    KitBook,
    KitDocument,
    KitField,
    KitLimits,
    KitLine,
    Letter,
    LetterPart,
    Owner,
)

TODAY = dt.date(2026, 11, 25)
DENIED = dt.date(2026, 11, 16)
LIMITS = KitLimits(
    dt.date(2027, 2, 14), dt.date(2026, 12, 5), "Anchor contract of 2026", "home:deadline:anchor",
    dt.date(2026, 11, 24), "",
)  # fmt: skip
PAST = replace(LIMITS, refile_by_on=dt.date(2026, 11, 1), appeal_by_on=dt.date(2026, 11, 9))
NOTE = Letter(
    "corrected_claim_note", "Note on a corrected claim", "Claim {claim_number}: {route}",
    (
        LetterPart("paragraph", "{ask}"), LetterPart("claim", ""), LetterPart("lines", ""),
        LetterPart("changes", ""), LetterPart("blank", "Keep this line only if it is true."),
    ),
)  # fmt: skip
COVER = Letter(
    "cover_letter", "Cover letter", "Claim {claim_number}: {route}",
    (
        LetterPart("paragraph", "{ask}"), LetterPart("claim", ""), LetterPart("lines", ""),
        LetterPart("paragraph", "You answered it on {denied_on} with {reason_code}."),
        LetterPart("blank", "The reason, in the words of the person who signs."),
        LetterPart("enclosures", ""),
    ),
)  # fmt: skip
PROOF = Letter(
    "timely_filing_proof", "Proof of timely filing", "Claim {claim_number}: proof",
    (LetterPart("claim", ""), LetterPart("lines", ""), LetterPart("acceptances", "")),
)  # fmt: skip


def line(number: int = 1, code: str = "CO-197") -> KitLine:
    return KitLine(
        number, dt.date(2026, 10, 28), "90837 95", "10", code, Decimal("185.00"), Decimal("185.00")
    )


def corrected() -> Kit:
    return Kit(
        category="authorization",
        reason="No authorization on the claim",
        next_action="Match the claim to the authorization; send it again",
        route="Corrected claim",
        what_to_do="Check the fields below and send the whole claim again, every line of it.",
        ask="This claim replaces the one you answered on {denied_on}.",
        frequency_code="7",
        payer_claim_number="26321A00417",
        is_number_wanted=True,
        is_attaching=False,
        is_for_other_payer=False,
        proof="The 277CA acceptance (A2) of the corrected claim, with its date",
        signer=Owner("Claims billing", "LV"),
        denied_on=DENIED,
        limits=LIMITS,
        lines=(line(),),
        fields=(
            KitField("Authorization number", "2300 or 2400 REF*G1", "As on the approval"),
            KitField("Dates and units", "2400 DTP*472, SV104", "Inside what was approved"),
        ),
        documents=(
            KitDocument("Approval: number, dates, units, service", is_clinical=False),
            KitDocument("Signed progress note of the visit day", is_clinical=True),
        ),
        letter=NOTE,
    )


def appealed() -> Kit:
    return replace(
        corrected(),
        category="medical_necessity",
        reason="Not medically necessary, says the payer",
        next_action="Appeal with the treatment plan and progress notes",
        route="Appeal",
        what_to_do="Appeal in writing, by the payer's own form where it has one.",
        ask="We appeal your decision on the claim below.",
        frequency_code="",
        is_attaching=True,
        proof="Portal confirmation or delivery receipt",
        signer=Owner("Treating clinicians"),
        lines=(line(2, "CO-50"), line(3, "CO-50 N115")),
        letter=COVER,
    )


def claim(**changes: object) -> ClaimKits:
    made = ClaimKits("3f0a91c2", "RB258038", "Anchor Health", "primary", False, (corrected(),), ())
    return replace(made, **changes)  # type: ignore[arg-type]


def book(*claims: ClaimKits) -> KitBook:
    return KitBook(
        "Riverbend Behavioral Group", TODAY, dt.date(2026, 12, 23), "invented data",
        claims or (claim(),),
    )  # fmt: skip


ACCEPTED = Acceptance(dt.date(2026, 11, 2), "Anchor Health", "RB258038", "26321A00417", "A2:20:PR")
RELAYED = Acceptance(dt.date(2026, 11, 3), "Anchor Health", "RB258038", "", "A2:20")


def late() -> KitBook:
    filed = replace(
        appealed(), category="timely_filing", reason="Filed too late", letter=PROOF,
        limits=PAST,
    )  # fmt: skip
    return book(
        claim(kits=(filed,), acceptances=(ACCEPTED,)),
        claim(key="0b1c2d3e", kits=(replace(filed, payer_claim_number=""),)),
    )


LOOK_FOR = "On the line, each leading to a diagnosis that the claim has."
WHAT_TO_DO = (
    "Check the fields below and send the whole claim again, every line of it, the paid ones too. "
    "Some payers, as a rule Medicare Part B contractors, take no frequency 7: ask first, by mail."
)
DOCUMENT = "Proof of the day on which it was asked for, if it came late, with the payer's answer."
PROOF_OF_SENDING = (
    "Portal confirmation or delivery receipt, with its date, and a copy of all that was sent, kept "
    "where all can find it"
)


def full() -> KitBook:
    """As much on a page as the rules and a claim can put there."""
    field = KitField("Frequency and number", "2300 CLM05-3, REF*F8", LOOK_FOR)
    whole = replace(
        corrected(),
        reason="Clinician not linked to the group as the payer has it",
        what_to_do=WHAT_TO_DO,
        lines=tuple(line(number, "CO-16 N290") for number in range(1, 23)),
        fields=(field,) * 4,
        documents=(KitDocument(DOCUMENT, is_clinical=True),) * 5,
        waits="sent again since Nov 20, 2026",
        proof=PROOF_OF_SENDING,
        limits=replace(LIMITS, refile_by_on=dt.date(2026, 11, 24)),
    )
    return book(claim(is_part2=True, kits=(whole, replace(whole, payer_claim_number=""))))


KITS = {
    "a kit": book,
    "several kits": lambda: book(claim(kits=(appealed(), corrected()), payer_sequence="secondary")),
    "a part 2 kit": lambda: book(claim(is_part2=True, kits=(appealed(),))),
    "late kits": late,
    "a full kit": full,
    "a book of kits": lambda: replace(
        book(*(claim(key=f"{n:08x}", claim_number=f"RB{n}") for n in range(20))), left_out_count=7
    ),
    "a kit without facts": lambda: book(
        claim(
            claim_number="",
            kits=(
                replace(
                    corrected(), payer_claim_number="",
                    limits=KitLimits(None, None, "", "", None, ""),
                    lines=(KitLine(0, None, "", "", "", None, Decimal("10.00")),),
                ),
            ),
        )
    ),
}  # fmt: skip
