"""Invented texts in which all that names a patient is planted, for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator

from tests.x12.texts import ACKNOWLEDGEMENT, CLAIM_STATUS, CLAIMS, REMITTANCE, interchange

NAMES = ("QUILL", "Tamsin", "PERPETUA", "Juniper Walk 12", "EASTHOLLOW", "QUILL@EXAMPLE.ORG")
NUMBERS = (
    "W55500123",
    "19870321",
    "F3320",
    "48109",
    "5550147",
    "ACCT-7731",
    "PCN99120",
    "20231204",
)
PLANTED = NAMES + NUMBERS

_PATIENT = """N3*Juniper Walk 12
N4*EASTHOLLOW*MI*48109
PER*IC*Tamsin QUILL*TE*5550147*EM*QUILL@EXAMPLE.ORG
REF*SY*W55500123
DMG*D8*19870321*F"""
_CARE = """HI*ABK:F3320*ABF:F3320
NTE*ADD*Tamsin QUILL was seen with PERPETUA
K3*QUILL
PWK*OZ*BM***AC*ACCT-7731
DTP*431*D8*20231204
DTP*472*RD8*20231204-20231204"""


def _planted(text: str) -> str:
    """Put the planted values in the place of the texts' own, and more segments behind patients."""
    lines: list[str] = []
    for line in text.split("\n"):
        line = line.replace("ADLER*MINA", "QUILL*Tamsin*PERPETUA").replace("*ADLER*", "*QUILL*")
        line = line.replace("****MI*MEMBER1", "***MI*W55500123").replace("MEMBER2", "W55500123")
        line = line.replace("19800101", "19870321").replace("20231201", "20231204")
        line = line.replace("PCN1", "PCN99120").replace("NEVER LOADED", "Tamsin QUILL")
        for opener in ("CLP*A1", "CLM*A1", "TRN*2*A1"):
            line = line.replace(opener, opener.replace("A1", "ACCT-7731"))
        lines.append(line)
        if line.startswith(("NM1*QC", "NM1*IL")):
            lines += _PATIENT.split("\n")
        if line.startswith(("CLM", "CLP", "TRN*2", "IK3")):
            lines += _CARE.split("\n")
    return "\n".join(lines)


TEXTS = {
    "835": _planted(REMITTANCE),
    "837": _planted(CLAIMS),
    "277": _planted(CLAIM_STATUS),
    "999": _planted(ACKNOWLEDGEMENT),
    # Of a kind that nothing reads.
    "834": _planted(CLAIMS).replace("ST*837*", "ST*834*"),
}
"""Kind of set to a set that holds planted values; not balanced, not counted."""

FILES = {kind: interchange(text) for kind, text in TEXTS.items()}


def with_value_everywhere(text: str, value: str) -> Iterator[tuple[int, int, str]]:
    """Yield a set again and again, each time with another element or component replaced.

    Gives the place of the segment in the set from 0, the number of the element, and the set.
    """
    lines = text.split("\n")
    for at, line in enumerate(lines):
        elements = line.split("*")
        for number in range(1, len(elements) + 2):
            longer = elements + [""] * (number + 1 - len(elements))
            for component in range(len(longer[number].split(":"))):
                parts = longer[number].split(":")
                parts[component] = value
                changed = [*longer[:number], ":".join(parts), *longer[number + 1 :]]
                yield at, number, "\n".join([*lines[:at], "*".join(changed), *lines[at + 1 :]])
