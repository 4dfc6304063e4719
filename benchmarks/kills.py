"""Runs killed at random instants of every stage, or stopped by their disk, and done again.

    python benchmarks/kills.py [--kills 200] [--disks 2] [--seed 1] [--side-by-side 2] [--from 1]

makes a season that comes as loose files, as a package and from a source that is emptied, lets one
home run undisturbed, and then disturbs the runs of fresh copies of it: killed in each stage from
picking files up to delivering the packet, and just before or after a file is put in place; half of
the kills in a stage take the run alone and leave its dbt to itself. In every second round archive
and warehouse are locked. Rounds of disks let the disk be full in each stage, or read-only; only
root can make such disks. After each trouble the published copy must be absent or a complete one;
after each round a run is let go, and every table, page, list, delivery and file must equal the
undisturbed home's. Prints a table by trouble and ends with 1 where anything differs. ``--from``
takes a series up again at a round: the same troubles, in the season of the day.
``tests/laws/test_crash.py`` holds the same on ten kills.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.practice import Home
from pipeline.practice.home import HOME_FILE
from pipeline.synthetic import TIME_ZONE, Season
from tests.laws.building import Builder
from tests.laws.crash_homes import home_to_disturb, lock
from tests.laws.dying import LANDED, PAPER, RECEIPT, SWAPPED, TAKEN
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
    Told,
    Trouble,
    befallen,
)
from tests.posting import ENVIRONMENT, PostOffice, post_office
from tests.resources.small_disks import CAN_BE_MADE, small_disk

# Only the newest complete week is mailed, by the clock on the wall.
AS_OF_ON = dt.datetime.now(ZoneInfo(TIME_ZONE)).date()
READERS = """
[[recipients]]
address = "manager@larkspur.example"
roles = ["billing_manager"]

[[recipients]]
address = "loans@bank.example"
packet = "outside"
"""
# A file is picked up once in a home, so kills at that come first.
FIRST: tuple[Trouble, ...] = (KillAt(LANDED), KillAt(TAKEN))
LATER: tuple[Trouble, ...] = (*map(KillIn, STAGES), *map(KillAt, (SWAPPED, PAPER, RECEIPT)))
DISKS: tuple[Trouble, ...] = (
    HOME_READ_ONLY,
    *map(FullDisk, STAGES),
    WAREHOUSE_READ_ONLY,
    DELIVERED_READ_ONLY,
)


@dataclass(frozen=True)
class Round:
    """What befalls one home, and whether it has a key."""

    troubles: Sequence[Trouble]
    is_locked: bool
    is_on_small_disk: bool = False


def main() -> None:
    """Disturb as often as is asked for, and print what came of it."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--disks", type=int, default=2)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--side-by-side", type=int, default=2)
    asked.add_argument("--from", type=int, default=1, dest="first", help="round to begin with")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name, post_office(Path(name) / "office") as office:
        os.environ.update(ENVIRONMENT)
        series = [*rounds_of(given.kills, given.seed), *disk_rounds(given.disks)]
        rounds = {at: one for at, one in enumerate(series, 1) if at >= given.first}
        # Of each kind one home: the packet tells by a digest which settings it was made under.
        waiting = home_with_readers(Path(name), given.seed, office)
        locked = lock(Home.open(shutil.copytree(waiting.path, Path(name) / "calm-locked")))
        calm, due = dict[bool, Calm](), Counter[str]()
        for is_locked, home in ((False, waiting), (True, locked)):
            calm[is_locked] = Calm.ran(home, AS_OF_ON)
            new = message_ids(office).keys() - due.keys()
            homes = 1 + sum(one.is_locked == is_locked for one in rounds.values())
            due.update(dict.fromkeys(new, homes))
        told = played(calm, Path(name), rounds, given.seed, given.side_by_side)
        codes = printed(told, given.seed), mails_printed(message_ids(office), due)
    sys.exit(max(codes))


def played(
    calm: Mapping[bool, Calm],
    folder: Path,
    rounds: Mapping[int, Round],
    seed: int,
    side_by_side: int,
) -> list[Told]:
    """Play all rounds, some of them at a time."""

    def play(number: int) -> list[Told]:
        place = folder / f"round-{number}"
        dice = random.Random(f"{seed}-{number - 1}")  # noqa: S311
        asked = rounds[number]
        told = list(one_round(calm[asked.is_locked], place, asked, dice))
        shutil.rmtree(place)
        print(f"round {number} of {max(rounds)}: {_words(told)}", flush=True)
        return told

    with ThreadPoolExecutor(side_by_side) as pool:
        return [each for one in pool.map(play, rounds) for each in one]


def message_ids(office: PostOffice) -> Counter[str]:
    """Return how often each mail was taken by the server."""
    return Counter(str(mail["Message-ID"]) for mail in office.mails)


def home_with_readers(folder: Path, seed: int, office: PostOffice) -> Home:
    """Make a home in which a season waits, and whose packets are mailed."""
    season = Season(seed=seed, as_of_on=AS_OF_ON, weeks=5, size=0.2)
    home = home_to_disturb(Builder.made_in(folder / "blank"), folder, season, READERS)
    # The tables that stand there empty make room.
    file = home.path / HOME_FILE
    file.write_text(file.read_text("utf-8").partition("[mail]")[0] + office.toml(), "utf-8")
    return Home.open(home.path)


def one_round(calm: Calm, place: Path, asked: Round, dice: random.Random) -> Iterator[Told]:
    """Let one fresh home meet what is asked for, and then let a run end."""
    with small_disk(place, MEGABYTES) if asked.is_on_small_disk else nullcontext():
        home = Home.open(shutil.copytree(calm.untouched, place / "home"))
        yield from befallen(calm, home, asked.troubles, dice)


def rounds_of(kills: int, seed: int) -> Iterator[Round]:
    """Yield rounds of kills: those of two in their order, then of two in an order that is drawn."""
    dice = random.Random(seed)  # noqa: S311
    number = 0
    while kills > 0:
        later = list(LATER)
        if number % 4 > 1:
            dice.shuffle(later)
        troubles = [*FIRST, *later][:kills]
        yield Round(troubles, is_locked=bool(number % 2))
        kills -= len(troubles)
        number += 1


def disk_rounds(count: int) -> Iterator[Round]:
    """Yield rounds of disks; none where nobody may make one."""
    if count and not CAN_BE_MADE:
        print("disks: left out, only root can mount a small disk")
        return
    for number in range(count):
        yield Round(DISKS, is_locked=bool(number % 2), is_on_small_disk=True)


def printed(told: list[Told], seed: int) -> int:
    """Print what was met by trouble; return the code to end with."""
    times, met, apart = Counter[str](), Counter[str](), Counter[str]()
    for name, was_met, differences in told:
        times[name] += 1
        met[name] += was_met
        apart[name] += bool(differences)
    print(f"\n{'trouble':<36}{'times':>7}{'met it':>8}{'differ':>8}")
    kills, disks = ([trouble.name for trouble in each] for each in ((*FIRST, *LATER), DISKS))
    for name in (*kills, *disks, THE_END):
        if times[name]:
            print(f"{name:<36}{times[name]:>7}{met[name]:>8}{apart[name]:>8}")
    count, full = (sum(times[name] for name in each) for each in (kills, disks))
    ended = f"{times[THE_END]} runs let go, {apart.total()} differences"
    print(f"\nseed {seed}: {count} kills, {full} disks full or read-only, {ended}")
    return int(bool(apart.total()) or met[THE_END] != times[THE_END])


def mails_printed(counts: Counter[str], due: Counter[str]) -> int:
    """Print whether every home sent its mails, each at least once; return the code to end with."""
    missing, unknown = due - counts, counts.keys() - due.keys()
    twice = (counts - due).total()
    print(f"mails: {due.total()} due, {twice} sent twice under one id, ", end="")
    print(f"{missing.total()} missing, {len(unknown)} that no undisturbed home sent")
    return int(bool(missing or unknown))


def _words(told: list[Told]) -> str:
    apart = [f"{name}: {', '.join(wrong[:3])}" for name, _, wrong in told if wrong]
    return "; ".join(apart) or "as undisturbed"


if __name__ == "__main__":
    main()
