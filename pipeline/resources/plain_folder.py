"""A folder of this machine that files are put into, or one of another kind that fsspec can write.

Takes a place's settings. Refuses kinds of URLs whose package is not installed. What a driver raises
is told as sources tell it, except where the folder itself is the trouble.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from pipeline.practice.logins import Place
from pipeline.resources.delivery_folders import DeliveryFolder, is_our_half
from pipeline.resources.driver_faults import DriverFaults
from pipeline.resources.shared_files import share_file
from pipeline.resources.source_problems import SourceError

# What a folder that cannot be written raises; the server itself is there.
_OF_THE_FOLDER = (
    PermissionError,
    FileNotFoundError,
    FileExistsError,
    NotADirectoryError,
    IsADirectoryError,
)


class PlainFolder(DeliveryFolder):
    """A folder by way of fsspec; one of this machine has its own rights given to what is put."""

    def __init__(self, place: Place) -> None:
        """Find the package of this kind of URL.

        Raises:
            SourceError: There is none, or it cannot make use of the URL.
        """
        self._faults = DriverFaults(place.shown, _OF_THE_FOLDER)
        with self._faults:
            try:
                self._files, root = url_to_fs(place.url)
            except (ValueError, ImportError) as error:
                raise SourceError(place.shown, "unsupported") from error
        self._root = str(root).rstrip("/")

    @property
    def _is_local(self) -> bool:
        return isinstance(self._files, LocalFileSystem)

    def look(self) -> None:
        """Do nothing: a folder that is not there yet is made."""

    def make(self) -> None:
        """Make the folder and those above it."""
        if not self._is_local:
            with self._faults:
                self._files.makedirs(self._root, exist_ok=True)

    def put(self, file: Path, name: str) -> None:
        """Put a copy of a file there; the one it replaces stays until it is whole."""
        target = f"{self._root}/{name}"
        if self._is_local:
            share_file(file, Path(target))
            return
        half = f"{self._root}/.{name}.new"
        with self._faults:
            self._files.put_file(str(file), half)
            self._files.mv(half, target)

    def digest(self, name: str) -> str | None:
        """Return SHA-256 of the file of a name; None where the name is free."""
        path = f"{self._root}/{name}"
        with self._faults:
            if not self._files.exists(path):
                return None
            content: Any = self._files.cat_file(path)
        return hashlib.sha256(content).hexdigest()

    def sweep(self) -> None:
        """Delete the halves that a killed delivery left, as far as the folder lets us."""
        with self._faults:
            if not self._files.isdir(self._root):
                return
            for path in map(str, self._files.ls(self._root, detail=False)):
                if is_our_half(path.rpartition("/")[2]):
                    # One that is not ours to delete keeps no other.
                    with suppress(SourceError, OSError), self._faults:
                        self._files.rm_file(path)
