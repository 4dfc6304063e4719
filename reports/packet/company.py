"""The cover over many practices of one billing company: counts of each, for the company only."""

from dataclasses import dataclass
from datetime import date

from reports.packet.summary import Packet


@dataclass(frozen=True, slots=True)
class Company:
    """One week of every practice of a home; each practice's own packet stays apart.

    Attributes:
        packet_week: first day covered.
        covers_until: first day no longer covered (exclusive).
        issued_on: day of the meeting.
        packets: a practice each, in any order; the page orders them.
        left_out: names of practices whose own packet was not printed, because it does not add up.
        unsound: names of practices that are not served while their settings are wrong.
    """

    packet_week: date
    covers_until: date
    issued_on: date
    packets: tuple[Packet, ...]
    left_out: tuple[str, ...] = ()
    unsound: tuple[str, ...] = ()

    @property
    def invented_notice(self) -> str:
        """Printed in the foot when any of the data are made up."""
        return next((one.invented_notice for one in self.packets if one.invented_notice), "")
