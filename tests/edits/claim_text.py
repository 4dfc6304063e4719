"""Outgoing 837 professional and institutional text about invented people, a call a claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

GROUP_NPI, CLINICIAN, OTHER_CLINICIAN = "1999999992", "1999999984", "1999999976"
DAY = dt.date(2026, 11, 2)
SENT_ON = dt.date(2026, 11, 9)


@dataclass(frozen=True)
class Line:
    """A service line; ``extra`` stands behind its date.

    Attributes:
        service: SV101 or SV202, such as ``HC:90837:95``.
        revenue: SV201; makes the line institutional.
        on: DTP*472; None for no date.
    """

    service: str = "HC:90837"
    charge: str = "150"
    basis: str = "UN"
    units: str = "1"
    place: str = ""
    pointers: str = "1"
    revenue: str = ""
    on: dt.date | None = DAY
    extra: tuple[str, ...] = ()

    def segments(self, number: int) -> list[str]:
        """Write LX and what is below it."""
        said = (
            f"SV2*{self.revenue}*{self.service}*{self.charge}*{self.basis}*{self.units}"
            if self.revenue
            else f"SV1*{self.service}*{self.charge}*{self.basis}*{self.units}*{self.place}"
            f"**{self.pointers}".rstrip("*")
        )
        dates = [f"DTP*472*D8*{self.on:%Y%m%d}"] if self.on else []
        return [f"LX*{number}", said, *dates, *self.extra]


@dataclass(frozen=True)
class Claim:
    """A claim with the subscriber's level above it.

    Attributes:
        member: NM109 of the subscriber.
        dependent: First name of the patient where it is another than the subscriber; "" for none.
        payer: NM109 of the payer; its name is made of it.
        place: CLM05-1 and CLM05-2; ``:A`` for an institutional claim.
        health: The HI segments.
        before: Segments in front of the rendering clinician, such as REF*F8.
        extra: Segments behind it, such as another payer's loop.
        level: Segments behind the subscriber's payer.
    """

    number: str = "A1"
    member: str = "MEMBER1"
    dependent: str = ""
    payer: str = "NW01"
    sequence: str = "P"
    place: str = "11:B"
    frequency: str = "1"
    clinician: str = CLINICIAN
    health: tuple[str, ...] = ("HI*ABK:Z0001*ABF:Z0002",)
    before: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    lines: Sequence[Line] = field(default_factory=lambda: (Line(),))

    def segments(self, level: int) -> list[str]:
        """Write the level and the claim in it."""
        amounts = [line.charge for line in self.lines]
        total = sum(float(one) for one in amounts if one.replace(".", "").isdigit())
        member = [f"NM1*IL*1*ADLER*MINA****MI*{self.member}"] if self.member else []
        payer = [f"NM1*PR*2*PAYER {self.payer}*****PI*{self.payer}"] if self.payer else []
        clinician = [f"NM1*82*1*CARE*CAL****XX*{self.clinician}"] if self.clinician else []
        patient = [
            f"HL*{100 + level}*{level}*23*0",
            "PAT*19",
            f"NM1*QC*1*ADLER*{self.dependent}",
            "DMG*D8*20150101*F",
        ]
        return [
            f"HL*{level}*1*22*{1 if self.dependent else 0}",
            f"SBR*{self.sequence}*{'' if self.dependent else '18'}*G1******CI",
            *member,
            "DMG*D8*19800101*F",
            *payer,
            *self.level,
            *(patient if self.dependent else ()),
            f"CLM*{self.number}*{total:g}***{self.place}:{self.frequency}*Y*A*Y*Y",
            *self.before,
            *self.health,
            *clinician,
            *self.extra,
            *(text for number, line in enumerate(self.lines, 1) for text in line.segments(number)),
        ]


def with_lines(*lines: Line, **claim: object) -> Claim:
    """Make a claim of lines."""
    return replace(Claim(lines=lines), **claim)  # type: ignore[arg-type]


def outgoing(
    *claims: Claim,
    guide: str = "",
    sent_on: dt.date = SENT_ON,
    control: int = 1,
    billing: Sequence[str] = ("PRV*BI*PXC*261QM0801X", f"NM1*85*2*WILLOW*****XX*{GROUP_NPI}"),
    is_cut: bool = False,
) -> bytes:
    """Write a file of one set; ``guide`` is GS08, found by the lines where it is left out."""
    is_institutional = any(line.revenue for claim in claims for line in claim.lines)
    version = guide or ("005010X223A2" if is_institutional else "005010X222A1")
    body = [
        f"BHT*0019*00*B{control}*{sent_on:%Y%m%d}*1200*CH",
        "NM1*41*2*WILLOW*****46*W1",
        "HL*1**20*1",
        *billing,
        *(text for place, claim in enumerate(claims, 2) for text in claim.segments(place)),
    ]
    header = ["00", " " * 10, "00", " " * 10, "ZZ", "WILLOW".ljust(15), "ZZ", "HOUSE".ljust(15)]
    isa = "*".join(["ISA", *header, f"{sent_on:%y%m%d}", "1200", "^", "00501", f"{control:09d}"])
    segments = [
        f"{isa}*0*P*:",
        f"GS*HC*WILLOW*HOUSE*{sent_on:%Y%m%d}*1200*{control}*X*{version}",
        f"ST*837*{control:04d}*{version}",
        *body,
    ]
    if not is_cut:
        segments += [f"SE*{len(body) + 2}*{control:04d}", f"GE*1*{control}", f"IEA*1*{control:09d}"]
    return ("~\n".join(segments) + "~\n").encode()
