"""Page 6: open dollars by age, and what nobody has touched."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports import charts
from reports.fitting import LINE, fitting, line_count
from reports.formats import counted, listed, usd
from reports.limits import limits_of
from reports.packet import AgingPayer, Packet, UntouchedOwner, UntouchedPayer
from reports.packet.aging import AGE_BUCKETS

EXCEPTIONS_NAMED = 3
AGE_ROW, UNTOUCHED_ROW = 21.2, 18.2
AGE_PAYER_LETTERS, PAYER_LETTERS = 26, 20
AGE_PART = 0.6
"""Points of a bar and of a row; letters of their columns; the part of the page for the bars."""


@dataclass(frozen=True, slots=True)
class AgeRow:
    """One payer's bar."""

    payer: str
    chart: Markup


@dataclass(frozen=True, slots=True)
class Sum:
    """Claims and dollars of a total or of what was cut."""

    label: str
    claim_count: int
    open_usd: int


@dataclass(frozen=True, slots=True)
class AgingPage:
    """Page 6; ``lead`` is the bold start of its sentence."""

    lead: str
    lede: str
    legend: tuple[tuple[str, str], ...]
    ages: tuple[AgeRow, ...]
    ages_more: str
    payers: tuple[UntouchedPayer, ...]
    payers_more: Sum | None
    payers_total: Sum
    owners: tuple[UntouchedOwner, ...]
    owners_total: Sum


def aging_page(packet: Packet) -> AgingPage:
    """Payers by dollars over 90 days; untouched claims by payer and by owner."""
    limits = limits_of(packet)
    ages = sorted(packet.aging, key=lambda row: (-row.over_90_usd, -row.total_usd, row.payer))
    heights = [AGE_ROW + LINE * (line_count(row.payer, AGE_PAYER_LETTERS) - 1) for row in ages]
    age_count = fitting(heights, limits.aging_room * AGE_PART, limits.aging)
    shown = ages[:age_count]
    room = limits.aging_room - sum(heights[:age_count])
    most = max((_bar_usd(row) for row in shown), default=0)
    untouched = packet.untouched_by_payer
    payer_heights = [
        UNTOUCHED_ROW + LINE * (line_count(x.payer, PAYER_LETTERS) - 1) for x in untouched
    ]
    payers = untouched[: fitting(payer_heights, room, limits.untouched)]
    lead, lede = _lede(untouched)
    return AgingPage(
        lead=lead,
        lede=lede,
        legend=tuple(zip(AGE_BUCKETS, charts.AGES, strict=True)),
        ages=tuple(AgeRow(row.payer, _age_chart(row, most)) for row in shown),
        ages_more=_ages_more(ages[age_count:]),
        payers=payers,
        payers_more=_cut(untouched[len(payers) :]),
        payers_total=_sum("All payers", untouched),
        owners=packet.untouched_by_owner,
        owners_total=_sum("All owners", packet.untouched_by_owner),
    )


def _lede(lines: Sequence[UntouchedPayer]) -> tuple[str, str]:
    claims = sum(line.claim_count for line in lines)
    if not claims:
        return "Nothing is untouched:", "every open claim had an action within its limit."
    dollars = usd(sum(line.open_usd for line in lines))
    verb = "has" if claims == 1 else "have"
    return (
        f"{counted(claims, 'claim')} ({dollars})",
        f"{verb} had no recorded action in {_limits_text(lines)}.",
    )


def _limits_text(lines: Sequence[UntouchedPayer]) -> str:
    by_days = Counter(line.threshold_days for line in lines)
    usual = max(by_days, key=lambda days: (by_days[days], -days))
    others = [line for line in lines if line.threshold_days != usual]
    if not others:
        return f"{usual} days or more"
    if len(others) > EXCEPTIONS_NAMED or len({line.threshold_days for line in others}) > 1:
        return f"{usual} days or more (other limits for {counted(len(others), 'payer')}, below)"
    names = listed([line.payer for line in others])
    return f"{usual} days or more ({others[0].threshold_days} for {names})"


def _bar_usd(row: AgingPayer) -> int:
    """What a bar draws: ages below zero (more taken back than open) have no length."""
    return sum(max(dollars, 0) for dollars in row.open_usd)


def _age_chart(row: AgingPayer, most: int) -> Markup:
    parts = ", ".join(
        f"{name}: {usd(dollars)}" for name, dollars in zip(AGE_BUCKETS, row.open_usd, strict=True)
    )
    return charts.age_bar(
        row.open_usd,
        most,
        usd(row.total_usd),
        f"{usd(row.over_90_usd)} over 90",
        f"{row.payer}, open {usd(row.total_usd)}. {parts}.",
    )


def _ages_more(rest: Sequence[AgingPayer]) -> str:
    if not rest:
        return ""
    total, old = sum(row.total_usd for row in rest), sum(row.over_90_usd for row in rest)
    return f"and {counted(len(rest), 'more payer')}, {usd(total)} open, {usd(old)} over 90 days."


def _cut(rest: Sequence[UntouchedPayer]) -> Sum | None:
    return _sum(f"and {len(rest):,} more", rest) if rest else None


def _sum(label: str, lines: Sequence[UntouchedPayer] | Sequence[UntouchedOwner]) -> Sum:
    return Sum(
        label=label,
        claim_count=sum(line.claim_count for line in lines),
        open_usd=sum(line.open_usd for line in lines),
    )
