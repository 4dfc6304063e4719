"""Page 4: where denials start and which causes are worth a change."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from reports import charts
from reports.fitting import fitting, line_count, row_height
from reports.formats import counted, day, figure, lowered, usd
from reports.limits import INITIALS_LETTERS, is_compact, limits_of
from reports.packet import Cause, OriginCount, Packet
from reports.sentences import concentration_texts
from reports.views.edits import EditRows, edit_rows
from reports.words import CAUSE_KINDS, NOT_OURS, ORIGINS

LABEL_LETTERS, READING_LETTERS, CHECK_LETTERS = 34, 36, 27
LARGE_COUNTS_LETTERS = 12
"""Letters of the columns, and what wider boxes take from the last."""

BOXED_COUNT = 999
"""The largest count that a narrow box holds."""


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One bar of the origin chart."""

    name: str
    chart: Markup


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One cause; ``reading`` says how narrow it is and whether it changed or keeps coming.

    Attributes:
        initials: of its owner, where all owners have some.
        role: of its owner, where not; empty in a solo practice.
    """

    label: str
    reading: str
    weekly_counts: tuple[int | None, ...]
    likely_back_usd: int
    check: str
    initials: str
    role: str


@dataclass(frozen=True, slots=True)
class CausesPage:
    """Page 4; ``origins`` is empty where the chart is left out.

    Attributes:
        has_large_counts: a week has a count of four digits: the boxes are wider.
        has_initials: every owner has some: they stand in a column of their own.
    """

    lede: str
    origins: tuple[OriginRow, ...]
    causes: tuple[CauseRow, ...]
    more: str
    edits: EditRows
    has_large_counts: bool
    has_initials: bool


def causes_page(packet: Packet) -> CausesPage:
    """Origins as bars, causes cut to the page."""
    limits = limits_of(packet)
    large, initials = _has_large_counts(packet), _has_initials(packet)
    letters = CHECK_LETTERS - LARGE_COUNTS_LETTERS * large
    rows = [_cause_row(packet, cause) for cause in packet.causes]
    heights = [_height(row, letters) for row in rows]
    edits = edit_rows(packet)
    shown = fitting(heights, limits.causes_room - edits.height, limits.causes)
    return CausesPage(
        lede=_lede(packet),
        origins=() if is_compact(packet) else _origin_rows(packet.origins),
        causes=tuple(rows[:shown]),
        more=_more(packet.causes[shown:]),
        edits=edits,
        has_large_counts=large,
        has_initials=initials,
    )


def _has_large_counts(packet: Packet) -> bool:
    return any((n or 0) > BOXED_COUNT for cause in packet.causes for n in cause.weekly_counts)


def _has_initials(packet: Packet) -> bool:
    owners = [cause.owner for cause in packet.causes]
    return not is_compact(packet) and all(
        0 < len(owner.initials) <= INITIALS_LETTERS for owner in owners
    )


def _lede(packet: Packet) -> str:
    if not packet.causes:
        return "No cause came back often enough to be worth a change this week."
    if is_compact(packet):
        return (
            "Few claims: one line per cause. A cause that comes back in 2 of 4 weeks deserves a "
            "prevention step."
        )
    return "These come back unless a step before billing changes. Choose one or two."


def _origin_rows(origins: Sequence[OriginCount]) -> tuple[OriginRow, ...]:
    most = max(
        (max(Decimal(row.claim_count), row.usual_count or Decimal(0)) for row in origins),
        default=Decimal(0),
    )
    return tuple(_origin_row(row, most) for row in origins)


def _origin_row(row: OriginCount, most: Decimal) -> OriginRow:
    usual = "usual not known" if row.usual_count is None else f"usual {figure(row.usual_count)}"
    name = ORIGINS[row.origin]
    chart = charts.origin_bar(
        row.claim_count,
        row.usual_count,
        most,
        f"{usual} \N{MIDDLE DOT} {usd(row.likely_back_usd)} likely back",
        fill=charts.PALE if row.origin in NOT_OURS else charts.BLUE,
    )
    return OriginRow(name=name, chart=chart)


def _height(row: CauseRow, check_letters: int) -> float:
    left = line_count(row.label, LABEL_LETTERS) + line_count(row.reading, READING_LETTERS)
    return row_height(left, line_count(f"{row.check} ({row.role})", check_letters))


def _reading(cause: Cause) -> str:
    kind = CAUSE_KINDS[cause.kind]
    if cause.kind == "lasting" and cause.since_on is not None:
        kind = f"Changed in the week of {day(cause.since_on)}"
    narrow = "; ".join(concentration_texts(cause.concentrations))
    start = f"{kind}; starts in {lowered(ORIGINS[cause.origin])}."
    return f"{start} {narrow}." if narrow else start


def _cause_row(packet: Packet, cause: Cause) -> CauseRow:
    initials = cause.owner.initials if _has_initials(packet) else ""
    return CauseRow(
        label=cause.label,
        reading=_reading(cause),
        weekly_counts=cause.weekly_counts,
        likely_back_usd=cause.likely_back_usd,
        check=cause.check,
        initials=initials,
        role="" if initials or is_compact(packet) else cause.owner.initials or cause.owner.role,
    )


def _more(rest: Sequence[Cause]) -> str:
    if not rest:
        return ""
    likely = usd(sum(cause.likely_back_usd for cause in rest))
    return f"and {counted(len(rest), 'more cause')}, {likely} a week."
