"""A whole run with a key: everything is built and read, and neither key nor content lies open."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pytest

from pipeline.practice import Home, init_home
from pipeline.practice.privacy import too_wide
from pipeline.resources.sealing import new_key, open_text, text_is_sealed, warehouse_key
from pipeline.synthetic import Season, write_season
from tests.keeping.growing import AS_OF_ON, WEEK, done, put, refresh, triage
from tests.laws.building import deliveries_of, settings_of
from tests.laws.canaries import MARK, planted

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Locked:
    home: Home
    key: str
    claim: str


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Locked:
    folder = tmp_path_factory.mktemp("locked")
    season = Season(seed=20, as_of_on=AS_OF_ON, weeks=4, size=0.15, practice_id="larkspur")
    report = write_season(folder / "files", season)
    home = init_home(folder / "home", "larkspur", "Larkspur")
    (practice,) = home.practices
    for name, text in settings_of(report).items():
        (practice.folder / name).write_text(text, "utf-8")
    settings = home.path / "home.toml"
    text = settings.read_text("utf-8").split("[at_rest]")[0]
    settings.write_text(f'{text}[at_rest]\nkey = {{ env = "TEST_AT_REST_KEY" }}\n', "utf-8")
    files = [replace(planted(each), name=f"{MARK} {each.name}") for each in deliveries_of(report)]
    claim = re.search(rb"CLM\*([^*]+)\*", b"".join(each.content for each in files))
    assert claim is not None
    key = new_key()
    put(folder / "dates.csv", (practice.inbox, files))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEST_AT_REST_KEY", key)
        refresh(home.path, AS_OF_ON, received_dates=str(folder / "dates.csv"))
        done(home.path, "packet", "--week", str(WEEK))
    return Locked(Home.open(home.path), key, claim[1].decode())


def holding(locked: Locked, *marks: str) -> set[str]:
    found = set()
    for path in locked.home.path.rglob("*"):
        if path.is_file() and "inbox" not in path.parts:
            content = path.read_bytes().lower()
            if any(mark.lower().encode() in content for mark in marks):
                found.add(path.relative_to(locked.home.path).parts[0])
    return found


def test_no_byte_of_landing_or_warehouse_tells_a_claim_or_a_name(locked: Locked) -> None:
    """Papers that people open do hold claim numbers: the search can find one."""
    assert holding(locked, MARK) == set()
    assert holding(locked, locked.claim) <= {"practices"}
    assert any(locked.claim.encode() in p.read_bytes() for p in locked.home.path.rglob("*.835*")
               ) or any(locked.claim.encode() in p.read_bytes()
                        for p in locked.home.practices[0].inbox.iterdir())  # fmt: skip


def test_no_key_lies_in_a_log_an_artifact_or_dagster_s_storage(locked: Locked) -> None:
    secret = locked.key.removeprefix("AGE-SECRET-KEY-")
    assert holding(locked, secret, warehouse_key(locked.key)) == set()


def test_what_dbt_said_of_a_build_is_locked(locked: Locked) -> None:
    scratch = locked.home.dagster_folder / "dbt" / "build"
    for name in ("dbt.log", "run_results.json"):
        text = (scratch / name).read_text("utf-8")
        assert text_is_sealed(text), name
    assert json.loads(open_text(text, locked.key, name))["results"]


def test_what_a_run_writes_is_its_owner_s_alone(locked: Locked) -> None:
    assert too_wide(locked.home.path) == []


def test_commands_read_it_with_the_key_and_say_what_is_missing_without(locked: Locked) -> None:
    query = "select count(*) as n from facts.fct_submissions"
    with_key = triage(locked.home.path, "sql", "--csv", query, TEST_AT_REST_KEY=locked.key)
    assert with_key.returncode == 0, with_key.stderr
    assert int(with_key.stdout.split()[1]) > 0
    analyst = triage(
        locked.home.path, "sql", "--csv", query, TRIAGE_WAREHOUSE_KEY=warehouse_key(locked.key)
    )
    assert analyst.stdout == with_key.stdout
    story = triage(locked.home.path, "explain", locked.claim, TEST_AT_REST_KEY=locked.key)
    assert story.returncode == 0, story.stderr
    without = triage(locked.home.path, "sql", query)
    assert without.returncode == 2
    assert "TEST_AT_REST_KEY" in without.stderr
    assert "What to do:" in without.stderr
    wrong = triage(locked.home.path, "sql", query, TRIAGE_WAREHOUSE_KEY="0" * 64)
    assert wrong.returncode == 2
    assert "TRIAGE_WAREHOUSE_KEY" in wrong.stderr


def test_the_file_dbt_wrote_is_one_that_duckdb_1_4_opens(locked: Locked) -> None:
    (path,) = (locked.home.path / Path("warehouse")).glob("denials.duckdb")
    assert int.from_bytes(path.read_bytes()[12:20], "little") == 67
    with pytest.raises(duckdb.Error):
        duckdb.connect(str(path), read_only=True)
