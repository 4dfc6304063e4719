"""Whether a home can be written: asked before a run begins, and after one that broke.

Takes a home. Refuses a disk that is read-only, not ours or too full for what a run writes: half a
run costs an hour of looking for what went wrong, and its own log cannot say it on a full disk.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from pipeline.errors import Problem
from pipeline.practice import Home
from pipeline.resources.whole_files import WriteError, writing

ROOM = 300 * 2**20
"""Bytes a run needs beside twice the warehouse it finds. A first run finds none: the demo's wrote
215 MB of warehouses and 57 MB of Dagster's records and dbt's parsed models. 2026-11-30."""

_PROBE = 2**20

_OF_THE_DISK = (
    "no space left", "disk is full", "disk quota exceeded", "file too large",
    "read-only file system", "readonly database", "disk i/o error",
)  # fmt: skip


def require_room(home: Home) -> None:
    """Do nothing where a run has room to write.

    Raises:
        WriteError: The home cannot be written, or has not the room for a run.
    """
    require_writable(home)
    # The published copy is written beside the old one, and the working file grows by as much.
    size = home.working_file.stat().st_size if home.working_file.exists() else 0
    needed = ROOM + 2 * size
    free = shutil.disk_usage(home.path).free
    if free < needed:
        raise WriteError(
            Problem(
                str(home.path),
                f"Its disk has {free // 2**20} MB free, and a run needs {needed // 2**20} MB.",
                "A run that fills the disk breaks half-way; this one has changed nothing.",
                "Free space on the disk, then run again.",
            )
        )


def require_writable(home: Home) -> None:
    """Write and delete a megabyte in the home and in the folder of its warehouse.

    Raises:
        WriteError: One of them cannot be written now.
    """
    for folder in (home.path, home.working_file.parent):
        # One name for all: what a kill leaves of it goes with the next run.
        probe = folder / ".room"
        with writing(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                _write(probe)
            finally:
                with suppress(OSError):
                    probe.unlink(missing_ok=True)


def disk_problem(home: Home, words: str) -> Problem | None:
    """Return what is wrong with the disk where the words of an error speak of it.

    The words come from the system, the database or the log of runs, each with its own; they are
    looked at and never repeated.
    """
    said = words.lower()
    if not any(of_the_disk in said for of_the_disk in _OF_THE_DISK):
        return None
    return Problem(
        str(home.path),
        "Its disk is full or read-only: the run could not write on.",
        "What is published is whole, of this run or of the one before; the rest is missing.",
        "Free space on the disk, or mount it for writing; then run again.",
    )


def _write(probe: Path) -> None:
    with probe.open("wb") as file:
        file.write(bytes(_PROBE))
        file.flush()
        os.fsync(file.fileno())
