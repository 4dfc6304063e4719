"""A command of ``triage`` in a process of its own, and the days of the season the tests run."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

AS_OF_ON = dt.date(2026, 3, 4)
WEEK = dt.date(2026, 2, 23)
OLD_WEEK = dt.date(2026, 2, 9)
WEEK_COUNT = 8


@dataclass(frozen=True)
class Ran:
    """A command of ``triage`` in a process of its own, as a person runs it."""

    code: int
    out: str
    err: str


def triage(*words: str | Path) -> Ran:
    """Run a command and keep what it said."""
    done = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
