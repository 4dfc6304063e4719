"""Whether every delivery arrived, and the job that tries again what did not.

Takes receipts. Refuses to tell to whom: a check's words end in Dagster's log; the receipt says it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import dagster as dg

from pipeline.defs.wiring.home import Order, TriageHome
from pipeline.mailing import Postman
from pipeline.practice import Home, Practice
from pipeline.resources.published import published
from pipeline.resources.receipts import OWED, REFUSED, SENDING, SENT, WITHHELD
from pipeline.rounds import (
    WEEKLY_JOB,
    deliver_owed,
    deliver_week,
    mails_by_itself,
    newest,
    postman_of,
)
from pipeline.runs import recorded_day

DELIVERY = dg.AssetKey(["delivery"])
NAME = "every_delivery_arrived"
EVERY_DELIVERY_ARRIVED = dg.AssetCheckSpec(
    NAME,
    asset=DELIVERY,
    description="A packet that could not be mailed or copied lies where it was made, and is owed.",
)


def arrived(home: Home, postman: Postman) -> dg.AssetCheckResult:
    """Return whether the newest delivery of each kind has reached each reader."""
    counts = Counter(one.state for one in newest(home, postman.receipts, postman.clock()))
    owed = counts[OWED] + counts[SENDING]
    refused, withheld = counts[REFUSED], counts[WITHHELD]
    return dg.AssetCheckResult(
        check_name=NAME,
        asset_key=DELIVERY,
        passed=not owed + refused + withheld,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{counts[SENT]} deliveries arrived, {owed} are owed, {refused} were refused, "
        f"{withheld} lists were not attached; the receipts lie under deliveries in the home.",
        metadata={"count": owed + refused + withheld},
    )


def lists_day(home: Home, practice_id: str) -> dt.date | None:
    """Return the day of a practice's newest lists: the day of the build that was published."""
    with published(home.path) as connection:
        return recorded_day(connection, practice_id)


@dg.op(description="Mails and copies what is owed, or one week to whom it was not brought yet.")
def bring_owed(context: dg.OpExecutionContext, triage_home: TriageHome, order: Order) -> None:
    """Try again what is owed; of a week that is named, bring all of it."""
    home = triage_home.open()
    postman = postman_of(home)
    if order.deliver_week:
        bring_week(home, order.practices(home), dt.date.fromisoformat(order.deliver_week), postman)
    else:
        deliver_owed(home, postman)
    result = arrived(home, postman)
    told = dg.AssetCheckEvaluation(
        asset_key=DELIVERY,
        check_name=NAME,
        passed=result.passed,
        severity=result.severity,
        description=result.description,
        metadata=result.metadata,
    )
    # It takes checks as well; its signature names the other events only.
    context.log_event(told)  # pyright: ignore[reportArgumentType]


def bring_week(home: Home, practices: Sequence[Practice], week: dt.date, postman: Postman) -> None:
    """Bring a week that a person named, however old; the day's lists go with the newest only."""
    now = postman.clock()
    for practice in practices:
        is_newest = mails_by_itself(WEEKLY_JOB, practice, week, now)
        day = lists_day(home, practice.practice_id) if is_newest else None
        postman.copy(practice, week, day)
        deliver_week(practice, week, day, postman)


@dg.job(
    name="deliveries",
    executor_def=dg.in_process_executor,
    description="Brings what is owed: mails that failed, copies that could not be written.",
)
def deliveries() -> None:
    """Run the one step."""
    bring_owed()


@dg.definitions
def owed() -> dg.Definitions:
    """Build the job."""
    return dg.Definitions(jobs=[deliveries])
