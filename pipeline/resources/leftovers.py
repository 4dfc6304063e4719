"""What a killed process leaves in a home: halves of files, lists, copies; the next run sweeps it.

Takes a home whose writers' lock is held. Refuses to touch what a process that lives may still be
writing: where files are written without that lock, a half must be an hour old; what readers of the
published copy moved out of memory, a day; a list or copy goes by the mark of its process.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.practice import Home
from pipeline.practice.practice_folders import PRACTICES
from pipeline.resources.collecting import ARRIVING
from pipeline.resources.marks import is_held, mark
from pipeline.resources.named_files import lists_of
from pipeline.resources.receipts import FOLDER as RECEIPTS
from pipeline.resources.settling import SENSOR
from pipeline.resources.watching import LOOKED

SCRATCH = "scratch"
_HALVES = ".*.new"

# A half is written and moved in a second; a disk that hangs for an hour is told by its run.
# Decided 2026-11-30.
_FOR_SURE_DEAD = dt.timedelta(hours=1)

# Somebody may sit over an open session for hours, and what lies there lies in the published copy
# beside it as well. Decided 2026-11-30.
_READER_FOR_SURE_GONE = dt.timedelta(days=1)

# What the sensor writes while a run holds the lock.
_OF_THE_SENSOR = frozenset(f".{name}.new" for name in (SENSOR, LOOKED))


@contextmanager
def scratch(home: Home) -> Generator[Path]:
    """Lend an empty folder of the home, for its owner only, for the length of the block."""
    with mark(home) as name:
        _scratches(home).mkdir(mode=0o700, exist_ok=True)
        folder = _scratches(home) / name
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep(home: Home, now: dt.datetime) -> int:
    """Delete what killed processes left, and return how many files and folders that were.

    Args:
        home: Its writers' lock must be held.
        now: With a time zone; what is written without the lock goes by its age.
    """
    left = [*_halves(home, now), *_folders(home, now)]
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(left)


def _halves(home: Home, now: dt.datetime) -> Iterator[Path]:
    for folder in _written_with_the_lock(home):
        for half in folder.glob(_HALVES):
            if half.name not in _OF_THE_SENSOR or _is_old(half, now):
                yield half
    for folder in _written_without_it(home):
        yield from (half for half in folder.glob(_HALVES) if _is_old(half, now))


def _written_without_it(home: Home) -> Iterator[Path]:
    yield from (home.path, home.path / PRACTICES, home.dagster_folder)
    # Kits are made by a command that only reads, too.
    yield from (practice.kits_folder for practice in home.practices)
    # A folder a practice, in it one a period; of practices that left, too.
    yield from (home.path / RECEIPTS).glob("*/*")


def _written_with_the_lock(home: Home) -> Iterator[Path]:
    yield home.packets_folder
    for practice in home.practices:
        yield from (practice.packets_folder, practice.worklists_folder)
    yield from (home.published_file.parent, home.working_file.parent)
    # Archives of practices that settings name no more, too.
    yield from home.landing_folder.glob("*")
    yield from home.landing_folder.glob("*/??")


def _is_old(left: Path, now: dt.datetime, age: dt.timedelta = _FOR_SURE_DEAD) -> bool:
    with suppress(FileNotFoundError):
        written = dt.datetime.fromtimestamp(left.stat().st_mtime, dt.UTC)
        return now - written >= age
    return False


def _folders(home: Home, now: dt.datetime) -> Iterator[Path]:
    yield from home.landing_folder.glob(f"*/{ARRIVING}")
    # What the database moved out of memory: rows.
    yield from _spilt(home.working_file)
    yield from (folder for folder in _spilt(home.published_file) if _is_left(folder, now))
    yield from (path for path in _scratches(home).glob("*") if not is_held(home, path.name))
    yield from (path for name, path in lists_of(home) if not is_held(home, name))


def _spilt(database: Path) -> Iterator[Path]:
    yield from database.parent.glob(f"{database.name}.tmp")


def _is_left(folder: Path, now: dt.datetime) -> bool:
    """Return whether whoever moved rows out of memory into a folder is surely gone."""
    return all(_is_old(each, now, _READER_FOR_SURE_GONE) for each in (folder, *folder.rglob("*")))


def _scratches(home: Home) -> Path:
    return home.path / SCRATCH
