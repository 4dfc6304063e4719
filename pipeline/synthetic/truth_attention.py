"""The truth about aging without attention: open claims, and how long nobody did anything on them.

Takes a simulation that has run. Looks at each claim from the Monday after each week, when the
office meets: what that day's mail brings is not known yet.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.synthetic.claim_files import Cabinet, Key
from pipeline.synthetic.denials import Denial
from pipeline.synthetic.season import Season
from pipeline.synthetic.simulation import Simulation
from pipeline.synthetic.truth_cells import Row, dollars, iso, yes
from pipeline.synthetic.truth_standing import Wait, stretches, waits_of
from pipeline.synthetic.truth_work import Piece, pieces

CHASER = "ar_denials_specialist"
"""Who asks about a claim that a payer has simply not answered."""
NEAR_DAYS = 14
"""A last day this near is work, whatever the payer has in hand."""


class OpenClaim(NamedTuple):
    """A claim with dollars open at a payer when a week is over."""

    number: str
    payer_id: str
    week_on: date
    days: int
    patience: int
    open_cents: int
    owner_role: str
    has_work: bool

    @property
    def is_untouched(self) -> bool:
        """Whether it has waited too long."""
        return self.days >= self.patience

    @property
    def meeting_on(self) -> date:
        """The Monday on which the week is talked about."""
        return self.week_on + timedelta(days=7)


class Task(NamedTuple):
    """A piece of work and the stretches in which it waits for the payer."""

    piece: Piece
    waits: tuple[Wait, ...]

    def is_at_hand(self, meeting_on: date) -> bool:
        """Whether it is there on the day of a meeting."""
        return _covers(self.piece.item.opened_on, self.piece.item.closed_on, meeting_on)

    def can_wait(self, meeting_on: date) -> bool:
        """Whether there is nothing to do about it on the day of a meeting."""
        left = ((day - meeting_on).days for day in self.piece.last_days)
        is_near = any(0 <= days <= NEAR_DAYS for days in left)
        waits = any(_covers(each.from_on, each.to_on, meeting_on) for each in self.waits)
        return waits and not is_near


def open_claims(simulation: Simulation) -> Iterator[Row]:
    """Yield every open claim of every week, with its days and its owner."""
    for each in weekly(simulation):
        yield (
            each.number,
            each.payer_id,
            iso(each.week_on),
            each.days,
            each.patience,
            yes(each.is_untouched),
            dollars(each.open_cents),
            each.owner_role,
            yes(each.has_work),
        )


def unattended(simulation: Simulation) -> Iterator[Row]:
    """Yield the untouched claims on which nobody has anything to do."""
    for each in weekly(simulation):
        if each.is_untouched and not each.has_work:
            yield each.number, each.payer_id, iso(each.week_on), each.patience, each.owner_role


def untouched(simulation: Simulation) -> Iterator[Row]:
    """Yield the week's figures: untouched claims of each payer and owner, and the oldest."""
    heaps: dict[tuple[date, str, str, int], list[OpenClaim]] = defaultdict(list)
    for each in weekly(simulation):
        if each.is_untouched:
            heaps[each.week_on, each.payer_id, each.owner_role, each.patience].append(each)
    for (week_on, payer_id, owner_role, patience), heap in heaps.items():
        yield (
            iso(week_on),
            payer_id,
            owner_role,
            patience,
            len({each.number for each in heap}),
            dollars(sum(each.open_cents for each in heap)),
            max(each.days for each in heap),
        )


def weekly(simulation: Simulation) -> Iterator[OpenClaim]:
    """Yield every open claim of every week."""
    cabinet, diary = Cabinet(simulation), _diary(simulation)
    tasks = _tasks(simulation, cabinet)
    weeks = list(_weeks(simulation.season))
    for number, payer_id in cabinet.files:
        patience = simulation.office.payers[payer_id].patience
        for standing in stretches(cabinet, (number, payer_id)):
            if not standing.open_cents:
                continue
            for week_on, meeting_on in weeks:
                if _covers(standing.from_on, standing.to_on, meeting_on):
                    last_on = max(day for known, day in diary[number] if known < meeting_on)
                    yield OpenClaim(
                        number,
                        payer_id,
                        week_on,
                        (meeting_on - last_on).days,
                        patience,
                        standing.open_cents,
                        *hand_of(tasks[number, payer_id], meeting_on),
                    )


def _weeks(season: Season) -> Iterator[tuple[date, date]]:
    """Yield the first day of each week and the day of its meeting."""
    for week in range(season.weeks):
        yield season.monday(week), season.monday(week + 1)


def _covers(from_on: date, to_on: date | None, meeting_on: date) -> bool:
    """Whether days had begun and, as far as was known by the evening before, not ended."""
    return from_on < meeting_on and (to_on is None or meeting_on <= to_on)


def _diary(simulation: Simulation) -> dict[str, list[tuple[date, date]]]:
    """Return on which days somebody did or got something to do on a claim number, at any payer.

    Before each stands the day from which it was known: a call, once its list comes back.
    """
    world = simulation.world
    diary: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for sent in world.submissions:
        diary[sent.claim.number].append((sent.sent_on, sent.sent_on))
    for call in world.calls:
        diary[call.number].append((call.known_on, call.called_on))
    for each in (*world.ledger.denials, *world.rejections.rejections, *world.requests.requests):
        # a "duplicate" answers what was sent; it gives nobody work
        if not (isinstance(each, Denial) and each.is_noise):
            diary[each.claim.number].append((each.opened_on, each.opened_on))
    return diary


def _tasks(simulation: Simulation, cabinet: Cabinet) -> dict[Key, list[Task]]:
    """Return the work on each claim at each payer."""
    tasks: dict[Key, list[Task]] = defaultdict(list)
    for piece in pieces(simulation):
        item = piece.item
        waits = tuple(waits_of(cabinet, item)) if isinstance(item, Denial) else ()
        tasks[item.claim.number, item.claim.payer_id].append(Task(piece, waits))
    return tasks


def hand_of(tasks: list[Task], meeting_on: date) -> tuple[str, bool]:
    """Return in whose hand a claim is, and whether there is anything to do."""
    at_hand = [each for each in tasks if each.is_at_hand(meeting_on)]
    to_do = [each for each in at_hand if not each.can_wait(meeting_on)]
    if not at_hand:
        return CHASER, False
    first = min(to_do or at_hand, key=lambda each: each.piece.act_by_on)
    return first.piece.owner_role, bool(to_do)
