"""Transaction sets of made-up claims: balanced 835s, 277CAs and 837Ps.

Takes chance and the number of the set in its block. Gives segments written with ``*`` and ``:``. In
control numbers, claims and members stands ``STAMP``, which the writer replaces block by block. The
835 has no PER, which its guide wants: one of the peers fails on any file with exactly one.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from pipeline.synthetic.envelope import usd

STAMP = "#####"
"""Stands for the initial of the sender and the four digits of a block's number."""

TAKE_BACK = 1250
"""Cents that the provider level of every 835 takes back."""

CLAIMS_A_SET = 50
_DENIALS = (("16", "M76"), ("197", "N54"), ("50", "N115"), ("29", "N211"), ("96", "N130"))


@dataclass(frozen=True, slots=True)
class Body:
    """Segments of one transaction set between ST and SE: those before the claims, theirs, the rest.

    ``paid`` is the cents the claims pay together, less what the provider level takes back.
    """

    head: list[str]
    claims: list[str]
    tail: list[str]
    paid: int = 0


def remittance(chance: random.Random, number: int, claims: int = CLAIMS_A_SET) -> Body:
    """Return an 835 of claims that add up."""
    paid = 0
    segments: list[str] = []
    for place in range(claims):
        made, share = _paid_claim(chance, number * claims + place)
        segments += made
        paid += share
    tail = [f"PLB*1999999992*20261231*WO:TB{STAMP}{number:04d}*{usd(TAKE_BACK)}"]
    return Body(remittance_head(paid - TAKE_BACK, number), segments, tail, paid - TAKE_BACK)


def remittance_head(paid: int, number: int) -> list[str]:
    return [
        f"BPR*I*{usd(paid)}*C*ACH*CCP*01*000000000*DA*0*1999999999**01*000000000*DA*0*20260105",
        f"TRN*1*T{STAMP}{number:04d}*1999999999",
        "DTM*405*20260105",
        *("N1*PR*ALDER MUTUAL*XV*12345", "N3*1 PLAZA COURT", "N4*FAIRFIELD*OH*440980000"),
        *("N1*PE*PRACTICE*XX*1999999992", "REF*TJ*999999999", "LX*1"),
    ]


def _paid_claim(chance: random.Random, number: int) -> tuple[list[str], int]:
    """Return a claim of one to three lines, and the cents it pays."""
    lines: list[str] = []
    charge, paid, share = 0, 0, 0
    for line in range(chance.randrange(1, 4)):
        made = _paid_line(chance, f"{number:05d}L{line}")
        lines += made[0]
        charge, paid, share = charge + made[1], paid + made[2], share + made[3]
    status = "4" if paid == share == 0 else "1"
    head = [
        f"CLP*A{STAMP}{number:05d}*{status}*{usd(charge)}*{usd(paid)}*{usd(share)}*12"
        f"*P{STAMP}{number:06d}*11*1",
        f"NM1*QC*1*ADLER*MINA****MI*W{STAMP}{number // 4:05d}",
        "NM1*82*1*CARE*CAL****XX*1999999984",
        *(f"REF*F8*X{STAMP}{number:05d}", "DTM*232*20251201", "DTM*233*20251201"),
    ]
    return head + lines, paid


def _paid_line(chance: random.Random, control: str) -> tuple[list[str], int, int, int]:
    """Return a line, its charge, what is paid of it and what the patient owes, in cents."""
    charge = chance.randrange(10_000, 50_000)
    service = f"SVC*HC:90837:95*{usd(charge)}"
    if chance.random() < 0.12:
        carc, remark = chance.choice(_DENIALS)
        made = [f"{service}*0**0", "DTM*472*20251201", f"CAS*CO*{carc}*{usd(charge)}"]
        return [*made, f"REF*6R*R{STAMP}{control}", f"LQ*HE*{remark}"], charge, 0, 0
    allowed = charge * chance.randrange(55, 90) // 100
    deductible, coinsurance = allowed // 10, allowed // 5
    paid = allowed - deductible - coinsurance
    made = [f"{service}*{usd(paid)}**1", "DTM*472*20251201"]
    made += [f"CAS*CO*45*{usd(charge - allowed)}"]
    made += [f"CAS*PR*1*{usd(deductible)}**2*{usd(coinsurance)}"]
    made += [f"REF*6R*R{STAMP}{control}", f"AMT*B6*{usd(allowed)}"]
    return made, charge, paid, deductible + coinsurance


def acknowledgement(chance: random.Random, number: int) -> Body:
    """Return a 277CA that takes in most claims and refuses some."""
    head = [
        f"BHT*0085*08*B{STAMP}{number:04d}*20260105*0620*TH",
        *("HL*1**20*1", "NM1*PR*2*ALDER MUTUAL*****46*12345", f"TRN*1*{STAMP}{number:04d}"),
        *("DTP*050*D8*20260105", "DTP*009*D8*20260105", "HL*2*1*21*1"),
        *("NM1*41*2*PRACTICE*****46*999999999", f"TRN*2*{STAMP}{number:04d}"),
        *("STC*A1:19:PR*20260105*WQ*10000", "HL*3*2*19*1", "NM1*85*2*PRACTICE*****XX*1999999992"),
        *(f"TRN*1*{STAMP}{number:04d}C", "STC*A1:19:PR**WQ*10000"),
    ]
    claims: list[str] = []
    for place in range(CLAIMS_A_SET):
        own = number * CLAIMS_A_SET + place
        charge = usd(chance.randrange(10_000, 50_000))
        status, action = ("A7:562:85", "U") if chance.random() < 0.1 else ("A2:20:PR", "WQ")
        claims += [
            f"HL*{place + 4}*3*PT",
            f"NM1*QC*1*ADLER*MINA****MI*W{STAMP}{own // 4:05d}",
            *(f"TRN*2*A{STAMP}{own:05d}", f"STC*{status}*20260105*{action}*{charge}"),
            *(f"REF*1K*P{STAMP}{own:06d}", "DTP*472*RD8*20251201-20251203"),
        ]
    return Body(head, claims, [])


def submission(chance: random.Random, number: int) -> Body:
    """Return an 837P of claims with one to three lines."""
    head = [
        f"BHT*0019*00*B{STAMP}{number:04d}*20260105*0615*CH",
        *("NM1*41*2*PRACTICE*****46*999999999", "PER*IC*BILLING OFFICE*TE*5550100000"),
        *("NM1*40*2*ALDER*****46*ALDER", "HL*1**20*1", "PRV*BI*PXC*261QM0801X"),
        *("NM1*85*2*PRACTICE*****XX*1999999992", "N3*100 MILL LANE"),
        *("N4*RIVERBEND*OH*440990000", "REF*EI*999999999"),
    ]
    claims: list[str] = []
    for place in range(CLAIMS_A_SET):
        claims += _sent_claim(chance, number * CLAIMS_A_SET + place, level=place + 2)
    return Body(head, claims, [])


def _sent_claim(chance: random.Random, number: int, level: int) -> list[str]:
    lines: list[str] = []
    charge = 0
    for line in range(chance.randrange(1, 4)):
        cents = chance.randrange(10_000, 50_000)
        charge += cents
        lines += [f"LX*{line + 1}", f"SV1*HC:90837:95*{usd(cents)}*UN*1***1"]
        lines += ["DTP*472*D8*20251201", f"REF*6R*R{STAMP}{number:05d}L{line}"]
    return [
        f"HL*{level}*1*22*0",
        "SBR*P*18*GROUP1******12",
        f"NM1*IL*1*ADLER*MINA****MI*W{STAMP}{number // 4:05d}",
        *("N3*1 ELM ROW", "N4*RIVERBEND*OH*440990000", "DMG*D8*19800101*F"),
        "NM1*PR*2*ALDER MUTUAL*****PI*12345",
        f"CLM*A{STAMP}{number:05d}*{usd(charge)}***11:B:1*Y*A*Y*Y",
        *("HI*ABK:F411", "NM1*82*1*CARE*CAL****XX*1999999984", "PRV*PE*PXC*101YM0800X"),
        *lines,
    ]
