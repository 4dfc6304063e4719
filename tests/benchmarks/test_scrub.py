from __future__ import annotations

from pathlib import Path

from benchmarks.made_up import write
from benchmarks.scrub import BYTES_A_CLAIM, row
from pipeline.practice import init_home


def test_a_row_tells_what_was_judged_and_what_it_took(tmp_path: Path) -> None:
    path = tmp_path / "claims.837"
    write(path, "837P", 60 * BYTES_A_CLAIM)

    told = row(init_home(tmp_path / "home", "made-up", "Made Up"), path, rounds=1).split()

    claims, megabytes, *seconds, findings = map(float, told)
    assert claims >= 50
    assert megabytes == round(path.stat().st_size / 1e6, 1)
    assert len(seconds) == 5
    assert findings > 0
