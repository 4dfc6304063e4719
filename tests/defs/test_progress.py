"""How far long work has come: sparse lines in a log, never more than one a minute."""

from __future__ import annotations

import pytest

from pipeline.defs.wiring.progress import SECONDS_OF_SILENCE, SparseLines, bar


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_log_gets_a_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = SparseLines("reading files", 200, clock)
    for second in range(3 * SECONDS_OF_SILENCE):
        clock.seconds = second
        lines.update(1)
    told = capsys.readouterr().err.splitlines()
    assert [line.split() for line in told] == [
        ["reading", "files", "30", "%"],
        ["reading", "files", "60", "%"],
    ]


def test_short_work_says_nothing_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    with bar("reading files", 0) as on_part:
        on_part(10)
    with bar("reading files", 100) as on_part:
        on_part(100)
    assert capsys.readouterr().err == ""
