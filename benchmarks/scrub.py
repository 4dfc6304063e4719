"""What judging outgoing claims costs, beside reading the same file into Arrow alone.

    python benchmarks/scrub.py [--claims 1000 100000] [--rounds 5]

Makes a home and 837 files up and prints a table: medians of rounds in which both take their turn in
one process, after one of each as a warm-up. ``command`` is ``triage scrub`` in a process of its
own, with its start. No history: what that adds depends on the practice.
"""

from __future__ import annotations

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.made_up import write  # noqa: E402
from pipeline.edits.reports import Report  # noqa: E402
from pipeline.edits.scrubbing import Order, scrub  # noqa: E402
from pipeline.practice import Home, init_home  # noqa: E402
from pipeline.x12.reading import read_chunks  # noqa: E402

AS_OF_ON = dt.date(2026, 11, 9)
BYTES_A_CLAIM = 620
Seconds = tuple[float, float]


def timed(work: Callable[[], object]) -> Seconds:
    """Return CPU and wall seconds of a work."""
    cpu, wall = time.process_time(), time.monotonic()
    work()
    return time.process_time() - cpu, time.monotonic() - wall


def judge(home: Home, path: Path) -> Report:
    """Judge a file."""
    return scrub(home, home.practices[0], [(path, path.read_bytes())], Order(as_of_on=AS_OF_ON))


def read(path: Path) -> None:
    """Read a file and let go of what was read."""
    for _ in read_chunks([("file", path.read_bytes())]):
        pass


def command(home: Home, path: Path) -> None:
    """Run the command in a process of its own."""
    words = ["scrub", str(path), "--home", str(home.path), "--as-of", str(AS_OF_ON)]
    code = "import sys; from pipeline.cli import main; sys.argv[0] = 'triage'; main()"
    subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, check=False, capture_output=True)


def row(home: Home, path: Path, rounds: int) -> str:
    """Return a line of the table."""
    report = judge(home, path)
    read(path)
    works = {"read": lambda: read(path), "judge": lambda: judge(home, path)}
    times: dict[str, list[Seconds]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(timed(work))
    start = time.monotonic()
    command(home, path)
    whole = time.monotonic() - start
    read_cpu, judge_cpu = (median(cpu for cpu, _ in times[name]) for name in works)
    judge_wall = median(wall for _, wall in times["judge"])
    return (
        f"{report.seen.claim_count:>8} {path.stat().st_size / 1e6:>6.1f} {read_cpu:>8.2f} "
        f"{judge_cpu:>8.2f} {judge_cpu / read_cpu:>6.1f} {judge_wall:>8.2f} {whole:>8.2f} "
        f"{len(report.findings):>9}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--claims", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    print("  claims     MB  read, s judge, s  times  wall, s  command  findings")
    with tempfile.TemporaryDirectory() as folder:
        home = init_home(Path(folder) / "home", "made-up", "Made Up")
        for count in given.claims:
            path = Path(folder) / f"{count}.837"
            write(path, "837P", count * BYTES_A_CLAIM)
            print(row(home, path, given.rounds), flush=True)


if __name__ == "__main__":
    main()
