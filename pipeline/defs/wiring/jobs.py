"""The jobs; each names its assets and nothing else."""

import dagster as dg

PACKET = dg.AssetSelection.assets(["packet", "weekly_packet"], ["delivery"])

# Of the week's lists, and only where a practice asks for them.
KITS = dg.AssetSelection.assets(["packet", "kits"])

# Of files that are about to be sent: by itself, whenever one appears.
OUTGOING = dg.AssetSelection.assets(["scrub", "outgoing_claims"])

refresh_selection = dg.AssetSelection.all() - PACKET - KITS - OUTGOING

# Runs when files arrive, so that a rejection is on a worklist on the same day.
refresh = dg.define_asset_job(
    "refresh",
    selection=refresh_selection,
    description="Collects new files and rebuilds everything but the packets.",
    executor_def=dg.in_process_executor,
)

weekly_triage = dg.define_asset_job(
    "weekly_triage",
    selection=dg.AssetSelection.all() - OUTGOING,
    description="Collects new files, rebuilds everything, renders and delivers the packet.",
    executor_def=dg.in_process_executor,
)

scrub_outgoing = dg.define_asset_job(
    "scrub_outgoing",
    selection=OUTGOING,
    description="Scrubs files that are about to be sent; changes, moves and sends nothing.",
    executor_def=dg.in_process_executor,
)

# For old weeks: their rows are there already, so nothing is collected and nothing rebuilt.
packets = dg.define_asset_job(
    "packets",
    selection=PACKET,
    description="Renders one week's packet again; collects and rebuilds nothing.",
    executor_def=dg.in_process_executor,
)

# From the archive alone: it collects nothing, prints nothing and keeps the day of the last build.
rebuild = dg.define_asset_job(
    "rebuild",
    selection=refresh_selection
    - dg.AssetSelection.groups("landing")
    - dg.AssetSelection.assets(["packet", "worklists"]),
    description="Makes the warehouse again from landing, the settings and the journal of runs.",
    executor_def=dg.in_process_executor,
)
