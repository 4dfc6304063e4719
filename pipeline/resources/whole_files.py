"""Files that appear whole or not at all.

Takes a source and a target on this machine. Refuses a target it cannot write, and takes its half
away; a crash at any instant leaves the old target or the new one, and at most a hidden half beside
it that the next write replaces.
"""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import Problem, TriageError

# Waiting together lets the file system write its journal once for all: ten times faster than
# one after the other.
_WAITING_TOGETHER = 16

_SPACE = "Free space on its disk, then run again."
_RIGHTS = "Let this user write into its folder, then run again."
_REMEDIES = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: _SPACE,
    errno.EROFS: "Its disk is read-only: mount it for writing, then run again.",
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
}


class WriteError(TriageError):
    """A file that cannot be written; what stood in its place before stays."""


@contextmanager
def writing(place: Path | None) -> Iterator[None]:
    """Tell a failure of the disk as a problem with a remedy.

    Args:
        place: What is written; ``None`` where the system names it best, one of many.

    Raises:
        WriteError: The disk is full, read-only or not ours, or a folder is none.
    """
    try:
        yield
    except OSError as error:
        problem = Problem(
            str(place or error.filename),
            f"It cannot be written: {error.strerror or type(error).__name__}.",
            "The new file is not there; what stood in its place before stays.",
            _REMEDIES.get(error.errno or 0, "Mend what the system says, then run again."),
        )
        raise WriteError(problem) from error


@contextmanager
def no_half_left(targets: Iterable[Path]) -> Iterator[None]:
    """Take the halves of targets away when the block fails."""
    try:
        yield
    except OSError:
        for target in targets:
            with suppress(OSError):
                half_beside(target).unlink(missing_ok=True)
        raise


def replace_file(source: Path, target: Path) -> Path:
    """Put a copy of ``source`` in the place of ``target``; no reader ever sees half of it.

    Raises:
        WriteError: The target cannot be written; it is as it was.
    """
    with writing(target), no_half_left((target,)):
        half = _half_of(target)
        shutil.copyfile(source, half)
        put_in_place({half: target})
    return target


def replace_text(text: str, target: Path) -> Path:
    """Put ``text`` in the place of ``target``; no reader ever sees half of it."""
    replace_texts({target: text})
    return target


def replace_bytes(content: bytes, target: Path) -> Path:
    """Put ``content`` in the place of ``target``; no reader ever sees half of it.

    Raises:
        WriteError: The target cannot be written; it is as it was.
    """
    with writing(target), no_half_left((target,)):
        half = _half_of(target)
        half.write_bytes(content)
        put_in_place({half: target})
    return target


def replace_texts(texts: Mapping[Path, str]) -> None:
    """Put each text in the place of its target; no reader ever sees half of one.

    Raises:
        WriteError: One of them cannot be written; each is as it was, or whole and new.
    """
    with writing(next(iter(texts)) if len(texts) == 1 else None), no_half_left(texts):
        halves = {_half_of(target): target for target in texts}
        for half, target in halves.items():
            half.write_text(texts[target], encoding="utf-8")
        put_in_place(halves)


def put_in_place(halves: Mapping[Path, Path]) -> None:
    """Move whole files over their targets so that they survive a power cut.

    Args:
        halves: File that is written and closed to its target, on the same file system.
    """
    _sync(halves)
    for half, target in halves.items():
        half.replace(target)
    _sync({target.parent for target in halves.values()})


def sync_folder(folder: Path) -> None:
    """Make what was added to a folder survive a power cut."""
    _sync_one(folder)


def _sync(paths: Iterable[Path]) -> None:
    with ThreadPoolExecutor(_WAITING_TOGETHER) as pool:
        list(pool.map(_sync_one, paths))


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def half_beside(target: Path) -> Path:
    """Return where a file is written before it takes its target's place."""
    return target.with_name(f".{target.name}.new")


def _half_of(target: Path) -> Path:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = half_beside(target)
    # Made private before a byte is in it: these files hold patients' data.
    half.touch(mode=0o600)
    return half
