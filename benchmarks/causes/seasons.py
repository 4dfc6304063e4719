"""Generator one: seasons drawn line by line from weekly chances.

A practice keeps its number of patients; each has a payer, a clinician and a usual procedure. Every
week of therapy is a line or two; the answer is known one to four weeks later. Of each category a
share is denied that differs by payer and procedure and drifts over the season; in January more
cover ends. Patients whose coverage or authorization lapses are denied for 4 to 8
weeks in a row. A payer may fall silent for two to four weeks and then answer everything at once.

A planted season has one cause more: a category and the values of one or two fields. From a week
after the fourteenth on it denies its lines at a fixed chance. Lines and outcomes are otherwise
those of the quiet season of the seed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.causes.lines import FIELDS, NOT_DENIED, Lines, Mask
from benchmarks.causes.seasons_cause import with_cause
from benchmarks.causes.truth import Generator, Season, Truth

Levels = npt.NDArray[np.float64]
Drawn = npt.NDArray[np.integer]  # codes and weeks, until they become lines

WEEKS = 56
_BURN_IN = 8  # weeks of service before the first known week
_DENIED_SHARE = 0.09
_LAPSE_SHARE = 0.3  # of all denials
_STAY_WEEKS = 30
_ATTENDED = 0.75
_ADD_ON_SHARE = 0.12

_CATEGORIES = (  # share of the scattered denials, chance ratio between payers and procedures
    ("eligibility_coverage", 0.20, 0.30),
    ("authorization", 0.16, 0.45),
    ("coding_modifier", 0.18, 0.40),
    ("documentation", 0.12, 0.35),
    ("medical_necessity", 0.10, 0.40),
    ("credentialing_enrollment", 0.08, 0.40),
    ("timely_filing", 0.08, 0.20),
    ("duplicate", 0.08, 0.20),
)
_NAMES = tuple(name for name, _, _ in _CATEGORIES)
_ELIGIBILITY, _AUTHORIZATION = 0, 1
_PROCEDURES = ("90837", "90834", "90832", "90847", "90853", "99214", "99213", "90791")
_PROCEDURE_SHARES = np.array([0.36, 0.18, 0.07, 0.08, 0.08, 0.12, 0.07, 0.04])
_ADD_ONS = ("90833", "90785", "96127")
_PLACES = ("11", "10", "02", "53")
_MODIFIERS = ("", "95", "GT", "93", "HO")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a practice is, and how much a planted cause must deny a week to be worth it."""

    denials: float
    clinicians: int
    locations: int
    payers: int
    excess: tuple[float, float]

    @property
    def patients(self) -> int:
        """Patients in treatment at a time."""
        return round(self.denials / _DENIED_SHARE / (_ATTENDED * (1 + _ADD_ON_SHARE)))


SIZES = {
    "solo": Size(3, 2, 1, 6, (0.9, 4.0)),
    "group": Size(40, 14, 3, 10, (2.5, 14.0)),
    "large": Size(500, 150, 12, 16, (8.0, 70.0)),
}


def quiet(size: str, seed: int) -> Season:
    """Return a season in which nothing was planted.

    Raises:
        KeyError: No size has this name.
    """
    return Season(_background(SIZES[size], _rng(size, seed, 0)), Truth(()))


def planted(size: str, seed: int) -> Season:
    """Return the same season with one cause.

    Raises:
        KeyError: No size has this name.
    """
    return with_cause(
        _background(SIZES[size], _rng(size, seed, 0)), SIZES[size].excess, _rng(size, seed, 1)
    )


def _rng(size: str, seed: int, stream: int) -> np.random.Generator:
    return np.random.default_rng([seed, list(SIZES).index(size), stream])


def _background(size: Size, rng: np.random.Generator) -> Lines:
    new_year = int(rng.integers(0, 52))
    patient, known, codes, lapsed = _sessions(size, new_year, rng)
    # Within a week lines stand in no order, so that the order tells nothing.
    order = np.lexsort((rng.random(len(known)), known))
    order = order[(known[order] >= 0) & (known[order] < WEEKS)]
    known, lapsed = known[order], lapsed[order]
    fields = {name: each[order].astype(np.int32) for name, each in codes.items()}
    category = _scattered(size, known, fields, _levels(new_year, rng), rng)
    category = np.where((lapsed != NOT_DENIED) & (rng.random(len(known)) < 0.95), lapsed, category)
    return Lines(
        known.astype(np.int32),
        patient[order].astype(np.int32),
        fields,
        category.astype(np.int32),
        _values(size),
        _NAMES,
    )


def _sessions(
    size: Size, new_year: int, rng: np.random.Generator
) -> tuple[Drawn, Drawn, dict[str, Drawn], Drawn]:
    weeks = WEEKS + _BURN_IN
    came = size.patients + round(size.patients * weeks / _STAY_WEEKS)
    start = rng.integers(0, weeks, came)
    start[: size.patients] = 0
    stay = rng.geometric(1 / _STAY_WEEKS, came)
    week = np.arange(weeks)
    stays = (week >= start[:, None]) & (week < (start + stay)[:, None])
    patient, served = np.nonzero(stays & (rng.random(stays.shape) < _ATTENDED))
    lapsed = _lapses(size, stays, new_year, rng)[patient, served]
    add_on = rng.random(len(patient)) < _ADD_ON_SHARE
    codes = _codes(size, came, patient, add_on, rng)
    known = _known(size, codes["payer_id"][: len(patient)], served - _BURN_IN, rng)
    lines = np.concatenate([np.arange(len(patient)), np.flatnonzero(add_on)])
    return patient[lines], known[lines], codes, lapsed[lines]


def _codes(
    size: Size, came: int, patient: Drawn, add_on: Mask, rng: np.random.Generator
) -> dict[str, Drawn]:
    """Draw the fields of every session, and below them those of the add-ons."""
    payer = _shared(size.payers, came, rng)[patient]
    clinician = _shared(size.clinicians, came, rng, 0.3)[patient]
    seen = len(patient)
    usual = rng.choice(len(_PROCEDURES), came, p=_PROCEDURE_SHARES)[patient]
    other = rng.choice(len(_PROCEDURES), seen, p=_PROCEDURE_SHARES)
    procedure = np.where(rng.random(seen) < 0.85, usual, other)
    site = np.where(
        rng.random(seen) < 0.9, clinician % size.locations, rng.integers(size.locations, size=seen)
    )
    is_remote = rng.random(seen) < np.where(rng.random(came) < 0.4, 0.85, 0.06)[patient]
    place = np.where(is_remote, np.where(rng.random(seen) < 0.8, 1, 2), 3 * (site % 4 == 2))
    payers_own = rng.choice([1, 1, 2], size.payers)[payer]
    remote_modifier = np.where(rng.random(seen) < 0.1, 3, payers_own)
    wants_level = (rng.random(size.payers) < 0.3)[payer]
    modifier = np.where(is_remote, remote_modifier, np.where(wants_level, 4, 0))
    extra = len(_PROCEDURES) + rng.integers(len(_ADD_ONS), size=int(add_on.sum()))
    columns = (payer, procedure, place, modifier, clinician, site)
    codes = {name: np.concatenate([c, c[add_on]]) for name, c in zip(FIELDS, columns, strict=True)}
    codes["procedure_code"][seen:] = extra
    return codes


def _shared(count: int, drawn: int, rng: np.random.Generator, steepness: float = 0.8) -> Drawn:
    """Draw codes of which the first is the most frequent."""
    weight = (1.0 + np.arange(count)) ** -steepness
    return rng.choice(count, drawn, p=weight / weight.sum())


def _lapses(size: Size, stays: Mask, new_year: int, rng: np.random.Generator) -> Drawn:
    """Say for each patient and week which lapse denies it, if any does."""
    lines_each = 6 * _ATTENDED * (1 + _ADD_ON_SHARE) * 0.95
    hazard = _LAPSE_SHARE * size.denials / lines_each / size.patients
    week = np.arange(stays.shape[1]) - _BURN_IN
    starts = stays & (rng.random(stays.shape) < hazard * _wave(week - new_year))
    length = rng.integers(4, 9, stays.shape)
    which = np.where(rng.random(stays.shape) < 0.7, _ELIGIBILITY, _AUTHORIZATION)
    lapsed = np.full(stays.shape, NOT_DENIED, dtype=np.int32)
    for patient, week in np.argwhere(starts):
        lapsed[patient, week : week + length[patient, week]] = which[patient, week]
    return lapsed


def _known(size: Size, payer: Drawn, served: Drawn, rng: np.random.Generator) -> Drawn:
    usual = rng.integers(1, 3, size.payers)[payer]
    known = served + usual + rng.choice(3, len(served), p=[0.7, 0.22, 0.08])
    for silent in np.flatnonzero(rng.random(size.payers) < 0.5):
        begins, weeks = int(rng.integers(2, WEEKS - 4)), int(rng.integers(2, 5))
        waits = (payer == silent) & (known >= begins) & (known < begins + weeks)
        known[waits] = begins + weeks
    return known


def _scattered(
    size: Size,
    known: Drawn,
    codes: Mapping[str, Drawn],
    levels: Levels,
    rng: np.random.Generator,
) -> Drawn:
    """Deny lines one by one, by payer, procedure and the week's level of each category."""
    share = np.array([share for _, share, _ in _CATEGORIES])
    spread = np.array([spread for _, _, spread in _CATEGORIES])[:, None]
    by_payer = np.exp(spread * rng.normal(size=(len(share), size.payers)))
    by_procedure = np.exp(spread * rng.normal(size=(len(share), len(_PROCEDURES) + len(_ADD_ONS))))
    chance = by_payer[:, codes["payer_id"]] * by_procedure[:, codes["procedure_code"]]
    chance *= (share / chance.mean(axis=1))[:, None] * (1 - _LAPSE_SHARE) * _DENIED_SHARE
    chance *= levels[:, known]
    stairs = np.minimum(chance.cumsum(axis=0), 0.95)
    category = (rng.random(len(known)) >= stairs).sum(axis=0)
    return np.where(category == len(share), NOT_DENIED, category)


def _levels(new_year: int, rng: np.random.Generator) -> Levels:
    """Return each category's weekly level about 1: a slow walk, and the wave of January."""
    steps = rng.normal(0, 0.06, (len(_NAMES), WEEKS))
    walk = steps.cumsum(axis=1)
    levels = np.exp(walk - walk.mean(axis=1, keepdims=True))
    levels[_ELIGIBILITY] *= _wave(np.arange(WEEKS) - new_year)
    return levels


def _wave(since_new_year: Drawn) -> Levels:
    """Return how much cover ends in a week, 1 on average: most in January, until mid February."""
    january = np.arange(52)
    year = np.where(january < 6, 3.5 - 0.4 * january, 1.0)
    return (year / year.mean())[since_new_year % 52]


def _values(size: Size) -> dict[str, tuple[str, ...]]:
    counted = {"payer_id": size.payers, "rendering_npi": size.clinicians}
    counted["location_id"] = size.locations
    numbered = {name: tuple(f"{name}-{n}" for n in range(c)) for name, c in counted.items()}
    return numbered | {
        "procedure_code": (*_PROCEDURES, *_ADD_ONS),
        "place_of_service": _PLACES,
        "modifiers": _MODIFIERS,
    }


GENERATOR = Generator(tuple(SIZES), quiet, planted)
