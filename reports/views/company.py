"""The billing company's cover: which practice to open first, and what all of them add up to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.formats import NONE, count, counted, day, figure, listed, usd, whole_range
from reports.lettering import shortened
from reports.limits import EXPIRES_WITHIN
from reports.packet import Company, Packet, Verdict
from reports.sentences.naming import NAMED_AT_MOST, named
from reports.views.tiles import is_change

VERDICT_WORDS: dict[Verdict, str] = {
    "above": "Above {}",
    "below": "Below {}",
    "within": "Inside {}",
    "too_few": "Too few",
    "not_compared": "Not compared",
}


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """One practice's week; ``missing`` is empty where every file arrived."""

    name: str
    denied: str
    verdict: str
    is_framed: bool
    likely_back_usd: int
    expiring_count: int
    first_on: date | None
    untouched_count: int
    rejected_count: int
    missing: str


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """The cover; the rows add up to the totals."""

    title: str
    sentences: tuple[tuple[str, str], ...]
    rows: tuple[PracticeRow, ...]
    left_out: tuple[str, ...]
    denied_count: int
    likely_back_usd: int
    expiring_count: int
    untouched_count: int
    rejected_count: int


def company_page(company: Company) -> CompanyPage:
    """Practices with a missing file first, then real changes, then what expires soonest."""
    packets = sorted(company.packets, key=_urgency)
    return CompanyPage(
        title=counted(len(packets), "practice"),
        sentences=(
            ("What changed", _what_changed(packets)),
            ("What is stuck", _what_is_stuck(packets)),
            ("What to do next", _what_next(packets)),
        ),
        rows=tuple(_row(packet) for packet in packets),
        left_out=(*_left_out(company.left_out), *_unsound(company.unsound)),
        denied_count=sum(packet.denied_count for packet in packets),
        likely_back_usd=sum(packet.likely_back_usd for packet in packets),
        expiring_count=sum(one.expiring_count for one in packets),
        untouched_count=sum(one.untouched_count for one in packets),
        rejected_count=sum(one.rejected_count for one in packets),
    )


def _left_out(names: Sequence[str]) -> Iterator[str]:
    if names:
        whose = "Its own packet was" if len(names) == 1 else "Their own packets were"
        yield f"Left out: {listed(names)}. {whose} not printed: totals do not agree."


def _unsound(names: Sequence[str]) -> Iterator[str]:
    if names:
        whose = "Its settings are" if len(names) == 1 else "Their settings are"
        yield f"Not served: {listed(names)}. {whose} wrong; “triage check” names each line."


def _urgency(packet: Packet) -> tuple[object, ...]:
    return (
        not packet.coverage.missing,
        not is_change(packet.denied_verdict),
        -packet.expiring_usd,
        packet.practice_name,
    )


def _row(packet: Packet) -> PracticeRow:
    series, verdict = packet.headline.denied, packet.denied_verdict
    usual = ""
    if series.usual_low is not None and series.usual_high is not None:
        usual = " to ".join(map(figure, whole_range(series.usual_low, series.usual_high)))
    is_unknown = not packet.denied_count and bool(packet.coverage.missing)
    return PracticeRow(
        name=shortened(packet.practice_name),
        denied=NONE if is_unknown else count(packet.denied_count),
        verdict=VERDICT_WORDS[verdict].format(usual),
        is_framed=is_change(verdict),
        likely_back_usd=packet.likely_back_usd,
        expiring_count=packet.expiring_count,
        first_on=min((line.last_day_on for line in packet.expiring), default=None),
        untouched_count=packet.untouched_count,
        rejected_count=packet.rejected_count,
        missing=f"{len(packet.coverage.missing)} missing" if packet.coverage.missing else "",
    )


def _what_changed(packets: Sequence[Packet]) -> str:
    changed = [packet for packet in packets if is_change(packet.denied_verdict)]
    missing = sum(bool(packet.coverage.missing) for packet in packets)
    parts = []
    for verdict in ("above", "below"):
        names = tuple(p.practice_name for p in changed if p.denied_verdict == verdict)
        if names:
            verb = "is" if len(names) == 1 else "are"
            parts.append(f"{named(names)} {verb} {verdict} the usual range: a real change.")
    if not parts:
        parts = [
            _none_changed(sum(packet.denied_verdict == "within" for packet in packets), packets)
        ]
    if missing:
        verb = "is" if missing == 1 else "are"
        parts.append(f"{counted(missing, 'practice')} {verb} not compared: a file is missing.")
    return " ".join(parts)


def _none_changed(judged: int, packets: Sequence[Packet]) -> str:
    """Say that nothing changed only of those that can be judged."""
    if not judged:
        return "No practice can be compared with its own weeks yet."
    if judged == len(packets):
        return "No practice is outside its usual range of denied claims."
    verb = "is" if judged == 1 else "are"
    return f"{judged} of {len(packets)} practices can be judged, and {verb} inside the usual range."


def _what_is_stuck(packets: Sequence[Packet]) -> str:
    total = sum(one.untouched_count for one in packets)
    if not total:
        return "No open claim waits without attention in any practice."
    dollars = usd(sum(packet.headline.untouched_open_usd for packet in packets))
    said = f"Nobody has touched {counted(total, 'open claim')} ({dollars}) within the limits"
    ranked = sorted(packets, key=lambda one: (-one.untouched_count, one.practice_name))
    most: list[Packet] = []
    for packet in ranked:
        most.append(packet)
        if 2 * sum(one.untouched_count for one in most) >= total:
            break
    if len(most) > NAMED_AT_MOST or len(packets) == 1:
        return f"{said}."
    held = sum(one.untouched_count for one in most)
    verb = "holds" if len(most) == 1 else "hold"
    names = listed([one.practice_name for one in most])
    return f"{said}; {names} {verb} {held:,} of them."


def _what_next(packets: Sequence[Packet]) -> str:
    missing = tuple(packet.practice_name for packet in packets if packet.coverage.missing)
    expiring = [packet for packet in packets if packet.expiring]
    steps = []
    if missing:
        files = sum(len(packet.coverage.missing) for packet in packets)
        steps.append(f"Get {counted(files, 'missing file')} first: {named(missing)}.")
    if expiring:
        claims = sum(one.expiring_count for one in expiring)
        likely = usd(sum(one.expiring_usd for one in expiring))
        by = day(expiring[0].issued_on + EXPIRES_WITHIN)
        verb = "expires" if claims == 1 else "expire"
        steps.append(f"Send the {counted(claims, 'claim')} that {verb} by {by} (likely {likely}).")
    return " ".join(steps) or "Work the packet of each practice from page 1."
