"""Who on this machine can reach what a home holds.

Takes the folder of a home. Returns what is wider than its owner, place by place with the command
that mends it. Not asked about are settings and what people put into an inbox or keep as notes: the
home's own folder keeps others out of them.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import Problem

_WIDE = 0o077
_WHY = "It holds patients' data, and whoever has an account here could read it."
_WRITTEN = (
    "landing", "warehouse", "packets", "worklists", "dagster", "deliveries", "scrub", "proofs",
)  # fmt: skip
_OF_A_PRACTICE = ("packets", "worklists", "kits", "deliveries")


def too_wide(home: Path) -> list[Problem]:
    """Return the places of a home that others than their owner may enter or read."""
    if os.name != "posix":
        return []
    problems = []
    if _is_wide(home):
        what = "Others on this machine may enter the home."
        problems.append(Problem(str(home), what, _WHY, f"chmod go-rwx {home}"))
    for place in _places(home):
        count = sum(map(_is_wide, (place, *_below(place))))
        if count:
            what = f"Others on this machine may reach {count} of the files and folders here."
            problems.append(Problem(str(place), what, _WHY, f"chmod -R go-rwx {place}"))
    return problems


def _places(home: Path) -> Iterator[Path]:
    """Yield the folders that the pipeline writes."""
    practices = sorted(home.glob("practices/*"))
    written = [home / name for name in _WRITTEN]
    written += [practice / name for practice in practices for name in _OF_A_PRACTICE]
    # Of a folder that is closed to us too, such as a disk's lost+found, nothing is asked.
    yield from (place for place in written if os.path.isdir(place))  # noqa: PTH112


def _below(place: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(place):
        yield from (Path(folder) / name for name in (*folders, *files))


def _is_wide(path: Path) -> bool:
    try:
        known = path.lstat()
    except FileNotFoundError:  # a run has just put another in its place
        return False
    return not stat.S_ISLNK(known.st_mode) and bool(stat.S_IMODE(known.st_mode) & _WIDE)
