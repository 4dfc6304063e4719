"""What Spark's executors did, added up from Spark's own log of events.

Takes a folder into which sessions wrote their logs, uncompressed and in one file each. Refuses
nothing: a log that breaks off is added up as far as it goes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MEGABYTE = 1e6
_TASK_ENDED = "SparkListenerTaskEnd"


def settings_for(folder: Path) -> dict[str, str]:
    """Return the settings that make a session write its log into a folder."""
    return {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": folder.as_uri(),
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.compress": "false",
    }


def added_up(folder: Path) -> dict[str, float]:
    """Return what all tasks together needed.

    ``cpu s`` is the executors' own (a Python worker's is not in it); ``longest s`` is the run time
    of the longest task of each stage, added up: what no further executor can shorten.
    """
    sums: dict[str, float] = defaultdict(float)
    longest: dict[tuple[str, int], float] = defaultdict(float)
    for name, told in _tasks(folder):
        metrics = told["Task Metrics"]
        shuffled = metrics["Shuffle Write Metrics"]
        run_s = metrics["Executor Run Time"] / 1e3
        sums["tasks"] += 1
        sums["cpu s"] += metrics["Executor CPU Time"] / 1e9
        sums["run s"] += run_s
        sums["shuffled MB"] += shuffled["Shuffle Bytes Written"] / MEGABYTE
        sums["spilled MB"] += metrics["Disk Bytes Spilled"] / MEGABYTE
        sums["read MB"] += metrics["Input Metrics"]["Bytes Read"] / MEGABYTE
        stage = (name, told["Stage ID"])
        longest[stage] = max(longest[stage], run_s)
    if not longest:
        return {}
    return {**sums, "stages": len(longest), "longest s": sum(longest.values())}


def _tasks(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the log's name and each task that ended and told what it needed."""
    for log in sorted(path for path in folder.rglob("*") if path.is_file()):
        with log.open(encoding="utf-8") as lines:
            for line in lines:
                if _TASK_ENDED in line[:40] and line.endswith("}\n"):
                    told = json.loads(line)
                    if "Task Metrics" in told:
                        yield log.name, told
