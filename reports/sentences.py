"""The three sentences of page 1 and the alarm: rules from counts to words, no judgement of people.

Sentences stay under 20 words, active, without blame; a zero with a missing file is never a zero.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from reports.formats import counted, day, figure, listed, lowered, spelled, tenths, usd
from reports.lettering import shortened
from reports.limits import CONCENTRATION_FROM_CLAIMS, KNOWN_WEEKS_NEEDED
from reports.packet import Category, Cause, Concentration, Coverage, Headline, Packet, PayerFeed

NAMED_AT_MOST = 3
EXPIRES_WITHIN = timedelta(days=14)
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"


def named(names: tuple[str, ...]) -> str:
    """Name up to three, then say how many more: ``A, B, C and 2 others``."""
    if len(names) <= NAMED_AT_MOST:
        return listed(names)
    rest = len(names) - NAMED_AT_MOST
    return f"{', '.join(names[:NAMED_AT_MOST])} and {counted(rest, 'other')}"


def what_changed(denied_count: int, headline: Headline, coverage: Coverage) -> str:
    """Say whether this week differs from the practice's own usual."""
    missing, verb = _missing(coverage)
    if missing and not denied_count:
        return f"No denial arrived, but {missing} {verb} missing, so this may not be a zero."
    claims = f"{counted(denied_count, 'claim')} {'was' if denied_count == 1 else 'were'} denied"
    if missing:
        return f"{claims}, but {missing} {verb} missing, so this count is too low to compare."
    if not denied_count and not coverage.payers:
        return "No claim was denied. No payer sends files regularly yet, so none can be missed."
    if not denied_count:
        return f"No claim was denied; {_all_files(coverage)}, so this is a real zero."
    return claims + _beside_usual(headline)


def _missing(coverage: Coverage) -> tuple[str, str]:
    feeds = coverage.missing
    if len(feeds) <= 1:
        return "".join(feed.payer for feed in feeds), "is"
    return f"the files of {spelled(len(feeds))} payers", "are"


def _all_files(coverage: Coverage) -> str:
    number = len(coverage.payers)
    if number == 1:
        return f"the one payer{APOSTROPHE}s files arrived"
    return f"all {spelled(number)} payers{APOSTROPHE} files arrived"


def _beside_usual(headline: Headline) -> str:
    denied = headline.denied
    if denied.usual_low is None or denied.usual_high is None:
        return (
            f"; {counted(denied.known_before, 'earlier week')} known, "
            f"{KNOWN_WEEKS_NEEDED} needed to compare."
        )
    usual = f"the usual {figure(denied.usual_low)} to {figure(denied.usual_high)}"
    return {
        "above": f", outside {usual}: more than ordinary ups and downs, so look for a cause.",
        "below": f", outside {usual}: fewer than ordinary ups and downs, so look for a cause.",
        "within": f", inside {usual}: ordinary ups and downs.",
        "too_few": f"; {usual.removeprefix('the ')} a week, too few to call a trend.",
        "not_compared": "; a file is missing, so this count is not compared.",
    }[denied.verdict]


def what_is_stuck(packet: Packet) -> str:
    """Say what weighs most, what keeps coming, and what nobody has touched."""
    waiting = sum(line.claim_count for line in packet.untouched_by_payer)
    if not packet.categories:
        return _nothing_new(waiting, packet.headline.untouched_days)
    reasons = [reason for category in packet.categories for reason in category.reasons]
    is_scattered = len(reasons) > 1 and all(reason.claim_count == 1 for reason in reasons)
    if is_scattered:
        return f"Each denied claim has its own reason. {_older(waiting)}"
    return f"{_largest(packet.categories[0], packet.denied_count)} {_cause(packet.causes)}"


def _nothing_new(waiting: int, days: int) -> str:
    if not waiting:
        return "Nothing is stuck: no open claim waits without attention."
    verb = "has" if waiting == 1 else "have"
    claims = counted(waiting, "older claim")
    return f"Nothing is newly stuck; {claims} {verb} had no attention in {days} days."


def _older(waiting: int) -> str:
    if not waiting:
        return "No older claim waits without attention."
    return f"{counted(waiting, 'older claim')} {'waits' if waiting == 1 else 'wait'} untouched."


def _largest(category: Category, of_count: int) -> str:
    return f"{category.name} is the largest group ({category.claim_count:,} of {of_count:,})."


def _cause(causes: tuple[Cause, ...]) -> str:
    if not causes:
        return "No cause keeps coming back."
    cause = causes[0]
    narrow = concentration_texts(cause.concentrations)
    tail = f"; {narrow[0]}" if narrow else ""
    label = f"\N{LEFT DOUBLE QUOTATION MARK}{lowered(cause.label)}\N{RIGHT DOUBLE QUOTATION MARK}"
    seen, known = cause.weeks_seen, sum(count is not None for count in cause.weekly_counts)
    if known <= 1:
        return f"The costliest reason is {label}{tail}."
    times = f"each of the last {known}" if seen == known else f"{seen} of the last {known}"
    return f"The costliest repeat, {label}, came in {times} weeks{tail}."


def concentration_texts(concentrations: tuple[Concentration, ...]) -> tuple[str, ...]:
    """Write how narrow a cause is, from 3 claims on: ``6 of 12 from Cedar Blue Plan``."""
    return tuple(
        f"{part.claim_count:,} of {part.of_count:,} {part.relation} {shortened(part.where)}"
        for part in concentrations
        if part.of_count >= CONCENTRATION_FROM_CLAIMS
    )


def what_next(packet: Packet) -> str:
    """Say the first thing to do: missing file, then what expires, then one prevention step."""
    steps = [_chase(packet.coverage), _send_first(packet), _prevent(packet)]
    return " ".join(step for step in steps if step) or _no_work(packet)


def _chase(coverage: Coverage) -> str:
    if not coverage.missing:
        return ""
    return (
        "Get the missing file first."
        if len(coverage.missing) == 1
        else (f"Get the {spelled(len(coverage.missing))} missing files first.")
    )


def _send_first(packet: Packet) -> str:
    claims = sum(line.claim_count for line in packet.expiring)
    if not claims:
        return ""
    by = day(packet.issued_on + EXPIRES_WITHIN)
    likely = usd(sum(line.likely_back_usd for line in packet.expiring))
    work = f"the {counted(claims, 'claim')} that {'expires' if claims == 1 else 'expire'} by {by}"
    if packet.coverage.missing:
        return f"Then send {work} (likely {likely})."
    return f"Send {work} first (likely {likely})."


def _prevent(packet: Packet) -> str:
    if not packet.causes or not packet.denied_count:
        return ""
    start = "Then decide" if packet.expiring or packet.coverage.missing else "Decide"
    return f"{start} one prevention step: {lowered(packet.causes[0].check)}."


def _no_work(packet: Packet) -> str:
    if packet.denied_count:
        return f"Work the {counted(packet.denied_count, 'claim')} on the fix-now page from the top."
    if packet.untouched_by_payer:
        return "Skip the denial pages. Check the older claims on the aging page."
    return "No denial to work. Use the time for one prevention step."


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
