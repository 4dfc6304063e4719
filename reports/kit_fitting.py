"""How much a kit's one page holds: denied lines give way to what a person has to do.

Takes a kit and the longest of its sentences. Heights are judged by the widths of the page's own
letters, as for the packet's lists; a test lays out the fullest kit that the rules allow.
"""

from dataclasses import dataclass

from reports.fitting import line_count
from reports.formats import cents
from reports.packet import ClaimKits, Kit

LINES_SHOWN = 6
"""Denied lines at most: more stand in the letter, and the page says how many."""

ROOM = 684.0
"""Points of a page between its running lines."""


@dataclass(frozen=True, slots=True)
class Heights:
    """Points of the parts of a page.

    Attributes:
        fixed: heads, titles, one-line rows, the note and the last table.
        box: around a framed text.
        text_row: around a row of the first table.
        row: around a row of a list.
        denied_line: of a denied line.
    """

    fixed: float
    box: float
    text_row: float
    row: float
    denied_line: float


USUAL = Heights(fixed=243.0, box=18.5, text_row=7.0, row=6.3, denied_line=18.4)
SNUG = Heights(fixed=229.0, box=12.5, text_row=4.0, row=3.6, denied_line=15.6)
"""The same with less air."""

LINE, TABLE_LINE, MORE_LINE = 13.5, 12.0, 18.0
LEDE, HOW, FRAMED, FIELD, DOCUMENT = 104, 88, 108, 57, 108
"""Average letters of a line of each text."""

_PART2_LETTERS, _CLINICAL = 300, " (record)"
_ON_A_DAY = " denied on Nov 16, 2026: "


@dataclass(frozen=True, slots=True)
class Fit:
    """How a kit fits its page: so many denied lines, with the usual air or less."""

    lines: int
    is_snug: bool


def kit_fit(claim: ClaimKits, kit: Kit, last_day: str, together: str) -> Fit:
    """Tell how a kit's page is laid out so that it stays one.

    Args:
        claim: Whose kit it is.
        kit: What the page is about.
        last_day: Words of its row on the last day.
        together: Sentence about the claim's other kits, or empty.
    """
    wanted = min(len(kit.lines), LINES_SHOWN)
    for heights, is_snug in ((USUAL, False), (SNUG, True)):
        free = ROOM - _used(heights, claim, kit, last_day, together)
        if free >= wanted * heights.denied_line + MORE_LINE * (len(kit.lines) > LINES_SHOWN):
            return Fit(wanted, is_snug)
    return Fit(max(1, int((free - MORE_LINE) // SNUG.denied_line)), is_snug=True)


def _used(heights: Heights, claim: ClaimKits, kit: Kit, last_day: str, together: str) -> float:
    lede = f"{claim.payer}{_ON_A_DAY}{cents(kit.denied_usd)} {kit.reason}"
    used = heights.fixed + LINE * line_count(f"{lede} {', '.join(kit.reason_codes)}", LEDE)
    rows = [f"{kit.next_action}. {kit.what_to_do} {together}", last_day, kit.proof + " " * 25]
    rows += ["signs"] + ["frequency"] * bool(kit.frequency_code) + ["F8"] * kit.is_number_wanted
    used += sum(heights.text_row + LINE * line_count(text, HOW) for text in rows)
    boxes = ["x" * _PART2_LETTERS] * claim.is_part2 + [kit.waits] * bool(kit.waits)
    used += sum(heights.box + LINE * line_count(text, FRAMED) for text in boxes)
    columns = [(one.look_for, FIELD) for one in kit.fields]
    columns += [(one.document + _CLINICAL * one.is_clinical, DOCUMENT) for one in kit.documents]
    return used + sum(heights.row + TABLE_LINE * line_count(text, wide) for text, wide in columns)
