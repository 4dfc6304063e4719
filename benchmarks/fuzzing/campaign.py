"""A run of fuzzing: takes seeds and chance, keeps the inputs that showed something new.

What is new is judged by what a reading says (kinds of findings in pairs, what was set aside, which
tables have rows, formats) and by the lines of the readers that ran. The readers work on whole
arrays: their code has few branches, and a branch is the same for one odd value or a thousand.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from benchmarks.fuzzing.comparing import read_in_parts
from benchmarks.fuzzing.giants import GIANTS
from benchmarks.fuzzing.metering import Line, at_most, lines_of_functions, traced
from benchmarks.fuzzing.oracles import Verdict, examine, label
from benchmarks.fuzzing.seeds import Kinds
from pipeline.x12.reading import Reading
from tests.x12.mutations import mutated

MOST_SECONDS = 120
"""CPU and wall; an input that takes longer is a hang."""
SECONDS_OF_A_FILE, SECONDS_OF_A_MEGABYTE = 2.0, 8.0
MEMORY_OF_A_CALL, MEMORY_OF_A_BYTE = 150 << 20, 100
TRACED_EVERY = 10
GIANT_EVERY = 400
GIANT_BYTES = (100_000, 300_000, 1_000_000)


@dataclass(slots=True)
class Case:
    """An input: its number in the run, its files, and what it is made from."""

    number: int
    files: list[tuple[str, bytes]]
    made_by: str


@dataclass(slots=True)
class Tally:
    """What a run has seen so far."""

    executions: int = 0
    byte_count: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int, str] = (0.0, 0, "")
    hungriest: tuple[float, int, str] = (0.0, 0, "")
    lines: set[Line] = field(default_factory=set)
    features: set[tuple] = field(default_factory=set)
    kept: int = 0


class Campaign:
    """Makes inputs, examines them, and keeps those that showed something new."""

    def __init__(self, seeds: Kinds, seed: int) -> None:
        self.seed = seed
        self.tally = Tally()
        self._corpus = [data for files in seeds.values() for data in files]
        self._seed_count = len(self._corpus)
        self._giants = list(GIANTS)

    def run(self, count: int | None, minutes: float | None) -> Iterator[tuple[Case, list[str]]]:
        """Examine a number of inputs or for some minutes; give each that fails, and its faults.

        The same seed and number make the same inputs, however long a run is.
        """
        stop = time.monotonic() + (minutes or 0) * 60
        number = 0
        while (count is not None and number < count) or (
            minutes is not None and time.monotonic() < stop
        ):
            case = self._case(number)
            faults = self._examined(case)
            if faults:
                yield case, faults
            number += 1

    def chance_of(self, number: int, purpose: str) -> random.Random:
        """Return chance for one purpose of one input."""
        return random.Random(f"{self.seed}/{number}/{purpose}")  # noqa: S311 - repeatable

    def verdict(self, case: Case) -> Verdict:
        """Examine an input by the same throws each time."""
        with at_most(MOST_SECONDS):
            return examine(case.files, self.chance_of(case.number, "oracles"))

    def _case(self, number: int) -> Case:
        chance = self.chance_of(number, "input")
        if number % GIANT_EVERY == GIANT_EVERY - 1:
            name = self._giants[number // GIANT_EVERY % len(self._giants)]
            data = GIANTS[name](chance, chance.choice(GIANT_BYTES))
            return Case(number, [("huge", data)], name)
        size = chance.choice((1, 1, 1, 2, 3, 4))
        files = [(f"file{n}", self._mutated(chance)) for n in range(size)]
        return Case(number, files, "mutations")

    def _mutated(self, chance: random.Random) -> bytes:
        """Mutate a seed or, as often, a kept input."""
        kept = len(self._corpus) - self._seed_count
        at = chance.randrange(self._seed_count)
        if kept and chance.random() < 0.5:
            at = self._seed_count + chance.randrange(kept)
        return mutated(self._corpus[at], chance, chance.choice(self._corpus))

    def _examined(self, case: Case) -> list[str]:
        """Examine an input and book it; return what is wrong with it."""
        verdict = self.verdict(case)
        faults = [*verdict.faults, *_dear(case, verdict)]
        tally = self.tally
        size = sum(len(data) for _, data in case.files)
        tally.executions += 1
        tally.byte_count += size
        cost = verdict.cost
        tally.slowest = max(tally.slowest, (cost.cpu, size, case.made_by))
        tally.hungriest = max(tally.hungriest, (cost.memory / max(size, 1), size, case.made_by))
        for name in {label(fault) for fault in faults}:
            tally.faults[name] += 1
        if verdict.reading is not None:
            tally.kinds.update(verdict.reading.files["format"].to_pylist())
            self._keep_if_new(case, verdict.reading)
        return faults

    def _keep_if_new(self, case: Case, reading: Reading) -> None:
        tally = self.tally
        features = set(_features(reading))
        is_new = not features <= tally.features
        if case.number % TRACED_EVERY == 0 or is_new:
            before = len(tally.lines)
            with traced(tally.lines):
                read_in_parts(case.files)
            is_new |= len(tally.lines) > before
        tally.features |= features
        if is_new and case.made_by == "mutations":
            tally.kept += 1
            self._corpus += [data for _, data in case.files]


def _dear(case: Case, verdict: Verdict) -> Iterator[str]:
    """Say whether an input took more time or memory than its size explains."""
    size = sum(len(data) for _, data in case.files)
    if verdict.cost.cpu > SECONDS_OF_A_FILE + SECONDS_OF_A_MEGABYTE * size / 1e6:
        yield f"slow: {case.made_by} is not read in bounds: {verdict.cost.cpu:.1f} s, {size} bytes"
    if verdict.cost.memory > MEMORY_OF_A_CALL + MEMORY_OF_A_BYTE * size:
        megabytes = verdict.cost.memory >> 20
        yield f"hungry: {case.made_by} is not read in bounds: {megabytes} MB, {size} bytes"


def _features(reading: Reading) -> Iterator[tuple]:
    """Say what is remarkable about a reading, file by file, without any value of it."""
    formats = dict(zip(*(reading.files[n].to_pylist() for n in ("file_id", "format")), strict=True))
    said: dict[str, set[str]] = {file_id: set() for file_id in formats}
    for table in (reading.findings, reading.quarantine):
        for row in table.select(["file_id", "code"]).to_pylist():
            said[row["file_id"]].add(row["code"])
    for file_id, codes in said.items():
        yield "format", formats[file_id], len(codes) > 0
        yield from combinations(sorted(codes), 2)
        for code in codes:
            yield code, formats[file_id]
    for name, table in reading.tables.items():
        yield "rows", name, min(table.num_rows.bit_length(), 8)


def coverage(lines: set[Line]) -> float:
    """Return the share of the readers' lines within functions that ran."""
    every = lines_of_functions()
    return len(lines & every) / len(every)
