"""A home as Dagster serves it: settings only for the graph, a short season for whole runs."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest

from pipeline.practice import Home, init_home

AS_OF_ON = dt.date(2026, 3, 4)
WEEK = dt.date(2026, 2, 23)
OLD_WEEK = dt.date(2026, 2, 9)
WEEK_COUNT = 8


@pytest.fixture(scope="session")
def bare_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two practices in two time zones, and no file."""
    folder = tmp_path_factory.mktemp("bare") / "home"
    init_home(folder, "east", "East Side Counseling")
    home = init_home(folder, "west", "West Side Counseling")
    west = home.practice("west").settings_file
    west.write_text(west.read_text().replace("America/New_York", "America/Los_Angeles"))
    return Home.open(folder)


@pytest.fixture(scope="session")
def repository(bare_home: Home) -> Iterator[dg.RepositoryDefinition]:
    """Everything Dagster is told about the bare home."""
    from pipeline.definitions import defs
    from pipeline.defs.transform import manifest

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRIAGE_HOME", str(bare_home.path))
        manifest.manifest_path.cache_clear()
        manifest.keys_on.cache_clear()
        yield defs().get_repository_def()
    manifest.manifest_path.cache_clear()
    manifest.keys_on.cache_clear()


@dataclass(frozen=True)
class Ran:
    """A command of ``triage`` in a process of its own, as a person runs it."""

    code: int
    out: str
    err: str


def triage(*words: str | Path) -> Ran:
    """Run a command and keep what it said."""
    done = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def season(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A demo of some weeks, run once: its home and what the command said."""
    folder = tmp_path_factory.mktemp("season") / "demo"
    weeks = ("--weeks", str(WEEK_COUNT), "--as-of", AS_OF_ON.isoformat())
    return folder, triage("demo", folder, *weeks)
