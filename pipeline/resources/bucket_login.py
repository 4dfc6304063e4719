"""The login to a storage that speaks S3, for objects that come from it or go to it.

Takes a place's settings. Refuses keys that are not here; the words of pyarrow's client, which name
objects, stay in it.
"""

import errno
import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyarrow as pa
from pyarrow import fs

from pipeline.practice.logins import Place
from pipeline.resources.secrets_of_sources import secret_of
from pipeline.resources.source_problems import OF_THIS_MACHINE, SourceError

SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 10.0, 60.0

# What the library says of a refusal, as words of its message: it has no classes of its own.
_LOGIN = re.compile(
    r"INVALID_ACCESS_KEY_ID|InvalidAccessKeyId|SIGNATURE_DOES_NOT_MATCH|SignatureDoesNotMatch"
    r"|UNRECOGNIZED_CLIENT|INVALID_CLIENT_TOKEN|AuthFailure|HTTP status 401",
)
_ACCESS = re.compile(r"ACCESS_DENIED|AccessDenied|HTTP status 403")
_MISSING = re.compile(r"NO_SUCH_BUCKET|NoSuchBucket|RESOURCE_NOT_FOUND|HTTP status 404|not found")
_NETWORK = re.compile(r"NETWORK_CONNECTION|curlCode: (?:6|7|56|52|55)\b|SLOW_DOWN|HTTP status 50")
_TIME = re.compile(r"curlCode: 28|REQUEST_TIMEOUT|[Tt]ime(?:d )?out")


class BucketLogin:
    """A login to one folder of a bucket."""

    def __init__(self, place: Place, folder: Path, environment: Mapping[str, str]) -> None:
        """Read the keys; nothing is reached yet.

        Raises:
            SourceError: A key is not here.
        """
        self._place = place
        parts = urlsplit(place.url)
        self._root = posixpath.join(parts.netloc.rpartition("@")[2], unquote(parts.path).strip("/"))
        self._root = self._root.rstrip("/")
        endpoint = urlsplit(place.endpoint if "://" in place.endpoint else "")
        self._endpoint = endpoint.netloc or place.endpoint
        self._files = fs.S3FileSystem(
            access_key=secret_of(place, place.access_key, folder, environment),
            secret_key=secret_of(place, place.secret_key, folder, environment),
            region=place.region or None,
            endpoint_override=self._endpoint or None,
            scheme=endpoint.scheme or "https",
            connect_timeout=SECONDS_TO_CONNECT,
            request_timeout=SECONDS_TO_ANSWER,
            # Tried again by us, with pauses; the library would do so in silence.
            retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=1),
        )

    def _assert_bucket(self) -> None:
        """Tell an empty folder, which S3 does not know, from a bucket that is not there."""
        bucket = self._root.partition("/")[0]
        try:
            is_there = self._is_there(bucket)
        except OSError as error:
            # A login that may look at its own folder alone may not ask for the bucket.
            is_there = isinstance(self._problem(error), PermissionError)
        if not is_there:
            raise SourceError(self._place.shown, "folder_missing")

    def _is_there(self, path: str) -> bool:
        return self._files.get_file_info(path).type is not fs.FileType.NotFound

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what goes wrong as the source's problem; the library's words stay here."""
        try:
            yield
        except (SourceError, PermissionError, FileNotFoundError):
            raise
        except OSError as error:
            if error.errno in OF_THIS_MACHINE:
                raise
            raise self._problem(error) from error
        except pa.ArrowException as error:
            raise SourceError(self._place.shown, "unusable") from error

    def _problem(self, error: OSError) -> Exception:
        said, shown = str(error), self._place.shown
        if _LOGIN.search(said):
            return SourceError(shown, "login_refused")
        if _ACCESS.search(said):
            return PermissionError(errno.EACCES, "refused")
        if _TIME.search(said):
            return SourceError(shown, "too_slow")
        if _NETWORK.search(said):
            return SourceError(shown, "unreachable")
        if _MISSING.search(said):
            return FileNotFoundError(errno.ENOENT, "gone")
        return SourceError(shown, "unusable")
