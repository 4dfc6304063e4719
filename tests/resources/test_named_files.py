from pathlib import Path

import pytest

from pipeline.practice import Home
from pipeline.resources.named_files import NamedFiles
from pipeline.resources.orchestration import prepare_dagster_folder


def test_a_run_is_told_a_list_and_never_a_name(home: Home) -> None:
    prepare_dagster_folder(home)
    files = NamedFiles(("/in/Jane Doe EOB.835",), "/in/days.csv")

    with files.listed(home) as name:
        (kept,) = home.dagster_folder.glob("files-*.json")
        assert "Doe" not in name + kept.name
        assert kept.stat().st_mode & 0o077 == 0
        assert NamedFiles.read(home, name) == files
    assert not list(home.dagster_folder.glob("files-*.json"))


def test_the_list_goes_when_a_run_fails(home: Home) -> None:
    prepare_dagster_folder(home)
    with pytest.raises(ZeroDivisionError), NamedFiles(("/in/a.835",)).listed(home):
        raise ZeroDivisionError
    assert not list(home.dagster_folder.glob("files-*.json"))


def test_the_usual_run_needs_no_list(home: Home) -> None:
    with NamedFiles().listed(home) as name:
        assert name == ""
    assert not Path(home.dagster_folder).exists()
