"""When the answer to a visit arrives, in a season of generator two."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from benchmarks.causes.second_hand_visits import LAST_DAY, Numbers, Roster, Visits


class Answers(NamedTuple):
    """Days of each line: the day its claim was sent, and the day its answer arrived."""

    sent: Numbers
    arrived: Numbers


def answers_to(roster: Roster, visits: Visits, rng: np.random.Generator) -> Answers:
    """Sign notes, send batches and wait for the payers."""
    _, first = np.unique(visits.visit, return_index=True)
    day = visits.day[first]
    payer = visits.fields["payer_id"][first]
    signed = day + _signing_days(roster, visits.fields["rendering_npi"][first], rng)
    sent = _next_on(signed, np.array(roster.batch_days))
    pace = rng.uniform(8, 22, roster.payers)[payer]
    decided = sent + rng.gamma(4.0, pace / 4).astype(np.int64)
    weekday = rng.integers(0, 5, roster.payers)[payer]
    arrived = decided + (weekday - decided) % 7
    for _ in range(int(rng.poisson(0.6 * roster.payers))):
        down, begins = rng.integers(0, roster.payers), rng.integers(0, LAST_DAY)
        back = begins + rng.integers(8, 26)
        waits = (payer == down) & (arrived >= begins) & (arrived < back)
        arrived[waits] = back + rng.integers(0, 3, int(waits.sum()))
    return Answers(sent[visits.visit], arrived[visits.visit])


def _signing_days(roster: Roster, whose: Numbers, rng: np.random.Generator) -> Numbers:
    """Return the days until a note is signed: some sign late, and now and then one is mislaid."""
    habit = rng.lognormal(0.7, 0.6, roster.clinicians)[whose]
    mislaid = (rng.random(len(whose)) < 0.012) * rng.uniform(20, 120, len(whose))
    return (rng.gamma(2.0, habit / 2) + mislaid).astype(np.int64)


def _next_on(day: Numbers, weekdays: Numbers) -> Numbers:
    return day + ((weekdays[:, None] - day) % 7).min(axis=0)
