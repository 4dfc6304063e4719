"""The five tiles of page 1: a figure, its 13 weeks, and what they say about it."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from reports import charts
from reports.formats import NONE, count, day, figure, usd, whole_range
from reports.lettering import shortened
from reports.limits import EXPIRES_WITHIN
from reports.packet import Packet, Series, Verdict
from reports.views.stocks import moved
from reports.words import VERDICTS

SPARK_WIDTH, SPARK_HEIGHT = 92, 27


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: a verdict is framed when it is a change."""

    first_line: str
    second_line: str
    aside: str
    number: str
    spark: Markup | None
    verdict: str
    is_framed: bool
    note: str


def tiles_of(packet: Packet) -> tuple[Tile, ...]:
    """The five tiles, in print order."""
    head = packet.headline
    likely = _tile(
        ("Likely to get back", "if worked"),
        usd(packet.likely_back_usd),
        _compared(head.likely_back, packet),
        f"{usd(packet.billed_usd)} billed",
        is_money=True,
    )
    return (
        _denied_tile(packet),
        _unknown_if_missing(likely, packet),
        _expiring_tile(packet),
        _untouched_tile(packet),
        _tile(("Rejected before the", "payer"), count(packet.rejected_count), head.rejected,
              "Counted apart", aside="(not denials)"),
    )  # fmt: skip


def _tile(
    names: tuple[str, str],
    number: str,
    series: Series,
    note: str,
    *,
    aside: str = "",
    is_money: bool = False,
) -> Tile:
    write = usd if is_money else figure
    usual = ""
    if series.usual_low is not None and series.usual_high is not None:
        low, high = whole_range(series.usual_low, series.usual_high)
        word = "Expected" if series.is_stock else "Usual"
        usual = f"{word} {write(low)} to {write(high)}."
    if series.verdict == "not_compared":
        usual = ""
    verdict = VERDICTS[series.verdict]
    words = " ".join(part for part in (verdict, usual) if part)
    title = f"{' '.join(names)}: {number}. {len(series.values)} weeks. {words}"
    return Tile(
        first_line=names[0],
        second_line=names[1],
        aside=aside,
        number=number,
        spark=charts.spark(series, title, SPARK_WIDTH, SPARK_HEIGHT),
        verdict=verdict,
        is_framed=is_change(series.verdict),
        note=" ".join(part for part in (usual, note) if part),
    )


def _compared(series: Series, packet: Packet) -> Series:
    """The series without a verdict while a file that feeds it is missing."""
    return replace(series, verdict="not_compared") if packet.coverage.missing else series


def is_change(verdict: Verdict) -> bool:
    """True for a week outside its usual range."""
    return verdict in ("above", "below")


def _denied_tile(packet: Packet) -> Tile:
    tile = _tile(
        ("Claims denied", "this week"),
        count(packet.denied_count),
        _compared(packet.headline.denied, packet),
        "",
    )
    if packet.is_quiet and not packet.coverage.payers:
        return replace(tile, verdict="Not compared:", note="no payer sends files regularly yet.")
    if packet.is_quiet and not tile.is_framed:
        return replace(tile, verdict="A real zero:", note="every file arrived.")
    return _unknown_if_missing(tile, packet)


def _unknown_if_missing(tile: Tile, packet: Packet) -> Tile:
    """A zero with a missing file is not a zero: print a dash, and say what is not known."""
    if packet.denied_count or not packet.coverage.missing:
        return tile
    return replace(tile, number=NONE, verdict="Not known:", note="a file is missing.")


def _untouched_tile(packet: Packet) -> Tile:
    """What nobody has touched; days that are true of every claim, and how far it has moved."""
    lines, head = packet.untouched_by_payer, packet.headline
    days = min((line.threshold_days for line in lines), default=head.untouched_days)
    said, word = moved(head.untouched)
    note = f"{said} {usd(head.untouched_open_usd)} open".strip()
    claims = count(packet.untouched_count)
    tile = _tile(("No one has touched", f"in {days}+ days"), claims, head.untouched, note)
    return replace(tile, verdict=word) if word and head.untouched.verdict == "within" else tile


def _expiring_tile(packet: Packet) -> Tile:
    claims = packet.expiring_count
    note = f"Nothing runs out before {day(packet.issued_on + EXPIRES_WITHIN)}"
    verdict = ""
    if claims:
        first = packet.expiring[0]
        verdict = usd(packet.expiring_usd)
        note = f"likely back. First: {day(first.last_day_on)}, {shortened(first.payer)}"
    return Tile(
        first_line="Expire within",
        second_line="14 days",
        aside="",
        number=count(claims),
        spark=None,
        verdict=verdict,
        is_framed=False,
        note=note,
    )
