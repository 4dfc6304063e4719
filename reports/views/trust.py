"""Page 1: "Can we trust these numbers?", answered by the files that came."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.formats import counted, day
from reports.packet import Coverage, PayerFeed

PAYERS_LINE_BY_LINE = 4
MISSING_LINE_BY_LINE = 3
MISSING_LETTERS, ARRIVED_LETTERS = 150, 200


@dataclass(frozen=True, slots=True)
class TrustRow:
    """One line of "Can we trust these numbers?": ``lead`` is bold, ``mark`` is framed."""

    lead: str
    text: str
    value: str = ""
    mark: str = ""
    is_alarm: bool = False
    anchor: str = ""


def trust_rows(coverage: Coverage) -> tuple[TrustRow, ...]:
    """Which files arrived, which are missing, and whose sums do not add up."""
    missing, arrived = coverage.missing, coverage.arrived
    return (
        _arrival_row(coverage),
        *_missing_rows(missing),
        *_arrived_rows(arrived),
        _rejection_row(coverage),
        _balance_row(coverage),
    )


def _arrival_row(coverage: Coverage) -> TrustRow:
    if not coverage.payers:
        return TrustRow("No payer", " sends payment files regularly yet", mark="NOT KNOWN")
    missing = coverage.missing
    return TrustRow(
        lead=f"{len(coverage.arrived)} of {len(coverage.payers)}",
        text="payers\N{RIGHT SINGLE QUOTATION MARK} payment files arrived",
        mark=f"MISSING {len(missing)}" if missing else "COMPLETE",
        is_alarm=bool(missing),
    )


def _missing_rows(missing: Sequence[PayerFeed]) -> list[TrustRow]:
    if len(missing) > MISSING_LINE_BY_LINE:
        named, rest = _within([_last(feed) for feed in missing], MISSING_LETTERS)
        return [TrustRow("Missing", f": last files {named}{rest}")]
    return [
        TrustRow(
            lead=feed.payer, text=f": last file {day(feed.last_file_on)}", mark="MISSING",
            is_alarm=True,
        )
        for feed in missing
    ]  # fmt: skip


def _arrived_rows(arrived: Sequence[PayerFeed]) -> list[TrustRow]:
    if len(arrived) <= PAYERS_LINE_BY_LINE:
        return [
            TrustRow("", f"{feed.payer}: last file {day(feed.last_file_on)}",
                     counted(feed.file_count, "file"))
            for feed in arrived
        ]  # fmt: skip
    named, rest = _within([_last(feed) for feed in arrived], ARRIVED_LETTERS)
    return [TrustRow("", f"Arrived: {named}{rest}")]


def _last(feed: PayerFeed) -> str:
    return f"{feed.payer} {day(feed.last_file_on)}"


def _within(names: Sequence[str], letters: int) -> tuple[str, str]:
    """Names as far as they go into so many letters, and how many more there are."""
    shown = [x for n, x in enumerate(names) if not n or len(", ".join(names[: n + 1])) <= letters]
    rest = len(names) - len(shown)
    return ", ".join(shown), f" and {rest:,} more" if rest else ""


def _rejection_row(coverage: Coverage) -> TrustRow:
    text = "Rejection reports from the clearinghouse"
    if not coverage.rejection_days_expected:
        return TrustRow("", text, "none yet" if not coverage.rejection_days else "arrived")
    value = f"{coverage.rejection_days} of {coverage.rejection_days_expected} days"
    if coverage.rejection_days < coverage.rejection_days_expected:
        return TrustRow("", text, mark=value, is_alarm=True)
    return TrustRow("", text, value)


def _balance_row(coverage: Coverage) -> TrustRow:
    if not coverage.unbalanced_claim_count:
        return TrustRow("", "No claim flagged: all sums add up")
    lead = f"{counted(coverage.unbalanced_claim_count, 'claim')} flagged"
    text = (
        ": the payer\N{RIGHT SINGLE QUOTATION MARK}s own sums do not add up; counted all the same"
    )
    return TrustRow(lead, text, anchor="quality")
