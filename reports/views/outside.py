"""The edition for readers outside the practice: totals and groups, no count under 5.

Left out are cells of payer and place, single batches, clinicians, red flags and charts of counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.formats import NONE, counted, day, figure, lowered, rate, usd, whole_range
from reports.limits import EXPIRES_WITHIN
from reports.packet import Category, Measure, Packet, Series, UntouchedPayer
from reports.pooling import FEWER, LEAST_TOLD, is_told, outside_count, pooled
from reports.views.measures import is_too_few
from reports.views.stocks import moved
from reports.words import MEASURES, ORIGINS, PREVENTABLE_SHORT, VERDICTS

WITHHELD = "withheld"
MEASURES_TOLD = ("initial_denial_rate", "days_to_submit", "first_pass_rate")
"""Those whose sides are claims: dollars and services do not tell how few stand behind them."""

CAUSES_TOLD = 8
"""Causes of one page; the costliest come first."""


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One figure of the week, and what the practice's own past says of it."""

    name: str
    number: str
    dollars: str
    says: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group of reasons, or those under 5 together."""

    name: str
    claims: str
    billed: str
    likely_back: str
    preventable: str


@dataclass(frozen=True, slots=True)
class PayerRow:
    """Open claims of one payer that nobody touched, or of several together."""

    name: str
    claims: str
    dollars: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One of the five measures in words."""

    name: str
    number: str
    under: str


@dataclass(frozen=True, slots=True)
class OutsidePage:
    """The edition as it prints."""

    lede: str
    headline: tuple[HeadlineRow, ...]
    groups: tuple[GroupRow, ...]
    causes: tuple[tuple[str, str], ...]
    untouched: tuple[PayerRow, ...]
    measures: tuple[MeasureRow, ...]
    missing: str


def outside_page(packet: Packet) -> OutsidePage:
    """What may leave the practice of a week."""
    return OutsidePage(
        lede=_lede(packet),
        headline=_headline(packet),
        groups=_groups(packet.categories),
        causes=_causes(packet),
        untouched=_untouched(packet.untouched_by_payer),
        measures=tuple(_measure(one) for one in packet.measures if one.name in MEASURES_TOLD),
        missing=_missing(packet),
    )


def _lede(packet: Packet) -> str:
    """A zero is called one only where every payer's file came."""
    claims, coverage = packet.denied_count, packet.coverage
    if not is_told(claims):
        return "Fewer than 5 claims were denied this week."
    if claims:
        return f"{counted(claims, 'claim')} were denied this week."
    if coverage.missing:
        return "No denial arrived, but a file is missing, so this may not be a zero."
    if not coverage.payers:
        return "No claim was denied. No payer sends files regularly yet, so none can be missed."
    return "No claim was denied this week."


def _headline(packet: Packet) -> tuple[HeadlineRow, ...]:
    head = packet.headline
    by = day(packet.issued_on + EXPIRES_WITHIN)
    billed = f"{usd(packet.billed_usd)} billed, {usd(packet.likely_back_usd)} likely back"
    return (
        _denied_row(packet, billed),
        _row(f"Expire by {by}", packet.expiring_count, f"{usd(packet.expiring_usd)} likely back"),
        _row(
            "Untouched",
            packet.untouched_count,
            f"{usd(head.untouched_open_usd)} open",
            head.untouched,
        ),
        _row("Rejected before the payer", packet.rejected_count, "", head.rejected),
    )


def _denied_row(packet: Packet, billed: str) -> HeadlineRow:
    """No verdict, and no zero, while a file that may hold denials is missing."""
    if not packet.coverage.missing:
        return _row("Claims denied", packet.denied_count, billed, packet.headline.denied)
    if packet.denied_count:
        return _row("Claims denied", packet.denied_count, billed)
    return HeadlineRow("Claims denied", NONE, NONE, "Not known: a file is missing.")


def _row(name: str, number: int, dollars: str, series: Series | None = None) -> HeadlineRow:
    says = NONE
    if series is not None:
        way = moved(series)[1] if series.is_stock and series.verdict == "within" else ""
        says = way or VERDICTS[series.verdict]
        if series.usual_low is not None and series.usual_high is not None:
            says = f"{says} {_usual(series)}"
    told = dollars if is_told(number) else WITHHELD
    return HeadlineRow(name, outside_count(number), told if dollars else NONE, says)


def _usual(series: Series) -> str:
    """A range that starts under 5 starts at nothing: its bottom would tell a small week."""
    low, high = series.usual_low, series.usual_high
    if low is None or high is None:
        return ""
    word = "Expected" if series.is_stock else "Usual"
    ends = whole_range(low, high)
    if ends[1] < LEAST_TOLD:
        return f"{word}: {FEWER}."
    bottom = "0" if ends[0] < LEAST_TOLD else figure(ends[0])
    return f"{word} {bottom} to {figure(ends[1])}."


def _groups(categories: Sequence[Category]) -> tuple[GroupRow, ...]:
    split = pooled(categories, lambda one: one.claim_count)
    rows = [
        _group(
            one.name,
            (one,),
            f"{PREVENTABLE_SHORT[one.preventable]}: {lowered(ORIGINS[one.origin])}",
        )
        for one in split.told
    ]
    if rows and split.pool:
        rows.append(_group("Other groups together", split.pool, NONE))
    if rows:
        rows.append(_group("All groups", categories, ""))
    return tuple(rows)


def _group(name: str, parts: Sequence[Category], preventable: str) -> GroupRow:
    claims = sum(one.claim_count for one in parts)
    dollars = [sum(one.billed_usd for one in parts), sum(one.likely_back_usd for one in parts)]
    billed, likely = [usd(one) if is_told(claims) else WITHHELD for one in dollars]
    return GroupRow(name, outside_count(claims), billed, likely, preventable)


def _causes(packet: Packet) -> tuple[tuple[str, str], ...]:
    """What keeps coming, and in how many weeks; never where, and no claims.

    A sum over weeks, printed every week, would tell each new week by subtraction.
    """
    told = [
        (cause.label, f"{cause.weeks_seen} of 6 weeks")
        for cause in packet.causes
        if sum(count or 0 for count in cause.weekly_counts) >= LEAST_TOLD
    ]
    return tuple(told[:CAUSES_TOLD])


def _untouched(lines: Sequence[UntouchedPayer]) -> tuple[PayerRow, ...]:
    ordered = sorted(lines, key=lambda one: (-one.claim_count, one.payer))
    split = pooled(ordered, lambda one: one.claim_count)
    rows = [_payer(one.payer, (one,)) for one in split.told]
    if rows and split.pool:
        rows.append(_payer("Other payers together", split.pool))
    if rows:
        rows.append(_payer("All payers", lines))
    return tuple(rows)


def _payer(name: str, parts: Sequence[UntouchedPayer]) -> PayerRow:
    claims = sum(one.claim_count for one in parts)
    dollars = usd(sum(one.open_usd for one in parts)) if is_told(claims) else WITHHELD
    return PayerRow(name, outside_count(claims), dollars)


def _measure(measure: Measure) -> MeasureRow:
    words = MEASURES[measure.name]
    if is_too_few(measure):
        return MeasureRow(words.title, NONE, "under 20 claims: not printed")
    if measure.value is None:
        return MeasureRow(words.title, NONE, "not known this week")
    if measure.name == "days_to_submit":
        if measure.claim_count < LEAST_TOLD:
            return MeasureRow(words.title, NONE, "too few claims: not printed")
        return MeasureRow(words.title, f"{figure(measure.value, 1)} days", words.gloss)
    # A share of known claims tells its count: few, or all but few.
    rest = measure.denominator - measure.numerator
    if not (is_told(measure.numerator) and is_told(rest)):
        return MeasureRow(words.title, NONE, f"{FEWER} claims on one side: not printed")
    percent = rate(measure.value, measure.claim_count) or NONE
    return MeasureRow(words.title, percent, words.gloss)


def _missing(packet: Packet) -> str:
    feeds = packet.coverage.missing
    if not feeds:
        return ""
    names = ", ".join(feed.payer for feed in feeds)
    return f"Payment files missing: {names}. Counts may be too low and are not compared."
