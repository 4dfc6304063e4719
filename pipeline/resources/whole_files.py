"""Files that appear whole or not at all.

Takes a source and a target on this machine. Refuses nothing; a crash at any instant leaves the old
target or the new one, and at most a hidden half beside it that the next write replaces.
"""

import os
import shutil
from pathlib import Path


def replace_file(source: Path, target: Path) -> Path:
    """Put a copy of ``source`` in the place of ``target``; no reader ever sees half of it."""
    half = _half_of(target)
    shutil.copyfile(source, half)
    return _put(half, target)


def replace_text(text: str, target: Path) -> Path:
    """Put ``text`` in the place of ``target``; no reader ever sees half of it."""
    half = _half_of(target)
    half.write_text(text, encoding="utf-8")
    return _put(half, target)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
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


def _put(half: Path, target: Path) -> Path:
    with half.open("rb+") as stream:
        os.fsync(stream.fileno())
    half.replace(target)
    sync_folder(target.parent)
    return target
