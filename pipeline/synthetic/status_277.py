"""What comes back before a decision: 999 acknowledgements, 277CA and 277 claim status.

Takes what was sent and what the receiver thinks of it. Gives the segments of a transaction set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.synthetic.claims_837 import member_id
from pipeline.synthetic.envelope import usd
from pipeline.synthetic.office import Office
from pipeline.synthetic.records import Claim


@dataclass(frozen=True, slots=True)
class Statement:
    """What a receiver says about one claim; ``action_code`` is WQ (taken) or U (refused)."""

    claim: Claim
    category_code: str
    status_code: str
    entity_code: str
    action_code: str
    clearinghouse_number: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: a payer (PR) or a clearinghouse (AY)."""

    entity_code: str
    name: str
    identifier: str


def acknowledgement_set(group_control: int, is_refused: list[bool]) -> list[str]:
    """Return a 999 for one group of 837s; one entry for each set, true where it is refused."""
    segments = [f"AK1*HC*{group_control}*005010X222A1"]
    for number, refused in enumerate(is_refused, start=1):
        segments.append(f"AK2*837*{number:04d}*005010X222A1")
        if refused:
            segments += ["IK3*HL*11**8", "IK4*2*734*7", "IK5*R*5"]
        else:
            segments.append("IK5*A")
    count = len(is_refused)
    accepted = count - sum(is_refused)
    verdict = "A" if accepted == count else "P" if accepted else "R"
    return [*segments, f"AK9*{verdict}*{count}*{count}*{accepted}"]


def receipt_set(
    office: Office, source: Source, statements: list[Statement], day: date, reference: str
) -> list[str]:
    """Return a 277CA about claims as they were taken in or refused."""
    taken = [each for each in statements if each.action_code == "WQ"]
    total = sum(each.claim.charge for each in statements)
    segments = [
        f"BHT*0085*08*{reference}*{day:%Y%m%d}*0620*TH",
        "HL*1**20*1",
        f"NM1*{source.entity_code}*2*{source.name}*****46*{source.identifier}",
        f"TRN*1*{reference}",
        f"DTP*050*D8*{day:%Y%m%d}",
        f"DTP*009*D8*{day:%Y%m%d}",
        "HL*2*1*21*1",
        f"NM1*41*2*{office.name.upper()}*****46*{office.tax_number}",
        f"TRN*2*{reference}B",
        f"STC*A1:19:{source.entity_code}*{day:%Y%m%d}*WQ*{usd(total)}",
        f"QTY*90*{len(taken)}",
        f"AMT*YU*{usd(sum(each.claim.charge for each in taken))}",
        "HL*3*2*19*1",
        f"NM1*85*2*{office.name.upper()}*****XX*{office.npi}",
    ]
    for level, statement in enumerate(statements, start=4):
        segments.append(f"HL*{level}*3*PT")
        segments.extend(_receipt(statement, day))
    return segments


def _receipt(statement: Statement, day: date) -> Iterator[str]:
    claim = statement.claim
    person = claim.patient.person
    status = ":".join(
        filter(None, (statement.category_code, statement.status_code, statement.entity_code))
    )
    yield f"NM1*QC*1*{person.last.upper()}*{person.first.upper()}****MI*{member_id(claim)}"
    yield f"TRN*2*{claim.number}"
    yield f"STC*{status}*{day:%Y%m%d}*{statement.action_code}*{usd(claim.charge)}"
    if statement.clearinghouse_number:
        yield f"REF*D9*{statement.clearinghouse_number}"
    yield _service_dates(claim)


def response_set(
    office: Office, source: Source, statements: list[Statement], day: date, reference: str
) -> list[str]:
    """Return a 277 about claims that the payer works on or has decided."""
    segments = [
        f"BHT*0010*08*{reference}*{day:%Y%m%d}*0620*DG",
        "HL*1**20*1",
        f"NM1*{source.entity_code}*2*{source.name}*****PI*{source.identifier}",
        "HL*2*1*21*1",
        f"NM1*41*2*{office.name.upper()}*****46*{office.tax_number}",
        "HL*3*2*19*1",
        f"NM1*1P*2*{office.name.upper()}*****XX*{office.npi}",
    ]
    level = 3
    for statement in statements:
        people = list(_people(statement.claim, level + 1))
        level += sum(segment.startswith("HL") for segment in people)
        segments.extend(people)
        segments.extend(_response(statement, day))
    return segments


def _people(claim: Claim, level: int) -> Iterator[str]:
    """Name the subscriber on its own level, and a dependent below."""
    patient = claim.patient
    subscriber, person = patient.subscriber, patient.person
    yield f"HL*{level}*3*22*{int(patient.is_dependent)}"
    yield (
        f"NM1*IL*1*{subscriber.last.upper()}*{subscriber.first.upper()}****MI*{member_id(claim)}"
    )
    if patient.is_dependent:
        yield f"HL*{level + 1}*{level}*23"
        yield f"NM1*QC*1*{person.last.upper()}*{person.first.upper()}"


def _response(statement: Statement, day: date) -> Iterator[str]:
    claim = statement.claim
    yield f"TRN*2*{claim.number}"
    yield (
        f"STC*{statement.category_code}:{statement.status_code}*{day:%Y%m%d}**{usd(claim.charge)}*0"
    )
    yield _service_dates(claim)


def _service_dates(claim: Claim) -> str:
    first, last = claim.service_from_on, claim.service_to_on
    if first == last:
        return f"DTP*472*D8*{first:%Y%m%d}"
    return f"DTP*472*RD8*{first:%Y%m%d}-{last:%Y%m%d}"
