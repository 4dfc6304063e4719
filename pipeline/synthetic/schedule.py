"""Visits of the season and the claims they become.

Takes the practice and chance. Gives each claim with the working day on which it is first sent.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from pipeline.synthetic.causes import CAUSES, Cause
from pipeline.synthetic.office import Clinician, Office
from pipeline.synthetic.people import Register
from pipeline.synthetic.records import Claim, Line, Patient
from pipeline.synthetic.season import Season, working_day, working_days_after
from pipeline.synthetic.stories import TELEHEALTH, Plot

CHARGES = {
    "90791": 22000,
    "90792": 26500,
    "90832": 9500,
    "90834": 14000,
    "90837": 18500,
    "90853": 6500,
    "H0015": 31000,
    "99213": 13200,
    "99214": 18750,
    "90833": 8800,
}
"""The practice's charge of each service, in cents."""

EVALUATIONS = {"medication": "90792"}
SPORADIC_PER_MILLE = 30
"""Claims in a thousand that are denied for a reason of their own, beside spells and stories."""

_SPORADIC = [cause for cause in CAUSES.values() if cause.weight]


class Schedule:
    """Plans every visit of a season."""

    def __init__(self, season: Season, office: Office, dice: Random) -> None:
        self._season = season
        self._office = office
        self._dice = dice
        self._register = Register(dice, office)
        self._plot = Plot(season, dice)
        self._number = dice.randrange(100_000, 400_000)

    def claims(self) -> Iterator[tuple[date, Claim]]:
        """Yield (day of first sending, claim)."""
        for clinician in self._office.clinicians:
            for slot in range(max(1, round(clinician.slots * self._season.size))):
                yield from self._slot(clinician, slot)

    def _slot(self, clinician: Clinician, slot: int) -> Iterator[tuple[date, Claim]]:
        """Fill one weekly slot of a clinician with one patient after another."""
        cycle = 4 if clinician.work == "medication" else 1
        patients: dict[int, tuple[Patient, int]] = {}
        for week in range(self._season.weeks):
            monday = self._season.monday(week)
            if monday < clinician.started_on:
                continue
            patient, until = patients.get(week % cycle, (None, -1))
            is_new = patient is None or week > until
            if is_new:
                until = week + self._dice.randrange(6, 30)
                patient = self._register.admit(
                    clinician.work, monday, self._season.monday(until + 1)
                )
                patients[week % cycle] = (patient, until)
                # Most of the first week's patients were seen before the season began.
                is_new = week > 3 or self._dice.random() < 0.1
            if patient is not None and self._dice.random() < 0.85:
                yield self._visit(clinician, patient, monday + timedelta(days=slot % 5), is_new)

    def _visit(
        self, clinician: Clinician, patient: Patient, day: date, is_new: bool
    ) -> tuple[date, Claim]:
        self._number += self._dice.randrange(1, 7)
        services = self._services(clinician, patient, day, is_new)
        is_remote = patient.is_remote and len(services) == 1
        drops = is_remote and self._plot.drops_modifier(clinician.location_id, day)
        modifiers = () if drops or not is_remote else telehealth_modifiers(patient.payer_id)
        claim = Claim(
            number=f"{self._office.prefix}{self._number}",
            family=self._number,
            patient=patient,
            payer_id=patient.payer_id,
            sequence="primary",
            clinician=clinician,
            location_id=clinician.location_id,
            place="11" if not is_remote else "02" if patient.payer_id == "statecare" else "10",
            lines=_lines(self._number, services, modifiers),
        )
        self._spoil(claim, drops)
        return self._send_on(claim), claim

    def _services(
        self, clinician: Clinician, patient: Patient, day: date, is_new: bool
    ) -> list[tuple[str, date]]:
        if clinician.work == "intensive":
            monday = day - timedelta(days=day.weekday())
            days = [0, 2, 4] if self._dice.random() < 0.85 else [0, 2]
            return [("H0015", monday + timedelta(days=each)) for each in days]
        if is_new:
            return [(EVALUATIONS.get(clinician.work, "90791"), day)]
        if clinician.work == "group":
            return [("90853", day)]
        if clinician.work == "therapy":
            return [(patient.procedure, day)]
        visit = "99214" if self._dice.random() < 0.45 else "99213"
        add_on = [("90833", day)] if self._dice.random() < 0.3 else []
        return [(visit, day), *add_on]

    def _spoil(self, claim: Claim, dropped_modifier: bool) -> None:
        """Decide once why a payer will deny this claim, if it will."""
        first = claim.lines[0]
        story = self._plot.story_of(
            claim.patient, claim.clinician, first.procedure, first.service_on
        )
        if dropped_modifier and self._dice.random() < 0.9:
            story = TELEHEALTH
        if story:
            claim.cause, claim.story = story.cause, story.key
            return
        for from_on, until_on, kind in claim.patient.spells:
            if from_on <= first.service_on < until_on:
                claim.cause = CAUSES[kind]
                return
        if self._dice.randrange(1000) < SPORADIC_PER_MILLE:
            claim.cause = self._sporadic(claim)

    def _sporadic(self, claim: Claim) -> Cause:
        procedures = {line.procedure for line in claim.lines}
        fits = {
            "bundled": "90833" in procedures,
            "too_frequent": "H0015" in procedures,
            "level_not_supported": "90837" in procedures,
        }
        causes = [cause for cause in _SPORADIC if fits.get(cause.key, True)]
        return self._dice.choices(causes, [cause.weight for cause in causes])[0]

    def _send_on(self, claim: Claim) -> date:
        last_on = claim.service_to_on
        if self._plot.is_late(claim.clinician, last_on):
            return working_day(last_on + timedelta(days=self._dice.randrange(10, 25)))
        wait = self._dice.choices((1, 2, 3, 5, 8), (46, 28, 14, 8, 4))[0]
        return working_days_after(last_on, wait)


def _lines(
    family: int, services: list[tuple[str, date]], modifiers: tuple[str, ...]
) -> tuple[Line, ...]:
    return tuple(
        Line(number, f"{family}{number:02d}", procedure, modifiers, CHARGES[procedure], on)
        for number, (procedure, on) in enumerate(services, start=1)
    )


def telehealth_modifiers(payer_id: str) -> tuple[str, ...]:
    """Return the modifiers that a payer wants on a telehealth visit."""
    return ("GT",) if payer_id == "statecare" else ("95",)
