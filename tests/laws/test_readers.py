"""Who reads the published copy while the pipeline runs sees one complete run, and no error.

``benchmarks/readers.py`` holds the same over ten runs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.laws.building import Builder
from tests.laws.reading import read_during

pytestmark = pytest.mark.slow
RUNS = 3


def test_runs_disturb_no_reader(builder: Builder, tmp_path: Path) -> None:
    read = read_during(builder, tmp_path, RUNS)

    # An error would have ended the reader with another code.
    assert read.code == 0
    assert set(read.answers) <= set(read.complete)
    # Each run is told apart, and the reader came across them.
    assert len(set(read.complete)) == RUNS + 1
    assert len(set(read.answers)) >= RUNS
    assert len(read.answers) > 10 * RUNS
