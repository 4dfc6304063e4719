"""Copies of the 837 professional files that the practice sends.

Takes submissions of one day. Gives the segments of a transaction set.
"""

from collections.abc import Iterator
from datetime import date

from pipeline.synthetic.envelope import usd
from pipeline.synthetic.office import Office
from pipeline.synthetic.payers import Payer
from pipeline.synthetic.records import Adjudication, Claim, Person, Submission

TOWN = ("N3*100 MILL LANE", "N4*RIVERBEND*OH*440990000")


def claim_set(
    office: Office, submissions: list[Submission], day: date, reference: str, receiver: str
) -> list[str]:
    """Return the segments between ST and SE of one 837 with all these claims."""
    group = office.name.upper()
    segments = [
        f"BHT*0019*00*{reference}*{day:%Y%m%d}*0615*CH",
        f"NM1*41*2*{group}*****46*{office.tax_number}",
        "PER*IC*BILLING OFFICE*TE*5550100000",
        f"NM1*40*2*{receiver}*****46*{receiver}",
        "HL*1**20*1",
        "PRV*BI*PXC*261QM0801X",
        f"NM1*85*2*{group}*****XX*{office.npi}",
        *TOWN,
        f"REF*EI*{office.tax_number}",
    ]
    level = 1
    for submission in submissions:
        patient = submission.claim.patient
        level += 1
        segments.append(f"HL*{level}*1*22*{int(patient.is_dependent)}")
        segments.extend(_subscriber(office, submission))
        if patient.is_dependent:
            level += 1
            segments.append(f"HL*{level}*{level - 1}*23*0")
            segments.append(f"PAT*{patient.relationship_code}")
            segments.append(f"NM1*QC*1*{_name(patient.person)}")
            segments.extend(_personal(patient.person))
        segments.extend(_claim(office, submission))
    return segments


def _name(person: Person) -> str:
    return f"{person.last.upper()}*{person.first.upper()}"


def _personal(person: Person) -> tuple[str, ...]:
    return (*TOWN, f"DMG*D8*{person.born_on:%Y%m%d}*{person.gender}")


def _subscriber(office: Office, submission: Submission) -> Iterator[str]:
    claim = submission.claim
    patient = claim.patient
    payer = office.payers[claim.payer_id]
    place = "S" if claim.sequence == "secondary" else "P"
    relationship = "" if patient.is_dependent else "18"
    yield f"SBR*{place}*{relationship}*{patient.group_number}******{payer.filing_code}"
    yield f"NM1*IL*1*{_name(patient.subscriber)}****MI*{member_id(claim)}"
    yield from _personal(patient.subscriber)
    yield f"NM1*PR*2*{payer.name.upper()}*****PI*{payer.claim_identifier}"


def member_id(claim: Claim) -> str:
    """Return the member number at the claim's payer; a second payer has its own."""
    own = claim.patient.member_id
    return own if claim.sequence == "primary" else f"{claim.payer_id[0].upper()}2{own[1:]}"


def _claim(office: Office, submission: Submission) -> Iterator[str]:
    claim = submission.claim
    location = office.locations[claim.location_id]
    yield (
        f"CLM*{claim.number}*{usd(claim.charge)}***{claim.place}:B:{submission.frequency_code}"
        "*Y*A*Y*Y"
    )
    if submission.original_number:
        yield f"REF*F8*{submission.original_number}"
    yield f"HI*ABK:{claim.patient.diagnosis}"
    yield (
        f"NM1*82*1*{claim.clinician.last.upper()}*{claim.clinician.first.upper()}****XX"
        f"*{claim.clinician.npi}"
    )
    yield "PRV*PE*PXC*101YM0800X"
    yield f"NM1*77*2*{location.name.upper()}*****XX*{location.npi}"
    yield from TOWN
    if submission.earlier:
        yield from _other_payer(office.payers[submission.earlier.claim.payer_id], submission)
    yield from _lines(office, submission)


def _other_payer(payer: Payer, submission: Submission) -> Iterator[str]:
    patient = submission.claim.patient
    relationship = "19" if patient.is_dependent else "18"
    earlier = submission.earlier
    paid = earlier.paid if earlier else 0
    yield f"SBR*P*{relationship}*{patient.group_number}******{payer.filing_code}"
    yield f"AMT*D*{usd(paid)}"
    yield "OI***Y***Y"
    yield f"NM1*IL*1*{_name(patient.subscriber)}****MI*{patient.member_id}"
    yield f"NM1*PR*2*{payer.name.upper()}*****PI*{payer.claim_identifier}"


def _lines(office: Office, submission: Submission) -> Iterator[str]:
    claim = submission.claim
    for index, line in enumerate(claim.lines):
        code = ":".join(("HC", line.procedure, *line.modifiers))
        yield f"LX*{line.number}"
        yield f"SV1*{code}*{usd(line.charge)}*UN*1***1"
        yield f"DTP*472*D8*{line.service_on:%Y%m%d}"
        yield f"REF*6R*{line.control}"
        if submission.earlier:
            yield from _earlier_line(office, submission.earlier, index, code)


def _earlier_line(office: Office, earlier: Adjudication, index: int, code: str) -> Iterator[str]:
    result = earlier.lines[index]
    payer = office.payers[earlier.claim.payer_id]
    yield f"SVD*{payer.claim_identifier}*{usd(result.paid)}*{code}**1"
    for each in result.adjustments:
        yield f"CAS*{each.group_code}*{each.carc_code}*{usd(each.amount)}"
    yield f"DTP*573*D8*{earlier.remit_on:%Y%m%d}"
