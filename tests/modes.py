"""Modes of files that bind the tests too: root's power to pass over them is laid down meanwhile."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

# Of Linux: version 3 of the call, and the powers to write and to read whatever modes say.
_VERSION = 0x20080522
_OVERRIDES = 1 << 1 | 1 << 2

BOUND = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
"""What stands before a command whose process modes are to bind."""


@contextmanager
def bound_by_modes() -> Iterator[None]:
    """Let the modes of files bind this thread, and those it starts, whoever it runs as."""
    powers = _powers()
    _use(powers[0] & ~_OVERRIDES, powers)
    try:
        yield
    finally:
        _use(powers[0], powers)


def _powers() -> list[int]:
    """Return what this thread has in use, may use and hands on, in two halves."""
    words = (ctypes.c_uint32 * 6)()
    _call("capget", words)
    return list(words)


def _use(effective: int, powers: list[int]) -> None:
    _call("capset", (ctypes.c_uint32 * 6)(effective, *powers[1:]))


def _call(name: str, words: ctypes.Array[ctypes.c_uint32]) -> None:
    head = (ctypes.c_uint32 * 2)(_VERSION, 0)
    if getattr(ctypes.CDLL(None, use_errno=True), name)(head, words):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
