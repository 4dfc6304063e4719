"""A folder of a bucket that files are put into: an object appears whole or not at all.

Takes a place's settings. Refuses what `bucket_login` does, and makes no bucket.
"""

import hashlib
import posixpath
from pathlib import Path

from pyarrow import fs

from pipeline.resources.bucket_login import BucketLogin
from pipeline.resources.delivery_folders import DeliveryFolder


class BucketFolder(BucketLogin, DeliveryFolder):
    """A folder of a bucket; S3 knows objects only, so there is none to make."""

    def look(self) -> None:
        """List the folder with the keys; tell a bucket that is not there."""
        with self._told():
            chosen = fs.FileSelector(self._root, allow_not_found=True)
            if not self._files.get_file_info(chosen):
                self._assert_bucket()

    def make(self) -> None:
        """Do nothing."""

    def put(self, file: Path, name: str) -> None:
        """Put a copy of a file there, in one piece."""
        # Read first: a stream that is closed on a fault of this disk would keep half an object.
        content = file.read_bytes()
        with self._told(), self._files.open_output_stream(posixpath.join(self._root, name)) as put:
            put.write(content)

    def digest(self, name: str) -> str | None:
        """Return SHA-256 of the object of a name; None where the name is free."""
        path = posixpath.join(self._root, name)
        with self._told():
            if not self._is_there(path):
                return None
            with self._files.open_input_stream(path) as arriving:
                return hashlib.sha256(arriving.read()).hexdigest()
