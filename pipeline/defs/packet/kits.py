"""Kits that a week makes by itself, as an asset: for the practices whose settings ask for them."""

import datetime as dt
from typing import Any

import dagster as dg

from pipeline.defs.packet.assets import PUBLISHED
from pipeline.defs.packet.rendering import told
from pipeline.defs.wiring.home import Order, TriageHome
from pipeline.defs.wiring.owners import BILLING_MANAGER
from pipeline.defs.wiring.partitions import POOL
from pipeline.kit_claims import kits_of_the_day
from pipeline.packing_kits import pack_kits
from pipeline.practice import Home, Practice
from pipeline.printing import Printed, print_kit_book, rendered_kits
from pipeline.resources.published import published
from pipeline.runs import recorded_day

KITS = dg.AssetKey(["packet", "kits"])


def weekly_kits() -> dg.AssetsDefinition:
    """Return the asset that renders the week's kits, a book a practice."""

    @dg.asset(
        key=KITS,
        deps=[PUBLISHED],
        group_name="packet",
        kinds={"pdf", "docx"},
        owners=[BILLING_MANAGER],
        pool=POOL,
        description="Pages and letters that answer the listed denials, where settings ask for "
        "them; for the billing team only. Nothing is sent.",
    )
    def render(triage_home: TriageHome, order: Order) -> dg.MaterializeResult:
        home = triage_home.open()
        metadata: dict[str, Any] = {}
        for practice in order.practices(home):
            paper, *_ = kits_of(home, practice) or (None,)
            if paper is not None:
                metadata |= told(f"{practice.practice_id}/kits", paper)
        return dg.MaterializeResult(metadata=metadata)

    return render


def kits_of(home: Home, practice: Practice) -> list[Printed]:
    """Write the kits of the day's lists, the PDF first; nothing where none are asked for or due."""
    wanted, key = practice.settings.kits, practice.practice_id
    with published(home.path) as connection:
        day: dt.date | None = recorded_day(connection, key)
        if day is None:
            return []
        asked = kits_of_the_day(connection, key, day, wanted.weekly, wanted.most)
        if asked is None:
            return []
        book = pack_kits(connection, asked)
    (made,) = rendered_kits([book])
    return print_kit_book(practice, day, "kits", made)


@dg.definitions
def kits() -> dg.Definitions:
    """Build the asset."""
    return dg.Definitions(assets=[weekly_kits()])
