"""One cell of a fee schedule or a roster: the text people write, as the warehouse holds it.

Takes a text. Returns None where it is not what it should be; ``EXPECTED`` says what that is. The
text itself is never repeated, because people paste things into the wrong place.
"""

import re
from decimal import Decimal

from pipeline.practice.settings import NPI_PATTERN

PER_UNIT, PER_LINE = "unit", "line"

EXPECTED = {
    "procedure_code": "five letters and digits such as 90837, or a revenue code of four such as "
    "0905; format the column as text before Excel takes the zero away",
    "modifiers": "up to four of two letters or digits, joined by colons, such as HO:95; empty for "
    "a row that serves any modifiers",
    "allowed_usd": "dollars with a point and at most two decimals, such as 120.50, zero or more; "
    "no $ and no comma",
    "per": f"{PER_UNIT} or {PER_LINE}; empty is {PER_UNIT}",
    "from_on": "the first day, such as 2026-12-25; format the column as text before Excel "
    "changes it",
    "through_on": "the last day, such as 2026-12-25, or empty while it has no end; format the "
    "column as text before Excel changes it",
    "npi": "ten digits",
    "state": "the two letters of a state, such as OH, or empty",
}

_STATES = (
    "AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS MT NC "
    "ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY"
)


def procedure(text: str) -> str | None:
    """Return a service or revenue code in capitals."""
    code = text.upper()
    return code if re.fullmatch(r"[0-9A-Z]{5}|[0-9]{4}", code) else None


def modifiers(text: str) -> str | None:
    """Return modifiers joined by colons, sorted: their order decides no price."""
    parts = re.split(r"[\s:,/]+", text.upper()) if text else []
    fits = all(re.fullmatch(r"[0-9A-Z]{2}", part) for part in parts)
    is_short = len(parts) == len(set(parts)) <= 4
    return ":".join(sorted(parts)) if fits and is_short else None


def dollars(text: str) -> Decimal | None:
    """Return an amount in whole cents; none is below zero."""
    return Decimal(text) if re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,2})?", text) else None


def per(text: str) -> str | None:
    """Return what an amount is for; a unit where nothing is written."""
    found = text.lower() or PER_UNIT
    return found if found in (PER_UNIT, PER_LINE) else None


def npi(text: str) -> str | None:
    """Return a clinician's number."""
    return text if re.fullmatch(NPI_PATTERN, text) else None


def state(text: str) -> str | None:
    """Return a state's two letters; empty where none is written."""
    return text.upper() if not text or text.upper() in _STATES.split() else None
