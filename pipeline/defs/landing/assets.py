"""The landing archive as assets, one a kind of file."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipeline.defs.wiring.home import Order, TriageHome
from pipeline.defs.wiring.partitions import POOL
from pipeline.resources.landing import Landing, LandingReport
from pipeline.resources.named_files import NamedFiles
from pipeline.resources.received import Received

FEEDS = {
    "remittance": "Remittances (835) as they came: what each payer paid, adjusted and denied.",
    "claim_status": "Claim status reports (277CA, 277) as they came.",
    "acknowledgement": "Acknowledgements (999, TA1) of what was sent, as they came.",
    "submitted_claims": "Copies of the claims sent (837), as they came.",
    "practice_exports": "Lists of the practice system (CSV, XLSX, XLS, ODS), as they came.",
    "worklists": "Worklists that people answered, as they came back.",
}
KEYS = {feed: dg.AssetKey(["landing", feed]) for feed in FEEDS}


@dg.multi_asset(
    name="collect",
    specs=[
        dg.AssetSpec(KEYS[feed], description=text, group_name="landing", kinds={"file"})
        for feed, text in FEEDS.items()
    ],
    pool=POOL,
)
def collect(triage_home: TriageHome, order: Order) -> Iterator[dg.MaterializeResult]:
    """Copy what is new in the sources into the archive.

    A drop folder is mixed, and the content decides what a file is when it is read: so all kinds
    are collected at once, and the counts are those of the whole collection.
    """
    home = triage_home.open()
    landing = Landing(home)
    now = dt.datetime.now(dt.UTC)
    named = order.named_files(home)
    days = received(order, named)
    reports: list[LandingReport] = []
    for practice in order.practices(home):
        if named.paths:
            reports.append(landing.bring_in(practice, named.paths, now, days))
        else:
            reports.append(landing.collect(practice, now, days))
    counts = {
        name: sum(getattr(report, name) for report in reports)
        for name in ("new_count", "repeat_count", "seen_count", "under_way_count", "byte_count")
    }
    for key in KEYS.values():
        yield dg.MaterializeResult(asset_key=key, metadata=counts)


def received(order: Order, named: NamedFiles) -> Received:
    """Return what the order says about the day its files were received."""
    if named.received_dates:
        return Received.from_csv(Path(named.received_dates))
    if order.received_on:
        return Received.all_on(dt.date.fromisoformat(order.received_on))
    return Received.history() if named.paths else Received.live()
