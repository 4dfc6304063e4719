"""What people get, as assets: the week's packet and the day's worklists."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

import dagster as dg

from pipeline.defs.packet.rendering import render_week, told
from pipeline.defs.wiring.home import Order, TriageHome, home_folder, practices_of
from pipeline.defs.wiring.left_out import UNPRINTED, UNTIED, note_left_out
from pipeline.defs.wiring.owners import BILLING_MANAGER
from pipeline.defs.wiring.partitions import ONE_WEEK_A_RUN, POOL, due_by_noon, packet_weeks
from pipeline.packing import pack_differences, pack_worklists
from pipeline.practice import Home, Practice
from pipeline.printing import print_differences, print_worklists, rendered_worklists
from pipeline.resources.published import published
from pipeline.runs import recorded_day

# Pages are made from the published copy: it is one complete run, where the pipeline's own file may
# be half of the next.
PUBLISHED = dg.AssetKey(["published", "warehouse"])
WEEKLY_PACKET = dg.AssetKey(["packet", "weekly_packet"])
WORKLISTS = dg.AssetKey(["packet", "worklists"])


CHECKS = (
    dg.AssetCheckSpec(
        "a_file_arrived",
        asset=WEEKLY_PACKET,
        description="An empty week is a missing feed, not a week without denials.",
    ),
    dg.AssetCheckSpec(
        "pages_tie_to_facts",
        asset=WEEKLY_PACKET,
        description="A packet whose totals differ from the facts is not printed, not delivered, "
        "and fails the run when the others are.",
    ),
    dg.AssetCheckSpec(
        "settings_are_sound",
        asset=WEEKLY_PACKET,
        description="A practice whose settings are wrong gets no packet until they are mended.",
    ),
)


def weekly_packet() -> dg.AssetsDefinition:
    """Return the asset that renders one week's packet, a file a practice."""
    practices = practices_of(home_folder())

    @dg.asset(
        key=WEEKLY_PACKET,
        deps=[PUBLISHED],
        partitions_def=packet_weeks(practices),
        freshness_policy=due_by_noon(practices),
        group_name="packet",
        kinds={"pdf", "html", "xlsx"},
        owners=[BILLING_MANAGER],
        backfill_policy=ONE_WEEK_A_RUN,
        pool=POOL,
        check_specs=CHECKS,
        description="The Monday packet and what its meeting fills in: counts only, for all staff.",
    )
    def render(
        context: dg.AssetExecutionContext, triage_home: TriageHome, order: Order
    ) -> dg.MaterializeResult:
        home = triage_home.open()
        week = dt.date.fromisoformat(context.partition_key)
        rendered = render_week(home, order.practices(home), week)
        note = partial(note_left_out, context.instance, context.run_id, week)
        note(UNTIED, rendered.untied)
        asked = order.asked_for(home, week, dt.datetime.now(dt.UTC))
        note(UNPRINTED, asked - {*rendered.printed, *rendered.untied})
        return rendered.result

    return render


def worklists() -> dg.AssetsDefinition:
    """Return the asset that renders the day's worklists, a file a practice."""

    @dg.asset(
        key=WORKLISTS,
        deps=[PUBLISHED],
        group_name="packet",
        kinds={"pdf", "xlsx"},
        owners=[BILLING_MANAGER],
        pool=POOL,
        description="Claims to work today, on paper and as workbooks; for the billing team only.",
    )
    def render(triage_home: TriageHome, order: Order) -> dg.MaterializeResult:
        home = triage_home.open()
        return render_lists(home, order.practices(home))

    return render


def render_lists(home: Home, practices: Sequence[Practice]) -> dg.MaterializeResult:
    """Render the day's lists of each practice that was ever loaded.

    One that joins in the midst of a run was not.
    """
    metadata: dict[str, Any] = {}
    with published(home.path) as connection:
        loaded = [one for one in practices if recorded_day(connection, one.practice_id)]
    here, days, differing = loaded or practices, [], []
    for practice in here:
        with published(home.path) as connection:
            today = recorded_day(connection, practice.practice_id)
            days.append(pack_worklists(connection, practice.practice_id, today))
            differing.append(pack_differences(connection, practice.practice_id, today))
    made = rendered_worklists(days)
    for practice, day, each, differences in zip(here, days, made, differing, strict=True):
        files = print_worklists(practice, day.as_of_on, each)
        for file in (*files, *print_differences(practice, differences)):
            metadata |= told(f"{practice.practice_id}/{file.path.stem[11:]}", file)
    return dg.MaterializeResult(metadata=metadata)


@dg.definitions
def packet() -> dg.Definitions:
    """Build both assets for this home's weeks."""
    return dg.Definitions(assets=[weekly_packet(), worklists()])
