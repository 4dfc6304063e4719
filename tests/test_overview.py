"""What an operator of several practices is told: who needs a person for what, worst first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest
from click.testing import CliRunner

from pipeline import cli
from pipeline.commands.practices import lines_of
from pipeline.overview import NOTHING, Published, Standing, published_of, standings
from pipeline.practice import Home, init_home
from pipeline.practice.home import read_sound
from pipeline.raw_tables import create_raw_tables
from pipeline.resources.last_sound import remember

# A Tuesday; the last complete week began on the Monday before last.
NOW = dt.datetime(2026, 12, 1, 15, tzinfo=dt.UTC)
WEEK, BEFORE = dt.date(2026, 11, 23), dt.date(2026, 11, 16)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    for key in ("alder", "birch"):
        init_home(tmp_path / "home", key, key.title())
    home = Home.open(tmp_path / "home")
    for practice in home.practices:
        printed(home, practice.practice_id, WEEK)
    return home


def printed(home: Home, practice_id: str, week: dt.date) -> None:
    folder = home.path / "practices" / practice_id / "packets"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*"):
        old.unlink()
    (folder / f"{week}-summary.pdf").write_bytes(b"%PDF")


def wants(found: list[Standing]) -> dict[str, tuple[str, ...]]:
    return {each.practice_id: each.wants for each in found}


def test_a_practice_whose_packet_is_there_needs_nobody(home: Home) -> None:
    found = standings(home, NOW, replace(NOTHING, received_on={"alder": WEEK}))
    assert found == [
        Standing("alder", WEEK, WEEK, ()), Standing("birch", None, WEEK, ())
    ]  # fmt: skip


@pytest.mark.parametrize(("minute", "is_late"), [(-1, False), (0, True)])
def test_a_packet_is_late_from_noon_of_its_day_in_its_practice_s_zone(
    home: Home, minute: int, is_late: bool
) -> None:
    printed(home, "birch", BEFORE)
    noon = dt.datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("America/New_York"))
    found = standings(home, noon + dt.timedelta(minutes=minute), NOTHING)
    late = (f"the packet of {WEEK} is late",)
    assert wants(found) == {"alder": (), "birch": late if is_late else ()}
    assert [each.practice_id for each in found] == (
        ["birch", "alder"] if is_late else ["alder", "birch"]
    )


def test_what_the_published_copy_tells_is_counted(home: Home) -> None:
    told = Published({}, {"birch": 1}, {"birch": 2}, {"alder": 1})
    assert wants(standings(home, NOW, told)) == {
        "alder": ("1 source is not reached",),
        "birch": ("1 file of 14 days cannot be read", "2 payers are overdue"),
    }


def test_a_practice_whose_settings_are_wrong_stands_there_too(home: Home) -> None:
    remember(home)
    (home.path / "practices" / "birch" / "practice.toml").write_text("[practice]\nid = 7\n")
    sound, _ = read_sound(home.path)
    assert sound is not None
    assert wants(standings(sound, NOW, NOTHING)) == {
        "birch": ("settings are wrong: triage check",),
        "alder": (),
    }


@pytest.mark.parametrize(("days", "count"), [(14, 1), (15, 0)])
def test_a_file_nobody_can_read_is_told_for_14_days(days: int, count: int) -> None:
    day = NOW.date() - dt.timedelta(days=days)
    with duckdb.connect() as connection:
        create_raw_tables(connection)
        connection.execute("create schema rollups; create schema facts")
        connection.execute(
            "create table facts.dim_packet_weeks (practice_id text, packet_week date)"
        )
        connection.execute(
            "create table rollups.rlp_feed_week (practice_id text, packet_week date, is_late bool)"
        )
        connection.execute(
            "insert into raw.files (practice_id, file_id, received_on, outcome) "
            "values ('alder', 'a', ?, 'quarantined')",
            [day],
        )
        connection.execute(
            "insert into raw.source_looks (practice_id, source, looked_at, outcome) values "
            "('alder', 's', '2026-11-01', 'reached'), ('alder', 's', '2026-11-02', 'refused'), "
            "('alder', 't', '2026-11-01', 'refused'), ('alder', 't', '2026-11-02', 'reached')"
        )
        connection.execute("insert into facts.dim_packet_weeks values ('alder', '2026-11-23')")
        connection.execute(
            "insert into rollups.rlp_feed_week values ('alder', '2026-11-16', true), "
            "('alder', '2026-11-23', true), ('alder', '2026-11-23', false)"
        )
        told = published_of(connection, NOW)
    assert told == Published(
        {"alder": day}, {"alder": 1} if count else {}, {"alder": 1}, {"alder": 1}
    )


def test_lines_are_one_a_practice_and_the_command_ends_with_3(home: Home) -> None:
    standing = Standing("a-long-name", None, WEEK, ("no packet yet", "2 payers are overdue"))
    assert list(lines_of([standing])) == [
        "practice     last file   packet of   needs a person for",
        "a-long-name  none        2026-11-23  no packet yet; 2 payers are overdue",
        "1 of 1 need a person",
    ]
    for practice in home.practices:
        printed(home, practice.practice_id, BEFORE)
    done = CliRunner().invoke(
        cli.triage, ["practices", "--home", str(home.path)], standalone_mode=False
    )
    assert (done.return_value, done.output.count("is late")) == (3, 2)
