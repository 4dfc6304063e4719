"""What a reading costs and which lines it runs: CPU seconds, memory over what was there, lines."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, TypeVar

import pipeline.x12

Result = TypeVar("Result")
Line = tuple[str, int]

_ROOM = str(Path(pipeline.x12.__file__).parent)
_RESET = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds, and bytes of memory at the peak over those before (0 where it is not known)."""

    cpu: float
    memory: int


def metered(work: Callable[[], Result], *, with_memory: bool) -> tuple[Result, Cost]:
    """Do work; return what it gives and what it took."""
    with_memory = with_memory and _RESET.exists()
    before = 0
    if with_memory:
        _RESET.write_text("5", encoding="ascii")
        before = _kilobytes("VmRSS")
    start = time.process_time()
    result = work()
    cpu = time.process_time() - start
    peak = _kilobytes("VmHWM") - before if with_memory else 0
    return result, Cost(cpu, max(0, peak) * 1024)


def _kilobytes(name: str) -> int:
    for line in _STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    return 0


@contextmanager
def traced(lines: set[Line]) -> Iterator[None]:
    """Add to ``lines`` those of the readers that run meanwhile."""

    def on_line(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return on_line

    def on_call(frame: FrameType, _event: str, _: Any) -> Any:
        return on_line if frame.f_code.co_filename.startswith(_ROOM) else None

    kept = sys.gettrace()
    sys.settrace(on_call)
    try:
        yield
    finally:
        sys.settrace(kept)


def lines_of_functions() -> set[Line]:
    """Return every line of the readers that only runs when a function is called."""
    found: set[Line] = set()
    for path in Path(_ROOM).glob("*.py"):
        module = compile(path.read_text(encoding="utf-8"), str(path), "exec")
        found |= {line for code in _inner(module) for line in _lines(code)}
    return found


def _inner(code: CodeType) -> Iterator[CodeType]:
    for held in code.co_consts:
        if isinstance(held, CodeType):
            is_class_body = "__qualname__" in held.co_names
            if not is_class_body:
                yield held
            yield from _inner(held)


def _lines(code: CodeType) -> set[Line]:
    own = {line for _, _, line in code.co_lines() if line} - {code.co_firstlineno}
    return {(code.co_filename, line) for line in own}


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise a TimeoutError in work that takes longer; where there is no alarm, wait for ever."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def on_alarm(_signal: int, _frame: FrameType | None) -> None:
        problem = f"longer than {seconds} seconds"
        raise TimeoutError(problem)

    kept = signal.signal(signal.SIGALRM, on_alarm)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, kept)
