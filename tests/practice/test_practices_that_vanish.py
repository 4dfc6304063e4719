"""A practice never leaves a home in silence: what cannot be looked into or has no settings is told.

Modes bind these tests whoever runs them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import Problem
from pipeline.practice import Home, SettingsError, check_home, init_home
from pipeline.practice.home import read_home, read_sound
from tests.modes import bound_by_modes

Change = Callable[[Path], object]
SETTINGS = ("rules", "contracts", "profiles")
NO_PRACTICE = ("lost+found", "@eaDir", ".hidden", "Elm", ".elm.new")


@pytest.fixture
def both(home: Home) -> Home:
    return init_home(home.path, "elm", "Elm Clinic")


def read(home: Home) -> tuple[list[str], list[Problem]]:
    """Return the practices that are sound, and the problems; none is ever built of a part."""
    with bound_by_modes():
        sound, problems = read_sound(home.path)
        whole, same = read_home(home.path)
    assert same == problems
    assert (whole is None) == bool(problems)
    for problem in problems:
        assert all((problem.where, problem.what, problem.why, problem.remedy))
        assert Path(problem.where).is_relative_to(home.path)
    return [one.practice_id for one in sound.practices] if sound else [], problems


def linked_away(folder: Path) -> None:
    folder.rename(folder.parents[2] / folder.name)
    folder.symlink_to(folder.parents[2] / "away")


def linked_to_itself(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder)


CHANGES: dict[str, tuple[Change, str]] = {
    "closed": (lambda folder: folder.chmod(0), "Permission denied"),
    "may be listed and not entered": (lambda folder: folder.chmod(0o600), "Permission denied"),
    "a link that leads nowhere": (linked_away, "No such file"),
    "a link to itself": (linked_to_itself, "symbolic links"),
    "settings deleted": (lambda folder: (folder / "practice.toml").unlink(), "practice.toml"),
}


@pytest.mark.parametrize(("change", "word"), CHANGES.values(), ids=CHANGES)
def test_a_practice_that_cannot_be_seen_is_told_and_the_others_are_sound(
    both: Home, change: Change, word: str
) -> None:
    folder = both.practice("elm").folder
    change(folder)
    practices, (problem,) = read(both)
    assert practices == ["larkspur"]
    assert (problem.where, word in problem.what) == (str(folder), True)


def test_a_folder_of_practices_that_is_closed_is_told_as_one(both: Home) -> None:
    (both.path / "practices").chmod(0)
    practices, (problem,) = read(both)
    assert practices == []
    assert (problem.where, problem.remedy[:3]) == (str(both.path / "practices"), "Let")


def test_a_home_without_practices_is_told_to_add_one(both: Home) -> None:
    shutil.rmtree(both.path / "practices")
    _, (missing,) = read(both)
    (both.path / "practices").mkdir()
    (both.path / "practices" / "notes").touch()
    _, (empty,) = read(both)
    assert missing == empty
    assert "triage init" in empty.remedy


def test_a_home_that_cannot_be_entered_is_told_and_not_called_none(home: Home) -> None:
    home.path.chmod(0)
    _, problems = read(home)
    assert ["PermissionError" in problems[0].what, "Permission denied" in problems[1].what] == [
        True,
        True,
    ]


@pytest.mark.parametrize("name", NO_PRACTICE)
@pytest.mark.parametrize("mode", [0o700, 0])
def test_a_folder_no_practice_could_have_is_passed_over(both: Home, name: str, mode: int) -> None:
    (both.path / "practices" / name).mkdir(mode=mode)
    assert read(both) == (["elm", "larkspur"], [])
    with bound_by_modes():
        assert check_home(both.path) == []


@pytest.mark.parametrize("name", [".elm", "Elm", "elm.off"])
def test_a_practice_under_a_name_no_practice_could_have_is_told(both: Home, name: str) -> None:
    folder = both.practice("elm").folder
    folder.rename(folder.with_name(name))
    practices, (problem,) = read(both)
    assert practices == ["larkspur"]
    assert name in problem.what


def test_files_beside_the_practices_and_links_to_folders_are_as_they_were(
    both: Home, tmp_path: Path
) -> None:
    folder = both.practice("elm").folder
    (folder.parent / "notes").write_text("ours")
    folder.rename(tmp_path / "elm")
    folder.symlink_to(tmp_path / "elm")
    assert read(both) == (["elm", "larkspur"], [])


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("mode", [0, 0o600])
def test_settings_that_cannot_be_read_are_a_problem_of_their_practice(
    both: Home, name: str, mode: int
) -> None:
    folder = both.practice("elm").folder / name
    (folder / ("own.toml" if name == "profiles" else "carc_codes.csv")).touch()
    folder.chmod(mode)
    practices, problems = read(both)
    assert practices == ["larkspur"]
    assert {Path(one.where).relative_to(folder.parent).parts[0] for one in problems} == {name}


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("change", [linked_away, linked_to_itself])
def test_a_link_that_leads_nowhere_is_no_folder_that_was_left_out(
    both: Home, name: str, change: Change
) -> None:
    folder = both.practice("elm").folder / name
    change(folder)
    practices, (problem,) = read(both)
    assert (practices, problem.where) == (["larkspur"], str(folder))


@pytest.mark.parametrize("name", SETTINGS)
def test_folders_of_settings_may_be_left_out(both: Home, name: str) -> None:
    shutil.rmtree(both.practice("elm").folder / name)
    assert read(both) == (["elm", "larkspur"], [])


def test_all_that_is_wrong_with_a_practice_is_told_at_once(both: Home) -> None:
    folder = both.practice("elm").folder
    for name in SETTINGS:
        (folder / name).chmod(0)
    (folder / "practice.toml").write_text("[practice]\n")
    _, problems = read(both)
    assert {Path(problem.where).name for problem in problems[-3:]} == set(SETTINGS)
    assert "practice.toml" in problems[0].where


def test_an_editor_that_saves_while_settings_are_read_costs_nothing(
    both: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a moment the file is not there: the text of the one reading is what counts."""
    read_text, seen = Path.read_text, list[Path]()

    def and_gone(path: Path, *rest: Any, **named: Any) -> str:
        text = read_text(path, *rest, **named)
        if path.name == "practice.toml":
            seen.append(path)
            path.unlink()
        return text

    file = both.practice("elm").settings_file
    file.write_text(file.read_text().replace('id = "elm"', 'id = "oak"'))
    monkeypatch.setattr(Path, "read_text", and_gone)
    home, (problem,) = read_sound(both.path)
    assert [one.practice_id for one in home.practices] == ["larkspur"] if home else False
    assert ("line" in problem.where, len(seen)) == (True, 2)


def test_init_ends_what_a_killed_init_began(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    half = home.path / "practices" / ".elm.new"
    looks = list[tuple[list[str], list[Problem]]]()

    def and_killed(path: Path, target: Path) -> Path:
        assert path == half
        looks.append(read(home))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", and_killed)
        with pytest.raises(KeyboardInterrupt):
            init_home(home.path, "elm", "Elm as it was called")
    # Who reads the home just then sees no half of a practice.
    assert looks == [(["larkspur"], [])]
    assert init_home(home.path, "elm", "Elm Clinic").practice("elm").name == "Elm Clinic"
    assert not half.exists()


def test_init_fills_a_folder_that_was_begun_by_hand(home: Home) -> None:
    folder = home.path / "practices" / "elm"
    (folder / "inbox").mkdir(parents=True)
    (folder / "inbox" / "a.835").touch()
    (folder / "rules").mkdir()
    (folder / "rules" / "README.md").write_text("mine")
    with pytest.raises(SettingsError, match=r"practice\.toml"):
        Home.open(home.path)
    elm = init_home(home.path, "elm", "Elm Clinic").practice("elm")
    assert (elm.inbox / "a.835").exists()
    assert (elm.rules_folder / "README.md").read_text() == "mine"
