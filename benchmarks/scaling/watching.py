"""CPU seconds and memory of a process and all it starts, sampled while it runs.

Takes the processes to begin with. Refuses nothing: what ends between two samples loses less than a
sample's length of its CPU.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

SECONDS_BETWEEN = 0.5
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
# Places in /proc/<pid>/stat after the name, which may hold blanks: proc(5).
_PARENT, _USER, _SYSTEM, _STARTED, _RESIDENT = 1, 11, 12, 19, 21


@dataclass(frozen=True, slots=True)
class Sample:
    """What a tree of processes had used at an instant.

    Attributes:
        at: Seconds since the epoch.
        cpu_s: CPU seconds of every process there ever was.
        resident_mb: Memory that is resident, summed over processes: what two share counts twice.
    """

    at: float
    cpu_s: float
    resident_mb: float


@dataclass(frozen=True, slots=True)
class _Process:
    parent: int
    key: tuple[int, int]
    cpu_s: float
    resident_mb: float


class Watch:
    """Samples a tree of processes until it is stopped."""

    def __init__(self, roots: Iterable[int]) -> None:
        """Watch these processes, what they have started and what they will."""
        self.samples: list[Sample] = []
        self._roots = frozenset(roots)
        self._spent: dict[tuple[int, int], float] = {}
        self._before: dict[tuple[int, int], float] = {}
        self._done = threading.Event()
        self._sampler = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Begin; what was spent before does not count."""
        self._take()
        self._before = dict(self._spent)
        self.samples.clear()
        self._take()
        self._sampler.start()

    def stop(self) -> None:
        """End."""
        self._done.set()
        self._sampler.join()

    def cpu_at(self, instant: float) -> float:
        """Return the CPU seconds spent until an instant, by a line between two samples."""
        before = self.samples[0]
        for sample in self.samples:
            if sample.at >= instant:
                share = (instant - before.at) / max(sample.at - before.at, 1e-9)
                return before.cpu_s + max(0.0, share) * (sample.cpu_s - before.cpu_s)
            before = sample
        return before.cpu_s

    def peak_mb(self, begun: float, ended: float) -> float:
        """Return the most memory between two instants."""
        within = [each.resident_mb for each in self.samples if begun <= each.at <= ended]
        return max(within, default=0.0)

    def _watch(self) -> None:
        while not self._done.wait(SECONDS_BETWEEN):
            self._take()

    def _take(self) -> None:
        processes = _all_processes()
        mine = [processes[pid] for pid in _below(self._roots, processes)]
        for each in mine:
            self._spent[each.key] = each.cpu_s
        # One that worked before it was watched counts from then on; others from their start.
        spent = sum(self._spent.values()) - sum(self._before.values())
        resident = sum(each.resident_mb for each in mine)
        self.samples.append(Sample(time.time(), spent, resident))


def _below(roots: Iterable[int], processes: dict[int, _Process]) -> set[int]:
    """Return the processes that are a root, or were started by one that is below it."""
    children: dict[int, list[int]] = {}
    for pid, process in processes.items():
        children.setdefault(process.parent, []).append(pid)
    found: set[int] = set()
    waiting = [pid for pid in roots if pid in processes]
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += children.get(pid, [])
    return found


def _all_processes() -> dict[int, _Process]:
    found = {}
    # By names and not by paths: every process of the machine is looked at twice a second.
    for name in os.listdir("/proc"):  # noqa: PTH208
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123
                    text = file.read()
            except (FileNotFoundError, ProcessLookupError):
                continue
            found[int(name)] = _read(int(name), text)
    return found


def _read(pid: int, stat: bytes) -> _Process:
    told = stat.rsplit(b")", maxsplit=1)[1].split()
    return _Process(
        parent=int(told[_PARENT]),
        key=(pid, int(told[_STARTED])),
        cpu_s=(int(told[_USER]) + int(told[_SYSTEM])) / _TICKS,
        resident_mb=int(told[_RESIDENT]) * _PAGE / 1e6,
    )
