"""Where files come from: what every kind of source can do, and which kind a URL is.

Takes a source's settings. Leaves the source as it is, unless its settings say that a file is moved
or deleted once it is safely here. Refuses a folder that is not there, and names that say an upload
is under way, which it counts.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.practice.logins import S3, SFTP
from pipeline.practice.source_settings import RemoteSource
from pipeline.resources.reaching import Reaching
from pipeline.resources.source_problems import SourceError

__all__ = [
    "Listing",
    "SourceError",
    "SourceFile",
    "Store",
    "is_offered",
    "numbered",
    "opened",
]

_UNDER_WAY = {".part", ".filepart", ".partial", ".tmp", ".crdownload"}

# At the top of a disk, and closed to all but its owner.
_OF_A_DISK = {"lost+found", "System Volume Information", "$RECYCLE.BIN"}


@dataclass(frozen=True)
class SourceFile:
    """One file as a source lists it.

    Attributes:
        url: Full path within its source; what is asked of the source again.
        name: Path below the source's folder; private, it may hold a patient's name.
        byte_count: Size as listed.
        stamp: When it was last written, as far as the source tells; changes when the file does.
        place: Where it was found, among all sources; of a file of this machine its path.
        written_at: The same instant by the source's own clock; None where it tells none.
    """

    url: str
    name: str
    byte_count: int
    stamp: str
    place: str = ""
    written_at: dt.datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether its name does not say that an upload is under way."""
        return PurePosixPath(self.name).suffix.lower() not in _UNDER_WAY


@dataclass(frozen=True)
class Listing:
    """What a source lists.

    Attributes:
        files: Every file below its folder, by name.
        closed: Full path of each folder below it that may not be listed; private, as names are.
    """

    files: list[SourceFile]
    closed: tuple[str, ...] = ()


class Store(ABC):
    """An opened source; each call may be tried again after a fault that passes.

    Every method raises `SourceError` where the source as a whole fails, ``FileNotFoundError`` where
    a file went meanwhile, and ``PermissionError`` where one file may not be read or changed.
    """

    def __init__(self, source: RemoteSource) -> None:
        """Keep the settings; nothing is reached yet."""
        self.source = source

    @abstractmethod
    def listed(self) -> Listing:
        """Return every file below the source's folder, and what of it may not be looked into."""

    @abstractmethod
    def fetch(self, file: SourceFile, target: Path) -> None:
        """Copy a file, whole, to ``target`` on this machine."""

    @abstractmethod
    def stamp_of(self, file: SourceFile) -> tuple[int, str]:
        """Return a file's size and time of writing as they are now."""

    @abstractmethod
    def delete(self, file: SourceFile) -> None:
        """Delete a file at the source."""

    @abstractmethod
    def move(self, file: SourceFile) -> None:
        """Move a file into ``move_to``, under a name that is free there."""

    def is_being_written(self, file: SourceFile) -> bool | None:
        """Return whether somebody has the file open for writing; None where nobody can tell."""
        del file
        return None

    def close(self) -> None:  # noqa: B027 - most kinds hold nothing
        """Let go of the source."""


@contextmanager
def opened(source: RemoteSource, folder: Path, reaching: Reaching) -> Iterator[Store]:
    """Lend a source; what it takes to log in is read now, and nothing is reached yet.

    Args:
        source: Its settings.
        folder: The practice's; names of keys and secrets start there.
        reaching: Where secrets stand and how patiently it is asked.

    Raises:
        SourceError: The kind is not supported, or a secret or key is not here.
    """
    store = _store(source, folder, reaching)
    try:
        yield store
    finally:
        store.close()


def _store(source: RemoteSource, folder: Path, reaching: Reaching) -> Store:
    # Each kind brings a library of its own; a practice with an inbox alone waits for none of them.
    if source.scheme == SFTP:
        from pipeline.resources.sftp_source import SftpStore

        return SftpStore(source, folder, reaching.environment)
    if source.scheme == S3 and source.access_key:
        from pipeline.resources.object_store import ObjectStore

        return ObjectStore(source, folder, reaching.environment)
    from pipeline.resources.folder_source import FolderStore

    return FolderStore(source)


def is_offered(source: RemoteSource, name: str) -> bool:
    """Return whether a path below the source's folder is a file to look at.

    Hidden files are left out: tools keep their own notes in them. So are folders that a disk keeps
    for itself, and what was moved there after it had been picked up.
    """
    if any(part.startswith(".") or part in _OF_A_DISK for part in name.split("/")):
        return False
    return not source.moves_into(name)


def numbered(name: str, number: int) -> str:
    """Return a name to try: itself first, then ``a-2.835``, ``a-3.835``."""
    path = PurePosixPath(name)
    return name if number == 1 else str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
