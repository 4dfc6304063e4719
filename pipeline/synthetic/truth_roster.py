"""The truth about the roster: each week's claims of days on which a payer had nobody on file.

Takes a simulation that has run. A claim is told for four weeks after it was sent or denied.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.synthetic.agreements import Enrollment, enrollments_of
from pipeline.synthetic.denials import Denial
from pipeline.synthetic.records import Claim
from pipeline.synthetic.simulation import Simulation
from pipeline.synthetic.truth_cells import Row, dollars, iso

WINDOW = timedelta(weeks=4)
WEEK = timedelta(weeks=1)

Who = tuple[str, str, str]
"""Clinician or location, NPI or key, payer."""
Flag = tuple[str, str, str, str]
"""Pattern, and of whom at which payer."""


def roster_flags(simulation: Simulation) -> Iterator[Row]:
    """Yield every week's red flags by the roster."""
    heard, denied = _heard(simulation), _denied(simulation)
    for week in range(simulation.season.weeks):
        monday = simulation.season.monday(week)
        for (flag, kind, entity_id, payer_id), claims in heard.items():
            told = {number: _lately(monday, days) for number, days in claims.items()}
            first_days = [min(days) for days in told.values() if days]
            lost = sum(
                cents
                for number, days in told.items()
                if days
                for day, cents in denied[number, payer_id]
                if _lately(monday, [day])
            )
            if first_days:
                row = (iso(monday), flag, kind, entity_id, payer_id, iso(min(first_days)))
                yield *row, len(first_days), dollars(lost)


def _lately(monday: date, days: list[date]) -> list[date]:
    """Return the days that lie in the four weeks up to the end of a week."""
    until = monday + WEEK
    return [day for day in days if until - WINDOW <= day < until]


def _heard(simulation: Simulation) -> dict[Flag, dict[str, list[date]]]:
    """Return, by pattern, each claim with the days on which it was sent or denied."""
    rows: dict[Who, list[Enrollment]] = defaultdict(list)
    for row in enrollments_of(simulation.season, simulation.office):
        rows[row.kind, row.entity_id, row.payer_id].append(row)
    kept = {(kind, payer_id) for kind, _, payer_id in rows}
    heard: dict[Flag, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for day, claim, services in _news(simulation):
        entities = (("clinician", claim.clinician.npi), ("location", claim.location_id))
        for kind, entity_id in entities:
            if (kind, claim.payer_id) not in kept:
                continue
            of_entity = rows.get((kind, entity_id, claim.payer_id), [])
            for service_on in services:
                flag = _flag(of_entity, service_on)
                if flag:
                    heard[flag, kind, entity_id, claim.payer_id][claim.number].append(day)
    return heard


def _flag(rows: list[Enrollment], service_on: date) -> str:
    """Return what the roster says against a day of service; empty where nothing."""
    if not rows:
        return "not_on_roster"
    if any(row.covers(service_on) for row in rows):
        return ""
    is_early = any(service_on < row.from_on for row in rows)
    return "billed_before_effective" if is_early else "billed_after_ended"


def _news(simulation: Simulation) -> Iterator[tuple[date, Claim, list[date]]]:
    """Yield what was sent and what was denied: the day, the claim, its days of service."""
    for each in simulation.world.submissions:
        if each.frequency_code != "8":
            yield each.sent_on, each.claim, [line.service_on for line in each.claim.lines]
    for denial in simulation.world.ledger.denials:
        if not denial.is_noise:
            line = denial.line
            day = line.line.service_on if line else denial.claim.service_from_on
            yield denial.opened_on, denial.claim, [day]


def _denied(simulation: Simulation) -> dict[tuple[str, str], list[tuple[date, int]]]:
    """Return, by claim and payer, cents denied and the day; what is told twice counts once."""
    denials = [each for each in simulation.world.ledger.denials if not each.is_noise]
    announced = {
        (each.claim.number, each.claim.payer_id, each.closed_on): each.opened_on
        for each in denials
        if each.adjudication is None and each.closed_on
    }
    told: dict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    for each in denials:
        key = (each.claim.number, each.claim.payer_id)
        before = announced.get((*key, each.opened_on)) if each.adjudication else None
        if _week(before or each.opened_on) == _week(each.opened_on) and not _gives_way(each):
            told[key].append((each.opened_on, each.denied))
    return told


def _gives_way(denial: Denial) -> bool:
    """Whether an announced denial was replaced by its remittance within its week."""
    closed_on = denial.closed_on
    return denial.adjudication is None and bool(
        closed_on and _week(closed_on) == _week(denial.opened_on)
    )


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())
