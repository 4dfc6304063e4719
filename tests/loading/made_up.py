"""Small invented files: two payers' remittances, a claim status, an acknowledgement, a claim."""

ISA = (
    "ISA*00*          *00*          *ZZ*{sender:<15}*ZZ*LARKSPUR       *{on}*1200*^*00501"
    "*{number:0>9}*0*P*:~"
)


def interchange(
    *sets: str, functional: str = "HP", sender: str = "ACME", on: str = "260302", number: int = 1
) -> bytes:
    """Write an interchange of one group around transaction sets."""
    version = {"HP": "005010X221A1", "HN": "005010X214", "FA": "005010X231A1"}.get(
        functional, "005010X222A1"
    )
    envelope = [
        ISA.format(sender=sender, on=on, number=number),
        f"GS*{functional}*{sender}*LARKSPUR*20{on}*1200*{number}*X*{version}~",
        *sets,
        f"GE*{len(sets)}*{number}~",
        f"IEA*1*{number:0>9}~",
    ]
    return "\n".join(envelope).encode()


def transaction(code: str, *segments: str, number: str = "0001") -> str:
    """Write a transaction set with a right count."""
    inside = [f"ST*{code}*{number}~", *(f"{one}~" for one in segments)]
    return "\n".join([*inside, f"SE*{len(inside) + 1}*{number}~"])


def claim(number: str = "C1", member: str = "MEMBER1", paid: str = "80") -> tuple[str, ...]:
    """Write one claim of a remittance that adds up where 80 dollars are paid of 120."""
    return (
        f"CLP*{number}*1*120*{paid}**12*PAYERCLAIM{number}*11*1",
        "CAS*CO*45*20",
        f"NM1*QC*1*CANARYLAST*CANARYFIRST****MI*{member}",
        "DTM*232*20260201",
        "SVC*HC:90837*100*80**1",
        "DTM*472*20260201",
        "CAS*PR*3*15.50*1*2*4.50",
        "CAS*CO*45",
    )


def remittance(*claims: tuple[str, ...], number: str = "0001") -> str:
    """Write an 835 of one payer; without claims given, of one, and adding up."""
    listed = claims or (claim(),)
    return transaction(
        "835",
        "BPR*I*89.25*C*ACH*CCP*01*999*DA*1*1999999999**01*999*DA*1*20260302",
        "TRN*1*TRACE1*1999999999",
        "DTM*405*20260302",
        "N1*PR*ACME HEALTH*XV*12345",
        "N1*PE*LARKSPUR*XX*1000000004",
        "LX*1",
        *(segment for one in listed for segment in one),
        "PLB*1000000004*20261231*WO:CANARYREF*-10.25*L6:*1.00",
        number=number,
    )


def submitted(
    *,
    birth: str = "20150605",
    first: str = "CANARYCHILD",
    families: int = 1,
    levels_between: int = 0,
) -> bytes:
    """Write an 837P: for each family one claim of a subscriber and one of a dependent."""
    told: list[str] = []
    for family in range(families):
        own = len([segment for segment in told if segment.startswith("HL")]) + 2
        told += _subscriber(own, f"MEMBER{family + 1}", f"C{2 * family + 1}")
        told += [f"HL*{own + 1 + between}*1*22*0" for between in range(levels_between)]
        told += _dependent(own, own + 1 + levels_between, first, birth, f"C{2 * family + 2}")
    return interchange(
        transaction(
            "837",
            "BHT*0019*00*1*20260203*1200*CH",
            "HL*1**20*1",
            "NM1*85*2*LARKSPUR*****XX*1000000004",
            *told,
        ),
        functional="HC",
        sender="LARKSPUR",
    )


def _subscriber(level: int, member: str, claim_number: str) -> list[str]:
    return [
        f"HL*{level}*1*22*1",
        "SBR*P**G1******CI",
        f"NM1*IL*1*CANARYLAST*CANARYFIRST****MI*{member}",
        "DMG*D8*19800102*F",
        "NM1*PR*2*ACME HEALTH*****PI*12345",
        f"CLM*{claim_number}*100***11:B:1*Y*A*Y*Y",
        "LX*1",
        "SV1*HC:90837*100*UN*1***1",
        "DTP*472*D8*20260201",
    ]


def _dependent(above: int, level: int, first: str, birth: str, claim_number: str) -> list[str]:
    return [
        f"HL*{level}*{above}*23*0",
        "PAT*19",
        f"NM1*QC*1*CANARYLAST*{first}",
        f"DMG*D8*{birth}*M",
        f"CLM*{claim_number}*50***11:B:1*Y*A*Y*Y",
        "LX*1",
        "SV1*HC:90834*50*UN*1***1",
        "DTP*472*D8*20260201",
    ]


def claim_status() -> bytes:
    """Write a 277CA that rejects one claim."""
    return interchange(
        transaction(
            "277",
            "BHT*0085*08*1*20260204*1200*TH",
            "HL*1**20*1",
            "NM1*PR*2*ACME HEALTH*****PI*12345",
            "HL*2*1*21*1",
            "HL*3*2*19*1",
            "HL*4*3*PT",
            "NM1*QC*1*CANARYLAST*CANARYFIRST****MI*MEMBER1",
            "TRN*2*C1",
            "STC*A3:21:IL*20260204*U*100",
        ),
        functional="HN",
    )


def acknowledgement() -> bytes:
    """Write a 999 that takes one set and copies a bad value of a claim."""
    return interchange(
        transaction(
            "999",
            "AK1*HC*1*005010X222A1",
            "AK2*837*0001",
            "IK3*NM1*8**8",
            "IK4*9*67*7*CANARYVALUE",
            "IK5*E*5",
            "AK9*E*1*1*1",
        ),
        functional="FA",
    )
