"""A short season through the whole pipeline, as a person runs it: files in, packet out."""

from __future__ import annotations

import hashlib
import shutil
import stat
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from pipeline.commands.demo import QUERIES
from pipeline.practice import Home
from tests.defs.running import OLD_WEEK, WEEK, Ran, triage

pytestmark = pytest.mark.slow

SUMMARY = ("Files", "Findings", "Denials", "Packet", "Lists", "Time")


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "warehouse" / "denials.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def digests(home: Path) -> dict[str, str]:
    """Every table people read, as one digest of its rows in order.

    But for the looks into sources: each run that collects adds its own.
    """
    tables = rows(
        home,
        "select schema_name || '.' || table_name from duckdb_tables() "
        "where schema_name in ('facts', 'rollups', 'packet') "
        "and table_name <> 'fct_source_looks' order by 1",
    )
    return {
        str(table): hashlib.sha256(
            repr(rows(home, f"select * from {table} order by all")).encode()
        ).hexdigest()
        for (table,) in tables
    }


def packet(home: Path, week: object) -> Path:
    (practice,) = Home.open(home).practices
    return practice.packets_folder / f"{week}-summary.pdf"


def test_the_demo_ends_with_a_packet_six_lines_and_three_questions(
    season: tuple[Path, Ran],
) -> None:
    home, ran = season
    assert ran.code in (0, 3), ran.err
    told = ran.out.partition("week of ")[2].splitlines()[1:7]
    assert tuple(line.split()[0] for line in told) == SUMMARY
    assert str(packet(home, WEEK)) in ran.out
    assert packet(home, WEEK).read_bytes().startswith(b"%PDF-")
    edition = packet(home, WEEK).with_suffix(".html")
    assert edition.read_bytes().startswith(b"<!DOCTYPE html>")
    assert ran.out.count("triage sql --home") == 3
    assert "Set-up" in ran.out.splitlines()[-1]


@pytest.mark.parametrize("query", QUERIES)
def test_each_question_the_demo_offers_has_an_answer(season: tuple[Path, Ran], query: str) -> None:
    ran = triage("sql", "--home", season[0], "--csv", query)
    assert ran.code == 0, ran.err
    assert len(ran.out.splitlines()) > 1


def test_every_file_is_in_the_manifest_with_an_outcome(season: tuple[Path, Ran]) -> None:
    home, _ = season
    (practice,) = Home.open(home).practices
    contents = {hashlib.sha256(p.read_bytes()).hexdigest() for p in practice.inbox.iterdir()}
    told = rows(home, "select sha256, outcome from raw.files")
    assert {sha256 for sha256, _ in told} == contents
    assert {outcome for _, outcome in told} <= {"loaded", "loaded_with_findings", "quarantined"}


def test_the_run_is_told_with_its_day_and_its_end(season: tuple[Path, Ran]) -> None:
    told = rows(season[0], "select cast(as_of_on as varchar), outcome from raw.runs")
    assert told == [("2026-03-04", "succeeded")]


def test_dagster_shows_the_run_of_the_command(
    season: tuple[Path, Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(season[0] / "dagster"))
    with dg.DagsterInstance.get() as instance:
        (run,) = instance.get_runs()
    assert run.job_name == "weekly_triage"
    assert run.status == dg.DagsterRunStatus.SUCCESS
    assert run.tags["dagster/partition"] == WEEK.isoformat()


def test_what_a_run_tells_holds_no_claim_and_no_patient(
    season: tuple[Path, Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {str(n) for (n,) in rows(season[0], "select claim_number from facts.fct_submissions")}
    monkeypatch.setenv("DAGSTER_HOME", str(season[0] / "dagster"))
    with dg.DagsterInstance.get() as instance:
        (run,) = instance.get_runs()
        events = [record.dagster_event for record in instance.all_logs(run.run_id)]
    told = {
        str(value.value)
        for event in events
        if event and event.is_step_materialization
        for value in event.step_materialization_data.materialization.metadata.values()
    }
    assert told
    assert not told & numbers


def test_everything_in_the_home_is_private(season: tuple[Path, Ran]) -> None:
    for name in ("warehouse/denials.duckdb", "warehouse/working/denials.duckdb", "secret.key"):
        mode = stat.S_IMODE((season[0] / name).stat().st_mode)
        assert not mode & 0o077, name


def test_explain_tells_a_denied_claim_and_its_rule(season: tuple[Path, Ran]) -> None:
    ((claim, rule),) = rows(
        season[0],
        "select claim_number, rule_id from facts.fct_denials where not is_noise "
        "order by opened_on, denial_id limit 1",
    )
    ran = triage("explain", "--home", season[0], str(claim))
    assert ran.code == 0, ran.err
    assert f"by rule {rule}" in ran.out
    assert "sent to" in ran.out


def test_an_unknown_claim_is_no_story(season: tuple[Path, Ran]) -> None:
    assert triage("explain", "--home", season[0], "no-such-claim").code == 2


def test_an_old_week_rendered_again_leaves_every_row_as_it_was(
    season: tuple[Path, Ran],
) -> None:
    home, _ = season
    before = digests(home)
    latest = packet(home, WEEK).read_bytes()

    ran = triage("packet", "--home", home, "--week", OLD_WEEK.isoformat())

    assert ran.code == 0, ran.err
    assert packet(home, OLD_WEEK).read_bytes().startswith(b"%PDF-")
    assert digests(home) == before
    assert packet(home, WEEK).read_bytes() == latest


def test_a_whole_run_of_an_old_week_rebuilds_the_same_rows_and_bytes(
    season: tuple[Path, Ran],
) -> None:
    home, _ = season
    before, latest = digests(home), packet(home, WEEK).read_bytes()

    week = ("--week", OLD_WEEK.isoformat(), "--as-of", "2026-03-04")
    assert triage("run", "--home", home, *week).code in (0, 3)
    again = triage("packet", "--home", home, "--week", WEEK.isoformat())

    assert again.code == 0, again.err
    assert digests(home) == before
    assert packet(home, WEEK).read_bytes() == latest


def test_a_file_that_is_not_x12_is_set_aside_and_asks_for_a_person(
    season: tuple[Path, Ran], tmp_path: Path
) -> None:
    # A copy: other rooms look at the season's home as the demo left it.
    home = shutil.copytree(season[0], tmp_path / "home")
    stray = tmp_path / "notes.txt"
    stray.write_text("Dear all, please find attached nothing.")
    ran = triage("import", "--home", home, stray, "--received-on", "2026-03-03")
    assert ran.code == 3, ran.err
    digest = hashlib.sha256(stray.read_bytes()).hexdigest()
    assert rows(home, f"select outcome from raw.files where sha256 = '{digest}'") == [
        ("quarantined",)
    ]
