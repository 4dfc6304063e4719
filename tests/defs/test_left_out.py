"""One practice's fault keeps no packet from the others: who is left out of a week, and how."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from dagster._core.test_utils import create_run_for_test

from pipeline import packing_weeks
from pipeline.checking import Answer
from pipeline.commands.job import Done
from pipeline.commands.summary import DONE, NEEDS_A_PERSON, print_summary
from pipeline.defs.packet.rendering import render_week
from pipeline.defs.wiring.home import Order
from pipeline.defs.wiring.left_out import (
    UNDELIVERED,
    UNPRINTED,
    UNTIED,
    ended_runs_of,
    left_out_by,
    note_left_out,
    tags_now,
)
from pipeline.practice import Home, init_home
from pipeline.resources.last_sound import remember
from tests.defs.running import WEEK, Ran

LATER = dt.datetime(2026, 3, 9, tzinfo=dt.UTC)


@pytest.fixture
def home(season: tuple[Path, Ran], tmp_path: Path) -> Home:
    """A season's home, its packet deleted, and birch beside it, which was never loaded."""
    shutil.copytree(season[0], tmp_path / "home")
    home = init_home(tmp_path / "home", "birch", "Birch Clinic")
    for packet in home.path.glob("practices/*/packets/*.pdf"):
        packet.unlink()
    return home


def packets(home: Home) -> set[str]:
    return {path.parents[1].name for path in home.path.glob("practices/*/packets/*-summary.pdf")}


def test_a_practice_that_joins_in_the_midst_of_a_run_keeps_no_packet_from_the_others(
    home: Home,
) -> None:
    (loaded,) = {one.practice_id for one in home.practices} - {"birch"}
    rendered = render_week(home, home.practices, WEEK)
    assert (rendered.printed, rendered.untied) == ((loaded,), ())
    assert packets(home) == {loaded}


def test_pages_that_do_not_add_up_are_not_printed_and_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def differs(*_: duckdb.DuckDBPyConnection | str | dt.date | int) -> Answer:
        return Answer(False, 1, "Other totals.")

    monkeypatch.setattr(packing_weeks, "pages_tie_to_facts", differs)
    rendered = render_week(home, home.practices, WEEK)
    (untied,) = rendered.untied
    assert untied != "birch"
    assert (rendered.printed, packets(home)) == ((), set())
    checks = {one.check_name: one.passed for one in rendered.result.check_results or ()}
    assert checks["pages_tie_to_facts"] is False


def test_who_was_left_out_is_told_by_the_run(tmp_path: Path) -> None:
    week = dt.date(2026, 3, 2)
    with dg.DagsterInstance.ephemeral() as instance:
        run = create_run_for_test(instance, status=dg.DagsterRunStatus.SUCCESS)
        note_left_out(instance, run.run_id, week, UNTIED, [])
        assert ended_runs_of(instance, week) == []
        note_left_out(instance, run.run_id, week, UNTIED, ["elm"])
        note_left_out(instance, run.run_id, week, UNDELIVERED, ["fir"])
        tags = tags_now(instance, run.run_id)
        assert (left_out_by(tags, UNTIED), left_out_by(tags, UNPRINTED)) == ({"elm"}, set())
        assert left_out_by(tags, UNTIED, UNDELIVERED) == {"elm", "fir"}
        assert [one.run_id for one in ended_runs_of(instance, week)] == [run.run_id]
        assert ended_runs_of(instance, week + dt.timedelta(days=7)) == []


def test_a_run_is_for_those_it_cannot_serve_too(tmp_path: Path) -> None:
    for key in ("alder", "birch"):
        init_home(tmp_path / "home", key, key.title())
    home = Home.open(tmp_path / "home")
    remember(home)
    birch = home.practice("birch").settings_file
    birch.write_text(birch.read_text("utf-8") + "\n[oops", "utf-8")
    home = Home.open_serving(home.path)
    assert Order().asked_for(home, WEEK, LATER) == {"alder", "birch"}
    assert Order(time_zone="America/New_York").asked_for(home, WEEK, LATER) == {"alder", "birch"}
    assert Order(time_zone="America/Chicago").asked_for(home, WEEK, LATER) == set()
    assert Order(practice="alder").asked_for(home, WEEK, LATER) == {"alder"}


@pytest.mark.parametrize(("minute", "keys"), [(59, {"east"}), (60, {"east", "west"})])
def test_whose_week_is_not_over_is_not_left_out(
    bare_home: Home, minute: int, keys: set[str]
) -> None:
    midnight_in_the_west = dt.datetime(2026, 3, 2, 7, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)
    assert Order().asked_for(bare_home, WEEK, midnight_in_the_west) == keys


def test_what_was_known_of_a_practice_stays_known_while_others_change(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home", "alder", "Alder")
    remember(home)
    alder = home.practices[0].settings_file
    alder.write_text(alder.read_text("utf-8") + "\n[oops", "utf-8")
    init_home(home.path, "birch", "Birch")
    remember(Home.open_serving(home.path))
    birch = home.path / "practices" / "birch" / "practice.toml"
    birch.write_text(birch.read_text("utf-8") + "\n[oops", "utf-8")
    assert Order().asked_for(home, WEEK, LATER) == {"alder", "birch"}


def test_a_packet_that_was_not_printed_needs_a_person(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (loaded,) = [one for one in home.practices if one.practice_id != "birch"]
    printed = {f"{loaded.practice_id}/summary/path": "a.pdf"}
    codes = [
        print_summary(home, Done("run", 1.0, {"packet/weekly_packet": told}), WEEK, loaded_id)
        for told, loaded_id in ((printed, loaded.practice_id), ({}, loaded.practice_id))
    ]
    assert codes == [DONE, NEEDS_A_PERSON]
    assert capsys.readouterr().out.count("not printed") == 1
