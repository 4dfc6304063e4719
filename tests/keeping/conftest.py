from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.practice import Home
from tests.keeping.growing import grown_home
from tests.sharing import made_once


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that grew over three days; tests that change it take a copy."""
    folder = made_once(tmp_path_factory, "grown", grown_home)
    own = tmp_path_factory.mktemp("own") / "home"
    return Home.open(shutil.copytree(folder / "home", own))


@pytest.fixture
def copied(grown: Home, tmp_path: Path) -> Callable[[], Home]:
    """Make a copy of the home that grew, to be changed."""

    def copied() -> Home:
        shutil.copytree(grown.path, tmp_path / "home")
        return Home.open(tmp_path / "home")

    return copied
