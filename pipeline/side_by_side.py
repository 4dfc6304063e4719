"""The same work for several practices at once, a process a core.

Takes a function and values that can be handed to another process. Refuses nothing; what one of them
raises is raised here, and the others' results are gone with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def side_by_side(work: Callable[[Item], Made], items: Sequence[Item], cores: int) -> list[Made]:
    """Return what the work makes of each item, in their order.

    One item, or one core, is done in this process. Others get new processes: those of a fork would
    share locks with Dagster's threads.

    Args:
        work: A function of a module, not of a call.
        items: What it is done for.
        cores: How many at once.
    """
    workers = min(len(items), cores)
    if workers <= 1:
        return [work(item) for item in items]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as processes:
        return list(processes.map(work, items))


def cores_here() -> int:
    """How many processes this machine runs at once."""
    return os.cpu_count() or 1
