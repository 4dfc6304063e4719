"""Files about to be sent, scrubbed as they appear, as an asset; only where settings name a folder.

Takes files that their folder keeps as they are. Refuses to tell of claims: a run says counts.
"""

import datetime as dt
import os
from collections.abc import Sequence

import dagster as dg

from pipeline.defs.packet.assets import PUBLISHED
from pipeline.defs.wiring.home import Order, TriageHome
from pipeline.defs.wiring.owners import BILLING_MANAGER
from pipeline.edits.outbound import OutboundLook, scrub_waiting
from pipeline.practice import Home, Practice
from pipeline.resources.published import published_key

OUTGOING = dg.AssetKey(["scrub", "outgoing_claims"])
HELD, CHECKED = "no_claim_is_held", "every_outgoing_file_was_checked"
CHECKS = (
    dg.AssetCheckSpec(
        HELD,
        asset=OUTGOING,
        description="A claim that an edit holds would come back denied; the kept run says which.",
    ),
    dg.AssetCheckSpec(
        CHECKED,
        asset=OUTGOING,
        description="A claim that could not be read, or a file of which something was lost, is not "
        "known to be sound.",
    ),
)


@dg.asset(
    key=OUTGOING,
    deps=[PUBLISHED],
    group_name="scrub",
    kinds={"json"},
    owners=[BILLING_MANAGER],
    check_specs=CHECKS,
    description="What edits say of each new file of claims in the folder that practice.toml names "
    "under [scrub]; kept in the home. Files stay as they are, and nothing is sent.",
)
def outgoing_claims(triage_home: TriageHome, order: Order) -> dg.MaterializeResult:
    """Scrub what is new."""
    home = triage_home.open()
    return told(looks_into(home, order.practices(home), dt.datetime.now(dt.UTC)))


def looks_into(home: Home, practices: Sequence[Practice], now: dt.datetime) -> list[OutboundLook]:
    """Look into the folder of each practice that has one."""
    asked = [practice for practice in practices if practice.outbound_folder is not None]
    key = published_key(home.path, os.environ) if asked and home.published_file.is_file() else ""
    return [scrub_waiting(home, practice, now, key) for practice in asked]


def told(looks: Sequence[OutboundLook]) -> dg.MaterializeResult:
    """Return counts, where the runs are kept, and both checks."""
    held = sum(look.held_count for look in looks)
    unknown = sum(look.unchecked_count + look.left_count + look.is_missing for look in looks)
    kept = {
        f"{look.practice_id}/{path.stem}": dg.MetadataValue.path(path)
        for look in looks
        for path, _ in look.reports
    }
    others = sum(look.no_claim_file_count for look in looks)
    claims = sum(report.seen.claim_count for look in looks for _, report in look.reports)
    return dg.MaterializeResult(
        metadata={
            "file_count": len(kept),
            "no_claim_file_count": others,
            "claim_count": claims,
            "held_count": held,
            **kept,
        },
        check_results=[
            _result(HELD, held, f"{held} claims are held."),
            _result(
                CHECKED, unknown, f"{unknown} claims, files or folders were not wholly checked."
            ),
        ],
    )


def _result(name: str, count: int, words: str) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        check_name=name,
        asset_key=OUTGOING,
        passed=not count,
        severity=dg.AssetCheckSeverity.WARN,
        description=words,
        metadata={"count": count},
    )


@dg.definitions
def outgoing() -> dg.Definitions:
    """Build the asset."""
    return dg.Definitions(assets=[outgoing_claims])
