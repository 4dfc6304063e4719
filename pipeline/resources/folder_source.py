"""A source that is a folder of this machine, or anything else that fsspec can list.

Takes a path or URL. Whether a program has a file of this machine open for writing the system itself
tells, where it can. Refuses kinds of URLs whose package is not installed.
"""

import datetime as dt
import errno
import ftplib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem
from fsspec.spec import AbstractFileSystem

from pipeline.practice.logins import S3
from pipeline.practice.source_settings import RemoteSource
from pipeline.resources.driver_faults import DriverFaults
from pipeline.resources.open_files import is_open_for_writing
from pipeline.resources.source_problems import SourceError
from pipeline.resources.sources import (
    Listing,
    SourceFile,
    Store,
    is_offered,
    numbered,
)

_STAMPS = ("mtime", "LastModified", "ETag")


class FolderStore(Store):
    """A folder by way of fsspec."""

    def __init__(self, source: RemoteSource) -> None:
        """Find the package of this kind of URL.

        Raises:
            SourceError: There is none.
        """
        super().__init__(source)
        with DriverFaults(source.shown, ()):
            try:
                self._files, root = url_to_fs(source.url)
            except (ValueError, ImportError) as error:
                raise SourceError(source.shown, "unsupported") from error
        self._root = str(root)

    @property
    def is_local(self) -> bool:
        """Whether it is a folder of this machine."""
        return isinstance(self._files, LocalFileSystem)

    def listed(self) -> Listing:
        """Return every file below the folder (or the file itself), by name."""
        closed: list[str] = []
        with DriverFaults(self.source.shown, ()):
            # What an earlier look of this process was told is no news.
            self._files.invalidate_cache()
            found: Any = self._found(closed)
            if not found and not closed and not self._files.exists(self._root):
                raise SourceError(self.source.shown, "folder_missing")
        files = [self._listed(path, found[path]) for path in sorted(found)]
        return Listing(
            [file for file in files if is_offered(self.source, file.name)], tuple(sorted(closed))
        )

    def _found(self, closed: list[str]) -> dict[str, Any]:
        if self._files.async_impl or type(self._files).find is not AbstractFileSystem.find:
            # One question for all there is, as buckets answer it; they know no folders.
            return self._files.find(self._root, detail=True)  # type: ignore[return-value]
        return dict(self._below(self._root, closed))

    def _below(self, folder: str, closed: list[str]) -> Iterator[tuple[str, Any]]:
        """Yield the path and the facts of each file; note folders that cannot be looked into.

        fsspec's own way to walk passes over such a folder as if it were empty.
        """
        try:
            entries: Any = self._files.ls(folder, detail=True)
        except (FileNotFoundError, PermissionError, ftplib.error_perm) as error:
            if folder == self._root:
                raise
            closed += [] if isinstance(error, FileNotFoundError) else [folder]
            return
        for entry in entries:
            path = entry["name"].rstrip("/")
            if entry["type"] != "directory":
                yield path, entry
            elif path != folder and is_offered(self.source, self._name(path)):
                yield from self._below(path, closed)

    def fetch(self, file: SourceFile, target: Path) -> None:
        """Copy a file to this machine."""
        with self._of_one_file():
            try:
                self._files.get_file(file.url, str(target))
            except FileNotFoundError as error:
                if self.is_local and os.path.lexists(file.url):
                    # A link that leads nowhere is there, and nobody can read it.
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from error
                raise

    def stamp_of(self, file: SourceFile) -> tuple[int, str]:
        """Return a file's size and time of writing as they are now."""
        with self._of_one_file():
            info = self._files.info(file.url)
        return int(info.get("size") or 0), _stamp(info)

    def delete(self, file: SourceFile) -> None:
        """Delete a file."""
        with self._of_one_file():
            self._files.rm_file(file.url)

    def move(self, file: SourceFile) -> None:
        """Move a file into ``move_to``; a name that is taken stays as it is."""
        folder = PurePosixPath(self._root, self.source.move_to)
        target = folder / PurePosixPath(file.name)
        number = 1
        with self._of_one_file():
            self._files.makedirs(str(target.parent), exist_ok=True)
            while not self._moved(file.url, str(target.with_name(numbered(target.name, number)))):
                number += 1

    def is_being_written(self, file: SourceFile) -> bool | None:
        """Return whether a program has the file open for writing; None where nobody can tell."""
        if self.source.scheme == S3:
            return False
        return is_open_for_writing(Path(file.url)) if self.is_local else None

    def _moved(self, path: str, target: str) -> bool:
        """Move a file unless the name is taken, and tell whether it was moved."""
        if not self.is_local:
            if self._files.exists(target):
                return False
            self._files.mv(path, target)
            return True
        try:
            # A claim that only one can make: no other file can get the name in between.
            Path(target).touch(exist_ok=False)
        except FileExistsError:
            return False
        try:
            Path(path).replace(target)
        except OSError:
            # On another disk nothing can be moved in one step: copied whole, then deleted.
            with suppress_half(Path(target)):
                self._files.get_file(path, target)
            Path(path).unlink()
        return True

    def _listed(self, path: str, info: dict[str, Any]) -> SourceFile:
        name = self._name(path) or PurePosixPath(path).name
        size = int(info.get("size") or 0)
        return SourceFile(path, name, size, _stamp(info), path, _written_at(info))

    def _name(self, path: str) -> str:
        return path.removeprefix(self._root).lstrip("/")

    def _of_one_file(self) -> DriverFaults:
        """Tell a fault of the source, such as a network folder that went, as the source's."""
        return DriverFaults(
            self.source.shown, (FileNotFoundError, PermissionError), code="broke_off"
        )


@contextmanager
def suppress_half(target: Path) -> Iterator[None]:
    """Take a half-written target away when the block fails."""
    try:
        yield
    except OSError:
        with suppress(OSError):
            target.unlink()
        raise


def _stamp(info: dict[str, Any]) -> str:
    return " ".join(str(info[key]) for key in _STAMPS if info.get(key))


def _written_at(info: dict[str, Any]) -> dt.datetime | None:
    for key in ("mtime", "LastModified", "modified", "created"):
        found = info.get(key)
        if isinstance(found, dt.datetime):
            return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
        if isinstance(found, (int, float)):
            return dt.datetime.fromtimestamp(found, dt.UTC)
    return None
