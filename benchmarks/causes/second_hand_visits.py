"""Who was seen, when and for what in a season of generator two: panels, filled by series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

FIRST_DAY, LAST_DAY = -140, 56 * 7  # answers of the first known weeks are to visits long before
_SERIES_A_PLACE = 16
_THERAPIST, _PRESCRIBER, _TRAINEE = range(3)
_SERVICES = (
    *("90791", "90792", "90837", "90834", "90832", "90847", "90846", "90853"),
    *("99213", "99214", "99215", "H0004", "T1017", "90833", "90836", "90785"),
)
_BY_LICENCE = {
    _THERAPIST: ("90837", "90837", "90834", "90834", "90847", "90853", "90846"),
    _PRESCRIBER: ("99213", "99214", "99214", "99215"),
    _TRAINEE: ("90834", "90832", "H0004", "T1017"),
}
_INTAKE = {_THERAPIST: "90791", _PRESCRIBER: "90792", _TRAINEE: "90791"}
_REMOTE = ("", "95", "GT", "93")


@dataclass(frozen=True, slots=True)
class Roster:
    """Who works at a practice and when its claims go out.

    Attributes:
        clinicians: How many there are.
        sites: How many places they work at.
        payers: How many answer.
        panels: Places a week of the first clinician, the second, and so on in turn.
        batch_days: Weekdays on which claims are sent, Monday 0.
    """

    clinicians: int
    sites: int
    payers: int
    panels: tuple[int, ...]
    batch_days: tuple[int, ...]

    def values(self) -> dict[str, tuple[str, ...]]:
        """Return what the codes of each field stand for."""
        return {
            "payer_id": tuple(f"plan {number}" for number in range(self.payers)),
            "procedure_code": _SERVICES,
            "place_of_service": ("10", "02", "11", "53", "03", "12"),
            "modifiers": (*_REMOTE, *(f"{each}:HN".removeprefix(":") for each in _REMOTE)),
            "rendering_npi": tuple(f"clinician {n}" for n in range(self.clinicians)),
            "location_id": tuple(f"site {number}" for number in range(self.sites)),
        }


@dataclass(frozen=True, slots=True)
class Visits:
    """The lines of all visits.

    Attributes:
        visit: Number of the visit; the lines of one travel together.
        patient: Number of the patient.
        ordinal: How many visits the patient had before.
        day: Day of service, 0 the first of the season.
        fields: Codes by field.
    """

    visit: Numbers
    patient: Numbers
    ordinal: Numbers
    day: Numbers
    fields: dict[str, Numbers]


def visits_of(roster: Roster, rng: np.random.Generator) -> Visits:
    """Let every place of every panel be filled by one series after another."""
    places = np.resize(roster.panels, roster.clinicians)
    clinician = np.repeat(np.arange(roster.clinicians), places)
    length = np.where(
        rng.random((len(clinician), _SERIES_A_PLACE)) < 0.25,
        rng.integers(1, 4, (len(clinician), _SERIES_A_PLACE)),
        4 + rng.negative_binomial(2, 0.1, (len(clinician), _SERIES_A_PLACE)),
    )
    apart = rng.choice([1, 1, 1, 2], length.shape)
    taken = length * apart + rng.geometric(0.5, length.shape) - 1
    begins = taken.cumsum(axis=1) - taken - rng.integers(0, 26, (len(clinician), 1))
    weekday = rng.integers(0, 5, (len(clinician), 1))
    start = FIRST_DAY + 7 * begins + weekday

    patient = np.repeat(np.arange(length.size), length.ravel())
    ordinal = np.arange(len(patient)) - (length.cumsum() - length.ravel())[patient]
    day = start.ravel()[patient] + 7 * ordinal * apart.ravel()[patient]
    whose = np.repeat(clinician, _SERIES_A_PLACE)[patient]
    kept = (day >= FIRST_DAY) & (day < LAST_DAY) & _kept(roster, whose, day, rng)
    patient, ordinal, day, whose = (each[kept] for each in (patient, ordinal, day, whose))
    return _lines(roster, patient, ordinal, day, whose, rng)


def _kept(
    roster: Roster, whose: Numbers, day: Numbers, rng: np.random.Generator
) -> npt.NDArray[np.bool_]:
    """Leave out what was missed, what fell into holidays and what into a clinician's leave."""
    kept = rng.random(len(day)) >= 0.09
    week = day // 7
    holidays = int(rng.integers(0, 52))
    kept &= ((week - holidays) % 52 > 1) | (rng.random(len(day)) < 0.5)
    for _ in range(3):
        leave = rng.integers(FIRST_DAY // 7, LAST_DAY // 7, roster.clinicians)
        kept &= week != leave[whose]
    return kept


def _lines(
    roster: Roster,
    patient: Numbers,
    ordinal: Numbers,
    day: Numbers,
    whose: Numbers,
    rng: np.random.Generator,
) -> Visits:
    licence = rng.choice(3, roster.clinicians, p=[0.6, 0.2, 0.2])
    fields = _attended(roster, patient, day, whose, licence, rng)
    service = _service(patient, ordinal, licence[whose], rng)
    is_prescribed = licence[whose] == _PRESCRIBER
    more = rng.random(len(day)) < np.where(is_prescribed, 0.5, 0.05)
    beside = np.where(
        is_prescribed,
        rng.choice([_SERVICES.index("90833"), _SERVICES.index("90836")], len(day)),
        _SERVICES.index("90785"),
    )
    fields["procedure_code"] = np.concatenate([service, beside[more]])
    both = np.concatenate([np.arange(len(day)), np.flatnonzero(more)])
    for name in fields.keys() - {"procedure_code"}:
        fields[name] = fields[name][both]
    return Visits(both, patient[both], ordinal[both], day[both], fields)


def _service(
    patient: Numbers, ordinal: Numbers, licence: Numbers, rng: np.random.Generator
) -> Numbers:
    service = np.zeros(len(patient), dtype=np.int64)
    people = int(patient.max()) + 1
    for level, offered in _BY_LICENCE.items():
        codes = np.array([_SERVICES.index(each) for each in offered])
        usual = rng.choice(codes, people)[patient]
        now = np.where(rng.random(len(patient)) < 0.12, rng.choice(codes, len(patient)), usual)
        now[ordinal == 0] = _SERVICES.index(_INTAKE[level])
        service = np.where(licence == level, now, service)
    return service


def _attended(
    roster: Roster,
    patient: Numbers,
    day: Numbers,
    whose: Numbers,
    licence: Numbers,
    rng: np.random.Generator,
) -> dict[str, Numbers]:
    """Say who pays, where it was, and what the payer wants written on it."""
    people = int(patient.max()) + 1
    contracted = rng.random((roster.clinicians, roster.payers)) < 0.7
    contracted[:, 0] = True
    weight = contracted * rng.gamma(1.2, 1.0, roster.payers) + 1e-9
    stairs = (weight / weight.sum(axis=1, keepdims=True)).cumsum(axis=1)
    payer = (rng.random(people)[patient][:, None] > stairs[whose]).sum(axis=1)
    payer = np.minimum(payer, roster.payers - 1)

    sites = rng.integers(0, roster.sites, (roster.clinicians, 2))
    site = sites[whose, (day % 7 >= 3).astype(int)]
    is_remote = (rng.random(people) < 0.45)[patient] ^ (rng.random(len(day)) < 0.1)
    kind = rng.choice([2, 2, 2, 3, 4], roster.sites)[site]
    at_home = rng.choice([0, 0, 1], roster.payers)[payer]
    wanted = rng.choice([1, 1, 2, 3], roster.payers)[payer]
    is_trainee = licence[whose] == _TRAINEE
    return {
        "payer_id": payer,
        "place_of_service": np.where(is_remote, at_home, kind),
        "modifiers": np.where(is_remote, wanted, 0) + len(_REMOTE) * is_trainee,
        "rendering_npi": whose,
        "location_id": site,
    }
