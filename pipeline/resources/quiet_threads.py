"""Keeps paramiko from telling on the console what its caller is told anyway.

A connection that dies is an error of the call that waits for it. Beside that the library writes the
fault into a log, with names of users, and its helper thread prints a traceback. Refuses to hide
anything of any other thread.
"""

import logging
import threading

_HELPER = "_prefetch_thread"


def hush() -> None:
    """Leave out what the library says beside the errors it raises."""
    logging.getLogger("paramiko").setLevel(logging.CRITICAL + 1)
    before = threading.excepthook
    if getattr(before, "is_hushed", False):
        return

    def tell(told: threading.ExceptHookArgs) -> None:
        if told.thread is None or _HELPER not in told.thread.name:
            before(told)

    tell.is_hushed = True  # pyright: ignore[reportFunctionMemberAccess]
    threading.excepthook = tell
