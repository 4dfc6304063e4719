"""A warehouse is made again with every practice, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.loading import load
from pipeline.manifest import new_files
from pipeline.practice import Home, SettingsError, init_home
from pipeline.rebuilding import ask_for_rebuild, ground, require_sound
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.runs import record_run
from tests.keeping.growing import AS_OF_ON
from tests.laws.building import NOW, query


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Alder and birch, a file of each loaded."""
    init_home(tmp_path / "home", "alder", "Alder")
    home = init_home(tmp_path / "home", "birch", "Birch")
    for practice in home.practices:
        (practice.inbox / "a.txt").write_bytes(practice.practice_id.encode())
    run(home)
    return home.path


def run(home: Home) -> None:
    """Collect and load of those that are served, as a run does."""
    landing = Landing(home)
    with ground(home) as new:
        for practice in home.practices:
            landing.collect(practice, NOW, Received.live())
            record_run(new.connection, home, practice, "one", AS_OF_ON, NOW)
            files = new_files(new.connection, landing.landed(practice))
            load(new.connection, home.secret, files)


def broken(folder: Path) -> Home:
    """Return the home when birch's settings are wrong."""
    file = folder / "practices" / "birch" / "practice.toml"
    file.write_text(file.read_text("utf-8") + "\n[oops", "utf-8")
    return Home.open_serving(folder)


def listed(home: Home) -> list[tuple[str, int]]:
    return query(home, "select practice_id, count(*) from raw.files group by 1 order by 1")


def test_a_run_goes_on_without_it_and_its_rows_stay(two: Path) -> None:
    home = broken(two)
    (home.practices[0].inbox / "b.txt").write_bytes(b"later")
    (two / "practices" / "birch" / "inbox" / "b.txt").write_bytes(b"waits")
    run(home)
    assert listed(home) == [("alder", 2), ("birch", 1)]


def test_a_warehouse_is_not_made_again_without_it(two: Path) -> None:
    home = broken(two)
    before = home.working_file.read_bytes()
    ask_for_rebuild(home)
    with pytest.raises(SettingsError, match="made again, and settings of a practice are wrong"):
        run(home)
    assert home.working_file.read_bytes() == before


def test_a_lost_warehouse_is_not_begun_without_it(two: Path) -> None:
    home = broken(two)
    home.working_file.unlink()
    with pytest.raises(SettingsError, match=r"birch/practice\.toml"):
        run(home)


def test_a_folder_under_another_name_does_not_hide_whose_archive_it_is(two: Path) -> None:
    (two / "practices" / "birch").rename(two / "practices" / "burch")
    home = Home.open_serving(two)
    assert [practice.practice_id for practice in home.unsound] == ["burch"]
    ask_for_rebuild(home)
    with pytest.raises(SettingsError, match="burch"):
        run(home)


def test_one_that_never_ran_has_nothing_to_lose(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home", "alder", "Alder")
    run(home)
    init_home(home.path, "birch", "Birch")
    home = broken(home.path)
    ask_for_rebuild(home)
    run(home)
    assert not home.working_file.with_name("rebuild.asked").exists()


def test_what_could_not_be_loaded_again_is_not_set_aside(two: Path) -> None:
    require_sound(Home.open(two), {"alder", "birch"})
    home = broken(two)
    require_sound(home, {"alder"})
    with pytest.raises(SettingsError, match="birch"):
        require_sound(home, {"alder", "birch"})
