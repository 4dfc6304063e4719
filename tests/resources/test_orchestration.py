"""Dagster's folder in a home is its owner's alone, and an operator's settings stay."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pipeline.practice import Home
from pipeline.resources.orchestration import name_home_to_dagster, prepare_dagster_folder


def test_what_dagster_writes_from_now_on_is_private(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TRIAGE_HOME", "DAGSTER_HOME", "DO_NOT_TRACK"):
        monkeypatch.setenv(name, "")
    before = os.umask(0o022)
    try:
        name_home_to_dagster(home)
        (tmp_path / "storage.db").touch()
    finally:
        os.umask(before)
    settings = home.dagster_folder / "dagster.yaml"
    written = (home.dagster_folder, settings, tmp_path / "storage.db")
    assert [stat.S_IMODE(path.stat().st_mode) for path in written] == [0o700, 0o600, 0o600]


def test_settings_that_are_there_stay(home: Home) -> None:
    settings = prepare_dagster_folder(home) / "dagster.yaml"
    settings.write_text("# mine")
    prepare_dagster_folder(home)
    assert settings.read_text() == "# mine"
