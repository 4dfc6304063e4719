"""What a reader says of one 835 file, the same for every reader.

Runs in any virtual environment: only the standard library is imported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

_REMARKS = {"LQ": (2,), "MOA": (3, 4, 5, 6, 7), "MIA": (5, 20, 21, 22, 23)}
_FIRST_REASON, _TRIPLET = 2, 3


@dataclass
class Found:
    """The money and the codes of a file's remittances.

    Attributes:
        claims: Claims paid or denied (CLP).
        charge: Their charges, cents.
        paid: Their payments, cents.
        adjustments: Group code, CARC, and cents of every adjustment, claim and line level.
        remarks: Every RARC: LQ, MOA and MIA.
    """

    claims: int = 0
    charge: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    adjustments: list[tuple[str, str, Decimal]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def claim(self, charge: object, paid: object) -> None:
        """Count a claim."""
        self.claims += 1
        self.charge += cents(charge)
        self.paid += cents(paid)

    def adjust(self, group_code: object, reason_code: object, amount: object) -> None:
        """Count an adjustment that has a reason and an amount."""
        if reason_code and amount not in (None, ""):
            self.adjustments.append((str(group_code), str(reason_code), cents(amount)))

    def remark(self, code: object) -> None:
        """Count a remark that was sent."""
        if code:
            self.remarks.append(str(code))

    def as_json(self) -> dict[str, Any]:
        """Return it with cents as text."""
        return {
            "claims": self.claims,
            "charge": text(self.charge),
            "paid": text(self.paid),
            "adjustments": [[group, code, text(sum_)] for group, code, sum_ in self.adjustments],
            "remarks": self.remarks,
        }


def cents(amount: object) -> Decimal:
    """Return dollars of any type as cents; of what is no number, 0.

    A binary float is taken for the decimal it prints as: nobody loses a cent to its form alone.
    """
    try:
        value = Decimal(str(amount).strip() or 0) * 100
    except InvalidOperation:
        return Decimal(0)
    return value if value.is_finite() else Decimal(0)


def text(value: Decimal) -> str:
    """Write cents without needless zeros: 1250, 0.5."""
    return f"{value.normalize():f}"


def found_in(segments: Iterable[list[str]]) -> Found:
    """Give segments their meaning, for readers that only split; a segment is its elements.

    Only what stands in an 835 counts, or outside any set.
    """
    found = Found()
    is_remittance = True
    for segment in segments:
        if segment[0] == "ST":
            is_remittance = _element(segment, 1) == "835"
        elif is_remittance and segment[0] in _MEANINGS:
            _MEANINGS[segment[0]](found, segment)
    return found


def _claim(found: Found, segment: list[str]) -> None:
    found.claim(_element(segment, 3), _element(segment, 4))


def _adjustments(found: Found, segment: list[str]) -> None:
    for at in range(_FIRST_REASON, len(segment), _TRIPLET):
        found.adjust(_element(segment, 1), _element(segment, at), _element(segment, at + 1))


def _remarks(found: Found, segment: list[str]) -> None:
    for at in _REMARKS[segment[0]]:
        found.remark(_element(segment, at))


_MEANINGS = {
    "CLP": _claim,
    "CAS": _adjustments,
    "LQ": _remarks,
    "MOA": _remarks,
    "MIA": _remarks,
}


def _element(segment: list[str], at: int) -> str:
    return segment[at].strip() if at < len(segment) else ""
