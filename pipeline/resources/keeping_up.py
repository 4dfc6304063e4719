"""Dagster's daemon and page kept up: the daemon starts runs, and no fault of the page stops it.

Takes an address. Refuses to end the daemon while it runs; it reads settings anew each minute by
itself.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from types import TracebackType

from pipeline.resources.server_processes import Process, end, start

# A port that another program holds becomes free when that ends; a page costs two seconds to try.
# Decided 2026-11-30.
SECONDS_BETWEEN_TRIES = 60.0
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - asked of, not listened on
DAEMON = ["dagster._daemon", "run"]


class Server:
    """The two processes of a home's ``triage ui``."""

    def __init__(self, host: str, port: int, clock: Callable[[], float]) -> None:
        """Keep what to start; ``clock`` counts seconds."""
        self._address = f"{host}:{port}"
        self._reached_at = ("127.0.0.1" if host in _EVERYWHERE else host, port)
        self._page_words = ["dagster_webserver", "--host", host, "--port", str(port)]
        self._clock = clock
        self._processes: dict[str, Process] = {}
        self._page_ended_at: float | None = None

    def __enter__(self) -> Server:
        """Start both."""
        self._processes = {"page": start(self._page_words), "daemon": start(DAEMON)}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End both."""
        end(self._processes.values())

    def is_up(self) -> bool:
        """Whether the daemon runs; the page may be down, and is then tried again."""
        return self._processes["daemon"].poll() is None

    def answers(self) -> bool:
        """Whether the page runs and somebody could open it now."""
        if self._processes["page"].poll() is not None:
            return False
        try:
            with socket.create_connection(self._reached_at, timeout=1):
                return True
        except OSError:
            return False

    def look(self) -> Iterator[str]:
        """Start the page again where it ended; yield what there is to say."""
        if self._processes["page"].poll() is None:
            return
        if self._page_ended_at is None:
            self._page_ended_at = self._clock()
            yield (
                f"The page at {self._address} ended by itself, as where another program has that "
                "port; schedules go on, and it is tried again each minute."
            )
        elif self._clock() - self._page_ended_at >= SECONDS_BETWEEN_TRIES:
            self._page_ended_at = None
            self._processes["page"] = start(self._page_words)
