"""What the last invented packet asked for, and what earlier meetings decided."""

import datetime as dt
from collections.abc import Sequence

from reports.packet import Category, CategoryPromise, Decision, Meeting, Owner, PromiseState
from tests.reports.invented.kinds import MONDAY, WEEK

STATES: tuple[PromiseState, ...] = ("started", "done", "not_done", "started")


def promise(category: Category, state: PromiseState) -> CategoryPromise:
    """Everything worked, about two thirds of it, or nothing; every third claim is closed."""
    claims = category.claim_count
    some = claims if state == "done" else (2 * claims + 2) // 3 if state == "started" else 0
    untouched = claims - some
    if state == "started" and not untouched:
        state = "done"
    closed = some // 3
    return CategoryPromise(
        category=category.name,
        owner=category.owner,
        next_action=category.next_action,
        act_by_on=WEEK + dt.timedelta(days=4),
        claim_count=claims,
        closed_count=closed,
        won_count=closed // 2,
        worked_count=some - closed,
        untouched_count=untouched,
        state=state,
    )


DECISIONS = (
    Decision(
        cause="Telehealth modifier missing",
        decision="Use the suggested check",
        owner=Owner("Coding & charge entry", "JS"),
        due_on=WEEK + dt.timedelta(days=4),
        decided_on=WEEK - dt.timedelta(days=7),
        state="started",
        is_overdue=True,
        week_count=2,
        before_count=14,
        since_count=19,
    ),
    Decision(
        cause="Clinician not linked to the group",
        decision="Call the payer",
        owner=Owner("Credentialing", "LO"),
        due_on=MONDAY,
        decided_on=WEEK,
        state="no_word",
        is_overdue=False,
        week_count=1,
        before_count=5,
        since_count=5,
    ),
)


def meeting(categories: Sequence[Category], *, decisions: tuple[Decision, ...] = ()) -> Meeting:
    """A meeting after a week whose packet had these categories."""
    promises = tuple(
        promise(category, STATES[number % len(STATES)])
        for number, category in enumerate(categories)
    )
    return Meeting(follows_packet=True, promises=promises, decisions=decisions)
