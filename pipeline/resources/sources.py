"""Where files come from: any folder that fsspec can list, this machine's by default.

Takes a practice's source URLs or paths handed to an import. Leaves the source as it is: nothing is
moved or deleted there. Refuses a folder that is not there, and names that say an upload is under
way, which it counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec
from fsspec.core import url_to_fs

from pipeline.errors import Problem, TriageError

_UNDER_WAY = {".part", ".filepart", ".partial", ".tmp", ".crdownload"}
_WHY = "Its files would be missing from the packet without anybody noticing."


class SourceError(TriageError):
    """A source that cannot be listed."""

    exit_code = 2


@dataclass(frozen=True)
class SourceFile:
    """One file as a source lists it.

    Attributes:
        url: Full path within its file system.
        name: Path below the source's folder; private, it may hold a patient's name.
        byte_count: Size as listed.
        stamp: When it was last written, as far as the source tells; changes when the file does.
        is_whole: Whether its name does not say that an upload is under way.
    """

    file_system: fsspec.AbstractFileSystem
    url: str
    name: str
    byte_count: int
    stamp: str
    is_whole: bool

    def fetch(self, target: Path) -> None:
        """Copy the file to ``target`` on this machine."""
        self.file_system.get_file(self.url, str(target))


def list_files(urls: Sequence[str]) -> Iterator[SourceFile]:
    """Yield every file below the given folders (or the given files themselves), by name.

    Hidden files are left out: tools keep their own notes in them.

    Raises:
        SourceError: If a source is not there or its kind of URL is not supported.
    """
    for url in urls:
        file_system, root = _opened(url)
        found: Any = file_system.find(root, detail=True)
        if not found and not file_system.exists(root):
            raise SourceError(_missing(url))
        for path in sorted(found):
            if file := _listed(file_system, root, path, found[path]):
                yield file


def check_sources(urls: Sequence[str]) -> list[Problem]:
    """Return what is wrong with a practice's sources, without reading a file."""
    problems: list[Problem] = []
    for url in urls:
        try:
            file_system, root = _opened(url)
            problems += [] if file_system.exists(root) else [_missing(url)]
        except SourceError as error:
            problems += error.problems
    return problems


def _opened(url: str) -> tuple[fsspec.AbstractFileSystem, str]:
    try:
        file_system, root = url_to_fs(url)
    except (ValueError, ImportError) as error:
        what = "This kind of source is not supported on this machine."
        remedy = "Use a folder, or install the fsspec package of this kind of URL."
        raise SourceError(Problem(_without_user(url), what, _WHY, remedy)) from error
    return file_system, str(root)


def _listed(
    file_system: fsspec.AbstractFileSystem, root: str, path: str, info: dict[str, Any]
) -> SourceFile | None:
    name = path.removeprefix(root).lstrip("/") or PurePosixPath(path).name
    if any(part.startswith(".") for part in name.split("/")):
        return None
    stamp = [str(info[key]) for key in ("mtime", "LastModified", "ETag") if info.get(key)]
    return SourceFile(
        file_system=file_system,
        url=path,
        name=name,
        byte_count=int(info.get("size") or 0),
        stamp=" ".join(stamp),
        is_whole=PurePosixPath(path).suffix.lower() not in _UNDER_WAY,
    )


def _missing(url: str) -> Problem:
    what = "The source is not there."
    remedy = "Create the folder, or correct urls under [sources] of practice.toml."
    return Problem(_without_user(url), what, _WHY, remedy)


def _without_user(url: str) -> str:
    """Leave out a user and password that a URL carries."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}" if separator else url
