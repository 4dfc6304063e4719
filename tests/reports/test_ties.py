from dataclasses import replace

import pytest

from reports.packet import Packet, PacketError
from reports.render import render_summary
from reports.ties import check_ties
from tests.reports.invented import weeks


def one_batch_less(packet: Packet) -> Packet:
    return replace(packet, batches=packet.batches[1:])


def one_claim_more_in_a_group(packet: Packet) -> Packet:
    first = packet.categories[0]
    changed = replace(first, claim_count=first.claim_count + 1)
    return replace(packet, categories=(changed, *packet.categories[1:]))


def one_payer_less(packet: Packet) -> Packet:
    first = packet.categories[0]
    reason = replace(first.reasons[0], payers=first.reasons[0].payers[1:])
    return replace(
        packet,
        categories=(replace(first, reasons=(reason, *first.reasons[1:])), *packet.categories[1:]),
    )


def one_dollar_more_on_the_cover(packet: Packet) -> Packet:
    head = packet.headline
    return replace(packet, headline=replace(head, billed_usd=head.billed_usd + 1))


def one_rejection_less(packet: Packet) -> Packet:
    beside = packet.beside
    return replace(packet, beside=replace(beside, rejections=beside.rejections[1:]))


def one_owner_less(packet: Packet) -> Packet:
    return replace(packet, untouched_by_owner=packet.untouched_by_owner[1:])


def one_promised_claim_more(packet: Packet) -> Packet:
    first = packet.meeting.promises[0]
    more = replace(first, claim_count=first.claim_count + 1)
    rest = packet.meeting.promises[1:]
    return replace(packet, meeting=replace(packet.meeting, promises=(more, *rest)))


def one_origin_less(packet: Packet) -> Packet:
    return replace(packet, origins=packet.origins[1:])


@pytest.mark.parametrize(
    ("breaking", "where"),
    [
        (one_batch_less, "claims in batches"),
        (one_claim_more_in_a_group, "claims of Coding"),
        (one_payer_less, "payers of Telehealth modifier missing"),
        (one_dollar_more_on_the_cover, r"billed \(tile\)"),
        (one_rejection_less, r"claims rejected \(tile\)"),
        (one_owner_less, "untouched claims"),
        (one_origin_less, "claims by origin"),
        (one_promised_claim_more, "claims promised in Coding"),
    ],
)
def test_totals_that_do_not_tie_are_not_printed(breaking, where: str) -> None:
    with pytest.raises(PacketError, match=where):
        render_summary(breaking(weeks.group()))


def test_a_week_that_is_not_known_ties_with_nothing() -> None:
    packet = weeks.bad_week()
    denied = replace(packet.headline.denied, values=(*packet.headline.denied.values[:-1], None))
    check_ties(replace(packet, headline=replace(packet.headline, denied=denied)))
