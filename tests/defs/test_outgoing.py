"""Files about to be sent, as Dagster sees them: counts, and checks that hold up nothing."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs.scrub.assets import CHECKED, HELD, OUTGOING, looks_into, told
from pipeline.defs.scrub.sensors import NO_FOLDER, outgoing_sensor
from pipeline.practice import Home, init_home
from tests.edits.claim_text import Claim, outgoing

NOW = dt.datetime(2026, 11, 9, 15, tzinfo=dt.UTC)

COUNTS = ("file_count", "no_claim_file_count", "claim_count", "held_count")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A practice whose settings name a folder, and one whose settings name none."""
    init_home(tmp_path / "home", "north", "North")
    made = init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")
    file = made.practice("larkspur").settings_file
    head, rest = file.read_text().split("\n[scrub]\n")
    file.write_text(head + "\n[scrub]\n" + rest.replace('folder = ""', 'folder = "outbound"', 1))
    (made.practice("larkspur").folder / "outbound").mkdir()
    return Home.open(made.path)


def put(home: Home, content: bytes) -> Path:
    path = home.practice("larkspur").folder / "outbound" / "adler-mina.837"
    path.write_bytes(content)
    at = NOW.timestamp() - 3600
    os.utime(path, (at, at))
    return path


def checks(result: dg.MaterializeResult) -> dict[str | None, bool]:
    assert {one.severity for one in result.check_results or ()} == {dg.AssetCheckSeverity.WARN}
    return {one.check_name: one.passed for one in result.check_results or ()}


def test_a_run_tells_counts_and_where_runs_are_kept(home: Home) -> None:
    put(home, outgoing(Claim(frequency="7"), Claim(number="A2", member="MEMBER2")))
    result = told(looks_into(home, home.practices, NOW))
    assert checks(result) == {HELD: False, CHECKED: True}
    metadata = dict(result.metadata or {})
    assert [metadata.pop(name) for name in COUNTS] == [1, 0, 2, 1]
    ((name, path),) = metadata.items()
    assert name.startswith("larkspur/2026-11-09-")
    assert "adler" not in str(path)


def test_a_file_that_lost_a_set_is_told_by_the_check(home: Home) -> None:
    put(home, outgoing(Claim()).replace(b"GE*1*", b"GE*2*"))
    assert checks(told(looks_into(home, home.practices, NOW))) == {HELD: True, CHECKED: False}


def test_an_empty_file_is_told_by_the_check_and_a_pdf_is_counted(home: Home) -> None:
    put(home, b"%PDF-1.7 a report")
    result = told(looks_into(home, home.practices, NOW))
    assert checks(result) == {HELD: True, CHECKED: True}
    assert dict(result.metadata or {})["no_claim_file_count"] == 1
    put(home, b"")
    assert checks(told(looks_into(home, home.practices, NOW))) == {HELD: True, CHECKED: False}


def test_nothing_new_and_a_folder_that_is_gone(home: Home) -> None:
    result = told(looks_into(home, home.practices, NOW))
    assert checks(result) == {HELD: True, CHECKED: True}
    (home.practice("larkspur").folder / "outbound").rmdir()
    assert checks(told(looks_into(home, home.practices, NOW))) == {HELD: True, CHECKED: False}


def test_where_no_folder_is_named_nothing_is_looked_at(home: Home) -> None:
    assert looks_into(home, [home.practice("north")], NOW) == []


def test_the_sensor_asks_once_for_a_file_and_names_none(home: Home) -> None:
    sensor = outgoing_sensor(home.path)
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, definitions=None)
        assert sensor.evaluate_tick(context).skip_message == "No file waits to be sent."
        put(home, outgoing(Claim()))
        first = sensor.evaluate_tick(context).run_requests or []
        again = sensor.evaluate_tick(context).run_requests or []
        assert [one.run_key for one in first] == [one.run_key for one in again]
        assert "adler" not in str(first)
        looks_into(home, home.practices, dt.datetime.now(dt.UTC))
        assert not sensor.evaluate_tick(context).run_requests
        (home.practice("larkspur").folder / "outbound").rename(home.path / "elsewhere")
        said = sensor.evaluate_tick(context).skip_message
    assert said == "No file waits to be sent. No folder of larkspur is there."


def test_without_a_folder_in_any_settings_the_sensor_says_so(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home", "north", "North")
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, definitions=None)
        assert outgoing_sensor(home.path).evaluate_tick(context).skip_message == NO_FOLDER


def test_it_is_a_job_of_its_own(repository: dg.RepositoryDefinition) -> None:
    jobs = ("scrub_outgoing", "refresh", "weekly_triage", "packets", "rebuild")
    of = {
        name: OUTGOING in repository.get_job(name).asset_layer.selected_asset_keys for name in jobs
    }
    assert of == dict.fromkeys(jobs, False) | {"scrub_outgoing": True}
