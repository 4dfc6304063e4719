"""Page 2: the ten most frequent reasons under their categories; the rest is summed, not lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.fitting import LINE, line_count
from reports.formats import counted
from reports.limits import REASONS_LISTED, TIGHT_FROM_CATEGORIES
from reports.packet import Category, Packet, Reason

REASON_LETTERS, PAYER_LETTERS, NAME_LETTERS, WHO_LETTERS = 38, 29, 36, 110
GROUP_HEIGHT, TIGHT_GROUP_HEIGHT = 40.5, 33.5
AIR, TIGHT_AIR, PAGE_HEIGHT = 6.4, 2.9, 525.0
"""Points of a category's two lines, of the space around a row, and of all rows."""


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """A category that holds at least one of the listed reasons.

    Attributes:
        listed: its reasons among the first ten.
        note: how many of its reasons are listed, where not all are.
    """

    category: Category
    listed: tuple[Reason, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Rest:
    """What a cut list leaves out."""

    label: str
    claim_count: int
    billed_usd: int
    likely_back_usd: int


@dataclass(frozen=True, slots=True)
class ReasonsPage:
    """Page 2: groups and ``rest`` add up to all denials of the week."""

    lede: str
    groups: tuple[ReasonGroup, ...]
    rest: Rest | None
    most: int
    is_tight: bool


def reasons_page(packet: Packet) -> ReasonsPage:
    """The ten most frequent reasons under their categories."""
    ranked = sorted(
        (reason for category in packet.categories for reason in category.reasons),
        key=lambda reason: reason.rank,
    )
    top, groups = _that_fit(packet, ranked)
    shown = {group.category.name for group in groups}
    hidden = [category for category in packet.categories if category.name not in shown]
    return ReasonsPage(
        lede=_reasons_lede(packet, ranked, top),
        groups=groups,
        rest=_rest_of(hidden),
        most=max((reason.claim_count for reason in top), default=0),
        is_tight=len(groups) >= TIGHT_FROM_CATEGORIES
        or _height(groups, AIR, GROUP_HEIGHT) > PAGE_HEIGHT,
    )


def _that_fit(
    packet: Packet, ranked: Sequence[Reason]
) -> tuple[Sequence[Reason], tuple[ReasonGroup, ...]]:
    """The first ten reasons; fewer where long names would push the page over."""
    for number in range(REASONS_LISTED, 0, -1):
        top = ranked[:number]
        made = (_group(category, top) for category in packet.categories)
        groups = tuple(group for group in made if group.listed)
        if _height(groups, TIGHT_AIR, TIGHT_GROUP_HEIGHT) <= PAGE_HEIGHT:
            return top, groups
    return (), ()


def _height(groups: Sequence[ReasonGroup], air: float, group_height: float) -> float:
    rows = [
        air
        + LINE
        * max(
            line_count(f"{reason.label} {reason.code}", REASON_LETTERS),
            line_count(payers_text(reason), PAYER_LETTERS),
        )
        for group in groups
        for reason in group.listed
    ]
    heads = [group_height + LINE * (_group_lines(group.category) - 2) for group in groups]
    return sum(rows) + sum(heads)


def _group_lines(category: Category) -> int:
    owner = category.owner.named
    who = f"Owner {owner} \N{MIDDLE DOT} Next {category.next_action} \N{MIDDLE DOT} By Nov 30"
    return line_count(category.name, NAME_LETTERS) + line_count(who, WHO_LETTERS)


def _group(category: Category, top: Sequence[Reason]) -> ReasonGroup:
    listed = tuple(reason for reason in category.reasons if reason in top)
    total = len(category.reasons)
    note = "" if len(listed) == total else f"{len(listed)} of {total} reasons listed"
    return ReasonGroup(category=category, listed=listed, note=note)


def _rest_of(hidden: Sequence[Category]) -> Rest | None:
    if not hidden:
        return None
    reasons = sum(len(category.reasons) for category in hidden)
    groups = counted(len(hidden), "other group")
    return Rest(
        label=f"and {counted(reasons, 'more reason')} in {groups}",
        claim_count=sum(category.claim_count for category in hidden),
        billed_usd=sum(category.billed_usd for category in hidden),
        likely_back_usd=sum(category.likely_back_usd for category in hidden),
    )


def _reasons_lede(packet: Packet, ranked: Sequence[Reason], top: Sequence[Reason]) -> str:
    groups = counted(len(packet.categories), "category", "categories")
    claims = counted(packet.denied_count, "claim")
    if len(ranked) == len(top):
        return f"All {claims}, in {groups}. Look for patterns; do not start on single claims."
    covered = sum(reason.claim_count for reason in top)
    return (
        f"The {len(top)} most frequent reasons cover {covered:,} of {packet.denied_count:,} denied "
        f"claims; there are {groups}. Look for patterns; do not start on single claims."
    )


def payers_text(reason: Reason) -> str:
    """Leading payer and all others with their claims: ``Cedar Blue Plan 6, rest 6``."""
    if not reason.payers:
        return ""
    first = f"{reason.payers[0].payer} {reason.payers[0].claim_count:,}"
    others = sum(payer.claim_count for payer in reason.payers[1:])
    return f"{first}, rest\N{NO-BREAK SPACE}{others:,}" if others else first
