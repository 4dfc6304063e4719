"""Which practices a home holds: the settings file of each folder below ``practices``.

Takes a home's folder. Refuses by returning problems, of each folder or of all of them: what cannot
be looked into, and a folder that is named as practices are and holds no settings, for a warehouse
without that practice looks whole. Passed over are files, and folders without settings under names
no practice can have (``lost+found`` of a disk, ``@eaDir``, hidden ones).
"""

import re
import stat
from pathlib import Path

from pipeline.errors import Problem
from pipeline.practice.home_problems import closed_folder, no_practice, no_settings
from pipeline.practice.practice import PRACTICE_FILE
from pipeline.practice.settings import KEY_PATTERN

PRACTICES = "practices"


def half_of(folder: Path) -> Path:
    """Return where a practice's folder is laid out before it takes its name; nobody reads it."""
    return folder.with_name(f".{folder.name}.new")


def practice_files(home: Path) -> tuple[dict[str, Path | Problem], list[Problem]]:
    """Return each practice's settings file, or what is wrong with its folder, by its name.

    Beside it, what is wrong with the folder that holds them all: then there is none.
    """
    root = home / PRACTICES
    try:
        folders = sorted(root.iterdir())
    except OSError as error:
        is_absent = isinstance(error, FileNotFoundError) and not root.is_symlink()
        return {}, [no_practice(root) if is_absent else closed_folder(root, error)]
    found = {folder.name: _settings_in(folder) for folder in folders}
    files = {name: file for name, file in found.items() if file is not None}
    return files, [] if files else [no_practice(root)]


def _settings_in(folder: Path) -> Path | Problem | None:
    """Return the settings file of a practice's folder; None of what is no practice."""
    could_be_one = bool(re.fullmatch(KEY_PATTERN, folder.name))
    file = folder / PRACTICE_FILE
    try:
        if not stat.S_ISDIR(folder.stat().st_mode):
            return None
        is_there = _is_there(file)
    except OSError as error:
        return closed_folder(folder, error) if could_be_one else None
    if is_there and not _is_half(folder):
        return file
    return no_settings(folder, PRACTICE_FILE) if could_be_one else None


def _is_there(file: Path) -> bool:
    try:
        file.lstat()
    except FileNotFoundError:
        return False
    return True


def _is_half(folder: Path) -> bool:
    return folder.name.startswith(".") and folder.suffix == ".new"
