"""What is stuck, and why: the largest group, what keeps coming, and what nobody has touched."""

from collections.abc import Sequence

from reports.formats import counted, listed, lowered, usd
from reports.lettering import shortened
from reports.limits import CONCENTRATION_FROM_CLAIMS, is_compact
from reports.packet import Cause, Concentration, Packet, UntouchedOwner
from reports.sentences.evidence import Evidence, Sentence, joined
from reports.sentences.naming import NAMED_AT_MOST


def what_is_stuck(packet: Packet) -> Sentence:
    """Say what weighs most, what keeps coming, and what nobody has touched, and with whom."""
    reasons = [reason for category in packet.categories for reason in category.reasons]
    is_scattered = len(reasons) > 1 and all(reason.claim_count == 1 for reason in reasons)
    if not reasons:
        return _untouched(packet)
    if is_scattered:
        return joined([Sentence("Each denied claim has its own reason."), _untouched(packet)])
    return joined([_largest(packet), _cause(packet.causes), _untouched(packet)])


def _untouched(packet: Packet) -> Sentence:
    lines = packet.untouched_by_payer
    claims = sum(line.claim_count for line in lines)
    if not claims:
        return Sentence("No open claim waits without attention.")
    dollars = usd(sum(line.open_usd for line in lines))
    # Payers differ in their limits: what is true of all of these claims is the shortest.
    days = min(line.threshold_days for line in lines)
    text = f"Nobody has touched {counted(claims, 'open claim')} ({dollars}) in {days} days or more"
    evidence = (
        Evidence("claims untouched", f"{claims:,}", "aging"),
        Evidence("dollars untouched", dollars, "aging"),
        Evidence("days without attention", f"{days}", "aging"),
    )
    most = _most(packet.untouched_by_owner)
    if most is None or is_compact(packet):
        return Sentence(f"{text}.", evidence)
    holder, held = most
    return Sentence(
        f"{text}; {held:,} wait for {holder}.",
        (
            *evidence,
            Evidence("claims of that owner", f"{held:,}", "aging"),
            Evidence("owner of most of them", holder, "aging"),
        ),
    )


def _most(owners: Sequence[UntouchedOwner]) -> tuple[str, int] | None:
    """Who holds most, where more than one holds any; a person of several roles is one."""
    counts: dict[str, int] = {}
    roles: dict[str, list[str]] = {}
    for one in owners:
        who = one.owner.initials or one.owner.role
        counts[who] = counts.get(who, 0) + one.claim_count
        roles.setdefault(who, []).append(one.owner.named)
    if len(counts) <= 1:
        return None
    most = max(counts, key=lambda who: (counts[who], who))
    held = roles[most]
    return (held[0] if len(held) == 1 else f"{most} in {len(held)} roles"), counts[most]


def _largest(packet: Packet) -> Sentence:
    """Name the largest group, or those that share the place; one more claim would decide it."""
    most = packet.categories[0].claim_count
    names = tuple(one.name for one in packet.categories if one.claim_count == most)
    if len(packet.categories) == 1:
        text = f"All denied claims are in the group {names[0]}."
        return Sentence(text, (Evidence("largest group", names[0], "reasons"),))
    if len(names) > NAMED_AT_MOST:
        text = f"No group stands out: {len(names)} groups have {counted(most, 'claim')} each."
        groups = Evidence("groups of that size", f"{len(names)}", "reasons")
        return Sentence(text, (groups, Evidence("claims of each", f"{most:,}", "reasons")))
    text = f"{names[0]} is the largest group ({most:,} of {packet.denied_count:,})."
    if len(names) > 1:
        many = f"{most:,} each of {packet.denied_count:,}"
        text = f"{listed(names)} are the largest groups ({many})."
    return Sentence(
        text,
        (
            *(Evidence("largest group", name, "reasons") for name in names),
            Evidence("claims of the largest group", f"{most:,}", "reasons"),
            Evidence("claims denied", f"{packet.denied_count:,}", "reasons"),
        ),
    )


def _cause(causes: tuple[Cause, ...]) -> Sentence:
    if not causes:
        return Sentence("No cause keeps coming back.")
    cause = causes[0]
    label = lowered(cause.label)
    quoted = f"\N{LEFT DOUBLE QUOTATION MARK}{label}\N{RIGHT DOUBLE QUOTATION MARK}"
    narrow = concentration_texts(cause.concentrations)
    tail = f"; {narrow[0]}" if narrow else ""
    evidence = [Evidence("costliest cause", label, "causes")]
    evidence += [Evidence("where it concentrates", text, "causes") for text in narrow[:1]]
    seen, known = cause.weeks_seen, sum(count is not None for count in cause.weekly_counts)
    if known <= 1:
        return Sentence(f"The costliest reason is {quoted}{tail}.", tuple(evidence))
    times = f"each of the last {known}" if seen == known else f"{seen} of the last {known}"
    evidence.append(Evidence("weeks it came in", times, "causes"))
    return Sentence(
        f"The costliest repeat, {quoted}, came in {times} weeks{tail}.", tuple(evidence)
    )


def concentration_texts(concentrations: tuple[Concentration, ...]) -> tuple[str, ...]:
    """Write how narrow a cause is, from 3 claims on: ``6 of 12 from Cedar Blue Plan``."""
    return tuple(
        f"{part.claim_count:,} of {_many(part)} {part.relation} {shortened(part.where)}"
        for part in concentrations
        if part.of_count >= CONCENTRATION_FROM_CLAIMS
    )


def _many(part: Concentration) -> str:
    return f"{part.of_count:,} clients" if part.counted == "clients" else f"{part.of_count:,}"
