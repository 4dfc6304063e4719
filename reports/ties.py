"""Totals of the pages tie to each other, or nothing is printed."""

from collections.abc import Iterator

from reports.packet import Packet, PacketError


def check_ties(packet: Packet) -> None:
    """Compare every total that a reader could add up.

    Raises:
        PacketError: the first pair that differs, by name and figures.
    """
    for where, one, other in _pairs(packet):
        if one != other:
            raise PacketError(
                where=where,
                what=f"{one} on one page, {other} on the other",
                why="A reader who adds up the packet would stop trusting it",
                remedy="Pack both from the same claim rows, each claim once",
            )


def _pairs(packet: Packet) -> Iterator[tuple[str, object, object]]:
    yield from _reason_pairs(packet)
    yield from _batch_pairs(packet)
    yield from _tile_pairs(packet)
    yield from _untouched_pairs(packet)
    yield from _promise_pairs(packet)


def _reason_pairs(packet: Packet) -> Iterator[tuple[str, object, object]]:
    for category in packet.categories:
        name, reasons = category.name, category.reasons
        yield f"claims of {name}", category.claim_count, sum(x.claim_count for x in reasons)
        yield f"billed of {name}", category.billed_usd, sum(x.billed_usd for x in reasons)
        yield f"likely of {name}", category.likely_back_usd, sum(x.likely_back_usd for x in reasons)
        for reason in reasons:
            payers = sum(payer.claim_count for payer in reason.payers)
            yield f"payers of {reason.label}", reason.claim_count, payers


def _batch_pairs(packet: Packet) -> Iterator[tuple[str, object, object]]:
    batches = packet.batches
    yield "claims in batches", packet.denied_count, sum(x.claim_count for x in batches)
    yield "likely in batches", packet.likely_back_usd, sum(x.likely_back_usd for x in batches)
    if packet.origins:
        origins = packet.origins
        yield "claims by origin", packet.denied_count, sum(x.claim_count for x in origins)
        yield "likely by origin", packet.likely_back_usd, sum(x.likely_back_usd for x in origins)


def _tile_pairs(packet: Packet) -> Iterator[tuple[str, object, object]]:
    head = packet.headline
    for where, series, total in (
        ("claims denied", head.denied, packet.denied_count),
        ("likely back", head.likely_back, packet.likely_back_usd),
        ("claims untouched", head.untouched, packet.untouched_count),
        ("claims rejected", head.rejected, packet.rejected_count),
    ):
        if series.values[-1] is not None:
            yield f"{where} (tile)", series.values[-1], total
    yield "billed (tile)", head.billed_usd, packet.billed_usd


def _untouched_pairs(packet: Packet) -> Iterator[tuple[str, object, object]]:
    payers, owners = packet.untouched_by_payer, packet.untouched_by_owner
    yield "untouched claims", sum(x.claim_count for x in payers), sum(x.claim_count for x in owners)
    dollars = sum(x.open_usd for x in payers)
    yield "untouched dollars", dollars, sum(x.open_usd for x in owners)
    yield "untouched dollars (tile)", packet.headline.untouched_open_usd, dollars


def _promise_pairs(packet: Packet) -> Iterator[tuple[str, object, object]]:
    for promise in packet.meeting.promises:
        became = promise.closed_count + promise.worked_count + promise.untouched_count
        yield f"claims promised in {promise.category}", promise.claim_count, became
