"""Folders that packets are copied to: of this machine, on SFTP servers, in buckets, any of fsspec.

Takes rendered files and a destination. Refuses a folder that cannot be reached or written, and to
write over a file that somebody has filled in there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath

from pipeline.practice.delivery_settings import Destination
from pipeline.practice.logins import without_user
from pipeline.resources.delivery_folders import DeliveryFolder, opened
from pipeline.resources.folder_problems import NOT_WRITTEN, FolderError
from pipeline.resources.reaching import Reaching
from pipeline.resources.source_problems import SourceError
from pipeline.resources.whole_files import WriteError

__all__ = ["NOT_WRITTEN", "FolderError", "Shared", "check_folder", "shared", "without_user"]


@dataclass(frozen=True)
class Shared:
    """A folder that files can be put into; each step is tried again while its fault may pass.

    Attributes:
        folder: Opened.
        reaching: How patiently it is asked.
    """

    folder: DeliveryFolder
    reaching: Reaching

    def sweep(self) -> None:
        """Delete what a killed delivery left there by half, once the papers are there.

        It is asked once, and a folder that does not let it costs nothing: the next one sweeps.
        """
        with suppress(SourceError, OSError, EOFError):
            self.folder.sweep()

    def put_whole(self, files: list[Path]) -> None:
        """Copy files there, over those of the same name; none is ever seen by half."""
        for file in files:
            self._put(file, file.name)

    def put_beside_answers(self, files: list[Path], ours: Set[str]) -> None:
        """Copy files that people fill in; one that differs from all of ``ours`` was filled in.

        Such a file stays, and the new one stands beside it as ``<stem>-2<suffix>``, ``-3`` and so
        on.

        Args:
            files: What to copy.
            ours: SHA-256 of everything that was ever copied there.
        """
        for file in files:
            known = {*ours, hashlib.sha256(file.read_bytes()).hexdigest(), None}
            free = (name for name in _names(file.name) if self._digest(name) in known)
            self._put(file, next(free))

    def _digest(self, name: str) -> str | None:
        return self.reaching.attempt(partial(self.folder.digest, name))

    def _put(self, file: Path, name: str) -> None:
        self.reaching.attempt(self.folder.make)
        self.reaching.attempt(partial(self.folder.put, file, name))


@contextmanager
def shared(destination: Destination, reaching: Reaching) -> Iterator[Shared]:
    """Lend a destination; one login serves the whole block.

    Args:
        destination: Where it is, and the login.
        reaching: Where secrets stand and how patiently it is asked.

    Raises:
        FolderError: It cannot be reached or written.
    """
    shown = destination.place.shown
    try:
        with opened(destination, reaching) as folder:
            yield Shared(folder, reaching)
    except SourceError as error:
        raise FolderError(shown, error.code, error.addition) from error
    except WriteError as error:
        raise FolderError(shown, "not_written") from error
    except (OSError, EOFError) as error:
        raise FolderError(shown, _code(destination, error), f"({type(error).__name__})") from error


def check_folder(destination: Destination, reaching: Reaching) -> None:
    """Log in to a destination and write nothing.

    Raises:
        FolderError: It cannot be reached.
    """
    with shared(destination, reaching) as found:
        reaching.attempt(found.folder.look)


def _code(destination: Destination, error: Exception) -> str:
    if not destination.place.needs_login:
        return "not_written"
    if isinstance(error, PermissionError):
        return "access_refused"
    return "folder_missing" if isinstance(error, FileNotFoundError) else "not_written"


def _names(name: str) -> Iterator[str]:
    path = PurePosixPath(name)
    yield name
    for number in count(2):
        yield str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
