"""What the files of a folder truly say, to hold every reader to.

Takes a folder with ``expected.tsv`` (one row a file, amounts in cents). Counts and sums are those
of the table. It counts codes and does not list them, so the codes come from a plain split of the
file; that is believed only where its own counts and sums are those of the table.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.drivers.found import Found, found_in, text

_HEADER = re.compile(rb"ISA([^A-Za-z0-9])")
_BARE = re.compile(rb"(?:^|[^A-Za-z0-9])(?:GS([^A-Za-z0-9])[A-Z]{2}\1|ST([^A-Za-z0-9])\d{3}\2)")
_ISA_ELEMENTS = 16
_BLANKS = " \t\r\n\x00\x1a\ufeff"


@dataclass(frozen=True)
class Truth:
    """What one 835 says; codes are None where they could not be told.

    Attributes:
        path: Below the folder.
        sums: Claims, charge, paid and adjusted, all as text; amounts in cents.
        carc_codes: How often each pair of group and CARC stands with an amount.
        rarc_codes: How often each remark stands.
    """

    path: str
    sums: dict[str, str]
    carc_codes: Counter[tuple[str, str]] | None = None
    rarc_codes: Counter[str] | None = None


def truths(folder: Path) -> list[Truth]:
    """Return the truth of every 835 of a folder."""
    with (folder / "expected.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["transaction"] == "835"]
    return [_truth(folder, row) for row in rows]


def _truth(folder: Path, row: dict[str, str]) -> Truth:
    found = found_in(segments((folder / row["path"]).read_bytes()))
    sums = {
        "claims": row["CLP"],
        "charge": text(Decimal(row["CLP03_c"])),
        "paid": text(Decimal(row["CLP04_c"])),
        "adjusted": text(Decimal(row["CAS_total_c"])),
    }
    carc, rarc = carc_codes(found.as_json()), rarc_codes(found.as_json())
    triplets, remarks = int(row["CAS_triplets"]), int(row["LQ"]) + int(row["MIA_MOA_remarks"])
    is_same = sums_of(found.as_json()) == sums
    return Truth(
        row["path"],
        sums,
        carc if is_same and carc.total() == triplets else None,
        rarc if is_same and rarc.total() == remarks else None,
    )


def sums_of(said: dict[str, Any]) -> dict[str, str]:
    """Return a reader's sums in the form of `Truth.sums`."""
    adjusted = sum((Decimal(cents) for _, _, cents in said["adjustments"]), Decimal(0))
    return {
        "claims": str(said["claims"]),
        "charge": said["charge"],
        "paid": said["paid"],
        "adjusted": text(adjusted),
    }


def carc_codes(said: dict[str, Any]) -> Counter[tuple[str, str]]:
    """Count a reader's pairs of group and CARC."""
    return Counter((group, code) for group, code, _ in said["adjustments"])


def rarc_codes(said: dict[str, Any]) -> Counter[str]:
    """Count a reader's remarks."""
    return Counter(said["remarks"])


def found_by(reading_tables: dict[str, Any]) -> Found:
    """Return what our own tables say, in the form the peers are asked for."""
    found = Found()
    for row in reading_tables["remittance_claims"].to_pylist():
        found.claim(row["charge_usd"] or 0, row["paid_usd"] or 0)
    for row in reading_tables["remittance_adjustments"].to_pylist():
        found.adjust(row["group_code"], row["carc_code"], row["adjusted_usd"])
    for row in reading_tables["remittance_remarks"].to_pylist():
        found.remark(row["remark_code"])
    for name in ("remittance_outpatient", "remittance_inpatient"):
        for row in reading_tables[name].to_pylist():
            for number in range(1, 6):
                found.remark(row[f"remark_code_{number}"])
    return found


def segments(data: bytes) -> list[list[str]]:
    """Split a file into lists of elements: from the first header on, with its delimiters."""
    header = _HEADER.search(data) or _BARE.search(data)
    if header is None:
        return []
    content = data[header.start() :].decode("latin-1").lstrip(_BLANKS)
    element = next(group for group in header.groups() if group).decode("latin-1")
    end = _terminator(content, element)
    split = (segment.strip(_BLANKS) for segment in content.split(end))
    return [
        segment.replace("\n", "").replace("\r", "").split(element) for segment in split if segment
    ]


def _terminator(content: str, element: str) -> str:
    """Return what ends a segment: it stands behind ISA16, or in front of what follows a bare ST."""
    if content.startswith("ISA"):
        return content.split(element, _ISA_ELEMENTS)[-1][1]
    found = re.search(
        rf"ST{re.escape(element)}.*?([^A-Za-z0-9 {re.escape(element)}])\s*[A-Z]", content
    )
    return found[1] if found else "~"
