"""Codes of X12 in words: those of the project's rule tables, so that every page says the same.

Takes codes. Refuses nothing: a code that no table knows has no words.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache

from pipeline.practice.rule_tables import SEEDS

KINDS: Mapping[str, str] = {
    "835": "Remittance advice (835)",
    "277CA": "Claim acknowledgement (277CA)",
    "277": "Claim status (277)",
    "999": "Acknowledgement of a file (999)",
    "997": "Acknowledgement of a file (997)",
    "TA1": "Acknowledgement of an interchange (TA1)",
    "837P": "Professional claims as sent (837P)",
    "837I": "Institutional claims as sent (837I)",
    "837D": "Dental claims as sent (837D)",
    "270": "Eligibility question (270), which is not read",
    "271": "Eligibility answer (271), which is not read",
    "276": "Claim status question (276), which is not read",
    "278": "Authorization request or answer (278), which is not read",
    "820": "Premium payment (820), which is not read",
    "834": "Enrollment (834), which is not read",
    "unknown": "Not X12 that can be read",
}
"""Format of a file in words."""

GROUP_CODES: Mapping[str, str] = {
    "CO": "contract: the practice bears it",
    "PR": "the patient bears it",
    "OA": "other, often another payer",
    "PI": "the payer's own reduction",
    "CR": "correction (4010 only)",
}
"""Adjustment group code (CAS01) to who bears the money."""

PAYMENT_METHODS: Mapping[str, str] = {
    "ACH": "ACH",
    "BOP": "a transfer of the bank",
    "CHK": "check",
    "FWT": "wire",
    "NON": "no payment",
}
"""Payment method (BPR04) in words."""

FREQUENCIES: Mapping[str, str] = {
    "1": "original",
    "7": "replaces an earlier claim",
    "8": "voids an earlier claim",
}
"""Claim frequency (CLM05-3) in words."""


LIST_FORMATS = ("csv", "xlsx", "xlsb", "xls", "ods")
"""Formats of lists of practice systems; behind a colon stands the profile that fits."""


def is_list(name: str) -> bool:
    """Return whether a format is one of lists, which have rows in the place of segments."""
    return name.partition(":")[0] in LIST_FORMATS


def kind(name: str) -> str:
    """Return the format of a file in words."""
    if is_list(name):
        return f"List of rows ({name}): triage check FILE tells its columns"
    return KINDS.get(name, f"Transaction set {name}, which is not read")


def label(table: str, *key: str | None) -> str:
    """Return what a rule table calls a code; empty for one it does not know.

    Args:
        table: Name of the rule table.
        key: Values of its first columns.
    """
    return cell(table, "label", *key) or cell(table, "short_label", *key)


def cell(table: str, column: str, *key: str | None) -> str:
    """Return a cell of a rule table; empty where it has no such row or column.

    Args:
        table: Name of the rule table.
        column: Name of the column.
        key: Values of its first columns.
    """
    return _rows(table, len(key)).get(key, {}).get(column, "")


@lru_cache
def _rows(table: str, width: int) -> dict[tuple[str | None, ...], dict[str, str]]:
    """Return the rows by their first ``width`` columns."""
    rows: dict[tuple[str | None, ...], dict[str, str]] = {}
    for path in SEEDS.rglob(f"{table}.csv"):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                rows[tuple(row.values())[:width]] = row
    return rows
