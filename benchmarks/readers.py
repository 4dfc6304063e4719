"""A reader asks the published warehouse in a loop while the pipeline runs again and again.

    python benchmarks/readers.py [--runs 10]

Each run loads one file more and publishes. Prints how many answers the reader got, and ends with 1
if it met an error or was told what no complete run had published. ``tests/laws/test_readers.py``
holds the same over three runs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.laws.building import Builder
from tests.laws.reading import read_during


def main() -> int:
    """Run, count, tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        read = read_during(Builder.made_in(folder / "blank"), folder, runs)
    torn = sum(answer not in read.complete for answer in read.answers)
    met = len(set(read.answers) & set(read.complete))
    print(f"{runs} runs, {len(set(read.complete))} states published, {met} of them met")
    print(f"{len(read.answers)} answers, {torn} of no complete run, reader ended with {read.code}")
    return int(bool(torn or read.code))


if __name__ == "__main__":
    sys.exit(main())
