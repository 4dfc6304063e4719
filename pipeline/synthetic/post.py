"""The practice's mail: files as they arrive, some of them late, lost, joined or twice.

Takes the bytes of a file and the day it is received. What would arrive after the season ends does
not exist.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from pipeline.synthetic.records import Delivery
from pipeline.synthetic.season import LastWeek, Season

LATE_BY = timedelta(days=21)
LATE_PAYER, LATE_AT = "lantern", 0.55
LOST_PAYER, LOST_AT = "northlake", 0.42
LARGEST_PAYER = "cedar"


class Post:
    """Collects deliveries and knows which remittances go astray."""

    def __init__(self, season: Season) -> None:
        self._season = season
        self._horizon_on = season.horizon_on
        self._late_week = season.week_at(LATE_AT)
        self._lost_week = season.week_at(LOST_AT)
        self._is_late_sent = False
        self.deliveries: list[Delivery] = []

    def deliver(
        self, feed: str, payer_id: str, received_on: date, content: bytes, set_count: int
    ) -> bool:
        """Take a file; False where it would arrive after the season."""
        if received_on >= self._horizon_on:
            return False
        self.deliveries.append(Delivery("", feed, payer_id, received_on, content, set_count))
        return True

    def remit_received_on(self, payer_id: str, usual_on: date, first_denials: int) -> date:
        """Return the day on which a remittance arrives; the end of time if it never does.

        One of a payer's remittances with ``first_denials`` is late.
        """
        week = (usual_on - self._season.first_on).days // 7
        is_last = week == self._season.weeks - 1
        if payer_id == LARGEST_PAYER and is_last:
            missing = self._season.last_week is LastWeek.MISSING_FEED
            return date.max if missing else usual_on
        if self._season.weeks < 12:
            return usual_on
        if payer_id == LOST_PAYER and week == self._lost_week:
            return date.max
        is_due = payer_id == LATE_PAYER and week >= self._late_week and first_denials
        if is_due and not self._is_late_sent:
            self._is_late_sent = True
            return usual_on + LATE_BY
        return usual_on

    def is_quiet(self, received_on: date) -> bool:
        """Whether a day belongs to a last week without denials."""
        return self._season.last_week is LastWeek.QUIET and received_on >= self._season.monday(
            self._season.weeks - 1
        )

    def finished(self, dice: Random) -> list[Delivery]:
        """Return every delivery by day, named without meaning, with the copies among them."""
        deliveries = sorted(self.deliveries, key=lambda each: each.received_on)
        deliveries = self._with_joined(deliveries)
        deliveries += self._copies(deliveries, dice)
        deliveries.sort(key=lambda each: each.received_on)
        ends = ("edi", "txt", "dat", "x12")
        return [
            replace(each, name=f"{dice.getrandbits(40):010x}{number:04d}.{dice.choice(ends)}")
            for number, each in enumerate(deliveries)
        ]

    def _with_joined(self, deliveries: list[Delivery]) -> list[Delivery]:
        """Deliver one remittance of the largest payer again, in front of the one after it."""
        places = [
            place
            for place, each in enumerate(deliveries)
            if each.feed == "remittance" and each.payer_id == LARGEST_PAYER
        ]
        if len(places) < 3:
            return deliveries
        first, second = places[len(places) // 2 : len(places) // 2 + 2]
        earlier, later = deliveries[first], deliveries[second]
        joined = replace(
            later,
            content=_renumbered(earlier.content) + later.content,
            set_count=later.set_count + earlier.set_count,
            copied_set_count=earlier.set_count,
        )
        return [*deliveries[:second], joined, *deliveries[second + 1 :]]

    def _copies(self, deliveries: list[Delivery], dice: Random) -> list[Delivery]:
        """Deliver one file of each feed a second time, the same bytes under another name."""
        copies = []
        for feed in ("remittance", "claim_status", "acknowledgement", "submitted_claims"):
            of_feed = [
                each
                for each in deliveries
                if each.feed == feed
                and not each.copied_set_count
                and each.received_on < self._horizon_on - timedelta(days=14)
            ]
            if of_feed:
                chosen = dice.choice(of_feed)
                again_on = chosen.received_on + timedelta(days=dice.randrange(1, 7))
                copies.append(
                    replace(chosen, received_on=again_on, copied_set_count=chosen.set_count)
                )
        return copies


def _renumbered(content: bytes) -> bytes:
    """Number the one set of a file anew, as tools that join files do."""
    text = content.decode("ascii")
    head, rest = text.split("ST*835*0001", 1)
    body, tail = rest.rsplit("*0001~GE", 1)
    return f"{head}ST*835*0042{body}*0042~GE{tail}".encode("ascii")
