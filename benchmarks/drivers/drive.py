"""Drives one peer in the environment it is installed in; what it says goes to a file as JSON.

    python -m benchmarks.drivers.drive find "pyx12 segments" OUT FILE…
    python -m benchmarks.drivers.drive time "pyx12 segments" OUT FIRST FILE…

``find`` gives what the reader finds in each file, ``time`` the CPU seconds and the memory of
reading files once, after FIRST as a warm-up. What a peer raises is a result too: its name, as
``error``. Peers print, so nothing of ours goes to stdout.
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.drivers.readers import READERS, Reader
from benchmarks.measuring import peak_mb

Said = dict[str, Any]


def find(reader: Reader, paths: list[str]) -> list[Said]:
    """Return what a reader finds in each file."""
    return [said(partial(_found, reader, path)) for path in paths]


def _found(reader: Reader, path: str) -> Said:
    assert reader.find, "This reader is only timed."
    return reader.find(reader.parse(path)).as_json()


def time_once(reader: Reader, paths: list[str]) -> Said:
    """Return what reading the files behind the first one costs."""

    def read() -> Said:
        _read_through(reader, paths[0])
        before = peak_mb()
        start = time.process_time()
        for path in paths[1:]:
            _read_through(reader, path)
        return {"cpu_s": time.process_time() - start, "peak_mb": peak_mb() - before}

    return said(read)


def _read_through(reader: Reader, path: str) -> None:
    made = reader.parse(path)
    if isinstance(made, Iterator):
        deque(made, maxlen=0)


def said(ask: Callable[[], Said]) -> Said:
    """Return what a peer says, or the name of what it raises, whatever that is."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        asked = pool.submit(ask)
    error = asked.exception()
    return {"error": type(error).__name__} if error else asked.result()


if __name__ == "__main__":
    what, name, out, *files = sys.argv[1:]
    made = {"find": find, "time": time_once}[what](READERS[name], files)
    Path(out).write_text(json.dumps(made), encoding="utf-8")
