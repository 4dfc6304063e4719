"""A run in a process of its own that can be met in a stage, and killed.

A run writes a line for each step that ended; an undisturbed run tells how long each takes.
"""

from __future__ import annotations

import datetime as dt
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.packet_week import last_complete_week
from pipeline.practice import Home

STAGES = (
    "collect",
    "load",
    "models",
    "published/warehouse",
    "packet/weekly_packet",
    "packet/worklists",
    "delivery",
)
"""Steps of a run in their order: pick-up and copy, load, dbt, publish, render twice, deliver."""

_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = ("-c", "from pipeline.cli import main; main()")
_SECONDS_AT_MOST = 900.0


@dataclass(frozen=True)
class Watch:
    """What is counted of a run, and at which of it the run kills itself; number 0 is never.

    Attributes:
        told: Gets a line, the kind, for each file that is put in place or taken away.
        kind: One of ``dying.KINDS``.
        number: Which one of its kind.
        moment: One of ``dying.MOMENTS``.
    """

    told: Path
    kind: str = ""
    number: int = 0
    moment: str = ""

    @property
    def command(self) -> tuple[str, ...]:
        """What Python runs in the place of the command."""
        told = str(self.told), self.kind, str(self.number), self.moment
        return ("-m", "tests.laws.dying", *told)

    @property
    def counts(self) -> Counter[str]:
        """How many files of each kind were met."""
        return Counter(self.told.read_text("utf-8").splitlines())


@dataclass(frozen=True)
class Ended:
    """A run that was let go: its code, what it said, and when each step ended, in seconds."""

    code: int
    said: str
    ends: Mapping[str, float]

    @property
    def lengths(self) -> dict[str, float]:
        """How long each stage took, with what came just before it."""
        ends = [0.0, *(self.ends[stage] for stage in STAGES)]
        pairs = zip(STAGES, ends[:-1], ends[1:], strict=True)
        return {stage: max(end - begun, 0.05) for stage, begun, end in pairs}


class Run:
    """``triage run`` in a process of its own, its lines read as they come."""

    def __init__(self, home: Home, as_of_on: dt.date, watch: Watch | None = None) -> None:
        """Start it, for the last complete week; a first run without a week would be two jobs."""
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [
                sys.executable,
                *(watch.command if watch else _COMMAND),
                "run",
                "--as-of",
                str(as_of_on),
                "--week",
                str(last_complete_week(as_of_on, home.practices[0].week_starts_on)),
            ],
            env=os.environ | {"TRIAGE_HOME": str(home.path)},
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []
        self.ends: dict[str, float] = {}
        self._heard: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)
            words = line.split()
            if words and words[0] in STAGES:
                self.ends[words[0]] = time.monotonic() - self.begun
                self._heard.put(words[0])
        self._heard.put(None)

    def reaches(self, stage: str) -> bool:
        """Wait until a stage is next; tell whether the run got there."""
        number = STAGES.index(stage)
        while number and STAGES[number - 1] not in self.ends:
            if self._heard.get(timeout=_SECONDS_AT_MOST) is None:
                return False
        return True

    def kill(self, alone: random.Random) -> None:
        """Kill it at once: with what it started, or by itself as the system does out of memory."""
        if alone.random() < 0.5:
            self.process.kill()
        else:
            # Before the instant that was drawn it may have ended by itself.
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._reader.join()

    def let_go(self) -> Ended:
        """Wait until it has ended by itself."""
        code = self.process.wait(timeout=_SECONDS_AT_MOST)
        self._reader.join()
        return Ended(code, "".join(self.lines), dict(self.ends))
