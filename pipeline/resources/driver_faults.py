"""Whatever a driver of fsspec raises, told as the problem of a place, in the words of all places.

Takes the block in which a driver works, and nothing of ours does: each driver has errors of its own
(of its HTTP library, its login, its parser), which no list here could know. Refuses to let one of
them end a run, and to repeat what it says: it may hold an address with a password.
"""

import ftplib
import re
import socket
from types import TracebackType

from pipeline.resources.source_problems import OF_THIS_MACHINE, SourceError

_OF_A_KIND: tuple[tuple[type[Exception], str], ...] = (
    (PermissionError, "access_refused"),
    (FileNotFoundError, "folder_missing"),
    (TimeoutError, "too_slow"),
    (socket.gaierror, "unreachable"),
    (ConnectionRefusedError, "unreachable"),
    (ConnectionError, "broke_off"),
    (EOFError, "broke_off"),
    (OSError, "unreachable"),
    (ftplib.Error, "unreachable"),
)
# What the names of drivers' own errors have in common.
_OF_A_NAME = (
    (re.compile(r"time(d)?_?out", re.IGNORECASE), "too_slow"),
    (re.compile(r"credential|auth|login|logon|signature", re.IGNORECASE), "login_refused"),
    (re.compile(r"denied|forbidden|permission|access", re.IGNORECASE), "access_refused"),
    (re.compile(r"not_?found|no_?such", re.IGNORECASE), "folder_missing"),
    (re.compile(r"connect|endpoint|socket|transport", re.IGNORECASE), "unreachable"),
)


def code_of(error: Exception) -> str:
    """Return what a driver's error means, as a key of the problems of sources."""
    for kind, code in _OF_A_KIND:
        if isinstance(error, kind):
            return code
    name = type(error).__name__
    return next((code for words, code in _OF_A_NAME if words.search(name)), "unusable")


class DriverFaults:
    """Tells what a driver raises inside the block as a `SourceError`.

    Passed on as they are: our own word on it, kinds that the caller tells better, and faults of
    this machine's disk.
    """

    def __init__(self, shown: str, passed_on: tuple[type[Exception], ...], code: str = "") -> None:
        """Name the place, kinds of errors the caller tells, and the one code for all others."""
        self._shown, self._passed_on, self._code = shown, (*passed_on, SourceError), code

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Tell an error; what is none, such as an interrupt by the keyboard, goes on its way."""
        del kind, trace
        if not isinstance(error, Exception) or isinstance(error, self._passed_on):
            return
        if getattr(error, "errno", None) in OF_THIS_MACHINE:
            return
        raise SourceError(self._shown, self._code or code_of(error)) from error
