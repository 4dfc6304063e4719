"""A folder on an SFTP server whose own key is pinned: paramiko, whole files only.

Takes a source's settings. Refuses a server whose key is not the pinned one, as `sftp_login` does.
Files are fetched whole (``get``): streaming the same file took twenty times as long.
"""

import datetime as dt
import posixpath
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import paramiko

from pipeline.practice.source_settings import RemoteSource
from pipeline.resources.sftp_login import SftpLogin, is_refusal, is_there, make_folder
from pipeline.resources.source_problems import SourceError
from pipeline.resources.sources import Listing, SourceFile, Store, is_offered, numbered

DEEPEST = 16


class SftpStore(SftpLogin, Store):
    """A folder on an SFTP server; connects when it is first asked, and anew after a fault."""

    def __init__(self, source: RemoteSource, folder: Path, environment: Mapping[str, str]) -> None:
        """Read what it takes to log in.

        Raises:
            SourceError: The password, key or pinned key cannot be read.
        """
        Store.__init__(self, source)
        SftpLogin.__init__(self, source, folder, environment)

    def listed(self) -> Listing:
        """Return every file below the folder, by name."""
        closed: list[str] = []
        try:
            with self._told() as sftp:
                found = list(self._below(sftp, "", DEEPEST, closed))
        except FileNotFoundError as error:
            raise SourceError(self.source.shown, "folder_missing") from error
        except PermissionError as error:
            raise SourceError(self.source.shown, "access_refused") from error
        files = [self._listed(name, about) for name, about in sorted(found, key=lambda one: one[0])]
        return Listing(
            [file for file in files if is_offered(self.source, file.name)], tuple(closed)
        )

    def fetch(self, file: SourceFile, target: Path) -> None:
        """Copy a file, whole, to this machine."""
        with self._told() as sftp:
            sftp.get(file.url, str(target))

    def stamp_of(self, file: SourceFile) -> tuple[int, str]:
        """Return a file's size and time of writing as they are now."""
        with self._told() as sftp:
            about = sftp.stat(file.url)
        return about.st_size or 0, str(about.st_mtime)

    def delete(self, file: SourceFile) -> None:
        """Delete a file."""
        with self._told() as sftp:
            sftp.remove(file.url)

    def move(self, file: SourceFile) -> None:
        """Move a file into ``move_to``; a name that is taken stays as it is."""
        target = posixpath.join(self._root, self.source.move_to, file.name)
        with self._told() as sftp:
            make_folder(sftp, posixpath.dirname(target))
            number = 1
            while is_there(sftp, numbered(target, number)):
                number += 1
            # Of version 3 of the protocol: refused where the name is taken meanwhile.
            sftp.rename(file.url, numbered(target, number))

    def _below(
        self, sftp: paramiko.SFTPClient, folder: str, depth: int, closed: list[str]
    ) -> Iterator[tuple[str, paramiko.SFTPAttributes]]:
        """Yield the path below the root and the attributes of each file.

        Folders that may not be listed are noted, and links that cannot be followed; what went
        meanwhile is not there to be missed. Links are followed to files only: one to a folder may
        lead back.
        """
        path = posixpath.join(self._root, folder)
        try:
            entries = sftp.listdir_attr(path)
        except OSError as error:
            if not folder or not is_refusal(sftp, error):
                raise
            closed += [] if isinstance(error, FileNotFoundError) else [path]
            return
        for about in entries:
            name, mode = posixpath.join(folder, about.filename), about.st_mode or 0
            if stat.S_ISDIR(mode):
                is_entered = depth and is_offered(self.source, name)
                yield from self._below(sftp, name, depth - 1, closed) if is_entered else ()
            elif stat.S_ISLNK(mode):
                yield from self._linked(sftp, name, closed)
            else:
                yield name, about

    def _linked(
        self, sftp: paramiko.SFTPClient, name: str, closed: list[str]
    ) -> Iterator[tuple[str, paramiko.SFTPAttributes]]:
        """Yield the file that a link leads to."""
        if not is_offered(self.source, name):
            return
        path = posixpath.join(self._root, name)
        try:
            target = sftp.stat(path)
        except OSError as error:
            if not is_refusal(sftp, error):
                raise
            closed += [] if isinstance(error, FileNotFoundError) else [path]
            return
        if stat.S_ISREG(target.st_mode or 0):
            yield name, target

    def _listed(self, name: str, about: paramiko.SFTPAttributes) -> SourceFile:
        path = posixpath.join(self._root, name)
        written = about.st_mtime
        return SourceFile(
            url=path,
            name=name,
            byte_count=about.st_size or 0,
            stamp=str(written),
            place=f"sftp://{self._host}:{self._port}/{path.lstrip('/')}",
            written_at=None if written is None else dt.datetime.fromtimestamp(written, dt.UTC),
        )
