"""The decisions workbook of a meeting: what may be decided, and what earlier meetings decided."""

from dataclasses import dataclass
from datetime import date

from reports.packet.denials import Cause
from reports.packet.meeting import Decision


@dataclass(frozen=True, slots=True)
class CauseToDecide:
    """A cause of page 4; its key brings home what is decided about it."""

    key: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A decision of an earlier meeting that is not done; its key brings home how it stands."""

    key: str
    decision: Decision
    check: str


@dataclass(frozen=True, slots=True)
class DecisionChoices:
    """What a row may be answered with, in the order of the drop-downs."""

    decisions: tuple[str, ...]
    owners: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionBook:
    """Counts only, no claim rows.

    Attributes:
        issued_on: day of the meeting.
        invented_notice: printed when the data are made up; empty otherwise.
        open: oldest meeting first.
        causes: as on page 4.
    """

    practice_name: str
    packet_week: date
    issued_on: date
    invented_notice: str
    open: tuple[OpenDecision, ...]
    causes: tuple[CauseToDecide, ...]
    choices: DecisionChoices
