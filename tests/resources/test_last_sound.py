"""What watches goes on by settings as they were last sound, and only what watches does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.practice import Home, SettingsError, init_home
from pipeline.resources.last_sound import planned, remember, standing


@pytest.fixture
def home(tmp_path: Path) -> Home:
    init_home(tmp_path / "home", "cedar", "Cedar Creek")
    return init_home(tmp_path / "home", "aspen", "Aspen House")


def break_it(file: Path) -> None:
    file.write_text(file.read_text("utf-8") + "\n[oops", "utf-8")


def keys(home: Home) -> list[str]:
    return [each.practice_id for each in planned(home.path)]


def test_a_sound_home_stands_as_it_is(home: Home) -> None:
    stands, problems = standing(home.path)
    assert (stands, problems) == (home, [])
    assert keys(home) == ["aspen", "cedar"]


def test_a_broken_practice_keeps_its_week_and_is_in_nothing_that_is_built(home: Home) -> None:
    remember(home)
    break_it(home.practice("cedar").settings_file)
    stands, problems = standing(home.path)
    assert stands
    assert [each.practice_id for each in stands.practices] == ["aspen"]
    assert problems
    (aspen, cedar) = planned(home.path)
    assert (cedar.practice_id, cedar.name) == ("cedar", "Cedar Creek")
    assert (cedar.time_zone, cedar.week_starts_on) == (aspen.time_zone, aspen.week_starts_on)
    with pytest.raises(SettingsError):
        Home.open(home.path)


def test_a_practice_that_was_never_sound_has_no_week_yet(home: Home) -> None:
    break_it(home.practice("cedar").settings_file)
    assert keys(home) == ["aspen"]


def test_a_practice_that_is_gone_has_no_week(home: Home) -> None:
    remember(home)
    practice = home.practice("cedar").folder
    practice.rename(home.path / "closed-cedar")
    assert keys(home) == ["aspen"]


def test_a_broken_home_keeps_its_weeks_and_whom_to_tell(home: Home) -> None:
    file = home.path / "home.toml"
    text = file.read_text("utf-8")
    assert 'operator = ""' in text
    file.write_text(text.replace('operator = ""', 'operator = "ops@billing.example"'), "utf-8")
    remember(Home.open(home.path))
    break_it(file)
    stands, problems = standing(home.path)
    assert stands
    assert (stands.settings.mail.operator, stands.practices) == ("ops@billing.example", ())
    assert problems
    assert keys(home) == ["aspen", "cedar"]


def test_a_home_of_which_nothing_is_known_does_not_stand(home: Home) -> None:
    break_it(home.path / "home.toml")
    assert standing(home.path)[0] is None
    assert keys(home) == []


def test_what_is_remembered_is_its_owner_s_alone_and_written_when_it_changed(home: Home) -> None:
    remember(home)
    files = sorted((home.dagster_folder / "last-sound").iterdir())
    assert [file.name for file in files] == ["home.toml", "plan.json"]
    assert {file.stat().st_mode & 0o077 for file in files} == {0}
    first = [file.stat().st_mtime_ns for file in files]
    remember(home)
    assert [file.stat().st_mtime_ns for file in files] == first
