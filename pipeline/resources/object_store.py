"""A bucket of a storage that speaks S3, Amazon's or any other: pyarrow's own client.

Takes a source's settings. An object appears whole or not at all, so no upload is ever seen half.
Refuses what `bucket_login` does.
"""

import datetime as dt
import errno
import posixpath
import shutil
from collections.abc import Mapping
from pathlib import Path

from pyarrow import fs

from pipeline.practice.source_settings import RemoteSource
from pipeline.resources.bucket_login import BucketLogin
from pipeline.resources.source_problems import SourceError
from pipeline.resources.sources import Listing, SourceFile, Store, is_offered, numbered

_CHUNK = 8 * 2**20


class ObjectStore(BucketLogin, Store):
    """A folder of a bucket."""

    def __init__(self, source: RemoteSource, folder: Path, environment: Mapping[str, str]) -> None:
        """Read the keys; nothing is reached yet.

        Raises:
            SourceError: A key is not here.
        """
        Store.__init__(self, source)
        BucketLogin.__init__(self, source, folder, environment)

    def listed(self) -> Listing:
        """Return every object below the folder, by name."""
        try:
            with self._told():
                chosen = fs.FileSelector(self._root, recursive=True, allow_not_found=True)
                found = self._files.get_file_info(chosen)
                if not found:
                    self._assert_bucket()
        except FileNotFoundError as error:
            raise SourceError(self.source.shown, "folder_missing") from error
        except PermissionError as error:
            raise SourceError(self.source.shown, "access_refused") from error
        files = [
            self._listed(about)
            for about in sorted(found, key=lambda one: one.path)
            if about.type is fs.FileType.File
        ]
        return Listing([file for file in files if is_offered(self.source, file.name)])

    def fetch(self, file: SourceFile, target: Path) -> None:
        """Copy an object, whole, to this machine."""
        with self._told(), self._files.open_input_stream(file.url) as arriving:
            with target.open("wb") as kept:
                shutil.copyfileobj(arriving, kept, _CHUNK)
            if target.stat().st_size != file.byte_count:
                raise SourceError(self.source.shown, "broke_off")

    def stamp_of(self, file: SourceFile) -> tuple[int, str]:
        """Return an object's size and time of writing as they are now."""
        with self._told():
            about = self._files.get_file_info(file.url)
        if about.type is not fs.FileType.File:
            raise FileNotFoundError(errno.ENOENT, "gone")
        return int(about.size or 0), str(about.mtime_ns)

    def is_being_written(self, file: SourceFile) -> bool:
        """Return that nobody has: an object appears whole."""
        del file
        return False

    def delete(self, file: SourceFile) -> None:
        """Delete an object."""
        with self._told():
            self._gone(file.url)

    def move(self, file: SourceFile) -> None:
        """Copy an object into ``move_to`` and delete it; a name that is taken stays as it is."""
        target = posixpath.join(self._root, self.source.move_to.strip("/"), file.name)
        with self._told():
            number = 1
            while self._is_there(numbered(target, number)):
                number += 1
            self._files.copy_file(file.url, numbered(target, number))
            self._gone(file.url)

    def _gone(self, path: str) -> None:
        """Delete an object.

        Where it was the last of its folder the library leaves an empty object named like the folder
        behind, which a login that may only read and delete is refused: the object is gone all the
        same.
        """
        try:
            self._files.delete_file(path)
        except OSError:
            if self._is_there(path):
                raise

    def _listed(self, about: fs.FileInfo) -> SourceFile:
        written = about.mtime_ns
        return SourceFile(
            url=about.path,
            name=about.path.removeprefix(self._root).lstrip("/"),
            byte_count=int(about.size or 0),
            stamp=str(written),
            place=f"s3://{self._endpoint or 'aws'}/{about.path}",
            written_at=None
            if written is None
            else dt.datetime.fromtimestamp(written / 1e9, dt.UTC),
        )
