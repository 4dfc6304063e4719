"""A folder on an SFTP server that files are put into: under a hidden name first, then renamed.

Takes a place's settings. Refuses what `sftp_login` does, and a server that cannot put a file in the
place of another in one step (``posix-rename@openssh.com``): somebody would find it missing.
"""

import hashlib
import io
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import paramiko

from pipeline.resources.delivery_folders import DeliveryFolder, is_our_half
from pipeline.resources.folder_problems import FolderError
from pipeline.resources.sftp_login import SftpLogin, is_refusal, is_there, make_folder


class SftpFolder(SftpLogin, DeliveryFolder):
    """A folder on an SFTP server."""

    def look(self) -> None:
        """Log in and ask for the folder."""
        with self._told() as sftp:
            is_there(sftp, self._root)

    def make(self) -> None:
        """Make the folder and those above it; who may read them is for the server to say."""
        with self._told() as sftp:
            make_folder(sftp, self._root)

    def put(self, file: Path, name: str) -> None:
        """Put a copy of a file there; the one it replaces stays until it is whole."""
        half = posixpath.join(self._root, f".{name}.new")
        with self._told() as sftp, _no_half_left(sftp, half):
            sftp.put(str(file), half)
            self._replace(sftp, half, posixpath.join(self._root, name))

    def sweep(self) -> None:
        """Delete the halves that a killed delivery left, as far as the server lets this login."""
        with self._told() as sftp:
            for name in filter(is_our_half, sftp.listdir(self._root)):
                try:
                    sftp.remove(posixpath.join(self._root, name))
                except OSError as error:
                    if not is_refusal(sftp, error):
                        raise

    def digest(self, name: str) -> str | None:
        """Return SHA-256 of the file of a name; None where the name is free."""
        content = io.BytesIO()
        try:
            with self._told() as sftp:
                sftp.getfo(posixpath.join(self._root, name), content)
        except FileNotFoundError:
            return None
        return hashlib.sha256(content.getvalue()).hexdigest()

    def _replace(self, sftp: paramiko.SFTPClient, half: str, target: str) -> None:
        try:
            sftp.posix_rename(half, target)
        except OSError as error:
            if not is_refusal(sftp, error):
                raise
            raise FolderError(self._place.shown, "not_replaced") from error


@contextmanager
def _no_half_left(sftp: paramiko.SFTPClient, half: str) -> Iterator[None]:
    """Take a half away where the server still answers; else the next one takes its place."""
    try:
        yield
    except (TimeoutError, ConnectionError):
        raise
    except (OSError, FolderError):
        with suppress(OSError, EOFError, paramiko.SSHException):
            sftp.remove(half)
        raise
