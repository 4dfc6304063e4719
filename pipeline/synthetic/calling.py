"""The office calls payers about claims that nobody touched, week by week.

Takes a simulation that has run: a call is answered with "we are looking at it" and changes nothing
that a payer does. Books the calls, and mails the lists on which they come back.
"""

from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from pipeline.synthetic.calls import Call, noted
from pipeline.synthetic.simulation import Simulation
from pipeline.synthetic.truth_attention import CHASER, OpenClaim, weekly

CALLED_PER_CENT = 30
DAYS_TO_RETURN = (0, 1, 3, 4, 7, 9)
"""Days after a meeting on which its list comes back; what was done by then stands in it."""


def call_payers(simulation: Simulation) -> None:
    """Book the calls of a season."""
    dice = simulation.season.dice("calls")
    service_on = {
        each.claim.number: each.claim.service_from_on for each in simulation.world.submissions
    }
    called: dict[str, date] = {}
    listed = sorted(filter(_is_listed, weekly(simulation)), key=attrgetter("meeting_on", "number"))
    for meeting_on, of_list in groupby(listed, key=attrgetter("meeting_on")):
        back_after = dice.choice(DAYS_TO_RETURN)
        known_on = meeting_on + timedelta(days=back_after)
        calls = []
        for each in of_list:
            # a call keeps a claim off the list as long as anything else does
            days = (meeting_on - called.get(each.number, date.min)).days
            if days >= each.patience and dice.randrange(100) < CALLED_PER_CENT:
                called[each.number] = meeting_on + timedelta(days=dice.randint(0, back_after))
                who = each.number, each.payer_id, service_on[each.number]
                calls.append(Call(*who, meeting_on, called[each.number], known_on))
        _send_back(simulation, known_on, calls)


def _is_listed(claim: OpenClaim) -> bool:
    return claim.is_untouched and not claim.has_work and claim.owner_role == CHASER


def _send_back(simulation: Simulation, known_on: date, calls: list[Call]) -> None:
    """Mail a list with calls on it; what comes back after the season was never known."""
    content = noted(simulation.season.practice_id, calls)
    world = simulation.world
    if calls and world.post.deliver("worklist", "", known_on, content, 0):
        world.calls.extend(calls)
