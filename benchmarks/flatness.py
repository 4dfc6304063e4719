"""That memory does not grow with a file: one 835 of 20 MB, 200 MB and 2 GB.

Each is read, and loaded, in a process of its own; and again with all claims in one transaction set,
which nothing may cut into sets. A file is removed before the next one is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.made_up import write, write_one_set
from benchmarks.measuring import in_child

MEGABYTES = (20, 200, 2000)


def _many_sets(path: Path, size: float) -> int:
    return write(path, "835", size)


SHAPES: dict[str, Callable[[Path, float], int]] = {
    "many sets": _many_sets,
    "one set": write_one_set,
}


def huge_table(folder: Path, megabytes: Sequence[float] = MEGABYTES) -> None:
    """Print CPU seconds and memory over baseline of parsing and of loading each file."""
    print(
        f"{'one 835 file':22}{'':8}{'MB':>8}{'CPU s':>9}{'MB/CPU s':>9}{'peak MB':>9}{'own MB':>8}"
    )
    path = folder / "huge.x12"
    for size in megabytes:
        for shape, write_it in SHAPES.items():
            real = write_it(path, size * 1e6) / 1e6
            for work in ("parse_mapped", "load"):
                cost = in_child(work, [path])
                print(
                    f"{shape:22}{work:8}{real:8.1f}{cost.cpu_s:9.2f}{real / cost.cpu_s:9.1f}"
                    f"{cost.peak_mb:9.0f}{cost.own_mb:8.0f}",
                    flush=True,
                )
            path.unlink()
