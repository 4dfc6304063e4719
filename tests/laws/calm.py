"""What page 1 claims in weeks in which nothing happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from pipeline.packing import pack
from pipeline.resources.warehouse import Warehouse
from pipeline.synthetic import Season
from reports.sentences import what_changed
from tests.laws.building import Builder
from tests.laws.on_paper import AS_OF_ON, home_of

CLAIM = "a real change"
Told = dict[str, dict[dt.date, str]]


def claims_of(
    builder: Builder, folder: Path, seeds: Iterable[int], weeks: int, size: float
) -> Told:
    """Return each practice's weeks with what was said of a change; empty where none is claimed."""
    seasons = [
        Season(
            seed=seed, as_of_on=AS_OF_ON, weeks=weeks, size=size, stories=False,
            practice_id=f"calm-{seed}", name=f"Practice {seed}",
        )
        for seed in seeds
    ]  # fmt: skip
    told: Told = {season.practice_id: {} for season in seasons}
    with Warehouse(home_of(builder, folder, seasons)).reading() as connection:
        cover = connection.execute("select practice_id, packet_week from packet.pkt_cover")
        for practice_id, week in sorted(cover.fetchall()):
            text = what_changed(pack(connection, practice_id, week)).text
            told[practice_id][week] = text if CLAIM in text else ""
    return told


def share_without(told: Told) -> float:
    """Share of weeks that claim no change."""
    texts = [text for weeks in told.values() for text in weeks.values()]
    return sum(not text for text in texts) / len(texts)
