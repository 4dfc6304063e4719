"""Remittances: 835 files in which every line, claim and payment adds up.

Takes decisions and provider-level amounts of one payment. Gives the segments of a transaction set.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.synthetic.claims_837 import member_id
from pipeline.synthetic.envelope import usd
from pipeline.synthetic.office import Office
from pipeline.synthetic.payers import Payer
from pipeline.synthetic.records import Adjudication, Adjustment, LineResult, TakeBack


@dataclass(frozen=True, slots=True)
class Remittance:
    """One payment of one payer."""

    payer: Payer
    remit_on: date
    trace_number: str
    adjudications: list[Adjudication]
    take_backs: list[TakeBack]

    @property
    def payment(self) -> int:
        """Cents that move: what the claims pay less what the payer takes back."""
        paid = sum(each.paid for each in self.adjudications)
        return paid - sum(each.amount for each in self.take_backs)


def remittance_set(office: Office, remittance: Remittance) -> list[str]:
    """Return the segments between ST and SE of one 835."""
    segments = list(_header(office, remittance))
    segments.append("LX*1")
    for adjudication in remittance.adjudications:
        segments.extend(_claim(remittance.payer, adjudication))
    segments.extend(_provider_level(office, remittance))
    return segments


def _header(office: Office, remittance: Remittance) -> Iterator[str]:
    payer, day = remittance.payer, remittance.remit_on
    settled_on = day + timedelta(days=payer.settlement_days)
    amount = remittance.payment
    handling, method = ("I", "ACH*CCP") if amount else ("H", "NON*")
    yield (
        f"BPR*{handling}*{usd(amount)}*C*{method}*01*000000000*DA*0*1{payer.tax_number}**01"
        f"*000000000*DA*0*{settled_on:%Y%m%d}"
    )
    yield f"TRN*1*{remittance.trace_number}*1{payer.tax_number}"
    yield f"REF*EV*{office.tax_number}"
    yield f"DTM*405*{day:%Y%m%d}"
    identifier = f"*XV*{payer.remit_identifier}" if payer.remit_identifier else ""
    yield f"N1*PR*{payer.remit_name}{identifier}"
    yield "N3*1 PLAZA COURT"
    yield "N4*FAIRFIELD*OH*440980000"
    yield "PER*BL*PROVIDER SERVICES*TE*5550190000"
    yield f"N1*PE*{office.name.upper()}*XX*{office.npi}"
    yield f"REF*TJ*{office.tax_number}"


def _claim(payer: Payer, adjudication: Adjudication) -> Iterator[str]:
    claim = adjudication.claim
    yield (
        f"CLP*{claim.number}*{adjudication.status_code}*{usd(adjudication.charge)}"
        f"*{usd(adjudication.paid)}*{usd(adjudication.patient)}*{payer.filing_code}"
        f"*{adjudication.payer_claim_number}*{claim.place}*{adjudication.frequency_code}"
    )
    if adjudication.adjusts_at_claim:
        yield from _adjustments(each for line in adjudication.lines for each in line.adjustments)
    yield from _people(payer, adjudication)
    if adjudication.claim_remarks:
        yield "MOA***" + "*".join(adjudication.claim_remarks)
    if adjudication.original_payer_number:
        yield f"REF*F8*{adjudication.original_payer_number}"
    yield f"DTM*232*{claim.service_from_on:%Y%m%d}"
    yield f"DTM*233*{claim.service_to_on:%Y%m%d}"
    for line in adjudication.lines:
        yield from _line(payer, adjudication, line)


def _people(payer: Payer, adjudication: Adjudication) -> Iterator[str]:
    claim = adjudication.claim
    patient = claim.patient
    name = f"{patient.person.last.upper()}*{patient.person.first.upper()}"
    if patient.is_dependent:
        subscriber = patient.subscriber
        yield f"NM1*QC*1*{name}"
        yield (
            f"NM1*IL*1*{subscriber.last.upper()}*{subscriber.first.upper()}****MI"
            f"*{member_id(claim)}"
        )
    else:
        yield f"NM1*QC*1*{name}****MI*{member_id(claim)}"
    if payer.sends_rendering:
        clinician = claim.clinician
        yield (f"NM1*82*1*{clinician.last.upper()}*{clinician.first.upper()}****XX*{clinician.npi}")
    if adjudication.crosses_to:
        yield f"NM1*TT*2*{adjudication.crosses_to.upper()}"


def _line(payer: Payer, adjudication: Adjudication, result: LineResult) -> Iterator[str]:
    line = result.line
    code = ":".join(("HC", line.procedure, *line.modifiers))
    yield f"SVC*{code}*{usd(result.charge)}*{usd(result.paid)}**1"
    yield f"DTM*472*{line.service_on:%Y%m%d}"
    if not adjudication.adjusts_at_claim:
        yield from _adjustments(result.adjustments)
    if payer.sends_line_control:
        yield f"REF*6R*{line.control}"
    if result.allowed and adjudication.status_code != "22":
        yield f"AMT*B6*{usd(result.allowed)}"
    if not payer.remarks_at_claim:
        for remark in result.remarks:
            yield f"LQ*HE*{remark}"


def _adjustments(adjustments: Iterable[Adjustment]) -> Iterator[str]:
    """Write amounts by group, joined by code."""
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for each in adjustments:
        codes = groups[each.group_code]
        codes[each.carc_code] = codes.get(each.carc_code, 0) + each.amount
    for group_code, codes in groups.items():
        # A CAS holds six triplets: code, amount and a quantity that is empty here.
        triplets = "**".join(f"{code}*{usd(amount)}" for code, amount in codes.items())
        yield f"CAS*{group_code}*{triplets}"


def _provider_level(office: Office, remittance: Remittance) -> Iterator[str]:
    if remittance.take_backs:
        pairs = "*".join(
            f"{each.reason_code}:{each.reference}*{usd(each.amount)}"
            for each in remittance.take_backs
        )
        yield f"PLB*{office.npi}*{remittance.remit_on.year}1231*{pairs}"
