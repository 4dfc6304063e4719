"""The truth about what working a denial has brought, as the office could count it week by week.

Takes a simulation that has run. Counts claims, by payer and category, that somebody worked and that
ended; what is open, or was taken back, says nothing. Neither rules nor models are read.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.synthetic.denials import Denial
from pipeline.synthetic.simulation import Simulation
from pipeline.synthetic.truth_cells import Row, iso

BELIEVED_PER_CENT = {
    "eligibility_coverage": 45,
    "authorization": 40,
    "medical_necessity": 45,
    "documentation": 75,
    "coding_modifier": 80,
    "credentialing_enrollment": 45,
    "timely_filing": 15,
    "duplicate": 10,
    "coordination_of_benefits": 70,
    "benefit_limit_noncovered": 15,
    "patient_demographics": 85,
    "bundling_fee_schedule": 35,
    "payer_processing_error": 85,
    "other": 45,
    "claim_data_error": 80,
}
"""What an office believes of each category before it has counted anything."""

BELIEF_IN_CLAIMS = 10
PATIENCE_IN_WEEKS = 20
HALF_AS_TELLING_AFTER_WEEKS = 52
EVERY_PAYER = "all"
WEEK = timedelta(weeks=1)
WON = frozenset({"overturned_corrected", "overturned_reprocessed"})
LOST = frozenset({"denied_again", "written_off", "billed_to_patient"})

Cell = tuple[str, str]
"""Payer, category."""


class Attempt(NamedTuple):
    """A denied claim that somebody worked, in one category.

    Attributes:
        worked_week: Monday of the week in which that became known.
        ended_week: First Monday after it ended; none while it is open.
        is_won: None while open, and where it was taken back.
    """

    payer_id: str
    category: str
    worked_week: date
    ended_week: date | None
    is_won: bool | None


class Record(NamedTuple):
    """Claims won, lost and waited for, and the first two by their age."""

    won: int = 0
    lost: int = 0
    waiting: int = 0
    won_weight: float = 0.0
    lost_weight: float = 0.0

    def plus(self, other: "Record") -> "Record":
        """Return both together."""
        return Record(
            self.won + other.won,
            self.lost + other.lost,
            self.waiting + other.waiting,
            self.won_weight + other.won_weight,
            self.lost_weight + other.lost_weight,
        )

    def pulls(self, chance: float) -> float:
        """Return a chance after this record, given what was believed before it."""
        weight = BELIEF_IN_CLAIMS + self.won_weight + self.lost_weight
        return (BELIEF_IN_CLAIMS * chance + self.won_weight) / weight


def recoveries(simulation: Simulation) -> Iterator[Row]:
    """Yield what was known of every payer and category before each week began."""
    since: dict[Cell, date] = {}
    for denial in simulation.world.ledger.denials:
        for payer_id in (denial.claim.payer_id, EVERY_PAYER):
            cell, week = (payer_id, denial.category), _monday(denial.opened_on)
            since[cell] = min(week, since.get(cell, week))
    attempts = list(_attempts(simulation))
    season = simulation.season
    for number in range(season.weeks + 1):
        monday = season.horizon_on - number * WEEK
        records = _records(attempts, monday)
        for (payer_id, category), first_week in since.items():
            if first_week <= monday < season.horizon_on:
                record = records[payer_id, category]
                chance = records[EVERY_PAYER, category].pulls(BELIEVED_PER_CENT[category] / 100)
                if payer_id != EVERY_PAYER:
                    chance = record.pulls(chance)
                yield iso(monday), payer_id, category, *record[:3], f"{chance:.6f}"


def _attempts(simulation: Simulation) -> Iterator[Attempt]:
    """Yield what was worked: the lines that one decision denied in one category are one."""
    decided: dict[tuple[int, str], list[Denial]] = defaultdict(list)
    for denial in simulation.world.ledger.denials:
        if denial.adjudication is not None and not denial.is_noise:
            decided[id(denial.adjudication), denial.category].append(denial)
    work = _Work(simulation)
    for denials in decided.values():
        days = [each.closed_on for each in denials]
        ended_on = None if None in days else max(day for day in days if day)
        worked_on = work.first_after(denials[0])
        if worked_on and (ended_on is None or worked_on <= ended_on):
            yield Attempt(
                denials[0].claim.payer_id,
                denials[0].category,
                _monday(worked_on),
                _monday(ended_on) + WEEK if ended_on else None,
                _verdict(denials) if ended_on else None,
            )


def _verdict(denials: list[Denial]) -> bool | None:
    """Return whether at least half of what was won or lost was won."""
    won = sum(each.denied for each in denials if each.close_reason in WON)
    lost = sum(each.denied for each in denials if each.close_reason in LOST)
    return won >= lost if won + lost else None


class _Work:
    """Days on which the office did something about a claim: sent it again, or called."""

    def __init__(self, simulation: Simulation) -> None:
        self._sent: dict[tuple[int, str], list[date]] = defaultdict(list)
        for each in simulation.world.submissions:
            if each.frequency_code != "8":
                self._sent[each.claim.family, each.claim.sequence].append(each.sent_on)
        self._called: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
        for call in simulation.world.calls:
            days = call.listed_on, call.known_on
            self._called[call.number, call.payer_id].append(days)

    def first_after(self, denial: Denial) -> date | None:
        """Return the day on which work on a denial first became known."""
        claim, day = denial.claim, denial.opened_on
        sent = [each for each in self._sent[claim.family, claim.sequence] if each > day]
        called = self._called[claim.number, claim.payer_id]
        return min(sent + [known for listed, known in called if listed >= day], default=None)


def _records(attempts: list[Attempt], monday: date) -> dict[Cell, Record]:
    """Return what was known of each cell before a Monday."""
    cohorts: dict[tuple[str, date], list[Attempt]] = defaultdict(list)
    for each in attempts:
        if each.worked_week < monday:
            cohorts[each.category, each.worked_week].append(each)
    records: dict[Cell, Record] = defaultdict(Record)
    for (category, worked_week), cohort in cohorts.items():
        age = (monday - worked_week) // WEEK
        is_told = age >= PATIENCE_IN_WEEKS or all(_has_ended(each, monday) for each in cohort)
        for each in cohort:
            told = _told(each, monday, age, is_told=is_told)
            for payer_id in (each.payer_id, EVERY_PAYER):
                records[payer_id, category] = records[payer_id, category].plus(told)
    return records


def _has_ended(attempt: Attempt, monday: date) -> bool:
    return attempt.ended_week is not None and attempt.ended_week <= monday


def _told(attempt: Attempt, monday: date, age: int, *, is_told: bool) -> Record:
    """Return what one attempt adds: a claim won, lost or waited for, or nothing."""
    has_ended = _has_ended(attempt, monday)
    if has_ended and attempt.is_won is None:
        return Record()
    if not (has_ended and is_told):
        return Record(waiting=1)
    weight = round(0.5 ** (age / HALF_AS_TELLING_AFTER_WEEKS), 12)
    if attempt.is_won:
        return Record(won=1, won_weight=weight)
    return Record(lost=1, lost_weight=weight)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
