"""A practice's week, packed, with what must hold before it is printed.

Takes the published copy. Refuses nothing; whether its pages add up is an answer like others.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.checking import Answer, a_file_arrived, pages_tie_to_facts
from pipeline.packing import pack, pack_decisions
from pipeline.practice import Home, Practice
from pipeline.printing import torn
from pipeline.resources.published import published
from reports.packet import DecisionBook, Packet


@dataclass(frozen=True)
class PackedWeek:
    """A practice's week before it is printed.

    Attributes:
        arrived: Whether a file came in it.
        ties: Whether its pages agree with one another and with the facts.
    """

    practice: Practice
    packet: Packet
    book: DecisionBook
    arrived: Answer
    ties: Answer


def packed_week(home: Home, practice: Practice, week: dt.date) -> PackedWeek:
    """Return the week of a practice and whether it may be printed."""
    key = practice.practice_id
    with published(home.path) as connection:
        packet = pack(connection, key, week)
        totals = packet.denied_count, packet.billed_usd
        return PackedWeek(
            practice,
            packet,
            pack_decisions(connection, key, week),
            a_file_arrived(connection, key, week),
            pages_tie(packet, pages_tie_to_facts(connection, key, week, *totals)),
        )


def pages_tie(packet: Packet, to_facts: Answer) -> Answer:
    """Return whether pages agree with one another, and with the facts."""
    problem = torn(packet)
    return to_facts if problem is None else Answer(False, 1, problem.problems[0].what)
