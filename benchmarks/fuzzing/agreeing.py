"""That the fast readers and the slow one agree: on every file at hand and on many fuzzed ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.fuzzing.oracles import examine, label, of_books, of_rows
from benchmarks.fuzzing.seeds import sample_files, season_files, seeds
from pipeline.x12.framing import frame
from pipeline.x12.runs import clean
from tests.x12.mutations import mutated

WEEKS, SIZE = 26, 1.0


@dataclass(slots=True)
class Agreement:
    """Files of one origin: how many are plain, how many are not, how many read unequal."""

    plain: int = 0
    not_plain: int = 0
    unequal: int = 0
    byte_count: int = 0
    first: str = ""


def is_plain(data: bytes) -> bool:
    """Return whether a file is one run of ended segments, with nothing between them to clean."""
    stretches = frame(data)
    if len(stretches) != 1 or stretches[0].delimiters is None or stretches[0].code:
        return False
    return clean(data, stretches[0].delimiters) == data


def agreements(seed: int, fuzzed: int) -> dict[str, Agreement]:
    """Hold both readers against each other on synthetic, sample and fuzzed files."""
    return {
        "synthetic": _agreement(iter(season_files(seed, WEEKS, SIZE)), seed),
        "samples": _agreement(iter(sample_files()), seed),
        "fuzzed": _agreement(_fuzzed(seed, fuzzed), seed),
    }


def _fuzzed(seed: int, count: int) -> Iterator[bytes]:
    held = [data for files in seeds(seed).values() for data in files]
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    for _ in range(count):
        yield mutated(chance.choice(held), chance, chance.choice(held))


def _agreement(files: Iterator[bytes], seed: int) -> Agreement:
    told = Agreement()
    for number, data in enumerate(files):
        told.byte_count += len(data)
        if is_plain(data):
            told.plain += 1
        else:
            told.not_plain += 1
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 - repeatable on purpose
        faults = examine([("file", data)], chance, (of_books, of_rows)).faults
        if faults:
            told.unequal += 1
            told.first = told.first or f"file {number}: {label(faults[0])}"
    return told
