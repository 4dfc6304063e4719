"""The six invented payers and their habits: rhythm, lag, contract rate, delimiters, quirks.

Takes nothing. No name or number belongs to a real payer.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Delimiters:
    """Characters that one sender writes its files with."""

    element: str = "*"
    component: str = ":"
    repetition: str = "^"
    terminator: str = "~"


USUAL = Delimiters()
PATIENCE, PATIENCE_ON_PAPER = 21, 30
"""Days that an office usually waits before it asks a payer, and one that answers by letter."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Days of a contract: to file, from the service; the others, from the payer's decision."""

    filing_days: int
    corrected_days: int
    dispute_days: int


@dataclass(frozen=True, slots=True)
class Payer:
    """A payer and its habits.

    ``allowed_percent`` is the contract rate of the charge; ``lag_days`` the range between a
    claim's arrival and its decision; ``weight`` the share of patients; ``deadline_rule`` the name
    under which the practice's settings know what the contract's ``limits`` say; ``own_patience``
    the days that the practice waits for this payer before it asks, where it has set some.
    """

    payer_id: str
    name: str
    claim_identifier: str
    remit_name: str
    remit_identifier: str
    tax_number: str
    filing_code: str
    deadline_rule: str
    limits: Limits
    remit_weekdays: tuple[int, ...]
    lag_days: tuple[int, int]
    allowed_percent: int
    weight: int
    delivery_days: int = 1
    settlement_days: int = 0
    delimiters: Delimiters = USUAL
    line_end: str = ""
    is_direct: bool = False
    sends_line_control: bool = True
    sends_rendering: bool = True
    remarks_at_claim: bool = False
    adjusts_at_claim: bool = False
    sequestration_percent: int = 0
    cost_share: bool = True
    is_per_diem: bool = False
    is_on_paper: bool = False
    own_patience: int | None = None

    @property
    def patience(self) -> int:
        """Days after which a claim that nobody touched has waited too long."""
        if self.own_patience is not None:
            return self.own_patience
        return PATIENCE_ON_PAPER if self.is_on_paper else PATIENCE

    def arrives_on(self, remit_on: date) -> date:
        """Return the day on which a remittance comes; a letter is slower in two weeks of three."""
        is_slow = self.is_on_paper and remit_on.isocalendar().week % 3
        return remit_on + timedelta(days=self.delivery_days + (1 if is_slow else 0))


BARS = Delimiters("|", ">", "^", "~")
LINES = Delimiters("*", ">", "!", "'")

PAYERS = (
    Payer(
        "cedar",
        "Cedar Valley Health Plan",
        "71204",
        "CEDAR VALLEY HEALTH PLAN",
        "712040001",
        "900011001",
        "CI",
        "bcbs",
        Limits(90, 90, 90),
        (3,),
        (6, 15),
        62,
        30,
        delivery_days=1,
        settlement_days=2,
    ),
    Payer(
        "statecare",
        "Tamarack State Medicaid",
        "TSM01",
        "TAMARACK STATE MEDICAID",
        "TSM01",
        "900011002",
        "MC",
        "medicaid_ffs",
        Limits(90, 90, 30),
        (1,),
        (5, 12),
        48,
        20,
        delivery_days=2,
        delimiters=BARS,
        line_end="\r\n",
        is_direct=True,
        cost_share=False,
    ),
    Payer(
        "lantern",
        "Lantern Behavioral Network",
        "LBN55",
        "LANTERN BEHAVIORAL",
        "LBN55",
        "900011003",
        "CI",
        "carelon",
        Limits(90, 90, 60),
        (1, 4),
        (7, 18),
        58,
        18,
        sends_line_control=False,
        sends_rendering=False,
    ),
    Payer(
        "northlake",
        "Northlake Mutual",
        "60417",
        "NORTHLAKE MUTUAL INS CO",
        "60417",
        "900011004",
        "CI",
        "aetna",
        Limits(90, 180, 180),
        (2,),
        (8, 20),
        66,
        14,
    ),
    Payer(
        "summit",
        "Summit Ridge Advantage",
        "SRA77",
        "SUMMIT RIDGE ADVANTAGE",
        "SRA77",
        "900011005",
        "16",
        "medicare_advantage",
        Limits(90, 90, 60),
        (0, 3),
        (9, 16),
        55,
        12,
        sequestration_percent=2,
    ),
    Payer(
        "harbor",
        "Harbor Union Trust",
        "88310",
        "HARBOR UNION TRUST FUND",
        "",
        "900011006",
        "CI",
        "default",
        Limits(90, 90, 60),
        (2,),
        (12, 24),
        70,
        6,
        delivery_days=2,
        delimiters=LINES,
        line_end="\n",
        remarks_at_claim=True,
        adjusts_at_claim=True,
    ),
)
