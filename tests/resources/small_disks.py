"""Disks of some megabytes that can be full or read-only; they are of memory and need root."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

CAN_BE_MADE = sys.platform == "linux" and os.geteuid() == 0
"""Whether this machine lets us; CI runs as root."""


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[None]:
    """Put a disk of some megabytes in a folder."""
    place.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place))
    with _mounted(place):
        yield


def remount(place: Path, options: str) -> None:
    """Change a small disk under those who use it."""
    _mount("-o", f"remount,{options}", str(place))


@contextmanager
def full(place: Path, megabytes: int) -> Iterator[None]:
    """Take the room of a small disk away inside the block, under those who write on it."""
    for _ in range(50):
        # It grows while it is looked at, and no disk can be smaller than what is on it.
        with suppress(subprocess.CalledProcessError):
            remount(place, f"size={shutil.disk_usage(place).used}")
            break
    else:
        raise TimeoutError(place)
    try:
        yield
    finally:
        remount(place, f"size={megabytes}m")


@contextmanager
def read_only(folder: Path, *but: Path) -> Iterator[None]:
    """Let nobody write in a folder inside the block, save in some folders in it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as mounts:
        for each in (folder, *but):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
            _mount("--bind", str(each), str(each))
            mounts.enter_context(_mounted(each))
        _mount("-o", "remount,bind,ro", str(folder))
        yield


def fill(file: Path) -> None:
    """Write until the disk takes no more."""
    with file.open("wb") as ballast:
        while True:
            ballast.write(bytes(2**20))


@contextmanager
def _mounted(place: Path) -> Iterator[None]:
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)
