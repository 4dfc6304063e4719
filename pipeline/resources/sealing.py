"""Bytes locked with a key, as age files: streamed, authenticated, readable by any age.

Takes an age identity (a line AGE-SECRET-KEY-1…), or an empty key for bytes that stay as they are.
What opens may be several, one a line.
Refuses what was changed, cut short or locked with another key; nothing of it may be used then.
"""

import hmac
import os
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyrage

from pipeline.errors import Problem, TriageError

# Compiled, and told to no type checker.
age: Any = pyrage
HEAD = b"age-encryption.org/v1"
KEY_HEAD = b"AGE-SECRET-KEY-1"
_TEXT_HEAD = "-----BEGIN AGE ENCRYPTED FILE-----"
_WAREHOUSE = b"denial-triage warehouse"


class SealError(TriageError):
    """A key that is none, or bytes that it does not open."""

    exit_code = 2


def new_key() -> str:
    """Return a new key, as one line of text."""
    return str(age.x25519.Identity.generate())


def warehouse_key(key: str) -> str:
    """Return the key of the warehouse: made of the home's, and opens nothing else.

    Raises:
        SealError: If the home's key is none.
    """
    _identity(key)
    return hmac.digest(key.strip().encode(), _WAREHOUSE, "sha256").hex()


def public_half(key: str) -> str:
    """Return what tells a key from others and opens nothing.

    Raises:
        SealError: If the key is none.
    """
    return str(_identity(key).to_public())


def is_sealed(path: Path) -> bool:
    """Tell whether a file is locked, by its first bytes."""
    with path.open("rb") as stream:
        return stream.read(len(HEAD)) == HEAD


def text_is_sealed(text: str) -> bool:
    """Tell whether a text is locked."""
    return text.startswith(_TEXT_HEAD)


def seal_text(text: str, key: str) -> str:
    """Return a text locked, as text; without a key as it is.

    Raises:
        SealError: If the key is none.
    """
    if not key:
        return text
    locked: bytes = age.encrypt(text.encode(), [_identity(key).to_public()], armored=True)
    return locked.decode("ascii")


def open_text(text: str, key: str, where: str) -> str:
    """Return what `seal_text` locked.

    Raises:
        SealError: If the key is none or another's, or the text was changed.
    """
    return open_bytes(text.encode(), key, where).decode()


def open_bytes(locked: bytes, key: str, where: str) -> bytes:
    """Return the open bytes of a locked file that fits into memory.

    Raises:
        SealError: If the key is none or another's, or the bytes were changed.
    """
    identities = _identities(key)
    try:
        return age.decrypt(locked, identities)
    except age.DecryptError:
        raise SealError(_not_open(where)) from None


@contextmanager
def sealing(target: IO[bytes], key: str) -> Generator[IO[bytes]]:
    """Lend a stream whose bytes are written to ``target`` locked; as they are without a key.

    Raises:
        SealError: If the key is none.
        OSError: If the target cannot be written.
    """
    if not key:
        yield target
        return
    recipient = _identity(key).to_public()
    with _through(lambda source: age.encrypt_io(source, target, [recipient])) as stream:
        yield stream


@contextmanager
def unsealing(source: IO[bytes], key: str, where: str) -> Generator[IO[bytes]]:
    """Lend the open bytes of a locked stream; only when the block has ended are they proven.

    Args:
        source: An age file from its first byte.
        key: What opens it.
        where: What is read, for people.

    Raises:
        SealError: If the key is none or another's, or the bytes were changed.
    """
    identities = _identities(key)
    read_end, write_end = os.pipe()
    failed: list[BaseException] = []

    def work() -> None:
        with os.fdopen(write_end, "wb") as stream:
            _kept(failed, lambda: age.decrypt_io(source, stream, identities))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        with os.fdopen(read_end, "rb") as stream:
            yield stream
            while stream.read(2**20):
                pass
    except (EOFError, OSError, ValueError, TriageError):
        # Bytes that end too soon have a cause, and that is told.
        thread.join()
        if not failed:
            raise
    thread.join()
    if failed:
        raise SealError(_not_open(where)) from failed[0]


@contextmanager
def _through(work: Callable[[IO[bytes]], object]) -> Generator[IO[bytes]]:
    """Lend the writing end of a pipe whose other end ``work`` reads, in a thread of its own."""
    read_end, write_end = os.pipe()
    failed: list[BaseException] = []

    def run() -> None:
        with os.fdopen(read_end, "rb") as stream:
            _kept(failed, lambda: work(stream))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with os.fdopen(write_end, "wb") as stream:
            yield stream
    except BrokenPipeError:
        thread.join()
        if not failed:
            raise
    thread.join()
    if failed:
        raise failed[0]


def _kept(failed: list[BaseException], work: Callable[[], object]) -> None:
    try:
        work()
    except (OSError, ValueError, RuntimeError, age.DecryptError, age.EncryptError) as error:
        failed.append(error)


def _identities(key: str) -> list[Any]:
    return [_identity(line) for line in key.split() or [""]]


def _identity(key: str) -> Any:
    try:
        return age.x25519.Identity.from_str(key.strip())
    except age.IdentityError:
        raise SealError(
            Problem(
                "The key at rest",
                "It is not here, or it is none: a line that starts with AGE-SECRET-KEY-1.",
                "What it locks stays locked, and nothing is written that nobody could read again.",
                "Put back the copy kept apart; for a first one: triage key FILE",
            )
        ) from None


def _not_open(where: str) -> Problem:
    return Problem(
        where,
        "It cannot be opened: it was changed or cut short, or another key locks it.",
        "Nothing of it was used, because none of it is certain.",
        "Use the key it was made with, or another copy of it.",
    )
