"""What a demo costs by two checkouts of this program, such as before a change and after it.

    python benchmarks/before_and_after.py BEFORE AFTER [--rounds 3]

runs `triage demo` of each in turn, so that a busy machine slows both, and prints CPU seconds of all
its processes and their ratio. Each checkout has its own environment in ``.venv``.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import tempfile
from pathlib import Path
from statistics import mean

AS_OF_ON = "2026-11-25"


def main() -> None:
    """Run them in turn and print what each needed."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("checkouts", nargs=2, type=Path)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    needed: dict[Path, list[float]] = {checkout: [] for checkout in given.checkouts}
    for _ in range(given.rounds):
        for checkout in given.checkouts:
            needed[checkout].append(cpu_seconds(checkout))
            print(f"{checkout}: {needed[checkout][-1]:.1f} CPU s", flush=True)
    before, after = (mean(needed[checkout]) for checkout in given.checkouts)
    print(f"before {before:.1f}, after {after:.1f} CPU s: {after / before:.2f}")


def cpu_seconds(checkout: Path) -> float:
    """Run a checkout's demo to its end; return what its processes needed of all cores."""
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [checkout / ".venv" / "bin" / "triage", "demo", f"{folder}/demo", "--as-of", AS_OF_ON],
            env={name: value for name, value in os.environ.items() if name != "TRIAGE_HOME"},
            cwd=checkout,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime


if __name__ == "__main__":
    main()
