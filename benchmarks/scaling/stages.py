"""One run of a home as a user starts it, by stage: seconds, CPU, memory; and what it left on disk.

Takes a home whose first run is to come. Refuses a run that published nothing or printed too few
packets: its seconds would say nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.scaling.homes import AS_OF_ON, Received, bytes_of
from benchmarks.scaling.watching import Watch
from pipeline.practice import Home
from pipeline.resources.raw_parts import RawParts

_STEP = re.compile(r"^  (\S+)\s+(?:done|FAILED)\s+([\d.]+) s$")
STAGES = {
    "collect": "collect",
    "load": "load",
    "models": "models",
    "published/warehouse": "publish",
    "packet/weekly_packet": "packets",
    "packet/worklists": "worklists",
}
REST = "rest"
PUBLISHED = "published/warehouse"
TO_THE_END = ""


@dataclass(slots=True)
class Spent:
    """Seconds by the clock, CPU seconds of all processes, most memory at once."""

    seconds: float = 0.0
    cpu_s: float = 0.0
    peak_mb: float = 0.0


@dataclass(slots=True)
class Run:
    """One run: of what, by what, and what it cost.

    Attributes:
        load_average: Of the machine over the minute before: who else worked.
        bytes: Of landing, working file, rows as Parquet, published copy and papers.
        files: Of rows as Parquet.
        executors: What Spark's own log says, empty for DuckDB.
    """

    engine: str
    practices: int
    received: Received
    whole: Spent
    stages: dict[str, Spent]
    load_average: float
    bytes: dict[str, int]
    part_files: int
    executors: dict[str, float] = field(default_factory=dict)


def watched_run(
    home: Home, engine: str, came: Received, cluster: Sequence[int], last: str = TO_THE_END
) -> Run:
    """Run a home and return what that cost.

    Args:
        home: Before its first run.
        engine: Which engine computes.
        came: What waits in its inboxes.
        cluster: Processes of Spark's master and workers, which count too.
        last: Step after which the run is ended.
    """
    average = os.getloadavg()[0]
    triage = str(Path(sys.executable).with_name("triage"))
    command = [triage, "--home", str(home.path), "run", "--engine", engine]
    begun = time.time()
    process = subprocess.Popen(
        [*command, "--as-of", AS_OF_ON.isoformat()],
        env=os.environ | {"TRIAGE_HOME": str(home.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    watch = Watch([process.pid, *cluster])
    watch.start()
    lines = _timed_lines(process, last)
    process.wait()
    watch.stop()
    require_whole(home, [line for _, line in lines], last)
    whole, stages = by_stage(lines, watch, begun)
    parts = list(RawParts.of(home).folder.glob("rows/**/*.parquet"))
    held = _held(home, parts)
    practices = len(home.practices)
    return Run(engine, practices, came, whole, stages, average, held, len(parts))


def _timed_lines(process: subprocess.Popen[str], last: str) -> list[tuple[float, str]]:
    """Return what a run says with the instant it says it, and pass it on to who watches.

    The run is killed when the last step that is wanted has ended.
    """
    lines = []
    for line in process.stderr or ():
        lines.append((time.time(), line.rstrip("\n")))
        sys.stderr.write(line)
        sys.stderr.flush()
        told = _STEP.match(line)
        if told and told[1] == last:
            process.kill()
    return lines


def by_stage(
    lines: Iterable[tuple[float, str]], watch: Watch, begun: float
) -> tuple[Spent, dict[str, Spent]]:
    """Return what the whole run and each stage spent: a step ends when its line is printed."""
    end = watch.samples[-1].at
    last = watch.samples[-1].cpu_s
    whole = Spent(end - begun, last, watch.peak_mb(begun, end))
    stages = {name: Spent() for name in (*STAGES.values(), REST)}
    for at, line in lines:
        told = _STEP.match(line)
        if told and told[1] in STAGES:
            one, seconds = stages[STAGES[told[1]]], float(told[2])
            one.seconds += seconds
            one.cpu_s += watch.cpu_at(at) - watch.cpu_at(at - seconds)
            one.peak_mb = max(one.peak_mb, watch.peak_mb(at - seconds, at))
    named = [stages[name] for name in STAGES.values()]
    stages[REST].seconds = whole.seconds - sum(one.seconds for one in named)
    stages[REST].cpu_s = whole.cpu_s - sum(one.cpu_s for one in named)
    return whole, stages


def require_whole(home: Home, said: Sequence[str], last: str) -> None:
    """End where a run did not publish, or not print a packet for every practice if it was to."""
    printed = {path.parts[-3] for path in home.path.glob("practices/*/packets/*.pdf")}
    wanted = 0 if last else len(home.practices)
    if not home.published_file.exists() or len(printed) < wanted:
        sys.exit(f"{len(printed)} of {len(home.practices)} packets:\n" + "\n".join(said)[-3000:])


def _held(home: Home, parts: Sequence[Path]) -> dict[str, int]:
    return {
        "landing": bytes_of(home.landing_folder.rglob("*")),
        "working file": bytes_of([home.working_file]),
        "rows as Parquet": bytes_of(parts),
        "published copy": bytes_of([home.published_file]),
        "papers": bytes_of(home.path.glob("practices/*/*/*"))
        - bytes_of(home.path.glob("practices/*/inbox/*")),
    }
