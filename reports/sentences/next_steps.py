"""What to do next: a missing file, then what expires, then one prevention step."""

from collections.abc import Sequence
from datetime import date

from reports.formats import counted, day, lowered, spelled, usd
from reports.limits import EXPIRES_WITHIN, is_compact
from reports.packet import Coverage, ExpiringLine, Packet
from reports.sentences.evidence import Evidence, Sentence, joined
from reports.sentences.naming import named


def what_next(packet: Packet) -> Sentence:
    """Say the first things to do, with their owners and days; there is always one."""
    steps = [_chase(packet.coverage), _send_first(packet), _prevent(packet)]
    said = joined(steps)
    return said if said.text else _no_work(packet)


def _chase(coverage: Coverage) -> Sentence | None:
    number = len(coverage.missing)
    if not number:
        return None
    evidence = (Evidence("files missing", spelled(number)),) if number > 1 else ()
    if number == 1:
        return Sentence("Get the missing file first.", evidence)
    return Sentence(f"Get the {spelled(number)} missing files first.", evidence)


def _send_first(packet: Packet) -> Sentence | None:
    claims = packet.expiring_count
    if not claims:
        return None
    by = day(packet.issued_on + EXPIRES_WITHIN)
    likely = usd(packet.expiring_usd)
    work = f"the {counted(claims, 'claim')} that {'expires' if claims == 1 else 'expire'} by {by}"
    start = f"Then send {work}" if packet.coverage.missing else f"Send {work} first"
    evidence = (
        Evidence("claims that expire", f"{claims:,}", "fix-now"),
        Evidence("within 14 days of the meeting", by, "fix-now"),
        Evidence("likely back of them", likely, "fix-now"),
    )
    said = Sentence(f"{start} (likely {likely}).", evidence)
    return said if is_compact(packet) else joined([said, _who(packet.expiring, packet.issued_on)])


def _who(lines: Sequence[ExpiringLine], meeting_on: date) -> Sentence:
    """Say what runs out first, on which day, and with whom it is."""
    first = min(line.last_day_on for line in lines)
    soonest = [line for line in lines if line.last_day_on == first]
    claims = sum(line.claim_count for line in soonest)
    owners = tuple(dict.fromkeys(line.owner.named for line in soonest))
    when = f"on {day(first)}" if first != meeting_on else f"today, {day(first)}"
    held = named(owners)
    return Sentence(
        f"First: {claims:,} {when}, with {held}.",
        (
            Evidence("claims that run out first", f"{claims:,}", "fix-now"),
            Evidence("first last day", day(first), "fix-now"),
            Evidence("owners of those", held, "fix-now"),
        ),
    )


def _prevent(packet: Packet) -> Sentence | None:
    """Offer the check of the costliest cause that has one."""
    cause = next((one for one in packet.causes if one.check), None)
    if cause is None or not packet.denied_count:
        return None
    start = "Then decide" if packet.expiring or packet.coverage.missing else "Decide"
    check, owner = lowered(cause.check), cause.owner.named
    evidence = (Evidence("suggested check", check, "causes"),)
    if is_compact(packet):
        return Sentence(f"{start} one prevention step: {check}.", evidence)
    return Sentence(
        f"{start} one prevention step with {owner}: {check}.",
        (*evidence, Evidence("owner of the cause", owner, "causes")),
    )


def _no_work(packet: Packet) -> Sentence:
    if packet.denied_count:
        claims = counted(packet.denied_count, "claim")
        return Sentence(
            f"Work the {claims} on the fix-now page from the top.",
            (Evidence("claims denied", f"{packet.denied_count:,}", "fix-now"),),
        )
    if packet.untouched_by_payer:
        return Sentence("Skip the denial pages. Check the older claims on the aging page.")
    return Sentence("No denial to work. Use the time for one prevention step.")
