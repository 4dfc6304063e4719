"""The invented practice: its payers, clinicians, locations and owners.

Takes a season. Everybody and everything in it is made up: NPIs start with 2, a range that has
never been issued, so no real provider can hold one.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from pipeline.synthetic.payers import PAYERS, Payer
from pipeline.synthetic.season import Season


@dataclass(frozen=True, slots=True)
class Location:
    """A place of service."""

    location_id: str
    name: str
    npi: str
    is_part2: bool = False


@dataclass(frozen=True, slots=True)
class Clinician:
    """A person who renders services; ``slots`` is the weekly case load at size 1."""

    npi: str
    first: str
    last: str
    started_on: date
    location_id: str
    work: str
    slots: int
    is_part2: bool = False

    @property
    def initials(self) -> str:
        """First letters of the two names."""
        return self.first[0] + self.last[0]


@dataclass(frozen=True, slots=True)
class Office:
    """The whole practice."""

    practice_id: str
    name: str
    npi: str
    tax_number: str
    prefix: str
    payers: dict[str, Payer]
    clinicians: tuple[Clinician, ...]
    locations: dict[str, Location]
    owners: dict[str, str]


LOCATIONS = (
    ("main", "Main Street Clinic", False),
    ("north", "North Campus", False),
    ("east", "Eastside Intensive Program", True),
)

# First name, last name, location, work, weekly slots at size 1, started with the season's first day
# or before (years), Part 2. The last one is new: the story of a clinician not linked to the group.
CLINICIANS = (
    ("Ada", "Brook", "main", "therapy", 38, 6, False),
    ("Ben", "Castell", "main", "therapy", 38, 4, False),
    ("Cora", "Dunmore", "main", "therapy", 36, 3, False),
    ("Dov", "Ellery", "main", "therapy", 34, 2, False),
    ("Esme", "Farrow", "north", "therapy", 38, 5, False),
    ("Finn", "Garland", "north", "therapy", 36, 2, False),
    ("Greta", "Holloway", "north", "therapy", 34, 1, False),
    ("Hugo", "Ivers", "east", "group", 26, 3, False),
    ("Iris", "Jessop", "east", "intensive", 16, 4, True),
    ("Jonas", "Kilbride", "main", "medication", 46, 7, False),
    ("Kira", "Lindqvist", "north", "medication", 40, 2, False),
    ("Leo", "Marchetti", "north", "therapy", 30, 0, False),
)

OWNERS = {
    "intake_eligibility": "MR",
    "authorization_ur": "TS",
    "coder_charge_entry": "PV",
    "claims_biller": "JO",
    "ar_denials_specialist": "JO",
    "credentialing_specialist": "NW",
    "payment_poster": "AL",
    "patient_accounts": "AL",
    "billing_manager": "DK",
}

PER_DIEM_PAYER = "statecare"
NEW_CLINICIAN_AT = 0.58
"""Share of the season at which the newest clinician sees the first patient."""


def office_of(season: Season) -> Office:
    """Return the practice of a season; practices of different keys have different NPIs."""
    key = season.practice_id
    return Office(
        practice_id=key,
        name=season.name,
        npi=npi(f"{key}/group"),
        tax_number="90" + _digits(f"{key}/tax", 7),
        prefix="".join(word[0] for word in season.name.upper().split() if word[0].isalpha())[:2],
        payers={payer.payer_id: _as_agreed(season, payer) for payer in PAYERS},
        clinicians=tuple(_clinician(season, number) for number in range(len(CLINICIANS))),
        locations={
            location_id: Location(location_id, name, npi(f"{key}/{location_id}"), is_part2)
            for location_id, name, is_part2 in LOCATIONS
        },
        owners=dict(OWNERS),
    )


def _as_agreed(season: Season, payer: Payer) -> Payer:
    payer = replace(
        payer,
        own_patience=dict(season.patience).get(payer.payer_id),
        is_on_paper=payer.payer_id in season.on_paper,
    )
    if season.rarities and payer.payer_id == PER_DIEM_PAYER:
        payer = replace(payer, is_per_diem=True)
    limits = dict(season.contracts).get(payer.payer_id)
    if limits is None:
        return payer
    return replace(payer, limits=limits, deadline_rule=f"{payer.payer_id}_contract")


def _clinician(season: Season, number: int) -> Clinician:
    first, last, location_id, work, slots, years, is_part2 = CLINICIANS[number]
    started_on = date(season.first_on.year - years, 1 + number, 5)
    if not years:
        started_on = season.monday(season.week_at(NEW_CLINICIAN_AT) if season.stories else 0)
    own_npi = npi(f"{season.practice_id}/{number}")
    return Clinician(own_npi, first, last, started_on, location_id, work, slots, is_part2)


def _digits(key: str, count: int) -> str:
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    return str(number % 10**count).zfill(count)


def npi(key: str) -> str:
    """Return ten digits with a right check digit, of a range never issued."""
    body = "2" + _digits(key, 8)
    total = 24  # the sum that the prefix 80840 of every NPI adds
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return body + str(-total % 10)
