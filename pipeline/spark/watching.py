"""A look at whether anybody works for a session: Spark alone waits for ever where nobody does.

Takes a session on a cluster. Refuses to wait for longer than Spark's own setting says while work
is there and no executor is: it stops the session then, and whatever waited ends with an error.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.spark.problems import PATIENCE

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Two short questions to Java; who waits for minutes does not mind a second. 2026-12-01.
LOOKS_A_SECOND = 1


class Watch:
    """Looks, in a thread of its own.

    Attributes:
        seconds: How long work may wait.
        was_left_alone: Whether it waited longer, and the session was stopped.
    """

    def __init__(self, session: SparkSession) -> None:
        """Take a session; looking begins with the thread."""
        in_python: Any = session.sparkContext
        # Python has no word for executors.
        self._context = in_python._jsc.sc()
        self.seconds: int = self._context.conf().getTimeAsSeconds(PATIENCE)
        self.was_left_alone = False
        self.over = threading.Event()

    def look(self) -> None:
        """Look until it is over, or work was left alone for too long."""
        from py4j.protocol import Py4JError

        seen = time.monotonic()
        while not self.over.wait(1 / LOOKS_A_SECOND):
            try:
                if not self._is_left_alone():
                    seen = time.monotonic()
                elif time.monotonic() - seen > self.seconds:
                    self.was_left_alone = True
                    self._context.stop()
                    return
            except (Py4JError, OSError):
                # The session ended; who works in it is told.
                return

    def _is_left_alone(self) -> bool:
        told = self._context.statusTracker()
        # The driver is one of them.
        return len(told.getActiveStageIds()) > 0 and len(told.getExecutorInfos()) < 2


@contextmanager
def watched(session: SparkSession) -> Generator[Watch]:
    """Watch a session for the length of a block."""
    watch = Watch(session)
    thread = threading.Thread(target=watch.look, daemon=True)
    if not (session.sparkContext.master or "").startswith("local"):
        thread.start()
    try:
        yield watch
    finally:
        watch.over.set()
        if thread.ident:
            thread.join()
