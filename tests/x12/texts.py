"""Small X12 texts about invented people, in any delimiters, for the tests of this room."""

from __future__ import annotations

from dataclasses import dataclass

REMITTANCE = """ST*835*0001
BPR*I*90*C*ACH*CCP*01*111*DA*33*1512345678**01*222*DA*44*20240105
TRN*1*TRACE1*1512345678
DTM*405*20240104
N1*PR*NORTHWIND HEALTH*XV*NW01
REF*2U*NW02
N1*PE*WILLOW PRACTICE*XX*1999999992
LX*1
CLP*A1*1*200*90*10*12*PCN1*11*1
CAS*CO*45*50**16*50
NM1*QC*1*ADLER*MINA****MI*MEMBER1
NM1*82*1*CARE*CAL****XX*1999999984
MOA***N130*MA01
DTM*232*20231201
SVC*HC:90837:95:GT*150*90**1*HC:90834
DTM*472*20231201
CAS*CO*45*50*1
CAS*PR*3*10
REF*6R*LINE1
AMT*B6*100
LQ*HE*N130
SVC*HC:90834*50*0
CAS*CO**.5
CLP*A2*4*100*0**12*PCN2
MIA*1****N1***************N2*N3
PLB*1999999992*20241231*WO:REF1*-12.5*FB*3.25
SE*27*0001"""

CLAIM_STATUS = """ST*277*0001*005010X214
BHT*0085*08*B1*20240110*1200*TH
HL*1**20*1
NM1*PR*2*NORTHWIND HEALTH*****PI*NW01
TRN*1*BATCH1
HL*2*1*21*1
NM1*41*2*WILLOW PRACTICE*****46*W1
HL*3*2*19*1
NM1*85*2*WILLOW PRACTICE*****XX*1999999992
HL*4*3*PT
NM1*QC*1*ADLER*MINA****MI*MEMBER1
TRN*2*A1
STC*A3:21:IL*20240110*U*200*0*****A6:500*A7:33:82
REF*1K*PCN1
DTP*472*RD8*20231201-20231202
SVC*HC:90837:95*150*0
STC*A3:454*20240110*U
REF*FJ*LINE1
SE*19*0001"""

ACKNOWLEDGEMENT = """ST*999*0001*005010X231A1
AK1*HC*17*005010X222A1
AK2*837*0001*005010X222A1
IK3*NM1*8*2010*8
IK4*9:1*67*1*NEVER LOADED
IK5*R*5
AK2*837*0002
IK5*A
AK9*P*2*2*1
SE*10*0001"""

CLAIMS = """ST*837*0001*005010X222A1
BHT*0019*00*B1*20240102*1200*CH
NM1*41*2*WILLOW PRACTICE*****46*W1
HL*1**20*1
NM1*85*2*WILLOW PRACTICE*****XX*1999999992
HL*2*1*22*1
SBR*P*18*G1******CI
NM1*IL*1*ADLER*MINA****MI*MEMBER1
DMG*D8*19800101*F
NM1*PR*2*NORTHWIND HEALTH*****PI*NW01
HL*3*2*23*0
NM1*QC*1*ADLER*TOMA
DMG*D8*20100101*M
CLM*A1*200***11:B:7*Y*A*Y*Y
DTP*434*RD8*20231201-20231202
REF*F8*PCN1
NM1*82*1*CARE*CAL****XX*1999999984
SBR*S*18*G2******MC
NM1*IL*1*ADLER*MINA****MI*MEMBER2
NM1*PR*2*SECOND PAYER*****PI*SP01
REF*D9*CLH1
LX*1
SV1*HC:90837:95*150*UN*1*02
DTP*472*D8*20231201
REF*6R*LINE1
NM1*82*1*OTHER*CLIN****XX*1999999976
LX*2
SV2*0900*HC:90834:GT*50*UN*1
DTP*472*D8*20231202
CLM*A2*100***12:B:1*Y*A*Y*Y
LX*1
SV1*HC:90791*100*UN*1
SE*33*0001"""


@dataclass(frozen=True)
class Marks:
    """Delimiters of a text: element, component, repetition, segment and what follows a segment."""

    element: str = "*"
    component: str = ":"
    repetition: str = "^"
    segment: str = "~"
    line_end: str = ""

    def write(self, text: str) -> str:
        """Give a text of one segment a line these delimiters."""
        table = str.maketrans({"*": self.element, ":": self.component, "^": self.repetition})
        return "".join(
            line.translate(table) + self.segment + self.line_end for line in text.split("\n")
        )


def interchange(
    *sets: str, marks: Marks | None = None, number: int = 1, sender: str = "SENDER", extra: str = ""
) -> bytes:
    """Put sets into one group of one interchange; ``extra`` stands in front of the group."""
    code = {"835": "HP", "277": "HN", "999": "FA", "997": "FA", "837": "HC"}
    used = marks or Marks()
    header = [
        "ISA",
        *("00", " " * 10, "00", " " * 10, "ZZ", sender.ljust(15), "ZZ", "PRACTICE".ljust(15)),
        *("240106", "1200", used.repetition, "00501", f"{number:09d}", "0", "P"),
    ]
    head = "*".join(header).replace("*", used.element) + used.element + used.component
    lines = [extra] if extra else []
    if sets:
        group = code.get(sets[0][3:6], "XX")
        version = {"HP": "005010X221A1", "HN": "005010X214", "HC": "005010X222A1"}
        gs = f"GS*{group}*{sender}*PRACTICE*20240106*1200*{number}*X*"
        lines += [gs + version.get(group, "005010X231A1"), *sets, f"GE*{len(sets)}*{number}"]
    lines.append(f"IEA*{int(bool(sets))}*{number:09d}")
    return (head + used.segment + used.line_end + used.write("\n".join(lines))).encode()


def renumbered(text: str, number: str) -> str:
    """Give a set another control number."""
    lines = text.split("\n")
    opener, trailer = lines[0].split("*"), lines[-1].split("*")
    opener[2] = trailer[2] = number
    return "\n".join(["*".join(opener), *lines[1:-1], "*".join(trailer)])
