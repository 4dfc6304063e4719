"""Generator two: seasons that happen, day by day, and share nothing with generator one.

Clinicians keep panels: places in the week, each filled by one patient's series of appointments
after another's. A visit becomes a claim when its note is signed and the next batch goes out; the
payer answers after a delay of its own, on its own remittance day, unless it is down just then. The
known week is the week in which the answer arrives, never that of the service.

Denials have mechanisms. Cover that ended goes on being denied until the practice reads the first
denial and acts; visits beyond the authorized units are denied until the renewal is through; a claim
sent late is past its limit; what is left are errors by clinician, service and payer, each payer
changing its ways a little at quarters. Any season, a quiet one too, may hold glitches: one week in
which a payer denies for nothing.

Planted causes are those of ``second_hand_causes``: up to three fields, gradual, two at a time,
ended.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.causes.lines import Lines
from benchmarks.causes.second_hand_answers import answers_to
from benchmarks.causes.second_hand_causes import Days, Wanted, strike, with_glitches
from benchmarks.causes.second_hand_denials import REASONS, denied
from benchmarks.causes.second_hand_visits import LAST_DAY, Roster, visits_of
from benchmarks.causes.truth import Generator, Season

_MONDAY, _WEDNESDAY, _THURSDAY = 0, 2, 3


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice: who works there, how much is denied, and how large a cause must be."""

    roster: Roster
    denials_a_week: float
    wanted: Wanted


PRACTICES = {
    "solo": Practice(Roster(2, 1, 5, (28, 12), (_WEDNESDAY,)), 3.0, Wanted(0.8, 5.0)),
    "group": Practice(
        Roster(20, 4, 9, (26, 30, 22), (_MONDAY, _THURSDAY)), 40.0, Wanted(2.0, 18.0)
    ),
    "large": Practice(Roster(230, 20, 14, (28, 24, 31), tuple(range(5))), 500.0, Wanted(6.0, 90.0)),
}


def quiet(size: str, seed: int) -> Season:
    """Return a season in which nothing was planted; it may hold glitches.

    Raises:
        KeyError: No practice has this name.
    """
    lines, _ = _lived(size, seed)
    return with_glitches(lines, _chance(size, seed, 1))


def planted(size: str, seed: int) -> Season:
    """Return the same season, glitches and all, with one cause or two.

    Raises:
        KeyError: No practice has this name.
    """
    lines, days = _lived(size, seed)
    glitched = with_glitches(lines, _chance(size, seed, 1))
    return strike(glitched, days, PRACTICES[size].wanted, _chance(size, seed, 2))


def _chance(size: str, seed: int, purpose: int) -> np.random.Generator:
    return np.random.default_rng([2, purpose, seed, *size.encode()])


def _lived(size: str, seed: int) -> tuple[Lines, Days]:
    practice, chance = PRACTICES[size], _chance(size, seed, 0)
    visits = visits_of(practice.roster, chance)
    answers = answers_to(practice.roster, visits, chance)
    category = denied(practice.roster, visits, answers, practice.denials_a_week, chance)
    inside = np.flatnonzero((answers.arrived >= 0) & (answers.arrived < LAST_DAY))
    # What arrives in a week is read in no order.
    inside = chance.permutation(inside)
    inside = inside[np.argsort(answers.arrived[inside] // 7, kind="stable")]
    lines = Lines(
        (answers.arrived[inside] // 7).astype(np.int32),
        visits.patient[inside].astype(np.int32),
        {name: codes[inside].astype(np.int32) for name, codes in visits.fields.items()},
        category[inside].astype(np.int32),
        practice.roster.values(),
        REASONS,
    )
    return lines, Days(visits.day[inside], answers.arrived[inside])


GENERATOR = Generator(tuple(PRACTICES), quiet, planted)
