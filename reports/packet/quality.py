"""Page 9: what was received, what was odd about it, and by which rules it was read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.packet.differences import DifferenceCount


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """Claims of one payer whose own sums do not add up: counted and flagged.

    Attributes:
        difference_usd: sum of the absolute differences, to the cent.
    """

    payer: str
    claim_count: int
    difference_usd: Decimal


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A further check in words, for what only this practice has.

    Attributes:
        is_alarm: prints the result framed.
    """

    check: str
    result: str
    meaning: str
    is_alarm: bool = False


@dataclass(frozen=True, slots=True)
class AnswersBack:
    """What people answered on worklists that came back in the week.

    Attributes:
        answer_count: rows answered.
        unmatched_count: of them, rows that name no claim known here, or of a decisions workbook
            no cause.
        given_up_claim_count: claims written off or billed to the client.
        given_up_usd: whole dollars that were open of these.
    """

    answer_count: int = 0
    unmatched_count: int = 0
    given_up_claim_count: int = 0
    given_up_usd: int = 0


@dataclass(frozen=True, slots=True)
class Unbilled:
    """Visits that the practice system shows and no claim is about.

    Attributes:
        listed_on: day the newest list of visits was received.
        billed_usd: whole dollars they are priced at.
        oldest_days: since the oldest of them; ``None`` where none is.
    """

    listed_on: date
    visit_count: int
    billed_usd: int
    oldest_days: int | None


@dataclass(frozen=True, slots=True)
class SourceTrouble:
    """What was wrong with a source of files in the week.

    Attributes:
        source: folder or server, without a user.
        what: what it did, such as "could not be reached".
        look_count: looks of the week that met with it.
        last_on: day of the last of them.
        is_mended: a later look of the week found all well.
    """

    source: str
    what: str
    look_count: int
    last_on: date
    is_mended: bool = False


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of the packet's week, and the rules behind it.

    Attributes:
        file_count: distinct files received.
        file_with_findings_count: of them, loaded with something odd.
        quarantined_file_count: of them, at least a part not readable and set aside.
        adjudicated_claim_count: claims answered by a payer.
        unbalanced: by payer, largest difference first.
        unknown_codes: reason codes no rule knows, as sent; their claims are in ``other``.
        unknown_payers: senders no payer's alias covers.
        rejected_set_count: transaction sets of ours that a receiver refused (999, TA1).
        unmatched_reversal_count: reversals of something never received.
        duplicate_claim_count: denials as a duplicate, in no rate by rule.
        denied_to_patient_count: denied claims the payer moved to the client.
        answers: what came back on worklists.
        unbilled: visits not billed yet; ``None`` where no list of visits came.
        differences: from the practice system, by kind; empty where no list of it came.
        sources: what was wrong with where files come from; empty where all answered.
        further: what else the pipeline wants said.
        rules_digest: short digest of rules, aliases and settings.
        rules_reviewed_on: day a behavioral-health biller reviewed the rules; ``None`` = not yet.
    """

    file_count: int
    file_with_findings_count: int
    quarantined_file_count: int
    adjudicated_claim_count: int
    unbalanced: tuple[Unbalanced, ...]
    unknown_codes: tuple[str, ...]
    unknown_payers: tuple[str, ...]
    rejected_set_count: int
    unmatched_reversal_count: int
    duplicate_claim_count: int
    denied_to_patient_count: int
    rules_digest: str
    answers: AnswersBack = AnswersBack()
    differences: tuple[DifferenceCount, ...] = ()
    unbilled: Unbilled | None = None
    sources: tuple[SourceTrouble, ...] = ()
    further: tuple[CheckLine, ...] = ()
    rules_reviewed_on: date | None = None
