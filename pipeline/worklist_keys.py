"""The key of a worklist row: which item it was, on which day's list, in whose hands.

Takes and gives one line of text, such as ``3F0A91C2774B6D05-261123-04-71``. It stands alone, so a
row comes home from a sorted, filtered, copied or half-deleted sheet. Refuses a text that was
damaged or comes from another practice's list: the last two digits are over all the others and the
practice (ISO 7064, MOD 97-10).
"""

import datetime as dt
import re
from dataclasses import dataclass

_FORM = re.compile(r"([0-9A-F]{16})-([0-9]{6})-([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class WorkKey:
    """What a key says.

    Attributes:
        item_key: 16 lower-case hex digits: practice, kind, claim and payer, hashed by the models.
        listed_on: Day of the list.
        role_number: ``display_order`` of the owner role whose list it was.
    """

    item_key: str
    listed_on: dt.date
    role_number: int


def key_text(key: WorkKey, practice_id: str) -> str:
    """Return a key as it stands in a list."""
    said = f"{key.item_key.upper()}-{key.listed_on:%y%m%d}-{key.role_number:02d}"
    return f"{said}-{_check_digits(said, practice_id)}"


def read_key(text: str, practice_id: str) -> WorkKey | None:
    """Return what a key says; None where it is damaged or another practice's."""
    said = text.strip().upper()
    found = _FORM.fullmatch(said)
    if found is None or _check_digits(said[:-3], practice_id) != found[4]:
        return None
    try:
        listed_on = dt.datetime.strptime(found[2], "%y%m%d").date()  # noqa: DTZ007 - a date, no instant
    except ValueError:
        return None
    return WorkKey(found[1].lower(), listed_on, int(found[3]))


def _check_digits(said: str, practice_id: str) -> str:
    digits = int.from_bytes(f"{practice_id}\0{said}".encode(), "big") * 100
    return f"{98 - digits % 97:02d}"
