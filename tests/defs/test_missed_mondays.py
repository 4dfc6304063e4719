"""A machine that slept through Monday makes the packet when it wakes, once: Dagster's scheduler."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.test_utils import create_test_daemon_workspace_context
from dagster._core.workspace.load_target import WorkspaceFileTarget
from dagster._scheduler.scheduler import launch_scheduled_runs

from pipeline.practice import init_home
from pipeline.resources.orchestration import name_home_to_dagster
from pipeline.resources.server_processes import ROOT, WORKSPACE

pytestmark = pytest.mark.slow

# 06:00 in New York is 11:00 UTC until the clocks go forward on March 8.
FRIDAY = dt.datetime(2026, 2, 27, 20, tzinfo=dt.UTC)
MONDAY_BEFORE_SIX = dt.datetime(2026, 3, 2, 10, 59, tzinfo=dt.UTC)
MONDAY = dt.datetime(2026, 3, 2, 11, 1, tzinfo=dt.UTC)
WEDNESDAY = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)
NEXT_MONDAY_BEFORE_SIX = dt.datetime(2026, 3, 9, 9, 59, tzinfo=dt.UTC)
NEXT_MONDAY = dt.datetime(2026, 3, 9, 10, 1, tzinfo=dt.UTC)

Weeks = Callable[[dt.datetime], list[str]]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Weeks]:
    """Let the scheduler look at an instant; return the weeks of every run asked for so far."""
    for name in ("TRIAGE_HOME", "DAGSTER_HOME", "DO_NOT_TRACK"):
        monkeypatch.setenv(name, "")
    name_home_to_dagster(init_home(tmp_path / "home", "cedar", "Cedar Creek"))
    target = WorkspaceFileTarget([str(ROOT / WORKSPACE)])
    with (
        dg.DagsterInstance.get() as instance,
        create_test_daemon_workspace_context(target, instance) as workspace,
    ):

        def look(now: dt.datetime) -> list[str]:
            list(launch_scheduled_runs(workspace, logging.getLogger("test"), now, {}))
            return sorted(run.tags["dagster/partition"] for run in instance.get_runs())

        yield look


def test_each_monday_at_six_is_made_up_for_once(asked: Weeks) -> None:
    assert asked(FRIDAY) == []
    assert asked(MONDAY_BEFORE_SIX) == []
    # Asleep from here to Wednesday.
    assert asked(WEDNESDAY) == ["2026-02-23"]
    assert asked(WEDNESDAY + dt.timedelta(minutes=1)) == ["2026-02-23"]
    assert asked(NEXT_MONDAY_BEFORE_SIX) == ["2026-02-23"]
    assert asked(NEXT_MONDAY) == ["2026-02-23", "2026-03-02"]


def test_after_a_longer_sleep_the_last_monday_is_made_up_for(asked: Weeks) -> None:
    assert asked(FRIDAY) == []
    assert asked(NEXT_MONDAY) == ["2026-03-02"]
    assert asked(NEXT_MONDAY + dt.timedelta(hours=1)) == ["2026-03-02"]
