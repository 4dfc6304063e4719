"""The published warehouse, and packets where people look for them."""

import datetime as dt

import dagster as dg

from pipeline.defs.packet.assets import WEEKLY_PACKET
from pipeline.defs.transform.manifest import keys_on
from pipeline.defs.wiring.home import Order, TriageHome, home_folder, practices_of
from pipeline.defs.wiring.partitions import ONE_WEEK_A_RUN, POOL, packet_weeks
from pipeline.delivery import EDITION, SUMMARY, deliver, packet_path
from pipeline.publishing import publish
from pipeline.resources.warehouse import Warehouse
from pipeline.runs import finish_run


def warehouse() -> dg.AssetsDefinition:
    """Return the asset that swaps the published copy in."""

    @dg.asset(
        key=["published", "warehouse"],
        deps=keys_on("facts", "rollups", "packet"),
        group_name="published",
        kinds={"duckdb"},
        pool=POOL,
        description="The copy that analysts read: one complete run, swapped in at once.",
    )
    def publish_copy(
        context: dg.AssetExecutionContext, triage_home: TriageHome
    ) -> dg.MaterializeResult:
        home = triage_home.open()
        with Warehouse(home).writing() as connection:
            finish_run(connection, context.run_id, dt.datetime.now(dt.UTC), "succeeded")
        path = publish(home)
        return dg.MaterializeResult(
            metadata={"path": dg.MetadataValue.path(path), "byte_count": path.stat().st_size}
        )

    return publish_copy


def delivered() -> dg.AssetsDefinition:
    """Return the asset that copies a week's packet to where the practice wants it."""

    @dg.asset(
        key=["delivery"],
        deps=[WEEKLY_PACKET],
        partitions_def=packet_weeks(practices_of(home_folder())),
        group_name="delivery",
        backfill_policy=ONE_WEEK_A_RUN,
        description="The packet in the practice's packets folder and the folder it names.",
    )
    def copy(
        context: dg.AssetExecutionContext, triage_home: TriageHome, order: Order
    ) -> dg.MaterializeResult:
        home = triage_home.open()
        week = dt.date.fromisoformat(context.partition_key)
        count = 0
        for practice in order.practices(home):
            parts = {part: packet_path(practice, week, part) for part in (SUMMARY, EDITION)}
            count += len(deliver(practice, week, parts))
        return dg.MaterializeResult(metadata={"file_count": count})

    return copy


@dg.definitions
def delivery() -> dg.Definitions:
    """Build both assets for this home."""
    return dg.Definitions(assets=[warehouse(), delivered()])
