"""How a chance of winning says what it rests on: its count, and how sure that makes it."""

from collections.abc import Iterable

from reports.formats import NONE, figure
from reports.packet import Odds

EVERYWHERE = "*"
RECORD_NOTE = "Won of worked = claims of this payer and group that were worked to an end before"
RECORD_NOTE_SHORT = f"Won of worked = claims like it; {EVERYWHERE} at all payers; {NONE} none yet."
BASES = {
    "category": f"{EVERYWHERE} at all payers",
    "prior": f"{NONE} none: the rules\N{RIGHT SINGLE QUOTATION MARK} chance",
}


def record(odds: Odds) -> str:
    """Write the count for a narrow column: ``14 of 22``, ``9 of 15*``, or a dash for none."""
    if odds.basis == "prior":
        return NONE
    mark = EVERYWHERE if odds.basis == "category" else ""
    return f"{odds.won_count:,} of {odds.worked_count:,}{mark}"


def record_note(printed: Iterable[Odds]) -> str:
    """Say what the column counts, and the marks that stand in it."""
    bases = {odds.basis for odds in printed}
    marks = [words for basis, words in BASES.items() if basis in bases]
    return f"{'; '.join([RECORD_NOTE, *marks])}."


def odds_words(odds: Odds) -> str:
    """Write it in words: ``won 14 of 22 like it: 43 to 79%``."""
    if odds.basis == "prior":
        words = "none like it worked to an end yet: by the rules"
    else:
        where = "" if odds.basis == "payer" else ", at all payers"
        words = f"won {odds.won_count:,} of {odds.worked_count:,} like it{where}"
    if odds.low is None or odds.high is None:
        return words
    joint = "," if odds.basis == "prior" else ":"
    return f"{words}{joint} {figure(odds.low * 100)} to {figure(odds.high * 100)}%"
