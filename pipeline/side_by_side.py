"""The same work for several practices at once: computing in processes, waiting in threads.

Takes a function and values; for processes, such as can be handed to another one. Refuses nothing;
what one of them raises is raised here when all have ended, and the others' results are gone with
it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
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


def waiting_together(
    work: Callable[[Item], Made], items: Sequence[Item], at_once: int
) -> list[Made]:
    """Return what the work makes of each item, in their order; it mostly waits for others.

    Args:
        work: May be called from several threads at once.
        items: What it is done for.
        at_once: How many of them.
    """
    if min(len(items), at_once) <= 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(at_once) as threads:
        return list(threads.map(work, items))


def cores_here() -> int:
    """How many processes this machine runs at once."""
    return os.cpu_count() or 1
