"""Invented patients and their plans.

Takes chance and the practice. Names are drawn from two short lists; nobody is meant.
"""

from datetime import date, timedelta
from random import Random

from pipeline.synthetic.causes import SPELLS
from pipeline.synthetic.office import Office
from pipeline.synthetic.records import Patient, Person

# fmt: off
FIRST_NAMES = (
    "Alma", "Arlo", "Bea", "Bram", "Cleo", "Cyrus", "Dara", "Desi", "Edda", "Elio", "Fern",
    "Fitz", "Gwen", "Gil", "Hana", "Hollis", "Ida", "Ilan", "Jade", "Jory", "Kaia", "Kip",
    "Lena", "Lars", "Mina", "Milo", "Nell", "Nico", "Opal", "Otto", "Pia", "Penn", "Quinn",
    "Ravi", "Rosa", "Sage", "Sven", "Tess", "Theo", "Uma", "Vera", "Wade", "Willa", "Yara",
    "Zeke",
)
LAST_NAMES = (
    "Abbotsley", "Barrowby", "Calderwick", "Danforthe", "Eastmarch", "Fenwickson", "Gladwyne",
    "Harkstead", "Inglefort", "Jarrowdale", "Kestrelby", "Larkmere", "Mossgrove", "Netherby",
    "Oakhollow", "Pennyworth", "Quillfeather", "Rookwood", "Silverlane", "Thistledown",
    "Underbough", "Vanterpool", "Whitbeck", "Yarrowgate", "Zellweather",
)
# fmt: on
DIAGNOSES = ("F411", "F331", "F4310", "F4323", "F319", "F900")
PROCEDURES = ("90837",) * 8 + ("90834",) * 9 + ("90832",) * 3
SPELL_PER_MILLE = 3
"""Chance in a thousand, each week, that a patient's coverage or authorization gets into trouble."""


class Register:
    """Hands out new patients; each exists once."""

    def __init__(self, dice: Random, office: Office) -> None:
        self._dice = dice
        self._payer_ids = list(office.payers)
        self._weights = [payer.weight for payer in office.payers.values()]
        self._count = dice.randrange(1000, 9000)

    def admit(self, work: str, from_on: date, until_on: date) -> Patient:
        """Return a new patient for a kind of work, under treatment between two days."""
        dice = self._dice
        self._count += dice.randrange(1, 9)
        payer_id = dice.choices(self._payer_ids, self._weights)[0]
        adult = self._person(from_on.year - dice.randrange(19, 74), "")
        is_dependent = payer_id not in ("statecare", "summit") and dice.random() < 0.24
        person = (
            self._person(from_on.year - dice.randrange(8, 25), adult.last)
            if is_dependent
            else adult
        )
        patient = Patient(
            person=person,
            subscriber=adult,
            relationship_code="19" if is_dependent else "18",
            member_id=f"{payer_id[0].upper()}{dice.randrange(10, 99)}{self._count:07d}",
            payer_id=payer_id,
            secondary_id=self._secondary(payer_id),
            group_number=f"G{dice.randrange(100, 999)}",
            share=self._share(payer_id),
            deductible_until=from_on + timedelta(days=dice.choice((0, 0, 0, 0, 14, 28))),
            is_remote=work in ("therapy", "medication") and dice.random() < 0.36,
            is_carved_out=payer_id == "northlake" and dice.random() < 0.25,
            procedure=dice.choice(PROCEDURES),
            diagnosis="F1020" if work == "intensive" else dice.choice(DIAGNOSES),
        )
        self._add_spells(patient, from_on, until_on)
        return patient

    def _person(self, year: int, last: str) -> Person:
        dice = self._dice
        born_on = date(year, dice.randrange(1, 13), dice.randrange(1, 29))
        return Person(
            dice.choice(FIRST_NAMES), last or dice.choice(LAST_NAMES), born_on, dice.choice("FMU")
        )

    def _secondary(self, payer_id: str) -> str:
        if payer_id == "summit":
            return "statecare" if self._dice.random() < 0.5 else ""
        return "northlake" if payer_id == "cedar" and self._dice.random() < 0.05 else ""

    def _share(self, payer_id: str) -> tuple[str, int]:
        if payer_id == "statecare":
            return ("none", 0)
        if payer_id == "summit":
            return ("coinsurance", 20)
        return self._dice.choice((("copay", 2000), ("copay", 2500), ("coinsurance", 10)))

    def _add_spells(self, patient: Patient, from_on: date, until_on: date) -> None:
        day = from_on
        kinds = list(SPELLS)
        weights = [weight for weight, _, _ in SPELLS.values()]
        while day < until_on:
            if self._dice.random() * 1000 < SPELL_PER_MILLE:
                kind = self._dice.choices(kinds, weights)[0]
                weeks = self._dice.randint(*SPELLS[kind][1:])
                patient.spells.append((day, day + timedelta(weeks=weeks), kind))
                day += timedelta(weeks=weeks + 4)
            day += timedelta(weeks=1)
