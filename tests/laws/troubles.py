"""What befalls runs, one after the other in one home, and what the home holds in the end.

A kill in a stage waits for the step before it to end, then for a share of the stage's length that
is drawn. The instants that matter most are too short for that: a kill at a file lets the process
die just before or after it renames or deletes one that is drawn. After each trouble the published
copy must be absent or a complete one; after all of them everything equals an undisturbed home's.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.practice import Home
from pipeline.resources.folder_problems import NOT_WRITTEN
from tests.laws.dying import MOMENTS
from tests.laws.holdings import differing, everything, is_table, papers, published
from tests.laws.killing import STAGES, Ended, Run, Watch
from tests.resources.small_disks import full, read_only

MEGABYTES = 1500
"""Of a small disk, which is of memory and takes what lies on it: a home is 250 MB, a run asks for
300 MB and twice the warehouse."""

THE_END = "the end"
_DONE = (0, 3)
_OF_FOUR_PARTS = ("Why it matters:", "What to do:")


@dataclass(frozen=True)
class Calm:
    """An undisturbed run: the home before it, what it left, how long its stages took.

    Attributes:
        untouched: A copy of the home as it was before.
        held: What the home held after it.
        counts: Files it put in place or took away, by kind.
    """

    home: Home
    untouched: Path
    held: Mapping[str, str]
    lengths: Mapping[str, float]
    counts: Mapping[str, int]
    as_of_on: dt.date

    @classmethod
    def ran(cls, home: Home, as_of_on: dt.date) -> Calm:
        """Keep a copy of a home, and run the home to the end."""
        untouched = home.path.with_name(f"{home.path.name}-untouched")
        shutil.copytree(home.path, untouched)
        watch = Watch(_beside(home))
        ended = Run(home, as_of_on, watch).let_go()
        assert ended.code in _DONE, ended.said
        return cls(home, untouched, everything(home), ended.lengths, watch.counts, as_of_on)

    def differs(self, home: Home) -> list[str]:
        """Return the tables of a home's published copy that are not of a complete run."""
        seen = published(home)
        if seen is None:
            return []
        return differing(seen, {name: self.held[name] for name in self.held if is_table(name)})


Told = tuple[str, bool, list[str]]


class Trouble(Protocol):
    """Something that befalls a run."""

    @property
    def name(self) -> str:
        """What a table of them calls it."""
        ...

    def befall(self, home: Home, calm: Calm, dice: random.Random) -> tuple[bool, list[str]]:
        """Let a run meet it; return whether it did, and what is wrong with how it ended."""
        ...


@dataclass(frozen=True)
class KillIn:
    """A kill at any instant of a stage."""

    name: str

    def befall(self, home: Home, calm: Calm, dice: random.Random) -> tuple[bool, list[str]]:
        """Wait for the stage and a drawn share of it, then kill."""
        run = Run(home, calm.as_of_on)
        within = run.reaches(self.name)
        time.sleep(dice.uniform(0.0, 1.0) * calm.lengths[self.name])
        within = within and run.process.poll() is None
        run.kill(dice)
        return within, []


@dataclass(frozen=True)
class KillAt:
    """A kill just before or after a file of a kind is put in place or taken away."""

    name: str

    def befall(self, home: Home, calm: Calm, dice: random.Random) -> tuple[bool, list[str]]:
        """Draw which file and on which side of it; a run that has no such file left ends."""
        number = dice.randint(1, calm.counts[self.name])
        watch = Watch(_beside(home), self.name, number, dice.choice(MOMENTS))
        return Run(home, calm.as_of_on, watch).let_go().code < 0, []


@dataclass(frozen=True)
class FullDisk:
    """A disk that has no room from an instant of a stage on; the home must lie on a small one."""

    stage: str

    @property
    def name(self) -> str:
        """What a table calls it."""
        return f"disk full in {self.stage}"

    def befall(self, home: Home, calm: Calm, dice: random.Random) -> tuple[bool, list[str]]:
        """Take the room away in the stage, and give it back when the run has ended."""
        before, run = _delivered(home), Run(home, calm.as_of_on)
        run.reaches(self.stage)
        time.sleep(dice.uniform(0.0, 1.0) * calm.lengths[self.stage])
        with full(home.path.parent, MEGABYTES):
            ended = run.let_go()
        if ended.code in _DONE:
            return False, []
        # What stands in the folder before the disk is full is whole; it may be there.
        new = [] if self.stage == STAGES[-1] else differing(before, _delivered(home))
        return True, [*unclear(ended), *new]


@dataclass(frozen=True)
class ReadOnly:
    """A folder of the home that nobody may write in, save in some folders of it.

    Attributes:
        owed: What a run says that is done but for this; empty where it must end with an error.
    """

    folder: str
    but: tuple[str, ...] = ()
    owed: str = ""

    @property
    def name(self) -> str:
        """What a table calls it."""
        return f"read-only {self.folder}"

    def befall(self, home: Home, calm: Calm, dice: random.Random) -> tuple[bool, list[str]]:
        """Run with the folder closed."""
        del dice
        before = _delivered(home)
        with read_only(home.path / self.folder, *(home.path / each for each in self.but)):
            ended = Run(home, calm.as_of_on).let_go()
        wrong = _unsaid(ended, self.owed) if self.owed else unclear(ended)
        return True, [*wrong, *differing(before, _delivered(home))]


DELIVERED_READ_ONLY = ReadOnly("delivered", owed=f"owed: {NOT_WRITTEN}")
"""The packet is made and published; only its copy is owed, which needs a person."""
WAREHOUSE_READ_ONLY = ReadOnly("warehouse", but=("warehouse/working",))
HOME_READ_ONLY = ReadOnly(".")


def befallen(
    calm: Calm, home: Home, troubles: Sequence[Trouble], dice: random.Random
) -> Iterator[Told]:
    """Let runs of a fresh home meet troubles in the order given, and then let one end.

    Yields:
        Each trouble, whether a run met it, and what is wrong: after a trouble the words of the run
        and the published copy, at the end everything that the home holds.
    """
    for trouble in troubles:
        met, wrong = trouble.befall(home, calm, dice)
        yield trouble.name, met, [*wrong, *calm.differs(home)]
    ended = Run(home, calm.as_of_on).let_go()
    is_done = ended.code in _DONE
    apart = differing(everything(home), calm.held)
    yield THE_END, is_done, apart or ([] if is_done else [ended.said])


def _beside(home: Home) -> Path:
    return home.path.with_name(f"{home.path.name}-put-in-place.txt")


def _delivered(home: Home) -> dict[str, str]:
    return {name: told for name, told in papers(home).items() if name.startswith("delivered/")}


def _unsaid(ended: Ended, words: str) -> list[str]:
    is_said = ended.code == 3 and words in ended.said
    return [] if is_said else [f"ended with {ended.code}: {ended.said}"]


def unclear(ended: Ended) -> list[str]:
    """Return what a run said where it is no error of four parts about a disk."""
    said = ended.said
    is_clear = all(part in said for part in _OF_FOUR_PARTS) and "disk" in said.lower()
    is_ours = ended.code == 1 and "fault of this program" not in said and "Traceback" not in said
    return [] if is_clear and is_ours else [f"ended with {ended.code}: {said}"]
