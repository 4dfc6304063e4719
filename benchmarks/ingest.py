"""Reading X12 beside other ways to read the same bytes: CPU seconds, memory, ratios.

    python benchmarks/ingest.py [--sizes 20,200] [--rounds 5] [--venvs FOLDER]
    python benchmarks/ingest.py --huge [--sizes 20,200,2000]

All files are made up here (see ``made_up.py``) in a folder that is gone afterwards. Within a table
every row is done with the same bytes, in rounds in which all take their turn, and shown by its
median: only ratios carry over to another machine. CPU seconds are those of all threads of the
process, the system's for it included; memory is measured in a fresh process for each row.

Two yardsticks: splitting in plain Python without any meaning, and DuckDB's ``read_csv`` of the very
tables the engine makes, typed, into memory (beside the bare insert) or into a file (beside the real
load). ``x read_csv`` is the ratio to the one in its place.

With ``--venvs`` the readers of ``requirements.txt`` are measured too, each in an environment of its
own below FOLDER, made if it is not there. They read one file in the usual delimiters: as many
megabytes as the others, up to 20, where they manage a megabyte a second; the slow ones a slice of
one megabyte. Their seconds are scaled to the megabytes of the table: marked ``~``. Without the
option, or where one cannot be installed, they are told as not installed.

``--huge`` shows instead that memory does not grow with a file: 20 MB, 200 MB and 2 GB, as one
transaction set and as many. It needs 8 GB of disk and some minutes.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.environments import REQUIREMENTS, drive, environment, peers
from benchmarks.flatness import MEGABYTES, huge_table
from benchmarks.made_up import write, write_files, write_small_files
from benchmarks.measuring import Cost, cold_start_s, in_child, interleaved
from benchmarks.works import WORKS, write_csvs

SLICE_BYTES, WHOLE_BYTES = 1_000_000, 20_000_000
SMALL_FILES, SMALL_BYTES = 2000, 13_000
PEER_ROUNDS = 3
LABELS = {
    "split": "split in Python, no meaning",
    "parse": "ours: parse",
    "insert": "ours: parse, insert typed",
    "copy": "DuckDB read_csv, in memory",
    "load": "ours: the pipeline's load",
    "copy_file": "DuckDB read_csv, to a file",
}
COUNTERPART = {"load": "copy_file", "copy_file": "copy_file"}
_ANY = ("badX12", "linuxforhealth-x12 segments", "pyx12 segments", "pyx12 validate")
TIMED = {
    "835": (
        "openx12",
        "edi-835-parser",
        "edi-cli",
        "linuxforhealth-x12 models",
        "pyx12 loops",
        *_ANY,
    ),
    "277CA": _ANY,
    "837P": ("openx12 837P", "linuxforhealth-x12 models", *_ANY),
}
"""Readers that take a kind of file, by name in ``drivers/readers.py``."""
_SLOW = ("badX12", "linuxforhealth-x12 models", "pyx12 loops", "pyx12 validate")
"""Readers that take more than a second for a megabyte."""


@dataclass(frozen=True)
class Row:
    """One line: what was done, its cost and its ratios; a scaled cost is that of a slice."""

    label: str
    cost: Cost
    megabytes: float
    to_split: float
    to_copy: float
    is_scaled: bool = False

    def __str__(self) -> str:
        mark = "~" if self.is_scaled else " "
        speed = self.megabytes / self.cost.cpu_s
        return (
            f"{self.label:30}{mark}{self.cost.cpu_s:9.3f}{speed:9.2f}{self.cost.peak_mb:9.0f}"
            f"{self.to_split:9.2f}{self.to_copy:11.2f}"
        )


def rows(files: Sequence[Path], folder: Path, rounds: int) -> tuple[dict[str, Row], int]:
    """Measure every work on files; return the rows by work, and how many table rows there are."""
    csvs = folder / "csv"
    csvs.mkdir()
    count = write_csvs(files, csvs)
    inputs = {name: sorted(csvs.iterdir()) if "copy" in name else files for name in LABELS}
    works = {name: partial(_once, name, inputs[name], folder) for name in LABELS}
    times = interleaved(works, rounds)
    size = sum(path.stat().st_size for path in files) / 1e6
    made = {}
    for name, label in LABELS.items():
        memory = in_child(name, inputs[name])
        cost = Cost(times[name], memory.peak_mb, memory.own_mb)
        yardstick = times[COUNTERPART.get(name, "copy")]
        ratios = (times[name] / times["split"], times[name] / yardstick)
        made[name] = Row(label, cost, size, *ratios)
    return made, count


def _once(work: str, files: Sequence[Path], folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        WORKS[work](files, Path(scratch))


def peer_rows(
    kind: str, ours: Mapping[str, Row], pythons: Mapping[str, Path | None], folder: Path
) -> Iterator[Row | str]:
    """Yield a row for each reader of a kind, or says that it is not there or what it raises."""
    size = ours["split"].megabytes
    first, slice_, whole = (folder / f"{name}.x12" for name in ("first", "slice", "whole"))
    write(first, kind, 20_000)
    sizes = {slice_: SLICE_BYTES, whole: min(WHOLE_BYTES, size * 1e6)}
    megabytes = {path: write(path, kind, size) / 1e6 for path, size in sizes.items()}
    taken: dict[str, list[dict[str, Any]]] = {name: [] for name in TIMED[kind]}
    for _ in range(PEER_ROUNDS):
        for name, said in taken.items():
            python = pythons.get(name.split()[0])
            if python is not None:
                said.append(
                    drive(python, "time", name, [first, slice_ if name in _SLOW else whole])
                )
    for name, said in taken.items():
        failed = [one["error"] for one in said if "error" in one]
        if failed or not said:
            yield f"{name:30}  {f'raises {failed[0]}' if failed else 'not installed'}"
            continue
        scale = size / megabytes[slice_ if name in _SLOW else whole]
        spent = scale * median(one["cpu_s"] for one in said)
        cost = Cost(spent, median(one["peak_mb"] for one in said))
        ratios = (spent / ours[yardstick].cost.cpu_s for yardstick in ("split", "copy"))
        yield Row(name, cost, size, *ratios, is_scaled=True)


def show(title: str, made: Sequence[Row | str]) -> None:
    print(f"\n{title}", flush=True)
    print(f"{'':31}{'CPU s':>9}{'MB/CPU s':>9}{'peak MB':>9}{'x split':>9}{'x read_csv':>11}")
    for row in made:
        print(row)


def targets(made: Mapping[str, Row], peer: Mapping[str, Row], start_s: float) -> Iterator[str]:
    """Yield each target of the engine with the figure reached and whether it is met."""
    parse, insert, load = (made[name] for name in ("parse", "insert", "load"))
    yield _target("parse, x split", parse.to_split, "<=", 2.5)
    yield _target("parse and insert, x split", insert.to_split, "<=", 3.5)
    yield _target("parse and insert, x read_csv", insert.to_copy, "<=", 1.5)
    yield _target("the pipeline's load, x read_csv", load.to_copy, "<=", 1.5)
    if "openx12" in peer:
        slow = peer["openx12"].cost.cpu_s
        yield _target("parse, times faster than openx12", slow / parse.cost.cpu_s, ">=", 10)
        yield _target("insert, times faster than it", slow / insert.cost.cpu_s, ">=", 6)
        yield _target("load, times faster than it", slow / load.cost.cpu_s, ">=", 6)
    yield _target("memory of the load, MB", load.cost.peak_mb, "<=", 150)
    yield _target("cold start, s", start_s, "<=", 0.5)


def _target(name: str, figure: float, sign: str, limit: float) -> str:
    is_met = figure <= limit if sign == "<=" else figure >= limit
    return f"  {name:34}{figure:8.2f}  {sign} {limit:<6}  {'met' if is_met else 'MISSED'}"


def _on(work: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="ingest-") as name:
        work(Path(name))


def measure(kind: str, size: float, rounds: int, venvs: Path | None, folder: Path) -> None:
    """Print the table of a kind of file; and the targets, where they are set for its size."""
    files = write_files(folder, kind, size * 1e6)
    made, count = rows(files, folder, rounds)
    pythons = _pythons(venvs) if venvs else {}
    peer = list(peer_rows(kind, made, pythons, folder))
    size = made["split"].megabytes
    show(f"{kind}, {size:.1f} MB in {len(files)} files, {count} rows", [*made.values(), *peer])
    if kind == "835":
        print("Targets")
        named = {row.label: row for row in peer if isinstance(row, Row)}
        print("\n".join(targets(made, named, cold_start_s(folder / "first.x12", 2 * rounds + 1))))


def measure_small(rounds: int, folder: Path) -> None:
    """Print the table of many small files."""
    made, count = rows(write_small_files(folder, SMALL_FILES, SMALL_BYTES), folder, rounds)
    size = made["split"].megabytes
    show(f"{SMALL_FILES} 835 files, {size:.1f} MB, {count} rows", list(made.values()))
    for name in ("parse", "insert", "load"):
        print(_target(f"{name}, files a second", SMALL_FILES / made[name].cost.cpu_s, ">=", 1000))


def _pythons(venvs: Path) -> dict[str, Path | None]:
    listed = peers(REQUIREMENTS.read_text(encoding="utf-8"))
    return {peer.name: environment(peer, venvs) for peer in listed}


def main(sizes: Sequence[float], rounds: int, venvs: Path | None) -> None:
    """Print every table."""
    for size in sizes:
        _on(partial(measure, "835", size, rounds, venvs))
    for kind in ("277CA", "837P"):
        _on(partial(measure, kind, sizes[0], rounds, venvs))
    _on(partial(measure_small, rounds))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--sizes", help="megabytes of 835, comma between")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--venvs", type=Path, help="folder of the peers' environments")
    options.add_argument("--huge", action="store_true", help="show that memory stays flat")
    given = options.parse_args()
    sizes = [float(size) for size in given.sizes.split(",")] if given.sizes else []
    if given.huge:
        _on(partial(huge_table, megabytes=sizes or MEGABYTES))
    else:
        main(sizes or [20.0], given.rounds, given.venvs)
