from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import Problem
from pipeline.practice import Home, check_home, init_home

Problems = Callable[[str], list[Problem]]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")


@pytest.fixture
def problems_with(home: Home) -> Problems:
    """Return the problems of the home once its practice's settings are this text."""

    def problems(text: str) -> list[Problem]:
        home.practices[0].settings_file.write_text(text, encoding="utf-8")
        return check_home(home.path)

    return problems
