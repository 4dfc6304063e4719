"""Files of the archive as they lie on the disk: locked with a key, or as they came.

Takes paths in the archive and the key. A file tells by its first bytes whether it is locked, and,
where a payer sends such a file, by its name, which is the digest of what came; so an archive may be
half of each while it is being changed over. Refuses what another key locks; bytes that are too many
for memory are opened into a private file, which goes when they have been read.
"""

import hashlib
import mmap
import os
import re
import shutil
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.resources.sealing import (
    SealError,
    is_sealed,
    open_bytes,
    open_text,
    public_half,
    seal_text,
    sealing,
    text_is_sealed,
    unsealing,
)
from pipeline.resources.whole_files import put_in_place, replace_text, writing

_DIGEST = re.compile("[0-9a-f]{64}")
_OPENED = ".opened"
_STATE = "at-rest"
_IN_MEMORY = 32 * 2**20

Bytes = bytes | mmap.mmap


@contextmanager
def archived(path: Path, key: str) -> Generator[Bytes]:
    """Lend the bytes of an archived file as they came; a huge one is mapped, never in memory whole.

    Raises:
        SealError: If the file is locked and this key does not open it.
    """
    if not _is_locked(path):
        with _lent(path) as content:
            yield content
    elif path.stat().st_size <= _IN_MEMORY:
        yield open_bytes(path.read_bytes(), key, str(path))
    else:
        with _unlocked(path, key) as opened, _lent(opened) as content:
            yield content


def lock_in_place(path: Path, key: str) -> None:
    """Lock a file that nobody knows of yet; without a key leave it as it is."""
    if key:
        _rewrite(path, key)


def read_note(path: Path, key: str) -> str:
    """Return the text of a note beside archived bytes.

    Raises:
        SealError: If it is locked and this key does not open it.
    """
    text = path.read_text(encoding="utf-8")
    return open_text(text, key, str(path)) if text_is_sealed(text) else text


def change_over(archive: Path, key: str, lock: str, kept: Iterable[Path] = ()) -> int:
    """Lock or unlock every file of a practice's archive, one by one; return how many changed.

    What another key locks is locked anew. Killed in the middle, it goes on where it was.

    Args:
        archive: The practice's folder in landing.
        key: Opens what is locked.
        lock: Locks; empty to leave everything open.
        kept: Texts that the same key locks elsewhere.

    Raises:
        SealError: If a file is locked and the key does not open it.
    """
    shutil.rmtree(archive / _OPENED, ignore_errors=True)
    wanted = f"locked {public_half(lock)}" if lock else "open"
    state = archive / _STATE
    if not archive.is_dir() or (state.exists() and state.read_text("ascii") == wanted):
        return 0
    changed = sum(_changed(path, key, lock) for path in (*_files(archive), *kept))
    replace_text(wanted, state)
    return changed


def _is_locked(path: Path) -> bool:
    """Tell whether an archived file is locked; one that came as an age file is not, by its name."""
    if not is_sealed(path) or not _DIGEST.fullmatch(path.name):
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() != path.name


def _files(archive: Path) -> Iterable[Path]:
    return sorted(path for path in archive.glob("??/*") if not path.name.startswith("."))


def _changed(path: Path, key: str, lock: str) -> bool:
    if path.suffix:
        return _changed_text(path, key, lock)
    if not _is_locked(path):
        if lock:
            _rewrite(path, lock)
        return bool(lock)
    if lock and _opens(path, lock):
        return False
    with _unlocked(path, key) as opened:
        if lock:
            _write_locked(opened, path, lock)
        else:
            opened.chmod(0o400)
            put_in_place({opened: path})
    return True


def _changed_text(path: Path, key: str, lock: str) -> bool:
    text = path.read_text(encoding="utf-8")
    if not text_is_sealed(text):
        if lock:
            replace_text(seal_text(text, lock), path)
        return bool(lock)
    with suppress(SealError):
        if lock and open_text(text, lock, str(path)):
            return False
    replace_text(seal_text(open_text(text, key, str(path)), lock), path)
    return True


def _opens(path: Path, key: str) -> bool:
    try:
        with path.open("rb") as source, unsealing(source, key, str(path)):
            return True
    except SealError:
        return False


def _rewrite(path: Path, key: str) -> None:
    _write_locked(path, path, key)


def _write_locked(content: Path, path: Path, key: str) -> None:
    half = path.with_name(f".{path.name}.new")
    with writing(path):
        half.unlink(missing_ok=True)
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with (
            content.open("rb") as source,
            os.fdopen(descriptor, "wb") as target,
            sealing(target, key) as stream,
        ):
            shutil.copyfileobj(source, stream, 2**20)
        half.chmod(0o400)
        put_in_place({half: path})


@contextmanager
def _unlocked(path: Path, key: str) -> Generator[Path]:
    """Lend a private file with the open bytes; only whole and proven ones are lent."""
    folder = path.parents[1] / _OPENED
    folder.mkdir(mode=0o700, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder)
    opened = Path(name)
    try:
        with (
            os.fdopen(descriptor, "wb") as target,
            path.open("rb") as source,
            unsealing(source, key, str(path)) as stream,
        ):
            shutil.copyfileobj(stream, target, 2**20)
        yield opened
    finally:
        opened.unlink(missing_ok=True)


@contextmanager
def _lent(path: Path) -> Generator[Bytes]:
    if path.stat().st_size <= _IN_MEMORY:
        yield path.read_bytes()
        return
    with path.open("rb") as opened:
        yield mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
