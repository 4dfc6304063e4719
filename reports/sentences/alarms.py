"""The banner of a week with a missing file."""

from dataclasses import dataclass
from decimal import Decimal

from reports.formats import day, tenths
from reports.packet import Coverage, PayerFeed
from reports.sentences.naming import named


@dataclass(frozen=True, slots=True)
class Alarm:
    """The banner: ``before``, then "not compared" in bold, then ``after``."""

    before: str
    after: str


def alarm(coverage: Coverage) -> Alarm | None:
    """Say which file is missing, what it usually brings, and who calls whom.

    Returns:
        ``None`` when every file is here.
    """
    missing = coverage.missing
    if not missing:
        return None
    is_one = len(missing) == 1
    names = named(tuple(feed.payer for feed in missing))
    shares = [feed.usual_share for feed in missing if feed.usual_share is not None]
    brings = ""
    if len(shares) == len(missing):
        subject = "It usually brings" if is_one else "Together they usually bring"
        brings = f" {subject} {tenths(sum(shares, Decimal(0)))} of our denials."
    before = f"{names} sent no payment file.{brings} Every count below may be too low and is"
    last = f" {_last_file(missing[0])}" if is_one else ""
    calls = dict.fromkeys(f"{feed.caller.role} calls {feed.call_whom} today." for feed in missing)
    return Alarm(before=before, after=f"with earlier weeks.{last} {' '.join(calls)}")


def _last_file(feed: PayerFeed) -> str:
    if feed.last_file_on is None:
        return "No file has ever come."
    return f"Last file: {day(feed.last_file_on)}."
