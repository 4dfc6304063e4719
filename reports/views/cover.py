"""Page 1: tiles, agenda and what can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.fitting import line_count
from reports.formats import spelled
from reports.limits import GROUPS_ON_COVER, is_compact
from reports.packet import Category, Packet
from reports.sentences import Alarm, Sentence, alarm, what_changed, what_is_stuck, what_next
from reports.views.tiles import Tile, tiles_of
from reports.views.trust import TrustRow, trust_rows

SENTENCE_LETTERS, BANNER_LETTERS = 76, 98
ROOMY_LINES, FULL_LINES = 7, 12
"""Lines of banner and sentences: above the first the page gives up air, above the second groups."""

NAME_LETTERS, OWNER_LETTERS = 30, 29
"""A longer practice name takes a further line, as high as two of a sentence; a longer owner one."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Minutes, and the section they are spent on; an empty anchor is this page."""

    minutes: int
    name: str
    anchor: str


QUIET_AGENDA = (
    AgendaItem(5, "Overview", ""),
    AgendaItem(5, "Fix now", "fix-now"),
    AgendaItem(5, "Aging without attention", "aging"),
    AgendaItem(5, "Decisions", "decisions"),
)
COMPACT_AGENDA = (
    AgendaItem(5, "Overview", ""),
    AgendaItem(5, "Denial reasons", "reasons"),
    AgendaItem(10, "Fix now", "fix-now"),
    AgendaItem(5, "Fix the cause", "causes"),
    AgendaItem(5, "Aging and decisions", "aging"),
)
FULL_AGENDA = (
    AgendaItem(5, "Overview", ""),
    AgendaItem(7, "Top denial reasons", "reasons"),
    AgendaItem(7, "Fix now", "fix-now"),
    AgendaItem(7, "Fix the cause", "causes"),
    AgendaItem(3, "Rejections, pended, credentialing", "beside"),
    AgendaItem(3, "Aging without attention", "aging"),
    AgendaItem(2, "Are we getting better?", "measures"),
    AgendaItem(6, "Promises kept, new decisions", "decisions"),
)


@dataclass(frozen=True, slots=True)
class CoverPage:
    """Page 1 as it prints; ``is_snug`` when it has much to say."""

    alarm: Alarm | None
    is_snug: bool
    sentences: tuple[tuple[str, Sentence], ...]
    tiles: tuple[Tile, ...]
    legend: str
    groups_title: str
    groups: tuple[Category, ...]
    most: int
    agenda_minutes: int
    agenda: tuple[AgendaItem, ...]
    trust: tuple[TrustRow, ...]


def cover_page(packet: Packet) -> CoverPage:
    """Everything on page 1."""
    agenda = _agenda(packet)
    tiles = tiles_of(packet)
    warning = alarm(packet.coverage)
    sentences = (
        ("What changed", what_changed(packet)),
        ("What is stuck, and why", what_is_stuck(packet)),
        ("What to do next", what_next(packet)),
    )
    lines = _line_count(sentences, warning) + _name_lines(packet)
    groups = packet.categories[: _group_count(lines)]
    return CoverPage(
        alarm=warning,
        is_snug=lines > ROOMY_LINES,
        sentences=sentences,
        tiles=tiles,
        legend=_legend(packet),
        groups_title=_groups_title(packet, len(groups)),
        groups=groups,
        most=max((group.claim_count for group in groups), default=0),
        agenda_minutes=sum(item.minutes for item in agenda),
        agenda=agenda,
        trust=trust_rows(packet.coverage),
    )


def _name_lines(packet: Packet) -> int:
    """Lines that a long practice name, and long owners of the groups, take beyond the usual."""
    name = 2 * (line_count(packet.practice_name, NAME_LETTERS) - 1)
    owners = [group.owner for group in packet.categories[:GROUPS_ON_COVER]]
    return name + sum(line_count(owner.named, OWNER_LETTERS) - 1 for owner in owners)


def _line_count(sentences: Sequence[tuple[str, Sentence]], warning: Alarm | None) -> int:
    lines = sum(line_count(_with_pages(sentence), SENTENCE_LETTERS) for _, sentence in sentences)
    if warning is None:
        return lines
    return lines + 2 + line_count(f"{warning.before} {warning.after}", BANNER_LETTERS)


def _with_pages(sentence: Sentence) -> str:
    """The sentence with its page numbers behind it, as long as they print."""
    return f"{sentence.text} Pages {', '.join('1' for _ in sentence.sections)}"


def _group_count(lines: int) -> int:
    """Two groups fewer for each three lines too many; all groups stand on page 2."""
    too_many = max(lines - FULL_LINES, 0)
    return max(GROUPS_ON_COVER - 2 * ((too_many + 2) // 3), 0)


def _groups_title(packet: Packet, shown: int) -> str:
    if shown == len(packet.categories):
        return "The groups"
    if shown == 1:
        return "The largest group"
    return f"The {spelled(shown)} largest groups"


def _legend(packet: Packet) -> str:
    head = packet.headline
    shown = (head.denied, head.likely_back, head.untouched, head.rejected)
    verdicts = {series.verdict for series in shown}
    dot = (
        "Dot: this week is inside it, or not tested."
        if "too_few" in verdicts
        else ("Dot: this week is inside it.")
    )
    ring = " Ring: not compared." if "not_compared" in verdicts else ""
    return (
        f"Lines: up to 13 weeks. Grey band: our own usual range. {dot} Diamond: outside it.{ring}"
    )


def _agenda(packet: Packet) -> tuple[AgendaItem, ...]:
    """The minutes of the sections that are in this packet."""
    left_out = set()
    if not packet.categories:
        left_out = {"reasons", "causes"} if packet.expiring else {"reasons", "fix-now", "causes"}
    if packet.is_quiet:
        items = QUIET_AGENDA
    else:
        items = COMPACT_AGENDA if is_compact(packet) else FULL_AGENDA
    return tuple(item for item in items if item.anchor not in left_out)
