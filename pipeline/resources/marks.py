"""Marks of work under way: a locked file each, which the system lets go when its process ends.

Takes a home. Refuses to trust a process number: it may be another process's after a restart, where
a lock of the file system is gone for certain.
"""

from __future__ import annotations

import fcntl
import uuid
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.practice import Home


@contextmanager
def mark(home: Home) -> Generator[str]:
    """Hold a mark inside the block, and give its name, which can be a run's."""
    name = str(uuid.uuid4())
    path = _file(home, name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield name
        finally:
            path.unlink()


def is_held(home: Home, name: str) -> bool:
    """Return whether the work that took a mark is still under way; sweep the mark away if not."""
    path = _file(home, name)
    try:
        with path.open("r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    with suppress(FileNotFoundError):  # another process swept it at the same time
        path.unlink()
    return False


def _file(home: Home, name: str) -> Path:
    return home.dagster_folder / "under-way" / name
