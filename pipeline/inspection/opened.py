"""A file's bytes for a look at them: mapped, so that a huge one is never in memory whole.

Takes a path as a person typed it. Refuses what is no file that can be read.
"""

from __future__ import annotations

import mmap
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import Problem, TriageError
from pipeline.x12.windows import Bytes


class InspectError(TriageError):
    """A question about a file that has no answer."""

    exit_code = 2


@contextmanager
def opened(path: Path) -> Generator[Bytes]:
    """Lend the bytes of a file.

    Raises:
        InspectError: If it cannot be read.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise InspectError(_unreadable(path)) from error
    with file:
        # Nothing cannot be mapped.
        if not path.stat().st_size:
            yield b""
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data


def require_files(paths: Sequence[Path]) -> None:
    """Do nothing where each path is a file.

    Raises:
        InspectError: Naming every path that is none.
    """
    problems = [problem for path in paths if (problem := _problem(path))]
    if problems:
        raise InspectError(*problems)


def _problem(path: Path) -> Problem | None:
    try:
        if path.is_file():
            return None
        is_folder, exists = path.is_dir(), path.exists()
    except OSError:
        return _unreadable(path)
    if str(path) == "-":
        what = "Standard input is not read."
        remedy = "Save what it gives into a file first: ... > file.x12; triage inspect file.x12"
    elif is_folder:
        what, remedy = "This is a folder.", "Name the files in it, one by one or with a *."
    elif exists:
        what, remedy = "This is no plain file.", "Save what it gives into a file and name that."
    else:
        what, remedy = "There is no such file.", "Check the name; one with a blank needs quotes."
    return Problem(str(path), what, "Nothing can be said about it.", remedy)


def _unreadable(path: Path) -> Problem:
    return Problem(
        str(path),
        "This file cannot be read.",
        "Nothing can be said about it.",
        "Ask its owner for the right to read it.",
    )
