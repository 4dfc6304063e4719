"""What a practice agreed with its payers: fees, and who is enrolled from when.

Takes the folder ``contracts`` and the settings whose ids its files name. Refuses, with file, line
and remedy and all at once: files nothing would read, and rows that contradict each other or the
settings.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.errors import Problem
from pipeline.practice import contract_cells as cells
from pipeline.practice.contract_rows import (
    WHY,
    Cells,
    Ids,
    Period,
    ids_of,
    refuse_shared_days,
)
from pipeline.practice.csv_files import NOTES, CsvFile, CsvLine, Shape, read_csv_file
from pipeline.practice.settings import PracticeSettings
from pipeline.practice.settings_folders import laid_in

FEE_SCHEDULE, ROSTER = "fee_schedule.csv", "credentialing.csv"
CLINICIAN, LOCATION = "clinician", "location"

FEE_SHAPE = Shape(
    name="a fee schedule",
    why=WHY,
    columns=(
        "payer_id", "procedure_code", "modifiers", "allowed_usd", "per", "from_on", "through_on",
    ),
    needed=("payer_id", "procedure_code", "allowed_usd", "from_on"),
)  # fmt: skip
ROSTER_SHAPE = Shape(
    name="a roster",
    why=WHY,
    columns=("npi", "location_id", "payer_id", "state", "from_on", "through_on"),
    needed=("payer_id", "from_on"),
    either=("npi", "location_id"),
)


@dataclass(frozen=True, slots=True)
class Fee:
    """What a contract allows for a service.

    Attributes:
        modifiers: Sorted and joined by colons; empty for a row that serves any modifiers.
        per: ``unit`` or ``line``.
    """

    payer_id: str
    procedure_code: str
    modifiers: str
    allowed_usd: Decimal
    per: str
    period: Period

    @property
    def key(self) -> tuple[str, ...]:
        """Payer and service: on one day it has one fee."""
        return (self.payer_id, self.procedure_code, self.modifiers)


@dataclass(frozen=True, slots=True)
class Enrollment:
    """Somebody, or a place, that a payer has on file.

    Attributes:
        entity_kind: ``clinician`` or ``location``.
        entity_id: NPI of the one, id of the other.
        state: Two letters, or empty.
    """

    entity_kind: str
    entity_id: str
    payer_id: str
    state: str
    period: Period

    @property
    def key(self) -> tuple[str, ...]:
        """Who, at which payer, in which state."""
        return (self.entity_kind, self.entity_id, self.payer_id, self.state)


@dataclass(frozen=True, slots=True)
class Contracts:
    """Both files of a practice; one that is not there holds nothing."""

    fees: tuple[Fee, ...] = ()
    enrollments: tuple[Enrollment, ...] = ()


def read_contracts(
    folder: Path, settings: PracticeSettings | None
) -> tuple[Contracts, list[Problem]]:
    """Return what a practice agreed, and every problem found in its files."""
    problems = list(_strangers(folder))
    ids = ids_of(settings)
    fees: tuple[Fee, ...] = ()
    enrollments: tuple[Enrollment, ...] = ()
    if (folder / FEE_SCHEDULE).is_file():
        file = read_csv_file(folder / FEE_SCHEDULE, FEE_SHAPE)
        priced = list(_fees(file, ids))
        refuse_shared_days(file, priced, "payer_id, procedure_code and modifiers")
        fees, problems = tuple(fee for _, fee in priced), problems + file.problems
    if (folder / ROSTER).is_file():
        file = read_csv_file(folder / ROSTER, ROSTER_SHAPE)
        enrolled = list(_enrollments(file, ids))
        refuse_shared_days(file, enrolled, "clinician or location, payer_id and state")
        enrollments, problems = tuple(one for _, one in enrolled), problems + file.problems
    return Contracts(fees, enrollments), problems


def _strangers(folder: Path) -> Iterator[Problem]:
    """Yield what lies in the folder and nothing would read: it would be believed in."""
    for path in laid_in(folder):
        if path.name.startswith((".", "~$")) or path.name == NOTES:
            continue
        if path.name in (FEE_SCHEDULE, ROSTER) and path.is_file():
            continue
        close = difflib.get_close_matches(path.stem, ("fee_schedule", "credentialing"), n=1)
        meant = f"Save it as {close[0]}.csv" if close else "Move it out of the folder"
        what = f"Only {FEE_SCHEDULE} and {ROSTER} are read here."
        yield Problem(str(path), what, WHY, f"{meant}; notes may stand in {NOTES}.")


def _fees(file: CsvFile, ids: Ids) -> Iterator[tuple[CsvLine, Fee]]:
    """Yield the rows of a fee schedule that are sound by themselves."""
    for line in file.lines:
        row = Cells(file, line, ids)
        payer_id = row.known("payer_id")
        code = row.value("procedure_code", cells.procedure)
        served = row.value("modifiers", cells.modifiers)
        allowed_usd = row.value("allowed_usd", cells.dollars)
        per = row.value("per", cells.per)
        period = row.period()
        if code and served is not None and allowed_usd is not None and per and period:
            yield line, Fee(payer_id, code, served, allowed_usd, per, period)


def _enrollments(file: CsvFile, ids: Ids) -> Iterator[tuple[CsvLine, Enrollment]]:
    """Yield the rows of a roster that are sound by themselves."""
    for line in file.lines:
        row = Cells(file, line, ids)
        kind, entity_id = _entity(row)
        payer_id = row.known("payer_id")
        state = row.value("state", cells.state)
        period = row.period()
        if kind and period and state is not None:
            yield line, Enrollment(kind, entity_id, payer_id, state, period)


def _entity(row: Cells) -> tuple[str, str]:
    """Return whom a line of a roster is of; two empty texts and a problem noted where unclear."""
    if row.text("npi") and row.text("location_id"):
        remedy = "Write two lines, one with npi and one with location_id: payers enroll each."
        row.refuse("The line names a clinician and a location.", remedy)
        return "", ""
    if row.text("location_id"):
        return LOCATION, row.known("location_id")
    if row.text("npi"):
        npi = row.value("npi", cells.npi)
        return (CLINICIAN, row.known("npi")) if npi else ("", "")
    row.refuse("The line names no clinician and no location.", "Write npi or location_id.")
    return "", ""
