"""What stages cost, as `benchmarks/scale.py` measured it; docs/scale.md has the runs.

CPU seconds of two shared cores that others used as well, 2026-12-01: too high rather than too low.
"""

from __future__ import annotations

from benchmarks.scaling.monday import Costs

DUCKDB = Costs(
    # Start 14, models 56, what loading and publishing begin with 2.
    run=72.0,
    # From 1 practice to 100: models 0.33, of which its 369 claims are 0.09; start and checks 0.13.
    practice=0.38,
    # Five years of a large practice: 985 CPU s for 2.1 million (docs/benchmarks.md). Six weeks of
    # ten practices needed 0.25 ms a claim at a load of 8, and 0.6 at one of 21.
    held=0.00044,
    # Loading 0.51 and collecting a week's 51 files 0.04. The 0.51 were six weeks of files at once.
    due=0.55,
    new=0.00007,
    # A page's questions 0.18, the cover's 0.04, in a home of 100.
    asked=0.21,
    # Packet 2.16 and lists 1.15 at 62 claims a week, less what is asked and what lines cost.
    printed=2.8,
    # Ten practices of 600 claims a week instead of 62: 2.7 more each. Lists of the packet are cut,
    # so this is too much for the very large.
    lines=0.0049,
)

SPARK = Costs(
    # The quickest whole run seen, 372 s, less its pages; CPU is 560 s of all processes.
    run=350.0,
    practice=0.38,
    # Executors alone: 105 CPU s for 36,234 claims, 53 for 62.
    held=0.00146,
    due=0.55,
    new=0.00007,
    asked=0.21,
    printed=2.8,
    lines=0.0049,
    # A guess in Spark's favour: all but a tenth of models and loading can be spread at these sizes.
    spread=0.9,
)
