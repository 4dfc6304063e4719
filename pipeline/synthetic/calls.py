"""A call about a claim, and the list on which the office notes it.

Takes calls of one list. A row carries the key that was printed on it, made here from what a key is
promised to be; nothing of the program that prints and reads them is used.
"""

import csv
import hashlib
import io
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

HEADINGS = (
    *("Payer", "Claim no.", "What I did", "Done on", "Next step", "Next step on", "Hand to"),
    "Key: leave as it is",
)
CALLED = "Called the payer"
CHASER_NUMBER = 6
"""Place of the list of whoever chases payers among the office's lists."""


class Call(NamedTuple):
    """Somebody asked a payer where a claim stands.

    Attributes:
        number: Claim number.
        payer_id: Payer that was called.
        service_on: First day of service of the claim.
        listed_on: Day of the list on which the claim stood.
        called_on: Day of the call.
        known_on: Day on which the list came back.
    """

    number: str
    payer_id: str
    service_on: date
    listed_on: date
    called_on: date
    known_on: date


def noted(practice_id: str, calls: Iterable[Call]) -> bytes:
    """Return the list on which calls were noted, as a spreadsheet program saves it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for each in calls:
        key = _key(practice_id, each)
        day = each.called_on.isoformat()
        writer.writerow((each.payer_id, each.number, CALLED, day, "", "", "", key))
    return text.getvalue().encode("ascii")


def _key(practice_id: str, call: Call) -> str:
    claim = _digest(practice_id, call.number, call.service_on.isoformat())[:32]
    item = _digest(practice_id, "untouched", claim, call.payer_id)[:16].upper()
    said = f"{item}-{call.listed_on:%y%m%d}-{CHASER_NUMBER:02d}"
    check = 98 - int.from_bytes(f"{practice_id}\0{said}".encode(), "big") * 100 % 97
    return f"{said}-{check:02d}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(f"{len(each)}={each}" for each in parts).encode()).hexdigest()
