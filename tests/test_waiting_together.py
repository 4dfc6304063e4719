"""Practices are collected together: who waits for a slow source holds up nobody."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest

from pipeline.defs.landing.assets import SOURCES_AT_ONCE
from pipeline.practice import Home, init_home
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.side_by_side import waiting_together

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
# Only a test that hangs waits so long.
PATIENCE = 30


def test_what_waits_for_one_another_ends_only_together() -> None:
    meeting = threading.Barrier(3)

    def meet(name: str) -> str:
        meeting.wait(PATIENCE)
        return name

    assert waiting_together(meet, ["a", "b", "c"], 3) == ["a", "b", "c"]


def test_no_more_than_that_many_at_once() -> None:
    here, most, lock = [0], [0], threading.Lock()

    def work(number: int) -> int:
        with lock:
            here[0] += 1
            most[0] = max(most[0], here[0])
        threading.Event().wait(0.01)
        with lock:
            here[0] -= 1
        return number

    assert waiting_together(work, range(12), 4) == list(range(12))
    assert 1 < most[0] <= 4


@pytest.mark.parametrize(("items", "at_once"), [([1], 8), ([1, 2], 1), ([], 8)])
def test_one_alone_is_done_here(items: list[int], at_once: int) -> None:
    threads = waiting_together(lambda _: threading.current_thread(), items, at_once)
    assert set(threads) <= {threading.main_thread()}


def test_a_fault_of_one_is_raised_when_the_others_have_ended() -> None:
    done = list[int]()

    def work(number: int) -> None:
        if not number:
            raise ZeroDivisionError
        threading.Event().wait(0.02)
        done.append(number)

    with pytest.raises(ZeroDivisionError):
        waiting_together(work, [0, 1, 2], 3)
    assert sorted(done) == [1, 2]


def test_practices_collected_together_land_as_one_by_one(tmp_path: Path) -> None:
    for number in range(SOURCES_AT_ONCE + 1):
        init_home(tmp_path / "home", f"p{number}", f"Practice {number}")
    home = Home.open(tmp_path / "home")
    for practice in home.practices:
        for file in range(5):
            (practice.inbox / f"{file}.txt").write_text(f"{practice.practice_id} {file % 4}")
    landing = Landing(home)
    told = waiting_together(
        lambda practice: landing.collect(practice, NOW, Received.live()),
        home.practices,
        SOURCES_AT_ONCE,
    )
    assert {(one.new_count, one.repeat_count, one.source_count) for one in told} == {(4, 1, 1)}
    assert [len(landing.landed(practice)) for practice in home.practices] == [4] * 9
