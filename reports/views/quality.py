"""Page 9: checks of the files received, in words and with what each means."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.fitting import fitting
from reports.formats import count, counted, full_day, usd
from reports.limits import limits_of
from reports.packet import (
    AnswersBack,
    CheckLine,
    DifferenceCount,
    Packet,
    Quality,
    Unbalanced,
    Unbilled,
)
from reports.views.check_rows import CHECKS_ROOM, height, source_checks, used

CODES_NAMED = 4
SUMS = "Answered claims whose sums add up"


@dataclass(frozen=True, slots=True)
class QualityPage:
    """Page 9."""

    checks: tuple[CheckLine, ...]
    unbalanced: tuple[Unbalanced, ...]
    unbalanced_more: str
    rules_state: str
    rules_digest: str


def quality_page(packet: Packet) -> QualityPage:
    """Every check of the week, whether it found something or not."""
    quality = packet.quality
    others = (
        *_file_checks(quality),
        *_claim_checks(quality),
        *_code_checks(quality),
        *_answer_checks(quality.answers),
        *_difference_checks(quality.differences),
        *_unbilled_checks(quality.unbilled),
        *quality.further,
    )
    missing = _missing_checks(packet)
    # One row is kept for the sums that do not add up: no list pushes the other off the page.
    room = CHECKS_ROOM - used((*missing, *others)) - height("")
    checks = (*missing, *source_checks(quality.sources, room), *others)
    taken = used(checks)
    heights = [height(row.payer) for row in quality.unbalanced]
    shown = fitting(heights, CHECKS_ROOM - taken, limits_of(packet).unbalanced)
    rest = quality.unbalanced[shown:]
    if not shown:
        checks = tuple(_without_list(row, rest) for row in checks)
    return QualityPage(
        checks=checks,
        unbalanced=quality.unbalanced[:shown],
        unbalanced_more=_more(rest) if shown else "",
        rules_state=_rules_state(quality),
        rules_digest=quality.rules_digest,
    )


def _more(rest: Sequence[Unbalanced]) -> str:
    return f"and {counted(len(rest), 'more payer')}, {_claims(rest)}." if rest else ""


def _claims(rows: Sequence[Unbalanced]) -> str:
    return counted(sum(row.claim_count for row in rows), "claim")


def _without_list(check: CheckLine, rows: Sequence[Unbalanced]) -> CheckLine:
    """Say in the row of the check itself what no list below it has room for."""
    if check.check != SUMS or not rows:
        return check
    meaning = f"Counted and flagged: {_claims(rows)} of {counted(len(rows), 'payer')}"
    return replace(check, meaning=meaning)


def _missing_checks(packet: Packet) -> list[CheckLine]:
    missing, known = len(packet.coverage.missing), len(packet.coverage.payers)
    meaning = "Every file arrived" if known else "No payer sends files regularly yet"
    if missing:
        meaning = "Named on page 1; nothing they feed is compared"
    title = "Payment files missing"
    return [CheckLine(title, f"{missing} of {known}", meaning, is_alarm=bool(missing))]


def _file_checks(quality: Quality) -> list[CheckLine]:
    return [
        CheckLine(
            "Files received",
            count(quality.file_count),
            "Each file counts once, however often it was sent",
        ),
        CheckLine(
            "Files with findings",
            count(quality.file_with_findings_count),
            "Loaded; something in them was odd",
        ),
        CheckLine(
            "Files not readable in full",
            count(quality.quarantined_file_count),
            "The unreadable part is set aside, with its place and a remedy",
            is_alarm=bool(quality.quarantined_file_count),
        ),
        CheckLine(
            "Our files refused as a whole",
            count(quality.rejected_set_count),
            "No claim in them reached a payer: send again",
            is_alarm=bool(quality.rejected_set_count),
        ),
    ]


def _claim_checks(quality: Quality) -> list[CheckLine]:
    flagged = sum(row.claim_count for row in quality.unbalanced)
    balanced = quality.adjudicated_claim_count - flagged
    return [
        CheckLine(
            SUMS,
            f"{balanced:,} of {quality.adjudicated_claim_count:,}",
            "The others are counted and flagged: see below" if flagged else "None to flag",
        ),
        CheckLine(
            "Reversals of something never received",
            count(quality.unmatched_reversal_count),
            "Kept; they change no denial count",
        ),
        CheckLine(
            "Duplicate denials",
            count(quality.duplicate_claim_count),
            "Left out of every count by rule",
        ),
        CheckLine(
            "Denied and moved to the client",
            count(quality.denied_to_patient_count),
            "Check coverage and parity before billing the client",
        ),
    ]


def _code_checks(quality: Quality) -> list[CheckLine]:
    return [
        CheckLine(
            "Codes no rule knows",
            _named(quality.unknown_codes),
            "Their claims are in the group Other",
            is_alarm=bool(quality.unknown_codes),
        ),
        CheckLine(
            "Payers no rule knows",
            _named(quality.unknown_payers),
            "Shown under the name they sent; settings take an alias",
            is_alarm=bool(quality.unknown_payers),
        ),
    ]


def _answer_checks(answers: AnswersBack) -> list[CheckLine]:
    meaning = "No list came back: work counts only where a claim was sent again"
    if answers.answer_count:
        meaning = "Nothing written off, nothing billed to clients"
    if answers.given_up_claim_count:
        claims = counted(answers.given_up_claim_count, "claim")
        meaning = f"{claims}, {usd(answers.given_up_usd)} open, written off or billed to clients"
    checks = [CheckLine("Worklist rows answered", count(answers.answer_count), meaning)]
    if answers.unmatched_count:
        checks.append(
            CheckLine(
                "Answers to claims or causes not known",
                count(answers.unmatched_count),
                "Kept and without effect: is a claim file missing?",
                is_alarm=True,
            )
        )
    return checks


def _difference_checks(differences: Sequence[DifferenceCount]) -> list[CheckLine]:
    return [
        CheckLine(
            one.label,
            f"{one.claim_count:,} of {one.compared_count:,}",
            f"{usd(one.difference_usd)}. {one.fix}: listed in the differences workbook"
            if one.claim_count
            else f"None in the list of {full_day(one.listed_on)}",
        )
        for one in differences
    ]


def _unbilled_checks(unbilled: Unbilled | None) -> list[CheckLine]:
    if unbilled is None:
        return []
    meaning = f"None in the list of {full_day(unbilled.listed_on)}"
    if unbilled.visit_count:
        age = counted(unbilled.oldest_days or 0, "day")
        meaning = f"{usd(unbilled.billed_usd)}; the oldest waits for {age}"
    return [CheckLine("Visits not billed yet", count(unbilled.visit_count), meaning)]


def _named(names: Sequence[str]) -> str:
    if not names:
        return "none"
    rest = len(names) - CODES_NAMED
    return ", ".join(names[:CODES_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _rules_state(quality: Quality) -> str:
    if quality.rules_reviewed_on is None:
        return (
            "Groups, owners and chances of winning are one analyst\N{RIGHT SINGLE QUOTATION MARK}s "
            "judgement; a behavioral-health biller has not reviewed them yet."
        )
    return (
        "Groups, owners and chances of winning were reviewed by a behavioral-health biller on "
        f"{full_day(quality.rules_reviewed_on)}."
    )
