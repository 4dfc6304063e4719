"""What every kind of folder that files are put into can do, and which kind a place is.

Takes a place's settings. A file is there whole or not at all, whatever breaks off. Refuses, as
sources do, what cannot be reached, logged in to or trusted.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.practice.delivery_settings import Destination
from pipeline.practice.logins import S3, SFTP
from pipeline.resources.reaching import Reaching

if TYPE_CHECKING:
    from pathlib import Path

# Somebody else's hidden files are not ours to delete.
_HALF = re.compile(r"\.\d{4}-\d\d-\d\d-.+\.(pdf|html|xlsx)\.new")


class DeliveryFolder(ABC):
    """An opened folder; each call may be tried again after a fault that passes.

    Every method raises `SourceError` where the server as a whole fails, and an ``OSError`` where
    the folder or a file of it may not be read or written.
    """

    @abstractmethod
    def look(self) -> None:
        """Log in and look at the folder; nothing is written, and it need not be there yet."""

    @abstractmethod
    def make(self) -> None:
        """Make the folder, where it is not there."""

    @abstractmethod
    def put(self, file: Path, name: str) -> None:
        """Put a copy of a file of this machine there, in the place of one of that name."""

    @abstractmethod
    def digest(self, name: str) -> str | None:
        """Return SHA-256 of the file of a name, as hex; None where the name is free."""

    def sweep(self) -> None:  # noqa: B027 - a bucket shows whole objects only
        """Delete the halves that a killed delivery left; a folder that is not there has none."""

    def close(self) -> None:  # noqa: B027 - most kinds hold nothing
        """Let go of the folder."""


def is_our_half(name: str) -> bool:
    """Return whether a name in a folder is that of a paper of ours before it was whole."""
    return bool(_HALF.fullmatch(name))


@contextmanager
def opened(destination: Destination, reaching: Reaching) -> Iterator[DeliveryFolder]:
    """Lend a folder; what it takes to log in is read now, and nothing is reached yet.

    Raises:
        SourceError: The kind is not supported, or a secret or key is not here.
    """
    folder = _folder(destination, reaching)
    try:
        yield folder
    finally:
        folder.close()


def _folder(destination: Destination, reaching: Reaching) -> DeliveryFolder:
    # Each kind brings a library of its own; a folder of this machine waits for none of them.
    place, secrets = destination.place, destination.folder
    if place.scheme == SFTP:
        from pipeline.resources.sftp_folder import SftpFolder

        return SftpFolder(place, secrets, reaching.environment)
    if place.scheme == S3:
        from pipeline.resources.bucket_folder import BucketFolder

        return BucketFolder(place, secrets, reaching.environment)
    from pipeline.resources.plain_folder import PlainFolder

    return PlainFolder(place)
