"""Profiles in a practice's folder are read with it; every mistake is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.practice import Home, check_home
from tests.exports.test_recognition import OWN


@pytest.fixture
def folder(home: Home) -> Path:
    return home.practices[0].folder / "profiles"


def test_a_new_home_has_a_folder_for_them(folder: Path) -> None:
    assert [path.name for path in folder.iterdir()] == ["README.md"]


def test_a_profile_in_the_folder_belongs_to_the_practice(home: Home, folder: Path) -> None:
    (folder / "own.toml").write_text(OWN, encoding="utf-8")
    (profile,) = Home.open(home.path).practices[0].profiles
    assert (profile.profile_id, profile.is_own) == ("own_list", True)


def test_a_practice_without_the_folder_has_none(home: Home, folder: Path) -> None:
    (folder / "README.md").unlink()
    folder.rmdir()
    assert Home.open(home.path).practices[0].profiles == ()


MISTAKES = {
    "a wrong profile": (
        {"own.toml": OWN.replace("claim_number = ", "claim_numbr = ")},
        "own.toml, line 11",
        "There is no column claim_numbr.",
    ),
    "a file of another kind": (
        {"own.csv": "a,b"},
        "own.csv",
        "This file is no profile.",
    ),
    "one id twice": (
        {"a.toml": OWN, "b.toml": OWN},
        "b.toml",
        "The id own_list is that of a.toml too.",
    ),
    "no text": (
        {"own.toml": "id = \"caf\udce9\""},
        "own.toml",
        "The file cannot be read as text (UnicodeDecodeError).",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place(name: str, home: Home, folder: Path) -> None:
    files, place, what = MISTAKES[name]
    for file, text in files.items():
        (folder / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    problem = check_home(home.path)[0]
    assert (problem.where, problem.what) == (str(folder / place), what)


def test_mistakes_of_settings_and_profiles_are_told_together(home: Home, folder: Path) -> None:
    (folder / "own.csv").write_text("a,b", encoding="utf-8")
    settings = home.practices[0].settings_file
    settings.write_text(settings.read_text().replace("time_zone =", "time_zome ="))
    whats = [problem.what for problem in check_home(home.path)]
    assert "This file is no profile." in whats
    assert "Nothing is called time_zome here." in whats
