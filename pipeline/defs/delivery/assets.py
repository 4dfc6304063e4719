"""The published warehouse, and packets where people look for them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import dagster as dg

from pipeline.defs.delivery.arrivals import (
    DELIVERY,
    EVERY_DELIVERY_ARRIVED,
    arrived,
    lists_day,
)
from pipeline.defs.packet.assets import WEEKLY_PACKET
from pipeline.defs.transform.manifest import keys_on
from pipeline.defs.wiring.home import Order, TriageHome, home_folder, practices_of
from pipeline.defs.wiring.left_out import (
    UNDELIVERED,
    UNPRINTED,
    UNTIED,
    left_out_by,
    note_left_out,
    tags_now,
)
from pipeline.defs.wiring.owners import OPERATOR
from pipeline.defs.wiring.partitions import ONE_WEEK_A_RUN, POOL, packet_weeks
from pipeline.mailing import Postman
from pipeline.practice import Home, Practice
from pipeline.printing import PrintError, not_printed
from pipeline.publishing import publish_run
from pipeline.resources.receipts import SENT, Receipt
from pipeline.rounds import deliver_owed, deliver_week, mails_by_itself, postman_of, told


def warehouse() -> dg.AssetsDefinition:
    """Return the asset that swaps the published copy in."""

    @dg.asset(
        key=["published", "warehouse"],
        deps=keys_on("facts", "rollups", "packet"),
        group_name="published",
        kinds={"duckdb"},
        owners=[OPERATOR],
        pool=POOL,
        description="The copy that analysts read: one complete run, swapped in at once.",
    )
    def publish_copy(
        context: dg.AssetExecutionContext, triage_home: TriageHome
    ) -> dg.MaterializeResult:
        path = publish_run(triage_home.open(), context.run_id, dt.datetime.now(dt.UTC))
        return dg.MaterializeResult(
            metadata={"path": dg.MetadataValue.path(path), "byte_count": path.stat().st_size}
        )

    return publish_copy


def delivered() -> dg.AssetsDefinition:
    """Return the asset that brings a week's packet to where and to whom the practice wants it."""

    @dg.asset(
        key=DELIVERY,
        deps=[WEEKLY_PACKET],
        partitions_def=packet_weeks(practices_of(home_folder())),
        group_name="delivery",
        owners=[OPERATOR],
        backfill_policy=ONE_WEEK_A_RUN,
        check_specs=[EVERY_DELIVERY_ARRIVED],
        description="The packet in the folder the practice names, and mailed to its readers. Fails "
        "at its end where pages of a practice do not add up; the others have theirs by then.",
    )
    def bring(
        context: dg.AssetExecutionContext, triage_home: TriageHome, order: Order
    ) -> dg.MaterializeResult:
        home = triage_home.open()
        week = dt.date.fromisoformat(context.partition_key)
        practices = printed_ones(context, home, order, week)
        result = brought(home, practices, week, context.run.job_name, postman_of(home))
        untied = left_out_by(tags_now(context.instance, context.run_id), UNTIED)
        if untied:
            raise PrintError(not_printed(sorted(untied)))
        return result

    return bring


def printed_ones(
    context: dg.AssetExecutionContext, home: Home, order: Order, week: dt.date
) -> list[Practice]:
    """Return whose packet this run printed; who cannot be served any more is told by the run."""
    tags = tags_now(context.instance, context.run_id)
    left_out = left_out_by(tags, UNTIED, UNPRINTED)
    due = [one for one in order.practices(home) if one.practice_id not in left_out]
    lost = (
        order.asked_for(home, week, dt.datetime.now(dt.UTC))
        - left_out
        - {one.practice_id for one in due}
    )
    note_left_out(context.instance, context.run_id, week, UNDELIVERED, lost)
    return due


def brought(
    home: Home, practices: Sequence[Practice], week: dt.date, job: str, postman: Postman
) -> dg.MaterializeResult:
    """Copy and mail the week of each practice; what did not arrive is told and owed."""
    metadata: dict[str, Any] = {}
    now = postman.clock()
    due = {each.practice_id: mails_by_itself(job, each, week, now) for each in practices}
    if any(due.values()):
        deliver_owed(home, postman)
    for practice in practices:
        key = practice.practice_id
        day = lists_day(home, key) if due[key] else None
        # Mail first: nothing that a folder does may keep it back.
        mailed = deliver_week(practice, week, day, postman) if due[key] else []
        copied = postman.copy(practice, week, day)
        mail = told(mailed, postman.handed_over)
        if practice.settings.recipients and not due[key]:
            mail = f"not mailed unasked; to mail it: triage deliver --week {week}"
        metadata[f"{key}/mail"] = mail
        metadata[f"{key}/folder"] = _copy_told(copied) if copied else ""
        receipts = [*mailed, *([copied] if copied else [])]
        metadata[f"{key}/needs_a_person"] = any(one.state != SENT for one in receipts)
    return dg.MaterializeResult(metadata=metadata, check_results=[arrived(home, postman)])


def _copy_told(copied: Receipt) -> str:
    """Return what became of a copy; why, where it is owed."""
    return copied.state if copied.state == SENT else f"{copied.state}: {copied.words}"


@dg.definitions
def delivery() -> dg.Definitions:
    """Build both assets for this home."""
    return dg.Definitions(assets=[warehouse(), delivered()])
