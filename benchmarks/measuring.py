"""CPU seconds and memory of a piece of work, and how to measure it in a process of its own.

    python benchmarks/measuring.py load FOLDER FILE…

does one work of ``works.WORKS`` once, in FOLDER, and prints a `Cost` as JSON. Memory can only be
told in a fresh process: what a work gave back to the allocator hides what the next one needs.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
_STATUS = Path("/proc/self/status")
_SAMPLES_A_SECOND = 50


@dataclass(frozen=True, slots=True)
class Cost:
    """What a work cost.

    Attributes:
        cpu_s: CPU seconds, those of all threads and of the system for it.
        peak_mb: Most memory resident at once, less what was resident before the work.
        own_mb: The same without pages of files (a mapped file is resident, yet free for others);
            sampled 50 times a second; 0 where the system does not tell.
    """

    cpu_s: float
    peak_mb: float
    own_mb: float = 0.0


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of a work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def cost(work: Callable[[], object]) -> Cost:
    """Do a work and return its cost; meant for a process that has done nothing before."""
    before, own_before = peak_mb(), _resident_mb("RssAnon")
    done = threading.Event()
    own = [own_before]

    def watch() -> None:
        while not done.wait(1 / _SAMPLES_A_SECOND):
            own.append(_resident_mb("RssAnon"))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    spent = cpu(work)
    done.set()
    watcher.join()
    return Cost(spent, max(0.0, peak_mb() - before), max(own) - own_before)


def peak_mb() -> float:
    """Return the most memory this process has had resident.

    ``ru_maxrss`` of a child starts at its parent's, so where the system tells the program's own
    high-water mark, that counts.
    """
    unit = 1 if sys.platform == "darwin" else 1024
    return _resident_mb("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _resident_mb(field: str) -> float:
    if not _STATUS.exists():
        return 0.0
    for line in _STATUS.read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def in_child(work: str, files: Sequence[Path]) -> Cost:
    """Do one of ``works.WORKS`` in a fresh process.

    Raises:
        subprocess.CalledProcessError: If it fails there; its traceback is on stderr.
    """
    with tempfile.TemporaryDirectory(dir=files[0].parent) as scratch:
        command = [sys.executable, __file__, work, scratch, *map(str, files)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, cwd=ROOT)
    return Cost(**json.loads(done.stdout))


def interleaved(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return each work's median CPU seconds of rounds in which all take their turn."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(cpu(work))
    return {name: median(taken) for name, taken in times.items()}


def cold_start_s(file: Path, rounds: int) -> float:
    """Return the median seconds, by the clock, in which a new process reads one file."""
    program = (
        "import sys, pathlib; from pipeline.x12.reading import read; "
        "read([('file', pathlib.Path(sys.argv[1]).read_bytes())])"
    )
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program, str(file)], check=True, cwd=ROOT)
        taken.append(time.perf_counter() - start)
    return median(taken)


def main(work: str, scratch: Path, files: Sequence[Path]) -> None:
    """Print the cost of one work."""
    from benchmarks.works import WORKS

    print(json.dumps(asdict(cost(lambda: WORKS[work](files, scratch)))))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
