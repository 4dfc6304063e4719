"""What changed: the week beside the practice's own earlier weeks, and what a rise is made of."""

from collections.abc import Iterator
from decimal import Decimal

from reports.formats import counted, day, figure, lowered, spelled, whole_range
from reports.limits import CHANGE_IS_NEWS, KNOWN_WEEKS_NEEDED, SMALL_WEEK
from reports.packet import Coverage, Packet, Rise, Series
from reports.sentences.evidence import Evidence, Sentence, joined
from reports.sentences.stuck import concentration_texts

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
HALF = Decimal("0.5")
"""Share of the rise from which one payer or group is named as where to look."""


def what_changed(packet: Packet) -> Sentence:
    """Say whether this week differs from the practice's own usual, and where a rise sits."""
    said = _denied(packet)
    others = (
        _beside("rejected", packet.headline.rejected, "beside"),
        _beside("untouched", packet.headline.untouched, "aging"),
    )
    return joined([said, _where(packet), _since(packet), *others])


def _denied(packet: Packet) -> Sentence:
    coverage, count = packet.coverage, packet.denied_count
    if coverage.missing:
        return _with_a_file_missing(count, coverage)
    if not count:
        return _zero(coverage)
    claims = f"{counted(count, 'claim')} {'was' if count == 1 else 'were'} denied"
    rest, evidence = _beside_usual(packet)
    return Sentence(f"{claims}{rest}", (_claims(count), *evidence))


def _claims(count: int) -> Evidence:
    return Evidence("claims denied", f"{count:,}", "reasons")


def _with_a_file_missing(count: int, coverage: Coverage) -> Sentence:
    feeds = coverage.missing
    if len(feeds) == 1:
        named, verb = feeds[0].payer, "is"
    else:
        named, verb = f"the files of {spelled(len(feeds))} payers", "are"
    one = feeds[0].payer if len(feeds) == 1 else spelled(len(feeds))
    missing = Evidence("payers whose file is missing", one)
    if not count:
        text = f"No denial arrived, but {named} {verb} missing, so this may not be a zero."
        return Sentence(text, (missing,))
    claims = f"{counted(count, 'claim')} {'was' if count == 1 else 'were'} denied"
    text = f"{claims}, but {named} {verb} missing: the count may be too low and is not compared."
    return Sentence(text, (_claims(count), missing))


def _zero(coverage: Coverage) -> Sentence:
    if not coverage.payers:
        return Sentence(
            "No claim was denied. No payer sends files regularly yet, so none can be missed."
        )
    number = len(coverage.payers)
    payers = f"the one payer{APOSTROPHE}s"
    if number > 1:
        payers = f"all {spelled(number)} payers{APOSTROPHE}"
    text = f"No claim was denied; {payers} files arrived, so this is a real zero."
    return Sentence(text, (Evidence("payers whose files arrived", spelled(number)),))


def _beside_usual(packet: Packet) -> tuple[str, tuple[Evidence, ...]]:
    denied = packet.headline.denied
    if denied.verdict == "not_compared":
        return "; a file is missing, so this count is not compared.", ()
    if denied.usual_low is None or denied.usual_high is None:
        return _young(denied.known_before, packet)
    low, high = map(figure, whole_range(denied.usual_low, denied.usual_high))
    evidence = Evidence("usual, low", low), Evidence("usual, high", high)
    words = {
        "above": f", above the usual {low} to {high}: a real change, so look for a cause.",
        "below": f", below the usual {low} to {high}: a real change, so look for a cause.",
        "within": f", inside the usual {low} to {high}: ordinary ups and downs.",
        "too_few": f"; usual {low} to {high} a week, too few to call a trend.",
    }
    return words[denied.verdict], evidence


def _young(known: int, packet: Packet) -> tuple[str, tuple[Evidence, ...]]:
    """Say how young the record is; earlier weeks may be there and not be known."""
    needed = Evidence("weeks needed to compare", f"{KNOWN_WEEKS_NEEDED}", "quality")
    if not known:
        start = ". This is the first week on record; "
        if packet.meeting.follows_packet:
            start = ". No earlier week can be compared yet; "
        return f"{start}{KNOWN_WEEKS_NEEDED} are needed.", (needed,)
    weeks = Evidence("earlier weeks known", f"{known}")
    text = f"; {counted(known, 'earlier week')} known, {KNOWN_WEEKS_NEEDED} needed to compare."
    return text, (weeks, needed)


def _where(packet: Packet) -> Sentence | None:
    """Name the payer or group that brought at least half of a rise, or say that none did."""
    denied = packet.headline.denied
    if denied.verdict != "above" or denied.usual_mean is None or packet.coverage.missing:
        return None
    needed = HALF * (packet.denied_count - denied.usual_mean)
    named = max(_explaining(packet.rises, needed), key=_excess, default=None)
    if named is None:
        return Sentence("No single payer or group explains it.")
    usual = figure(named.usual_count)
    before = f"its usual is {usual}"
    if usual == "0":
        before = "its usual is none" if not named.usual_count else "its usual is under one a week"
    start = "came from" if named.kind == "payer" else "are in the group"
    text = f"{named.claim_count:,} {start} {named.name}; {before}."
    evidence = [
        Evidence(f"claims of the {named.kind}", f"{named.claim_count:,}", "reasons"),
        Evidence(named.kind, named.name, "reasons"),
    ]
    if usual != "0":
        evidence.append(Evidence(f"usual of the {named.kind}", usual))
    return Sentence(text, tuple(evidence))


def _since(packet: Packet) -> Sentence | None:
    """Name the youngest cause that changed and stayed, while it is news."""
    oldest = packet.packet_week - CHANGE_IS_NEWS
    lasting = [
        (cause, cause.since_on)
        for cause in packet.causes
        if cause.kind == "lasting" and cause.since_on is not None and cause.since_on > oldest
    ]
    if not lasting or not packet.denied_count or packet.coverage.missing:
        return None
    cause, since_on = max(lasting, key=lambda found: found[1])
    label = lowered(cause.label)
    quoted = f"\N{LEFT DOUBLE QUOTATION MARK}{label}\N{RIGHT DOUBLE QUOTATION MARK}"
    narrow = concentration_texts(cause.concentrations)[:1]
    tail = f": {narrow[0]}" if narrow else ""
    return Sentence(
        f"Since the week of {day(since_on)} there is more of {quoted}{tail}.",
        (
            Evidence("cause that changed", label, "causes"),
            Evidence("week in which it changed", day(since_on), "causes"),
            *(Evidence("where it changed", text, "causes") for text in narrow),
        ),
    )


def _explaining(rises: tuple[Rise, ...], needed: Decimal) -> Iterator[Rise]:
    for rise in rises:
        if rise.claim_count >= SMALL_WEEK and _excess(rise) >= needed:
            yield rise


def _excess(rise: Rise) -> Decimal:
    return rise.claim_count - rise.usual_count


def _beside(name: str, series: Series, section: str) -> Sentence | None:
    """Say a real change of what stands beside the denials, for the worse or for the better."""
    value, low, high = series.values[-1], series.usual_low, series.usual_high
    if series.verdict not in ("above", "below") or value is None or low is None or high is None:
        return None
    claims = counted(int(value), "claim") if value else "No claim"
    printed = (figure(value) if value else claims, *map(figure, whole_range(low, high)))
    word = "expected" if series.is_stock else "usual"
    usual = f"{series.verdict} the {word} {printed[1]} to {printed[2]}"
    facts = (f"claims {name}", f"usual of {name}, low", f"usual of {name}, high")
    return Sentence(
        f"{claims} {name}, {usual}: a real change.",
        tuple(Evidence(fact, word, section) for fact, word in zip(facts, printed, strict=True)),
    )
