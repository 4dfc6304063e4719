"""A home as one file, and a home out of one.

Takes a home whose lock is held. The warehouse is left out: landing makes it again. Secrets go along
only in a locked backup; a key at rest never does, the home's or a practice's. Refuses to restore
into a folder that holds anything; a backup is read back whole before it takes its place.
"""

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import BaseModel

from pipeline.errors import Problem, TriageError
from pipeline.practice import Home
from pipeline.practice.home import HOME_FILE
from pipeline.practice.logins import Login
from pipeline.practice.secret_references import SecretReference
from pipeline.resources.boxes import BoxReport, read_box, write_box
from pipeline.resources.leftovers import SCRATCH
from pipeline.resources.sealing import KEY_HEAD, is_sealed, sealing, unsealing
from pipeline.resources.service_units import VARIABLES
from pipeline.resources.whole_files import put_in_place, writing

_DAGSTER_SETTINGS = "dagster.yaml"


class BackupError(TriageError):
    """A backup that is not made or not restored, because something would be lost or told."""

    exit_code = 2


@dataclass(frozen=True)
class BackupReport:
    """What a backup holds, in counts, and what was left out of it.

    Attributes:
        left_out: Files that hold secrets, by their path in the home.
        link_count: Links, which are not followed; the name of one may be a person's.
    """

    file_count: int
    byte_count: int
    is_locked: bool
    left_out: tuple[str, ...]
    link_count: int


def back_up(home: Home, target: Path) -> BackupReport:
    """Write a home into one file, read it back, and put it in the place of ``target``.

    Raises:
        BackupError: If the target lies in the home itself.
        WriteError: If it cannot be written; what stood there before stays.
    """
    target = target.absolute()
    if target.is_relative_to(home.path):
        raise BackupError(_inside(target))
    key, locked_away = home.at_rest_key, _secret_files(home)
    left_out = {path for path, is_key in locked_away.items() if is_key or not key}
    paths, folders, links = _contents(home, left_out)
    half = target.with_name(f".{target.name}.new")
    with writing(target), _own_half(half):
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file, sealing(file, key) as stream:
            report = write_box(stream, home.path, paths, folders)
        with half.open("rb") as file, _opened(file, half, key) as stream:
            read_box(stream, None, str(target))
        put_in_place({half: target})
    there = sorted(path for path in left_out if path.exists())
    names = tuple(path.relative_to(home.path).as_posix() for path in there)
    return BackupReport(report.file_count, report.byte_count, bool(key), names, len(links))


def restore(source: Path, folder: Path, key: str) -> BoxReport:
    """Make a home of a backup, in a folder that is not there or empty.

    Raises:
        BackupError: If the folder holds something, or the backup is locked and no key is given.
        BoxError: If the backup is damaged or forged; nothing is restored.
        SealError: If it was changed, or another key locks it; nothing is restored.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(_not_empty(folder))
    if is_sealed(source) and not key:
        raise BackupError(_no_key(source))
    half = folder.with_name(f".{folder.name}.restoring")
    shutil.rmtree(half, ignore_errors=True)
    with writing(half):
        half.mkdir(mode=0o700, parents=True)
    try:
        with source.open("rb") as file, _opened(file, source, key) as stream:
            report = read_box(stream, half, str(source))
        if not (half / HOME_FILE).is_file():
            raise BackupError(_no_home(source))
        with writing(folder):
            half.replace(folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return report


@contextmanager
def _opened(file: IO[bytes], path: Path, key: str) -> Generator[IO[bytes]]:
    if is_sealed(path):
        with unsealing(file, key, str(path)) as stream:
            yield stream
    else:
        yield file


@contextmanager
def _own_half(half: Path) -> Generator[None]:
    half.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        half.unlink(missing_ok=True)


def _contents(home: Home, left_out: set[Path]) -> tuple[list[Path], list[Path], list[Path]]:
    """Return the files a home cannot be made again without, its folders, and links among them."""
    files, kept, links = [], [], []
    for place, folders, names in os.walk(home.path):
        folder = Path(place)
        if folder == home.path:
            folders[:] = [name for name in folders if name not in _NOT_KEPT]
            names += [f"dagster/{_DAGSTER_SETTINGS}"]
        links += [folder / name for name in folders if (folder / name).is_symlink()]
        folders[:] = sorted(
            name for name in folders if name != ".arriving" and not _is_half(folder / name)
        )
        kept += [folder / name for name in folders if not (folder / name).is_symlink()]
        for path in (folder / name for name in sorted(names)):
            if path.is_symlink():
                links.append(path)
            elif path.is_file() and path not in left_out and not _is_half(path):
                files.append(path)
    return files, kept, links


_NOT_KEPT = frozenset({"warehouse", "dagster", SCRATCH})
# What this program alone writes; a look at each file of an archive would take minutes.
_WITHOUT_KEYS = _NOT_KEPT | {"landing", "deliveries"}


def _is_half(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(".new")


def _secret_files(home: Home) -> dict[Path, bool]:
    """Return every file that holds a secret, and whether it is a key of what the backup holds."""
    # The service's variables may hold such a key.
    found = {home.secret_file: False, home.path / VARIABLES: True}
    settings = [(each.folder, each.settings) for each in home.practices]
    for folder, told in ((home.path, home.settings), *settings):
        for name in _secrets_in(told):
            found.setdefault(_plain(folder / name), False)
    for folder, told in ((home.path, home.settings), *settings):
        key = told.at_rest.key
        if key and key.file:
            found[_plain(folder / key.file)] = True
    # Settings that are wrong, or gone with a practice, do not say which file is its key.
    found |= {path: True for path in _beside_settings(home) if _is_key(path)}
    return {path: is_key for path, is_key in found.items() if path.is_relative_to(home.path)}


def _beside_settings(home: Home) -> Iterator[Path]:
    for path in home.path.glob("*"):
        yield path
        if path.name not in _WITHOUT_KEYS:
            yield from path.rglob("*")


def _is_key(path: Path) -> bool:
    """Tell whether a file is a key as ``triage key`` writes one, by how it begins."""
    # What cannot be read stops the backup where it is copied.
    with suppress(OSError):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                return stream.read(len(KEY_HEAD)) == KEY_HEAD
    return False


def _plain(path: Path) -> Path:
    # A name that goes up and down again is the same file as the one that is met on the way.
    return Path(os.path.normpath(path))


def _secrets_in(value: object) -> Iterator[str]:
    """Yield every file that settings name a secret by, private keys of logins included."""
    if isinstance(value, SecretReference):
        if value.file:
            yield value.file
    elif isinstance(value, BaseModel):
        if isinstance(value, Login) and value.key_file:
            yield value.key_file
        for name in type(value).model_fields:
            yield from _secrets_in(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _secrets_in(each)


def _inside(target: Path) -> Problem:
    return Problem(
        str(target),
        "The backup would lie in the home it is a backup of.",
        "It would be lost with the home, and each backup would hold the one before.",
        "Name a file elsewhere, best on another disk.",
    )


def _not_empty(folder: Path) -> Problem:
    return Problem(
        str(folder),
        "This folder is not empty.",
        "A backup is restored whole or not at all, and writes over nothing.",
        "Name a folder that is not there yet.",
    )


def _no_key(source: Path) -> Problem:
    return Problem(
        str(source),
        "This backup is locked, and no key was named.",
        "Without the key it was made with nobody can read it.",
        "Name the file of the key: triage restore FILE DIR --key-file KEY",
    )


def _no_home(source: Path) -> Problem:
    return Problem(
        str(source),
        "This backup holds no home.",
        "Without its settings nothing that was restored could be used.",
        "Name a file that triage backup wrote.",
    )
