"""Which version made a warehouse, and what a run loads into."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import versions
from pipeline.loading import load
from pipeline.manifest import new_files
from pipeline.practice import Home, init_home
from pipeline.raw_tables import create_raw_tables
from pipeline.rebuilding import ASKED, MOVED, UPGRADED, ask_for_rebuild, ground
from pipeline.resources.landing import Landing
from pipeline.resources.raw_parts import RawParts
from pipeline.resources.received import Received
from pipeline.resources.warehouse import Warehouse, WarehouseError
from pipeline.run_journal import (
    JournalError,
    journal_path,
    last_day,
    read_journal,
    write_journal,
)
from pipeline.runs import record_run
from pipeline.versions import NewerVersionError, refuse_newer_archive
from tests.keeping.growing import AS_OF_ON
from tests.laws.building import NOW, query

# The tables of each number. A changed table: raise READING and write the new digest here.
LAYOUTS = {1: "4fbb3778e11bfb94", 2: "ea1d329991b7a7c1", 3: "a311f92d5d04e530"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home", "larkspur", "Larkspur")


def run(home: Home, run_id: str) -> str:
    """Collect and load as a run does; return what it says of the warehouse."""
    (practice,) = home.practices
    Landing(home).collect(practice, NOW, Received.live())
    with ground(home) as new:
        record_run(new.connection, home, practice, run_id, AS_OF_ON, NOW)
        files = new_files(new.connection, Landing(home).landed(practice))
        load(new.connection, home.secret, files)
    return new.why


def files(home: Home) -> list[tuple[str]]:
    return query(home, "select source_name from raw.files order by all")


def test_a_changed_table_raises_the_number() -> None:
    assert LAYOUTS[versions.READING] == versions.layout_digest()


def test_a_second_run_goes_on_in_the_same_file(home: Home) -> None:
    (home.practices[0].inbox / "a.txt").write_bytes(b"a")
    assert run(home, "one") == ""
    made = home.working_file.stat().st_ino
    (home.practices[0].inbox / "b.txt").write_bytes(b"b")
    assert run(home, "two") == ""
    assert home.working_file.stat().st_ino == made
    assert len(files(home)) == 2


def test_what_somebody_asks_for_is_made_once(home: Home) -> None:
    (home.practices[0].inbox / "a.txt").write_bytes(b"a")
    run(home, "one")
    before, made = files(home), home.working_file.stat().st_ino
    ask_for_rebuild(home)
    assert run(home, "two") == ASKED
    assert (files(home), home.working_file.stat().st_ino == made) == (before, False)
    assert query(home, "select run_id from raw.runs order by 1") == [("one",), ("two",)]
    assert run(home, "three") == ""


def test_another_number_or_layout_is_made_again(home: Home) -> None:
    run(home, "one")
    for change in ("reading = 0", "layout = 'other'"):
        with Warehouse(home).writing() as connection:
            connection.execute(f"update pipeline.made_by set {change}")
        assert run(home, "again") == UPGRADED
        assert run(home, "again") == ""


def test_what_spilled_out_of_memory_goes_with_the_old_file(home: Home) -> None:
    run(home, "one")
    spilled = home.working_file.with_name("denials.duckdb.tmp")
    spilled.mkdir()
    (spilled / "rows").touch()
    ask_for_rebuild(home)
    run(home, "two")
    assert {path.name for path in home.working_file.parent.iterdir()} == {"denials.duckdb"}


def test_a_run_that_fails_leaves_the_old_file(home: Home) -> None:
    run(home, "one")
    before = home.working_file.read_bytes()
    ask_for_rebuild(home)
    with pytest.raises(ZeroDivisionError), ground(home):
        raise ZeroDivisionError
    assert home.working_file.read_bytes() == before
    assert run(home, "two") == ASKED


def test_where_spark_holds_the_rows_a_run_of_one_practice_loads_for_all(home: Home) -> None:
    home = init_home(home.path, "alder", "Alder").on_engine("spark")
    alder, larkspur = home.practices
    RawParts.of(home).sweep([], "")
    with ground(home) as new:
        record_run(new.connection, home, alder, "one", AS_OF_ON, NOW)
        write_journal(new.connection, home, alder)
    with ground(home) as new:
        assert new.practices([larkspur]) == [alder, larkspur]


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_another_engine_makes_the_warehouse_again(home: Home, engine: str) -> None:
    other = "spark" if engine == "duckdb" else "duckdb"
    begun, changed = home.on_engine(engine), home.on_engine(other)
    if begun.is_on_spark:
        RawParts.of(home).sweep([], "")
    with ground(begun):
        pass
    with ground(begun) as same:
        assert same.why == ""
    with ground(changed) as moved:
        assert moved.why == MOVED
    assert not (begun.is_on_spark and RawParts.of(home).exists)


def test_a_first_load_that_was_killed_goes_on_for_every_practice_that_ran(home: Home) -> None:
    home = init_home(home.path, "alder", "Alder")
    alder, larkspur = home.practices
    with Warehouse(home).writing() as connection:
        create_raw_tables(connection)
        record_run(connection, home, alder, "one", AS_OF_ON, NOW)
    home.working_file.unlink()
    with pytest.raises(ZeroDivisionError), ground(home) as new:
        raise ZeroDivisionError
    with ground(home) as new:
        assert (new.is_whole, new.practices([larkspur])) == (False, [alder, larkspur])
    with ground(home) as new:
        assert (new.is_whole, new.practices([larkspur])) == (True, [larkspur])
    assert query(home, "select practice_id, run_id from raw.runs") == [("alder", "one")]


def test_what_a_newer_version_made_is_refused_with_four_parts(home: Home) -> None:
    run(home, "one")
    refuse_newer_archive(home)
    with Warehouse(home).writing() as connection:
        connection.execute("update pipeline.made_by set reading = 99")
    with pytest.raises(NewerVersionError, match="changed nothing") as raised, ground(home):
        pass
    assert raised.value.exit_code == 2
    mark = home.landing_folder / "made_by.json"
    assert mark.read_text() == f'{{"reading": {versions.READING}}}'
    mark.write_text('{"reading": 99}')
    with pytest.raises(NewerVersionError):
        refuse_newer_archive(home)


def test_a_damaged_file_is_told_with_the_command_and_made_again_when_asked(home: Home) -> None:
    (home.practices[0].inbox / "a.txt").write_bytes(b"a")
    run(home, "one")
    before = files(home)
    home.working_file.write_bytes(b"x" * 20_000)
    with pytest.raises(WarehouseError, match="triage rebuild"):
        run(home, "two")
    ask_for_rebuild(home)
    assert run(home, "three") == ASKED
    assert files(home) == before
    assert query(home, "select run_id from raw.runs order by 1") == [("one",), ("three",)]


def test_a_journal_tells_the_last_day_and_refuses_to_be_guessed(home: Home) -> None:
    (practice,) = home.practices
    assert (last_day(home, practice), read_journal(home, practice)) == (None, [])
    run(home, "one")
    assert last_day(home, practice) == AS_OF_ON
    path = journal_path(home, practice)
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("[{}]")
    with pytest.raises(JournalError, match="never lowered"):
        last_day(home, practice)


def test_settings_of_the_first_version_open_as_they_are(home: Home) -> None:
    """They know no table that came later, nor the keys that came later in the others."""
    (home.path / "home.toml").write_text('week_starts_on = "monday"\nsecret_file = "secret.key"\n')
    home.practices[0].settings_file.write_text('[practice]\nid = "larkspur"\nname = "Larkspur"\n')
    opened = Home.open(home.path)
    assert opened.settings == home.settings
    assert opened.practices[0].settings == home.practices[0].settings.model_copy(
        update={"practice": opened.practices[0].settings.practice}
    )
