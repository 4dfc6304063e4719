"""`triage forget --practice KEY --all`: what it refuses and asks, and a home without it after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import triage as cli
from pipeline.deleting import record_file, records
from pipeline.practice import Home, init_home
from tests.keeping.growing import done, packets, tables
from tests.keeping.test_own_key import OWN, with_own
from tests.laws.building import differences

WITH_A_PRACTICE = """
select schema_name || '.' || table_name from duckdb_columns() where column_name = 'practice_id'
"""


def forget(home: Home, *words: str, answer: str = "") -> Result:
    return CliRunner().invoke(cli, ["forget", "--home", str(home.path), *words], input=answer)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    for practice_id in ("alder", "larkspur"):
        home = init_home(tmp_path / "home", practice_id, practice_id.title())
    return home


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "one of --before DATE and --all"),
        (("--before", "2026-01-01", "--all", "--practice", "larkspur"), "one of --before"),
        (("--all",), "--practice KEY"),
        (("--all", "--yes"), "--practice KEY"),
    ],
)
def test_what_is_not_clear_is_refused(home: Home, words: tuple[str, ...], why: str) -> None:
    refused = forget(home, *words)
    assert refused.exit_code == 2
    assert why in refused.output
    assert len(Home.open(home.path).practices) == 2


def test_an_unknown_practice_and_the_only_one_are_refused(home: Home, tmp_path: Path) -> None:
    unknown = forget(home, "--all", "--practice", "cedar", "--yes")
    assert "no practice of that name" in str(unknown.exception)
    alone = init_home(tmp_path / "alone", "larkspur", "Larkspur")
    refused = forget(alone, "--all", "--practice", "larkspur", "--yes")
    assert "only practice of the home" in str(refused.exception)
    assert f"the folder {alone.path}" in str(refused.exception)
    assert Home.open(alone.path).practices


def test_it_says_what_goes_and_a_no_leaves_all(home: Home) -> None:
    practice = home.practice("larkspur")
    (practice.inbox / "Jane Doe.835").write_bytes(b"x")
    (practice.folder / "notes.txt").write_bytes(b"x")
    asked = forget(home, "--all", "--practice", "larkspur", answer="n\n")
    assert asked.exit_code == 1
    assert "larkspur: 0 files, 0 bytes; 0 papers, 0 receipts" in asked.output
    assert f"7 files of settings, rules and contracts go: {practice.folder}" in asked.output
    assert "2 files there this program did not write, 1 of them not collected" in asked.output
    assert "Delete the practice for good? Backups made before keep it." in asked.output
    assert "Jane" not in asked.output
    assert (practice.inbox / "Jane Doe.835").exists()
    assert len(Home.open(home.path).practices) == 2


def test_without_its_key_it_says_so_and_asks_all_the_same(home: Home) -> None:
    home = with_own(home, "AGE-SECRET-KEY-1NONE")
    practice = home.practice("larkspur")
    (practice.folder / OWN).unlink()
    (practice.inbox / "a.835").write_bytes(b"x")
    asked = forget(home, "--all", "--practice", "larkspur", answer="n\n")
    assert asked.exit_code == 1
    assert "whether all were collected cannot be told" in asked.output
    assert "Delete the practice for good?" in asked.output


@pytest.mark.slow
def test_of_a_practice_of_a_home_that_grew_nothing_is_left(
    copied: Callable[[], Home],
) -> None:
    home = copied()
    schemas = ("raw", "facts", "rollups", "packet")
    before = tables(home, *schemas)
    printed = packets(home)
    landed = {path: path.read_bytes() for path in home.landing_folder.glob("alder/??/*")}
    assert any("larkspur" in row for bag in before.values() for row in bag)

    said = done(home.path, "forget", "--all", "--practice", "larkspur", "--yes")
    assert "Deleted    larkspur: " in said
    assert str(record_file(home)) in said

    home = Home.open(home.path)
    for path in (home.working_file, home.published_file):
        with duckdb.connect(str(path), read_only=True) as connection:
            for (table,) in connection.execute(WITH_A_PRACTICE).fetchall():
                held = f"select count(*) from {table} where practice_id = 'larkspur'"
                assert connection.execute(held).fetchall() == [(0,)], table
    after = tables(home, *schemas)
    of_the_other = {
        name: type(bag)({row: count for row, count in bag.items() if "alder" in row})
        for name, bag in before.items()
        if any("alder" in row or "larkspur" in row for row in bag)
    }
    again = {name: after[name] for name in of_the_other}
    del of_the_other["raw.runs"], again["raw.runs"]
    assert differences(of_the_other, again) == {}
    assert {path: path.read_bytes() for path in landed} == landed
    assert packets(home) == {
        name: content for name, content in printed.items() if name.startswith("practices/alder/")
    }
    assert not [path for path in home.path.rglob("*") if "larkspur" in path.name]
    assert [one["practice_id"] for one in records(home)] == ["larkspur"]
