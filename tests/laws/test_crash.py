"""Killed at any instant, or stopped by its disk, and run again, a home ends as if undisturbed.

Ten kills and four disks here; ``benchmarks/kills.py`` makes hundreds.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import duckdb
import pytest

from pipeline.practice import Home
from pipeline.resources.landing import Landing
from pipeline.synthetic import Season
from tests.laws.building import Builder
from tests.laws.conftest import AS_OF_ON
from tests.laws.crash_homes import SOURCE, home_to_disturb
from tests.laws.dying import LANDED, RECEIPT, SWAPPED, TAKEN
from tests.laws.holdings import differing, everything
from tests.laws.killing import STAGES
from tests.laws.troubles import (
    DELIVERED_READ_ONLY,
    HOME_READ_ONLY,
    MEGABYTES,
    THE_END,
    WAREHOUSE_READ_ONLY,
    Calm,
    FullDisk,
    KillAt,
    KillIn,
    ReadOnly,
    Told,
    Trouble,
    befallen,
)
from tests.resources.small_disks import CAN_BE_MADE, small_disk

pytestmark = pytest.mark.slow
SEED = 7
COLLECT, LOAD, MODELS, _, PACKET, WORKLISTS, DELIVERY = STAGES
DISKS = (FullDisk, ReadOnly)
# Two homes, side by side. A file is picked up once in a home, so kills at that come first; disks
# come before the first packet is delivered, so that one can be seen that should not be there.
HOMES: tuple[tuple[Trouble, ...], ...] = (
    (
        KillAt(LANDED),
        KillAt(TAKEN),
        KillIn(COLLECT),
        HOME_READ_ONLY,
        FullDisk(MODELS),
        WAREHOUSE_READ_ONLY,
        KillIn(LOAD),
        KillIn(MODELS),
        KillAt(SWAPPED),
        KillIn(PACKET),
    ),
    (DELIVERED_READ_ONLY, KillIn(WORKLISTS), KillIn(DELIVERY), KillAt(RECEIPT)),
)
KILLED = {COLLECT, LOAD, MODELS, SWAPPED, PACKET, WORKLISTS, LANDED, TAKEN, RECEIPT}
"""Of these a kill meets a run for certain, publishing by its swap; a delivery takes a tenth of a
second, and a kill may come when it is over."""


@pytest.fixture(scope="module")
def calm(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    folder = tmp_path_factory.mktemp("killed")
    season = Season(seed=5, as_of_on=AS_OF_ON, weeks=5, size=0.2)
    return Calm.ran(home_to_disturb(builder, folder, season), AS_OF_ON)


@pytest.fixture(scope="module")
def told(calm: Calm, tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """Two homes side by side; where a small disk can be made, each meets disks too."""
    folder = tmp_path_factory.mktemp("rounds")

    def play(number: int) -> list[Told]:
        dice = random.Random(SEED + number)  # noqa: S311  (a draw that can be done again)
        place = folder / str(number)
        troubles = [each for each in HOMES[number] if CAN_BE_MADE or not isinstance(each, DISKS)]
        with small_disk(place, MEGABYTES) if CAN_BE_MADE else nullcontext():
            home = Home.open(shutil.copytree(calm.untouched, place / "home"))
            return list(befallen(calm, home, troubles, dice))

    with ThreadPoolExecutor(len(HOMES)) as pool:
        return [each for one in pool.map(play, range(len(HOMES))) for each in one]


def test_runs_that_were_disturbed_and_done_again_end_as_an_undisturbed_one(
    told: list[Told],
) -> None:
    assert [(name, wrong) for name, _, wrong in told if wrong] == []
    assert [met for name, met, _ in told if name == THE_END] == [True] * len(HOMES)


def test_every_stage_is_killed_and_what_it_puts_in_place(told: list[Told]) -> None:
    assert {name for name, is_met, _ in told if is_met} >= KILLED


@pytest.mark.skipif(not CAN_BE_MADE, reason="only root can mount a small disk")
def test_a_disk_that_is_full_or_read_only_is_told_and_publishes_nothing(
    told: list[Told],
) -> None:
    names = {each.name for one in HOMES for each in one if isinstance(each, DISKS)}
    assert {name: wrong for name, is_met, wrong in told if name in names and is_met} == {
        name: [] for name in names
    }


def test_the_undisturbed_home_has_every_file_and_its_source_is_empty(calm: Calm) -> None:
    sent = calm.home.path.parent / "files" / "inbox"
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in sent.iterdir()}
    practice = calm.home.practices[0]
    assert {file.sha256 for file in Landing(calm.home).landed(practice)} == digests
    assert list((calm.untouched / "practices" / practice.practice_id / SOURCE).iterdir())
    assert list((practice.folder / SOURCE).iterdir()) == []


def test_a_row_a_byte_a_name_or_a_lost_file_that_differs_is_seen(
    calm: Calm, tmp_path: Path
) -> None:
    home = Home.open(shutil.copytree(calm.home.path, tmp_path / "home"))
    assert differing(everything(home), calm.held) == []
    with duckdb.connect(str(home.published_file)) as connection:
        connection.execute("delete from facts.fct_denials where rowid = 0")
    (summary,) = home.path.glob("practices/*/packets/*-summary.pdf")
    summary.write_bytes(summary.read_bytes() + b"%")
    (copied,) = home.path.glob("delivered/*-summary.html")
    copied.unlink()
    half = home.landing_folder / ".half.new"
    half.write_bytes(b"")
    paths = {str(path.relative_to(home.path)) for path in (summary, copied, half)}
    (receipt,) = home.path.glob("deliveries/*/*/folder-*.json")
    receipt.write_text(receipt.read_text("utf-8").replace('"sent"', '"owed"'), "utf-8")
    owed = f"deliveries/{receipt.parts[-3]}/{receipt.parts[-2]}/folder/delivered/0"
    assert set(differing(everything(home), calm.held)) == {"facts.fct_denials", owed, *paths}
    assert calm.differs(home) == ["facts.fct_denials"]
