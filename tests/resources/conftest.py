from pathlib import Path

import pytest

from pipeline.practice import Home, Practice, init_home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")


@pytest.fixture
def practice(home: Home) -> Practice:
    return home.practices[0]
