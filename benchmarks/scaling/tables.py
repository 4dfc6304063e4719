"""What was measured, as tables: a row a run, growth between sizes, and costs a claim.

Takes runs as they were kept. Refuses nothing: what one size alone says is left out of growth.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from benchmarks.scaling.growth import exponent, line_through
from benchmarks.scaling.stages import REST, STAGES

_STAGES = (*STAGES.values(), REST)
_WHAT = ("seconds", "cpu_s", "peak_mb")

Measured = dict[str, Any]


def print_all(runs: Sequence[Measured]) -> None:
    """Print every table, DuckDB's runs before Spark's and small homes before large ones."""
    ordered = sorted(runs, key=lambda run: (run["largest"], run["engine"], run["practices"]))
    print_runs(ordered)
    print_stages(ordered)
    for engine in ("duckdb", "spark"):
        alike = [run for run in ordered if run["engine"] == engine and not run["largest"]]
        print_growth(engine, alike)
    print_executors([run for run in ordered if run["executors"]])


def print_runs(runs: Sequence[Measured]) -> None:
    """Print what each run was of, what the whole of it cost, and what it left on disk."""
    print(
        "\nengine  practices claims  files  load |  clock s   CPU s   MB | landing working ", end=""
    )
    print("rows published papers, MB | Parquet files")
    for run in runs:
        came, whole, held = run["received"], run["whole"], run["bytes"]
        sizes = "".join(f"{size / 1e6:9.1f}" for size in held.values())
        print(
            f"{_name(run):14}{run['practices']:6}{came['claims']:8}{came['files']:8}"
            f"{run['load_average']:6.1f} |{whole['seconds']:9.0f}{whole['cpu_s']:9.0f}"
            f"{whole['peak_mb']:7.0f} |{sizes} |{run['part_files']:7}"
        )


def print_stages(runs: Sequence[Measured]) -> None:
    """Print CPU seconds by stage, and clock seconds below."""
    for what, words in (("cpu_s", "CPU s"), ("seconds", "clock s"), ("peak_mb", "MB at most")):
        print(f"\n{words:20}" + "".join(f"{name:>11}" for name in _STAGES))
        for run in runs:
            told = "".join(f"{run['stages'][name][what]:11.1f}" for name in _STAGES)
            print(f"{_name(run):14}{run['practices']:6}{told}")


def print_growth(engine: str, runs: Sequence[Measured]) -> None:
    """Print the exponents between sizes, whole and by stage, and the CPU of one practice more."""
    if len(runs) < 2:
        return
    print(f"\n{engine}, growth exponents: clock s, CPU s, memory; CPU s by stage")
    for one, other in [*pairwise(runs), (runs[0], runs[-1])]:
        sizes = f"{one['practices']} to {other['practices']}"
        whole = "".join(f"{_growth(one, other, 'whole', what):8.2f}" for what in _WHAT)
        parts = "".join(f"{_growth(one, other, name, 'cpu_s'):11.2f}" for name in _STAGES)
        print(f"{sizes:14}{whole} |{parts}")
    print("CPU s a home, and a practice more, by stage")
    for name in _STAGES:
        line = line_through([(run["practices"], run["stages"][name]["cpu_s"]) for run in runs])
        claims = runs[-1]["received"]["claims"] / runs[-1]["practices"]
        a_claim_ms = 1e3 * line.each / claims
        print(f"{name:14}{line.fixed:8.2f}{line.each:10.4f}{a_claim_ms:10.3f} ms a claim")


def print_executors(runs: Sequence[Measured]) -> None:
    """Print what Spark's executors did."""
    for run in runs:
        told = "; ".join(f"{name} {value:,.1f}" for name, value in run["executors"].items())
        print(f"{_name(run):14}{run['practices']:6}  {told}")


def _growth(one: Measured, other: Measured, part: str, what: str) -> float:
    def figure(run: Measured) -> float:
        spent = run["whole"] if part == "whole" else run["stages"][part]
        return max(spent[what], 0.01)

    return exponent((one["practices"], figure(one)), (other["practices"], figure(other)))


def _name(run: Measured) -> str:
    return f"{run['engine']}{' skewed' if run['largest'] else ''}"
