"""Files of a folder as one file: streamed, checked by digest, and refused whole when one is wrong.

Takes paths below a folder, writes a gzipped tar whose last member lists size and SHA-256 of every
other. Refuses, when it is read, whatever is not a plain file at a plain place below the folder: a
box may come from anywhere.
"""

import gzip
import hashlib
import io
import json
import os
import stat
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pipeline.errors import Problem, TriageError

LIST = "digests.json"
FORM = 1
_AT_ONCE = 2**20
_STAMP = "TRIAGE.mtime_ns"
_LONGEST_LIST = 2**28


class BoxError(TriageError):
    """A box that is damaged, forged or of a form this version does not know."""


@dataclass(frozen=True)
class BoxReport:
    """What a box holds, in counts."""

    file_count: int
    byte_count: int


def write_box(
    stream: IO[bytes], root: Path, paths: Iterable[Path], folders: Iterable[Path] = ()
) -> BoxReport:
    """Write files and folders below ``root`` into a stream, in the order given.

    Raises:
        OSError: If one cannot be read, or changed while it was.
    """
    told: dict[str, dict[str, Any]] = {}
    # Quickly: X12 shrinks to a tenth at any level, and what is locked already shrinks at none.
    with (
        gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=1, mtime=0, filename="") as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in paths:
            name = path.relative_to(root).as_posix()
            told[name] = _add(tar, path, name)
        text = json.dumps(
            {"form": FORM, "files": told, "folders": _folders(root, folders)}
        ).encode()
        last = tarfile.TarInfo(LIST)
        last.size = len(text)
        tar.addfile(last, io.BytesIO(text))
    return BoxReport(len(told), sum(one["size"] for one in told.values()))


def read_box(stream: IO[bytes], folder: Path | None, where: str) -> BoxReport:
    """Read a box to its end and hold every file against the list; write the files into a folder.

    Args:
        stream: From its first byte.
        folder: Empty and the caller's own, to be thrown away on an error; None only checks.
        where: What is read, for people.

    Raises:
        BoxError: If anything in it is not what the list says, or not a plain file.
    """
    found: dict[str, dict[str, Any]] = {}
    try:
        with (
            gzip.GzipFile(fileobj=stream, mode="rb") as packed,
            tarfile.open(fileobj=packed, mode="r|") as tar,
        ):
            listed = _unpack(tar, folder, found, where)
    except (tarfile.TarError, EOFError, ValueError, KeyError, gzip.BadGzipFile) as error:
        raise _refused(where) from error
    if listed.get("files") != found:
        raise _refused(where)
    for name in map(str, listed.get("folders", [])):
        if not _is_plain(name):
            raise _refused(where)
        if folder:
            _make_folder(folder / name)
    return BoxReport(len(found), sum(one["size"] for one in found.values()))


def _unpack(
    tar: tarfile.TarFile, folder: Path | None, found: dict[str, dict[str, Any]], where: str
) -> dict[str, Any]:
    """Take every file out, note what it is in ``found``, and return the list, which comes last."""
    listed: dict[str, Any] = {}
    for member, content in _members(tar):
        if listed or member.name in found:
            raise _refused(where)
        if member.name == LIST:
            listed = _listed(content, where)
        else:
            name = _plain_name(member, where)
            found[name] = _take(member, content, folder / name if folder else None)
    return listed


def _add(tar: tarfile.TarFile, path: Path, name: str) -> dict[str, Any]:
    with path.open("rb") as stream:
        known = os.fstat(stream.fileno())
        info = tarfile.TarInfo(name)
        info.size, info.mtime = known.st_size, int(known.st_mtime)
        info.mode = 0o600 if known.st_mode & stat.S_IWUSR else 0o400
        info.pax_headers = {_STAMP: str(known.st_mtime_ns)}
        reading = _Digesting(stream)
        tar.addfile(info, reading)  # type: ignore[arg-type]
    return {"size": info.size, "sha256": reading.digest.hexdigest()}


class _Digesting:
    """A stream that keeps the digest of what was read of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        data = self._stream.read(size)
        self.digest.update(data)
        return data


def _members(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for member in tar:
        content = tar.extractfile(member) if member.isreg() else None
        if content is None:
            what = "a member is no plain file"
            raise tarfile.TarError(what)
        yield member, content


def _plain_name(member: tarfile.TarInfo, where: str) -> str:
    """Return where a member belongs; what points out of the folder is refused, not mended."""
    if not _is_plain(member.name):
        raise _refused(where)
    return member.name


def _is_plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and not PurePosixPath(name).is_absolute()
        and ".." not in parts
        and "\\" not in name
        and ":" not in parts[0]
        and "/".join(parts) == name
    )


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each for its owner only."""
    if not folder.exists():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700)


def _folders(root: Path, folders: Iterable[Path]) -> list[str]:
    return sorted(folder.relative_to(root).as_posix() for folder in folders)


def _take(member: tarfile.TarInfo, content: IO[bytes], target: Path | None) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    if target is None:
        while part := content.read(_AT_ONCE):
            digest.update(part)
            size += len(part)
        return {"size": size, "sha256": digest.hexdigest()}
    _make_folder(target.parent)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as written:
        while part := content.read(_AT_ONCE):
            digest.update(part)
            size += written.write(part)
        written.flush()
        os.fsync(written.fileno())
    target.chmod(0o600 if member.mode & stat.S_IWUSR else 0o400)
    stamp = int(member.pax_headers.get(_STAMP, int(member.mtime) * 10**9))
    os.utime(target, ns=(stamp, stamp))
    return {"size": size, "sha256": digest.hexdigest()}


def _listed(content: IO[bytes], where: str) -> dict[str, Any]:
    told = json.loads(content.read(_LONGEST_LIST))
    if told["form"] > FORM:
        raise BoxError(
            Problem(
                where,
                "A newer version of this program wrote this backup.",
                "This version would leave out what it does not know.",
                "Restore it with the newer version.",
            )
        )
    return told


def _refused(where: str) -> BoxError:
    return BoxError(
        Problem(
            where,
            "It is no whole backup: damaged, cut short, or something in it is not as listed.",
            "A home restored in part would look whole and miss files; nothing was restored.",
            "Use another copy of the backup.",
        )
    )
