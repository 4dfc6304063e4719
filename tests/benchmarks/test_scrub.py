from __future__ import annotations

from pathlib import Path

from benchmarks.made_up import write
from benchmarks.scrub import BYTES_A_CLAIM, row
from pipeline.practice import init_home


def test_a_row_tells_how_often_as_long_judging_takes_as_reading(tmp_path: Path) -> None:
    path = tmp_path / "claims.837"
    write(path, "837P", 60 * BYTES_A_CLAIM)

    told = row(init_home(tmp_path / "home", "made-up", "Made Up"), path, rounds=1).split()

    claims, megabytes, read, judge, times, *_, findings = map(float, told)
    assert claims >= 50
    assert megabytes == round(path.stat().st_size / 1e6, 1)
    assert 0 < read < judge
    assert times > 1
    assert findings > 0
