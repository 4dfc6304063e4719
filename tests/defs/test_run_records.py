"""Dagster's records of runs: the dead are closed, the living left alone, the old forgotten."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.test_utils import create_run_for_test

from pipeline.defs.wiring.run_records import (
    MARK,
    close_dead_commands,
    close_dead_runs,
    forget_runs,
)
from pipeline.practice import Home, init_home
from pipeline.resources.marks import is_held, mark
from pipeline.resources.orchestration import prepare_dagster_folder

STARTED, FAILURE = dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.FAILURE
HOLDS = """
import sys, time
from pathlib import Path
from pipeline.practice import Home
from pipeline.resources.marks import mark
with mark(Home.open(Path(sys.argv[1]))) as name:
    print(name, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home", "cedar", "Cedar Creek")


@pytest.fixture
def instance(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    monkeypatch.setenv("DAGSTER_HOME", str(prepare_dagster_folder(home)))
    with dg.DagsterInstance.get() as opened:
        yield opened


def started(instance: dg.DagsterInstance, held: str | None = None) -> str:
    tags, run_id = ({MARK: held}, held) if held else ({}, None)
    made = create_run_for_test(
        instance, job_name="refresh", status=STARTED, tags=tags, run_id=run_id
    )
    return made.run_id


def status(instance: dg.DagsterInstance, run_id: str) -> dg.DagsterRunStatus:
    run = instance.get_run_by_id(run_id)
    assert run
    return run.status


def test_a_command_that_was_killed_is_told_as_failed_and_one_that_works_is_not(
    home: Home, instance: dg.DagsterInstance
) -> None:
    command = [sys.executable, "-c", HOLDS, str(home.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        name = process.stdout.readline().strip()
        run = started(instance, name)
        assert close_dead_commands(instance, home) == 0
        assert status(instance, run) == STARTED
        process.kill()
    assert close_dead_commands(instance, home) == 1
    assert status(instance, run) == FAILURE
    assert close_dead_commands(instance, home) == 0
    assert not list((home.dagster_folder / "under-way").iterdir())


def test_a_run_that_copied_a_dead_command_s_tags_is_left_alone(
    home: Home, instance: dg.DagsterInstance
) -> None:
    """The page does so where somebody executes a command's run again."""
    tags = {MARK: "4f1e0000-0000-4000-8000-000000000000"}
    run = create_run_for_test(instance, job_name="refresh", status=STARTED, tags=tags)
    assert close_dead_commands(instance, home) == 0
    assert status(instance, run.run_id) == STARTED


def test_a_run_of_the_server_is_closed_only_when_the_server_starts(
    home: Home, instance: dg.DagsterInstance
) -> None:
    run = started(instance)
    with mark(home) as name:
        command = started(instance, name)
        assert close_dead_commands(instance, home) == 0
        assert close_dead_runs(instance, home) == 1
        assert status(instance, run) == FAILURE
        assert status(instance, command) == STARTED
        assert is_held(home, name)
    assert not is_held(home, name)


def test_an_old_run_is_forgotten_with_its_log_and_a_young_one_kept(
    instance: dg.DagsterInstance,
) -> None:
    @dg.asset
    def visits() -> None:
        """Nothing."""

    old = dg.materialize([visits], instance=instance).run_id
    time.sleep(0.01)
    between = dt.datetime.now(dt.UTC)
    young = dg.materialize([visits], instance=instance).run_id
    under_way = started(instance)

    assert forget_runs(instance, between) == 1

    assert {run.run_id for run in instance.get_runs()} == {young, under_way}
    logs = {path.name for path in (Path(os.environ["DAGSTER_HOME"]) / "history").rglob("*.db*")}
    assert not [name for name in logs if name.startswith(old)]
    assert [name for name in logs if name.startswith(young)]
    record = instance.get_latest_materialization_event(dg.AssetKey("visits"))
    assert record
    assert record.run_id == young
