"""Edits are chosen by the first half alone, and the second is counted as it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.causes.lines import NOT_DENIED, Lines
from benchmarks.causes.truth import Cause, Season, Truth
from benchmarks.edits.halves import MIDDLE, Accepted, mendable, outcome, proposals
from tests.benchmarks.causes.made_by_hand import line, lines_of

AUTHORIZATION, DOCUMENTATION = 0, 1
SINCE = 20
CELL = {"payer_id": 1, "procedure_code": 0}
BOTH = frozenset({"hold", "warn"})


def lines() -> Lines:
    """A payer denies from a week on what it paid before; another one pays."""
    rows = []
    for week in range(56):
        for patient in range(12):
            told = AUTHORIZATION if week >= SINCE and patient < 6 else NOT_DENIED
            rows.append(line(week, 1, 0, told, patient=patient + 20 * (week // 2)))
            rows.append(line(week, 0, 1, patient=patient + 500))
        rows.append(line(week, 0, 2, DOCUMENTATION if week % 9 == 0 else NOT_DENIED, patient=900))
    return lines_of(*rows)


def truth(of: Lines) -> Truth:
    denied = of.category == AUTHORIZATION
    return Truth((Cause(AUTHORIZATION, {"payer_id": 1}, "step", SINCE, None, denied),))


def test_what_a_place_denies_in_the_first_half_is_stopped_in_the_second() -> None:
    season = Season(lines(), truth(lines()))
    edits = tuple(proposals(season.lines))
    assert [(edit.severity, edit.category) for edit in edits] == [("warn", AUTHORIZATION)]
    done = outcome(season, edits, BOTH)
    assert (done.repeats, done.stopped) == (6 * 28, 6 * 28)
    assert (done.held, done.caught, done.edits) == (6 * 28, 6 * 28, 1)
    assert done.paid == 18 * 28 + 25
    assert outcome(season, edits, frozenset({"hold"})).edits == 0


def test_the_second_half_has_no_part_in_the_choice() -> None:
    made = lines()
    later = made.known_week >= MIDDLE
    other = np.where(later, DOCUMENTATION, made.category).astype(np.int32)
    assert tuple(proposals(made)) == tuple(proposals(replace(made, category=other)))
    is_kept = later | (made.category == DOCUMENTATION)
    earlier = np.where(is_kept, made.category, NOT_DENIED).astype(np.int32)
    assert tuple(proposals(replace(made, category=earlier))) == ()


def test_only_what_somebody_mends_before_sending_is_a_repeat() -> None:
    assert {"authorization", "documentation", "coding_modifier"} <= mendable()
    assert not {"medical_necessity", "duplicate", "payer_processing_error"} & mendable()
    made = lines()
    late = Truth((replace(truth(made).causes[0], onset_week=MIDDLE),))
    edit = Accepted("warn", AUTHORIZATION, CELL)
    assert outcome(Season(made, late), [edit], BOTH).repeats == 0
    unmendable = replace(made, categories=("medical_necessity", "documentation"))
    assert outcome(Season(unmendable, truth(made)), [edit], BOTH).repeats == 0


def test_a_denial_of_another_category_is_neither_stopped_nor_held() -> None:
    made = lines()
    edit = Accepted("hold", DOCUMENTATION, CELL)
    done = outcome(Season(made, truth(made)), [edit], BOTH)
    assert (done.stopped, done.caught, done.held) == (0, 0, 6 * 28)
