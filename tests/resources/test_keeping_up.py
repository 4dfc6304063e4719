"""Daemon and page: a page that ends is tried again alone, a daemon that ends is the end."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from pipeline.resources import keeping_up
from pipeline.resources.keeping_up import DAEMON, Server

SLEEPS = [sys.executable, "-c", "import time; time.sleep(600)"]
ENDS = [sys.executable, "-c", ""]


class Theatre:
    """What was started, as processes that sleep or end at once; a clock of its own."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.now = 0.0
        self.page_ends = False

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        what = "daemon" if command == DAEMON else "page"
        self.started.append(what)
        ends = what == "page" and self.page_ends
        process = subprocess.Popen(ENDS if ends else SLEEPS, start_new_session=True)
        if ends:
            process.wait()
        return process


@pytest.fixture
def theatre(monkeypatch: pytest.MonkeyPatch) -> Theatre:
    made = Theatre()
    monkeypatch.setattr(keeping_up, "start", made.start)
    return made


@pytest.fixture
def server(theatre: Theatre) -> Iterator[Server]:
    with Server("127.0.0.1", 3000, lambda: theatre.now) as made:
        yield made


def test_a_port_that_is_taken_costs_the_page_and_not_the_schedules(
    theatre: Theatre,
) -> None:
    theatre.page_ends = True
    with Server("127.0.0.1", 3000, lambda: theatre.now) as server:
        (told,) = server.look()
        assert "127.0.0.1:3000" in told
        assert list(server.look()) == []
        assert server.is_up()
        theatre.now, theatre.page_ends = 59.9, False
        assert list(server.look()) == []
        assert theatre.started == ["page", "daemon"]
        theatre.now = 60.0
        assert list(server.look()) == []
        assert theatre.started == ["page", "daemon", "page"]


def test_a_daemon_that_ends_ends_the_server(server: Server, theatre: Theatre) -> None:
    assert server.is_up()
    daemon = server._processes["daemon"]
    daemon.kill()
    daemon.wait()
    assert not server.is_up()
    assert theatre.started == ["page", "daemon"]


def test_what_was_started_ends_with_the_block(theatre: Theatre) -> None:
    with Server("127.0.0.1", 3000, lambda: theatre.now) as server:
        started = list(server._processes.values())
    end = time.monotonic() + 20
    while any(process.poll() is None for process in started):
        assert time.monotonic() < end
