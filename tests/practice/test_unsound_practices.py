"""A practice whose settings are wrong is served no more, and stops nobody else."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from pipeline.checking import settings_are_sound
from pipeline.commands.home_option import one_practice
from pipeline.defs.wiring.home import Order
from pipeline.practice import Home, SettingsError, check_home, init_home
from pipeline.practice.home import HOME_FILE
from tests.keeping.test_own_key import OWN, set_at_rest

EAST, WEST = "America/New_York", "America/Los_Angeles"


def slip(file: Path) -> None:
    with file.open("a", encoding="utf-8") as settings:
        settings.write("\n[oops")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Alder in the east, and birch in the west, whose settings are wrong."""
    init_home(tmp_path / "home", "alder", "Alder Clinic")
    home = init_home(tmp_path / "home", "birch", "Birch Clinic")
    file = home.practice("birch").settings_file
    file.write_text(file.read_text("utf-8").replace(EAST, WEST), "utf-8")
    slip(file)
    return home.path


def test_the_others_are_served(two: Path) -> None:
    home = Home.open_serving(two)
    assert [practice.practice_id for practice in home.practices] == ["alder"]
    assert [practice.practice_id for practice in home.unsound] == ["birch"]
    assert home.keys == ("alder", "birch")


def test_what_is_for_all_of_them_still_refuses(two: Path) -> None:
    with pytest.raises(SettingsError, match="birch"):
        Home.open(two)


@pytest.mark.parametrize("file", [HOME_FILE, "practices/alder/practice.toml"])
def test_a_home_that_can_serve_nobody_refuses(two: Path, file: str) -> None:
    slip(two / file)
    with pytest.raises(SettingsError):
        Home.open_serving(two)


def test_who_asks_for_it_reads_what_is_wrong(two: Path) -> None:
    home = Home.open_serving(two)
    assert home.practice("alder").name == "Alder Clinic"
    with pytest.raises(SettingsError, match=r"birch/practice\.toml"):
        home.practice("birch")
    with pytest.raises(SettingsError, match="Name one of: alder, birch"):
        home.practice("cedar")


def test_a_command_for_one_practice_never_guesses_which(two: Path) -> None:
    """Files of birch would else be brought in as alder's."""
    home = Home.open_serving(two)
    with pytest.raises(click.UsageError, match="alder, birch"):
        one_practice(home, None)
    assert one_practice(home, "alder").practice_id == "alder"


def test_a_run_of_all_and_of_a_time_zone_serves_who_can_be_served(two: Path) -> None:
    home = Home.open_serving(two)
    alder = home.practice("alder")
    assert Order().practices(home) == (alder,)
    assert Order(time_zone=EAST).practices(home) == (alder,)
    with pytest.raises(SettingsError, match="birch"):
        Order(time_zone=WEST).practices(home)
    with pytest.raises(SettingsError, match="birch"):
        Order(practice="birch").practices(home)


def test_a_time_zone_of_several_is_served_and_no_other(tmp_path: Path) -> None:
    for key in ("alder", "birch", "cedar"):
        home = init_home(tmp_path / "home", key, key.title())
    file = home.practice("birch").settings_file
    file.write_text(file.read_text("utf-8").replace(EAST, WEST), "utf-8")
    home = Home.open(home.path)
    served = {
        zone: [one.practice_id for one in Order(time_zone=zone).practices(home)]
        for zone in (EAST, WEST, "UTC")
    }
    assert served == {EAST: ["alder", "cedar"], WEST: ["birch"], "UTC": []}


def test_a_run_s_check_names_it(two: Path) -> None:
    asked = settings_are_sound(Home.open_serving(two))
    assert (asked.passed, asked.count, "birch" in asked.words) == (False, 1, True)
    (two / "practices" / "birch" / "practice.toml").unlink()
    (two / "practices" / "birch").rename(two / "birch")
    asked = settings_are_sound(Home.open_serving(two))
    assert (asked.passed, asked.count) == (True, 0)


def test_a_practice_whose_own_key_is_lost_is_served_no_more(tmp_path: Path) -> None:
    """Its archive cannot be read; everybody else's can."""
    init_home(tmp_path / "home", "alder", "Alder Clinic")
    home = init_home(tmp_path / "home", "birch", "Birch Clinic")
    birch = home.practice("birch").settings_file
    set_at_rest(birch, f'key = {{ file = "{OWN}" }}')
    key = birch.with_name(OWN)
    key.write_text("AGE-SECRET-KEY-1", "ascii")
    key.chmod(0o600)
    assert Home.open_serving(home.path).unsound == ()
    key.unlink()
    left = Home.open_serving(home.path)
    assert ([one.practice_id for one in left.practices], left.keys) == (["alder"], home.keys)
    # It can still be deleted.
    assert left.readable("birch").practice_id == "birch"
    with pytest.raises(SettingsError, match=r"under \[at_rest\]"):
        Home.open(home.path)
    assert len(check_home(home.path)) == 1
