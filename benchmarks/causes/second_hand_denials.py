"""What payers deny of their own accord in a season of generator two, by mechanism."""

from __future__ import annotations

import numpy as np

from benchmarks.causes.lines import NOT_DENIED
from benchmarks.causes.second_hand_answers import Answers
from benchmarks.causes.second_hand_visits import LAST_DAY, Numbers, Roster, Visits

REASONS = (
    "eligibility_coverage",
    "coordination_of_benefits",
    "authorization",
    "timely_filing",
    "claim_data_error",
    "documentation",
    "medical_necessity",
    "benefit_limit_noncovered",
    "credentialing_enrollment",
    "payer_processing_error",
)
_COVER, _OTHER_COVER, _UNITS, _LATE = range(4)
_ERRORS = np.array([0.5, 0.5, 0.6, 0.1, 2.4, 1.4, 1.2, 0.9, 0.7, 1.0])  # of each reason, together 1
_CARELESS = np.array(
    [0.0, 0.0, 0.2, 0.0, 0.5, 0.6, 0.2, 0.0, 0.0, 0.0]
)  # how far clinicians differ
_LEAST_ERRORS = 0.3  # of all denials, however many the mechanisms made


def denied(
    roster: Roster,
    visits: Visits,
    answers: Answers,
    denials_a_week: float,
    rng: np.random.Generator,
) -> Numbers:
    """Return each line's category, about so many a week."""
    category = _by_mechanism(roster, visits, answers, rng)
    inside = (answers.arrived >= 0) & (answers.arrived < LAST_DAY)
    asked = denials_a_week * LAST_DAY / 7
    left = max(asked - float(np.sum(category[inside] != NOT_DENIED)), _LEAST_ERRORS * asked)
    chance = _errors(roster, visits, answers, rng)
    chance *= left / chance[:, inside].sum()
    stairs = np.minimum(chance, 0.9 / len(REASONS)).cumsum(axis=0)
    error = (rng.random(len(category)) >= stairs).sum(axis=0)
    is_error = (category == NOT_DENIED) & (error < len(REASONS))
    return np.where(is_error, error, category)


def _by_mechanism(
    roster: Roster, visits: Visits, answers: Answers, rng: np.random.Generator
) -> Numbers:
    category = np.full(len(visits.day), NOT_DENIED, dtype=np.int64)
    limit = rng.choice([30, 60, 90], roster.payers)[visits.fields["payer_id"]]
    category[answers.sent - visits.day > limit] = _LATE
    units = rng.choice([0, 0, 0, 8, 12, 20], roster.payers)[visits.fields["payer_id"]]
    category[_beyond_units(visits, units, rng)] = _UNITS
    people = int(visits.patient.max()) + 1
    is_out = _without_cover(visits, people, rng)
    which = np.where(rng.random(people) < 0.7, _COVER, _OTHER_COVER)[visits.patient]
    return np.where(is_out, which, category)


def _beyond_units(visits: Visits, units: Numbers, rng: np.random.Generator) -> np.ndarray:
    """Say which visits came after the units ran out and before the renewal was through."""
    people, renewals = int(visits.patient.max()) + 1, 16
    waits = rng.integers(1, 6, (people, renewals)) * (rng.random((people, renewals)) < 0.2)
    needed = np.maximum(units, 1)
    renewal = np.minimum(visits.ordinal // needed, renewals - 1)
    is_waiting = visits.ordinal % needed < waits[visits.patient, renewal]
    return (units > 0) & (renewal > 0) & is_waiting


def _without_cover(visits: Visits, people: int, rng: np.random.Generator) -> np.ndarray:
    """Say which visits fell between the end of the patient's cover and the practice's reaction."""
    last = np.full(people, -(10**6))
    np.maximum.at(last, visits.patient, visits.day)
    first = np.full(people, 10**6)
    np.minimum.at(first, visits.patient, visits.day)
    ends = first + rng.random(people) * np.maximum(last - first, 7)
    ends[rng.random(people) >= 0.09] = 10**6
    new_year = int(rng.integers(0, 365))
    ends[rng.random(people) < 0.04] = new_year
    noticed = ends + 20 + rng.gamma(2.0, 9.0, people)
    return (visits.day >= ends[visits.patient]) & (visits.day < noticed[visits.patient])


def _errors(
    roster: Roster, visits: Visits, answers: Answers, rng: np.random.Generator
) -> np.ndarray:
    """Return each reason's relative chance by line: who wrote it, what it is, who reads it."""
    services = len(roster.values()["procedure_code"])
    by_service = rng.lognormal(0.0, 0.35, (len(REASONS), services))
    by_clinician = np.exp(_CARELESS[:, None] * rng.normal(size=(len(REASONS), roster.clinicians)))
    # A payer's year has quarters of its own, and in each it is a little stricter or laxer.
    quarters = LAST_DAY // 91 + 2
    strict = rng.normal(0, 0.4, (len(REASONS), roster.payers, 1))
    strict = np.exp(strict + rng.normal(0, 0.15, (len(REASONS), roster.payers, quarters)))
    payer = visits.fields["payer_id"]
    begins = rng.integers(0, 91, roster.payers)[payer]
    quarter = np.clip((answers.arrived + begins) // 91, 0, quarters - 1)
    chance = by_service[:, visits.fields["procedure_code"]] * strict[:, payer, quarter]
    chance *= by_clinician[:, visits.fields["rendering_npi"]]
    return chance * (_ERRORS / _ERRORS.sum() / chance.mean(axis=1))[:, None]
