"""A home as Dagster serves it: settings only for the graph, a short season for whole runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipeline.practice import Home, init_home
from tests.defs.running import AS_OF_ON, WEEK_COUNT, Ran, triage


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


@pytest.fixture(scope="session")
def season(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A demo of some weeks, run once: its home and what the command said."""
    folder = tmp_path_factory.mktemp("season") / "demo"
    weeks = ("--weeks", str(WEEK_COUNT), "--as-of", AS_OF_ON.isoformat())
    return folder, triage("demo", folder, *weeks)
