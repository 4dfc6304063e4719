"""The truth about where every claim stands at every payer, day by day, and what of it is open.

Takes a simulation that has run. Looks back from each day at what the practice had learnt by then.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from pipeline.synthetic.claim_files import (
    STANDING_OF_DECISION,
    UNDECIDED,
    Cabinet,
    File,
    Key,
    Word,
    was_decided,
)
from pipeline.synthetic.denials import Denial
from pipeline.synthetic.records import Adjudication
from pipeline.synthetic.simulation import Simulation
from pipeline.synthetic.truth_cells import Row, dollars, iso

TO_WORK = frozenset({"denied", "partly_paid", "paid", "patient_balance"})
"""Where a claim stands while its denials are work: the payer's last word is a decision."""

END = date.max
"""What has no end yet ends here, so that days can be compared."""


class Stretch(NamedTuple):
    """Days in which a claim stood in one state with one sum open, in cents."""

    state: str
    open_cents: int
    from_on: date
    to_on: date | None


class Wait(NamedTuple):
    """Days in which a denial was nobody's work, and how its claim stood."""

    state: str
    from_on: date
    to_on: date | None


def standings(simulation: Simulation) -> Iterator[Row]:
    """Yield each stretch of every claim at every payer."""
    cabinet = Cabinet(simulation)
    for number, payer_id in cabinet.files:
        for each in stretches(cabinet, (number, payer_id)):
            days = iso(each.from_on), iso(each.to_on)
            yield number, payer_id, each.state, *days, dollars(each.open_cents)


def waits(simulation: Simulation) -> Iterator[Row]:
    """Yield each stretch in which a denied line waits: the payer's last word is no decision."""
    cabinet = Cabinet(simulation)
    for key, of_claim in cabinet.files.items():
        for denial in of_claim.denials:
            for each in waits_of(cabinet, denial):
                yield *key, each.state, iso(each.from_on), iso(each.to_on)


def waits_of(cabinet: Cabinet, denial: Denial) -> Iterator[Wait]:
    """Yield each stretch in which a denial waits."""
    within = _within(cabinet, denial)
    for state, days in groupby(within, key=lambda each: each.state):
        together = list(days)
        first_on, last_on = together[0].from_on, together[-1].to_on
        if state == "closed":
            for owed in _owed_elsewhere(cabinet, denial, first_on, last_on):
                yield Wait(state, *owed)
        elif state not in TO_WORK:
            yield Wait(state, first_on, last_on)


def _owed_elsewhere(
    cabinet: Cabinet, denial: Denial, from_on: date, to_on: date | None
) -> Iterator[tuple[date, date | None]]:
    """Yield the days of a stretch on which the family has dollars open at another key."""
    claim, spans = denial.claim, list[tuple[date, date]]()
    for key in sorted(cabinet.families[claim.family, claim.sequence]):
        for each in stretches(cabinet, key) if key != (claim.number, claim.payer_id) else ():
            begun, ended = max(each.from_on, from_on), min(each.to_on or END, to_on or END)
            if each.open_cents and begun < ended:
                spans.append((begun, ended))
    merged: list[tuple[date, date]] = []
    for begun, ended in sorted(spans):
        if merged and begun <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], ended)
        else:
            merged.append((begun, ended))
    for begun, ended in merged:
        yield begun, None if ended == END else ended


def _within(cabinet: Cabinet, denial: Denial) -> Iterator[Stretch]:
    """Yield how the claim stood while a denial was open."""
    for each in stretches(cabinet, (denial.claim.number, denial.claim.payer_id)):
        from_on = max(each.from_on, denial.opened_on)
        ends = [day for day in (each.to_on, denial.closed_on) if day]
        if not ends or from_on < min(ends):
            yield each._replace(from_on=from_on, to_on=min(ends, default=None))


def stretches(cabinet: Cabinet, key: Key) -> Iterator[Stretch]:
    """Yield how a claim stood, one stretch behind the other."""
    begun: tuple[str, int, date] | None = None
    for day in _days(cabinet, key):
        state, is_decided = _state(cabinet, key, day)
        open_cents = _open(cabinet.files[key], state, is_decided, day)
        if begun and begun[:2] == (state, open_cents):
            continue
        if begun:
            yield Stretch(*begun, day)
        begun = state, open_cents, day
    if begun:
        yield Stretch(*begun, None)


def _days(cabinet: Cabinet, key: Key) -> list[date]:
    """Return the days on which something about a claim may change, in order."""
    of_claim = cabinet.files[key]
    own = set(_own_days(cabinet, of_claim))
    others = [day for each in of_claim.absences for day in (each.from_on, each.to_on) if day]
    others += [each.known_on for each in _elsewhere(cabinet, key) if each.known_on]
    return sorted(own | {max(min(own), day) for day in others})


def _own_days(cabinet: Cabinet, of_claim: File) -> Iterator[date]:
    yield from (each.day for each in of_claim.words)
    for each in of_claim.decisions:
        yield from (day for day in (each.known_on, cabinet.taken_back.get(id(each))) if day)
    for denial in of_claim.denials:
        yield from (day for day in (denial.opened_on, denial.closed_on) if day)
    yield from of_claim.duplicates


def _state(cabinet: Cabinet, key: Key, day: date) -> tuple[str, bool]:
    """Return where a claim stands by what was known on a day, and whether it was decided."""
    of_claim = cabinet.files[key]
    decision = _standing_decision(cabinet, of_claim, day)
    is_decided = decision is not None and decision.outcome not in UNDECIDED
    if _is_elsewhere(of_claim, decision, day):
        return "closed", is_decided
    called = [each for each in of_claim.duplicates if each <= day]
    words = (each for each in of_claim.words if each.day <= day)
    standing = (each for each in words if not _is_disowned(of_claim, each, called))
    word = max(standing, default=None, key=lambda each: each.day)
    if decision and (word is None or not _is_news(word, decision)):
        if decision.outcome == "forwarded" and any(
            each.known_on and each.known_on <= day and each.remit_on >= decision.remit_on
            for each in _elsewhere(cabinet, key)
        ):
            return "closed", is_decided
        return STANDING_OF_DECISION[decision.outcome], is_decided
    if word is None and any(not was_decided(of_claim, each) for each in called):
        return "closed", False
    return (word.standing if word else "submitted"), is_decided


def _elsewhere(cabinet: Cabinet, key: Key) -> list[Adjudication]:
    """Return the decisions of other payers on a claim."""
    number, payer_id = key
    return [each for each in cabinet.answers[number] if each.claim.payer_id != payer_id]


def _is_disowned(of_claim: File, word: Word, called: list[date]) -> bool:
    """Whether a word belongs to a sending that the payer called a duplicate afterwards."""
    for day in called:
        sent = max((each for each, _ in of_claim.sendings if each < day), default=date.min)
        if sent <= word.day <= day:
            return True
    return False


def _is_elsewhere(of_claim: File, decision: Adjudication | None, day: date) -> bool:
    """Whether a claim goes on under another number, or at a payer asked after this one decided."""
    holding = [each for each in of_claim.absences if each.holds(day)]
    if any(not each.is_moved for each in holding):
        return True
    moved_on = max((each.from_on for each in holding), default=None)
    decided_on = decision.known_on if decision else None
    return moved_on is not None and (decided_on is None or decided_on <= moved_on)


def _standing_decision(cabinet: Cabinet, of_claim: File, day: date) -> Adjudication | None:
    """Return the decision with the payer's newest date among those known and not taken back."""
    known = (
        each
        for each in of_claim.decisions
        if each.known_on
        and each.known_on <= day
        and cabinet.taken_back.get(id(each), date.max) > day
    )
    return max(known, default=None, key=lambda each: (each.remit_on, each.known_on, each.position))


def _is_news(word: Word, decision: Adjudication) -> bool:
    """Whether a report came after a decision and is not about a day before it."""
    assert decision.known_on is not None  # noqa: S101  (a standing decision has arrived)
    return word.day > decision.known_on and word.day >= decision.remit_on


def _open(of_claim: File, state: str, is_decided: bool, day: date) -> int:
    """Return what is open of a claim in cents: all of it until decided, then what is denied."""
    if state == "closed":
        return 0
    if not is_decided:
        return of_claim.charge
    return sum(
        each.denied
        for each in of_claim.denials
        if each.opened_on <= day and (each.closed_on is None or each.closed_on > day)
    )
