"""How a chance of winning says what it rests on: its count, and how sure that makes it."""

from reports.formats import figure
from reports.packet import Odds

NO_RECORD = "none yet"
RECORD_NOTE = (
    "Won of worked = claims of the same payer and group that were worked to an end before this "
    f"week; all: = at all payers; {NO_RECORD} = the chance is that of the rules."
)


def record(odds: Odds) -> str:
    """Write the count for a narrow column: ``14 of 22``, ``all: 9 of 15``, ``none yet``."""
    if odds.basis == "prior":
        return NO_RECORD
    counts = f"{odds.won_count:,} of {odds.worked_count:,}"
    return counts if odds.basis == "payer" else f"all: {counts}"


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
