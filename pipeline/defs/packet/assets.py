"""What people get, as assets: the week's packet and the day's worklists."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import dagster as dg

from pipeline.checking import a_file_arrived, pages_tie_to_facts, settings_are_sound
from pipeline.defs.transform.checks import result_of
from pipeline.defs.wiring.home import Order, TriageHome, home_folder, practices_of
from pipeline.defs.wiring.owners import BILLING_MANAGER
from pipeline.defs.wiring.partitions import ONE_WEEK_A_RUN, POOL, due_by_noon, packet_weeks
from pipeline.packing import (
    company_over,
    pack,
    pack_decisions,
    pack_differences,
    pack_held,
    pack_worklists,
)
from pipeline.practice import Home, Practice
from pipeline.printing import (
    Printed,
    print_company,
    print_decisions,
    print_differences,
    print_packet,
    print_worklists,
    rendered_packets,
    rendered_worklists,
    torn,
)
from pipeline.resources.last_sound import planned
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
        blocking=True,
        description="A packet whose totals differ from the facts is not delivered.",
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
        return render_week(home, order.practices(home), week)

    return render


def render_week(home: Home, practices: Sequence[Practice], week: dt.date) -> dg.MaterializeResult:
    """Render the week of each practice and hold its totals against the facts."""
    metadata: dict[str, Any] = {}
    arrived, ties, due, broken = [], [], [], []
    for practice in practices:
        key = practice.practice_id
        with published(home.path) as connection:
            packet = pack(connection, key, week)
            book = pack_decisions(connection, key, week)
            totals = packet.denied_count, packet.billed_usd
            arrived.append(a_file_arrived(connection, key, week))
            ties.append(pages_tie_to_facts(connection, key, week, *totals))
        broken.append(torn(packet))
        if ties[-1].passed and broken[-1] is None:
            due.append((practice, packet, book))
    made = rendered_packets([packet for _, packet, _ in due])
    for (practice, _, book), each in zip(due, made, strict=True):
        files = print_packet(practice, week, each) | {"decisions": print_decisions(practice, book)}
        for part, file in files.items():
            metadata |= told(f"{practice.practice_id}/{part}", file)
    metadata |= render_cover(home, week)
    # The others have theirs; whose pages contradict each other is told, and the run fails.
    problem = next(filter(None, broken), None)
    if problem is not None:
        raise problem
    results = (
        result_of("a_file_arrived", arrived),
        result_of("pages_tie_to_facts", ties, dg.AssetCheckSeverity.ERROR),
        result_of("settings_are_sound", [settings_are_sound(home)]),
    )
    return dg.MaterializeResult(metadata=metadata, check_results=results)


def render_cover(home: Home, week: dt.date) -> dict[str, Any]:
    """Render the cover over all practices that have come to the week by now, where several have.

    A schedule serves one time zone, so each run writes it anew.
    """
    sound, left_out = [], []
    with published(home.path) as connection:
        keys = [each.practice_id for each in home.practices]
        for key, packet in pack_held(connection, keys, week).items():
            totals = packet.denied_count, packet.billed_usd
            is_sound = pages_tie_to_facts(connection, key, week, *totals).passed
            if is_sound and torn(packet) is None:
                sound.append(packet)
            else:
                left_out.append(packet.practice_name)
    wrong = {practice.practice_id for practice in home.unsound}
    unsound = [one.name for one in planned(home.path) if one.practice_id in wrong]
    cover = company_over(sound, left_out, unsound)
    return {} if cover is None else told("practices", print_company(home, cover))


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
        metadata: dict[str, Any] = {}
        practices = order.practices(home)
        days, differing = [], []
        for practice in practices:
            with published(home.path) as connection:
                today = recorded_day(connection, practice.practice_id)
                days.append(pack_worklists(connection, practice.practice_id, today))
                differing.append(pack_differences(connection, practice.practice_id, today))
        made = rendered_worklists(days)
        for practice, day, each, differences in zip(practices, days, made, differing, strict=True):
            files = print_worklists(practice, day.as_of_on, each)
            for file in (*files, *print_differences(practice, differences)):
                metadata |= told(f"{practice.practice_id}/{file.path.stem[11:]}", file)
        return dg.MaterializeResult(metadata=metadata)

    return render


def told(practice_id: str, printed: Printed) -> dict[str, Any]:
    """Return what a run tells about a file: where, how long and its digest; never what it says."""
    return {
        f"{practice_id}/path": dg.MetadataValue.path(printed.path),
        f"{practice_id}/byte_count": printed.byte_count,
        f"{practice_id}/sha256": printed.sha256,
    }


@dg.definitions
def packet() -> dg.Definitions:
    """Build both assets for this home's weeks."""
    return dg.Definitions(assets=[weekly_packet(), worklists()])
