"""What the invented practice has on paper: fees of two payers, and whom each payer has on file.

Takes a season and its office. The payers pay what the fee schedule says; one of them, in a season
with rarities, has not loaded a rise.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.synthetic.office import PER_DIEM_PAYER, Office
from pipeline.synthetic.payers import Payer
from pipeline.synthetic.records import Claim, Line
from pipeline.synthetic.schedule import CHARGES
from pipeline.synthetic.season import Season
from pipeline.synthetic.stories import NEWEST_CLINICIAN

LONG_AGO = date(2020, 1, 1)
STATE = "OH"
OLD_CONTRACT, NEW_CONTRACT, NEW_CONTRACT_AT = "cedar", "northlake", 0.5
UNPRICED = "90833"
REMOTE, REMOTE_ONLY = ("95",), ("99213", "99214")
"""The old contract has no row for an add-on, and medication visits stand in it as telehealth."""
RAISED, RAISED_AT, RAISED_PERCENT = "90834", 0.6, 105
CHEAPER_REMOTE, LESS_CENTS = "90837", 300

LATE_PAYER, MISSING_PAYER = "lantern", PER_DIEM_PAYER
EFFECTIVE_AFTER = timedelta(days=24)
"""The newest clinician's effective date at the late payer lies this far after the season."""

Spans = tuple[tuple[float, float], ...]
LAPSES: dict[tuple[str, str], Spans] = {
    ("Holloway", "cedar"): ((0, 0.4), (0.6, 1)),
    ("Garland", "summit"): ((0, 0.7),),
    ("north", PER_DIEM_PAYER): ((0.3, 1),),
    ("east", PER_DIEM_PAYER): (),
}
"""In a season with rarities: who, or what place, is on file at a payer in which parts of it."""


@dataclass(frozen=True, slots=True)
class Fee:
    """Cents that a contract allows for a service, from its first through its last day."""

    payer_id: str
    procedure: str
    modifiers: tuple[str, ...]
    cents: int
    from_on: date
    through_on: date | None = None


@dataclass(frozen=True, slots=True)
class Enrollment:
    """Somebody, or a place, on file at a payer from the first through the last day."""

    kind: str
    entity_id: str
    payer_id: str
    from_on: date
    through_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether a day of service lies in it."""
        return self.from_on <= day <= (self.through_on or date.max)


def fees_of(season: Season, office: Office) -> list[Fee]:
    """Return the fee schedule of a season's practice."""
    return [
        *_old_contract(season, office.payers[OLD_CONTRACT]),
        *_new_contract(season, office.payers[NEW_CONTRACT]),
    ]


def agreed(fees: list[Fee], claim: Claim, line: Line) -> int | None:
    """Return the cents that paper gives for a line of a claim to a first payer, if it gives any."""
    if claim.sequence != "primary":
        return None
    valid = [
        fee
        for fee in fees
        if (fee.payer_id, fee.procedure) == (claim.payer_id, line.procedure)
        and fee.from_on <= line.service_on <= (fee.through_on or date.max)
    ]
    exact = [fee for fee in valid if set(fee.modifiers) == set(line.modifiers)]
    plain = [fee for fee in valid if not fee.modifiers]
    return next((fee.cents for fee in (*exact, *plain)), None)


def enrollments_of(season: Season, office: Office) -> list[Enrollment]:
    """Return the roster of a season's practice; one payer loads places one by one."""
    roster: list[Enrollment] = []
    for each in office.clinicians:
        for payer_id in office.payers:
            since = each.started_on
            if season.stories and each.last == NEWEST_CLINICIAN:
                if payer_id == MISSING_PAYER:
                    continue
                if payer_id == LATE_PAYER:
                    since = season.horizon_on + EFFECTIVE_AFTER
            enrolled = Enrollment("clinician", each.npi, payer_id, since)
            roster.extend(_lapsed(season, each.last, enrolled))
    for place in office.locations.values():
        enrolled = Enrollment("location", place.location_id, PER_DIEM_PAYER, LONG_AGO)
        roster.extend(_lapsed(season, place.location_id, enrolled))
    return roster


def _old_contract(season: Season, payer: Payer) -> Iterator[Fee]:
    """Yield one price a service; in a season with rarities one rises that the payer never paid."""
    for procedure, charge in CHARGES.items():
        if procedure == UNPRICED:
            continue
        modifiers = REMOTE if procedure in REMOTE_ONLY else ()
        fee = Fee(payer.payer_id, procedure, modifiers, _rate(payer, charge), LONG_AGO)
        if season.rarities and procedure == RAISED:
            raised_on = _wednesday(season, RAISED_AT)
            yield replace(fee, through_on=raised_on - timedelta(days=1))
            yield replace(fee, cents=fee.cents * RAISED_PERCENT // 100, from_on=raised_on)
        else:
            yield fee


def _new_contract(season: Season, payer: Payer) -> Iterator[Fee]:
    """Yield prices of a contract that begins within the season; before it there was none."""
    since = _wednesday(season, NEW_CONTRACT_AT)
    for procedure, charge in CHARGES.items():
        yield Fee(payer.payer_id, procedure, (), _rate(payer, charge), since)
        if season.rarities and procedure == CHEAPER_REMOTE:
            yield Fee(payer.payer_id, procedure, REMOTE, _rate(payer, charge) - LESS_CENTS, since)


def _rate(payer: Payer, charge: int) -> int:
    return charge * payer.allowed_percent // 100


def _lapsed(season: Season, name: str, enrolled: Enrollment) -> Iterator[Enrollment]:
    """Yield the parts of an enrollment that a season with rarities leaves of it."""
    parts = LAPSES.get((name, enrolled.payer_id)) if season.rarities else None
    if parts is None:
        yield enrolled
        return
    for begin, end in parts:
        yield replace(
            enrolled,
            from_on=_wednesday(season, begin) if begin else enrolled.from_on,
            through_on=_wednesday(season, end) if end < 1 else None,
        )


def _wednesday(season: Season, share: float) -> date:
    """Return a day on which visits take place, at a share of the season."""
    return season.monday(season.week_at(share)) + timedelta(days=2)
