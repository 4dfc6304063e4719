"""Marks in place of everything personal in a file, written by hand into well-framed X12."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

from tests.laws.building import Delivery
from tests.laws.reenveloping import interchanges

MARK = "QXCANARY"
BORN_ON = ("18770401", "1877-04-01")
PEOPLE = (b"IL", b"QC", b"74")


def planted(one: Delivery) -> Delivery:
    """Return a file whose people are canaries: name, member id, birth date, address and notes.

    Members stay distinct, so that tokens still tell one from another. A note follows each claim.
    """
    whole = b"".join(_planted(each) for each in interchanges(one.content))
    return replace(one, name=f"{MARK.lower()} doe {one.name}", content=whole)


def lists(day: dt.date) -> dict[str, bytes]:
    """Return lists of a practice system with canaries in every column that may name a patient.

    One is whole, one has them where numbers belong, one has no headings.
    """
    headings = (
        "Type,Date,Service Code,Rate,Last Name,First Name,DOB,Patient Member ID,Primary Diagnosis,"
        f"Insurance Amount Due,Insurance Amount Paid,Comments,{MARK} heading"
    )
    row = (
        f"Appointment,{day:%m/%d/%Y},90837,150,{MARK}LAST,{MARK}FIRST,{BORN_ON[1]},{MARK}7,"
        f"{MARK} F41.1,150,0,{MARK} note,{MARK} cell"
    )
    astray = f"Appointment,{MARK} day,{MARK},{MARK},,,,,,{MARK} due,0,,"
    return {
        f"{MARK} list.csv": f"{headings}\n{row}\n{astray}\n{MARK} total,,\n".encode(),
        f"{MARK} rows.csv": f"{row}\n{row}\n".encode(),
    }


def _planted(interchange: bytes) -> bytes:
    element, terminator = interchange[3:4], interchange[105:106]
    segments = []
    for raw in interchange.split(terminator):
        parts = raw.strip().split(element)
        segments.append(element.join(_marked(parts)))
        if parts[0] == b"CLM":
            segments.append(element.join([b"NTE", b"ADD", f"{MARK} NOTE".encode()]))
    return terminator.join(segments)


def _marked(parts: list[bytes]) -> list[bytes]:
    mark = MARK.encode()
    match parts[0]:
        case b"NM1" if parts[1] in PEOPLE:
            parts[3:5] = [mark + b"LAST", mark + b"FIRST"][: len(parts) - 3]
            if len(parts) > 9:
                parts[9] = mark + hashlib.sha256(parts[9]).hexdigest()[:8].encode()
        case b"DMG" if len(parts) > 2:
            parts[2] = BORN_ON[0].encode()
        case b"N3":
            parts[1] = mark + b" STREET"
    return parts
