"""The landing archive as assets, one a kind of file."""

import datetime as dt
import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

import dagster as dg

from pipeline.defs.wiring.home import Order, TriageHome
from pipeline.defs.wiring.owners import OPERATOR
from pipeline.defs.wiring.partitions import POOL
from pipeline.resources.landing import Landing, LandingReport
from pipeline.resources.named_files import NamedFiles, tell_refused
from pipeline.resources.reaching import Reaching
from pipeline.resources.received import Received
from pipeline.side_by_side import waiting_together

# A clearinghouse that serves several practices of a home sees their logins together; a usual SSH
# server turns logins away from the eleventh on (MaxStartups 10). 2026-12-01.
SOURCES_AT_ONCE = 8

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
        dg.AssetSpec(
            KEYS[feed], description=text, group_name="landing", kinds={"file"}, owners=[OPERATOR]
        )
        for feed, text in FEEDS.items()
    ],
    pool=POOL,
)
def collect(triage_home: TriageHome, order: Order) -> Iterator[dg.MaterializeResult]:
    """Copy what is new in the sources into the archive.

    A drop folder is mixed, and the content decides what a file is when it is read: so all kinds
    are collected at once, and the counts are those of the whole collection. A source that fails
    costs its own files and a line of the packet; one that is slow holds up no other practice.
    """
    home = triage_home.open()
    landing = Landing(home, Reaching(os.environ, time.sleep))
    now = dt.datetime.now(dt.UTC)
    named = order.named_files(home)
    days = received(order, named)
    report = LandingReport()
    practices = order.practices(home)
    if named.paths:
        for practice in practices:
            brought = landing.bring_in(practice, named.paths, now, days)
            tell_refused(home, order.files, brought.refused)
            report += brought.report
    else:
        collected = partial(landing.collect, now=now, received=days)
        for told in waiting_together(collected, practices, SOURCES_AT_ONCE):
            report += told
    for key in KEYS.values():
        yield dg.MaterializeResult(asset_key=key, metadata=asdict(report))


def received(order: Order, named: NamedFiles) -> Received:
    """Return what the order says about the day its files were received."""
    if named.received_dates:
        return Received.from_csv(Path(named.received_dates))
    if order.received_on:
        return Received.all_on(dt.date.fromisoformat(order.received_on))
    return Received.history() if named.paths else Received.live()
