"""``triage rules diff``: what a practice's own rules would change, told before they do."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import cli
from pipeline.commands.rule_changes import changes_of, lines_of
from pipeline.commands.rules_on_a_copy import BothWays, OwnRule, Work
from pipeline.errors import TriageError
from pipeline.practice import Home, init_home
from pipeline.resources.raw_parts import RawParts
from pipeline.synthetic import Season, write_season
from tests.laws.building import (
    Builder,
    contents,
    deliveries_of,
    differences,
    query,
    settings_of,
    tables_of,
)
from tests.sharing import made_once

AS_OF_ON = dt.date(2026, 3, 4)
CARC = "carc_code,default_owner,decided_on,reason\n"
OPEN_197 = (
    "select count(*) from facts.fct_denials where closed_on is null and not is_noise "
    "and rule_id = 'carc:197' and practice_id = ?"
)


def work(**told: object) -> Work:
    """A piece of open work; what a test does not speak of is the same everywhere."""
    usual = {
        "kind": "denial", "item_id": "d1", "claim_number": "N1", "payer_id": "a", "line_number": 1,
        "state": "open", "category": "auth", "owner_role": "desk", "next_action": "Ask",
        "act_by_on": "2026-01-12", "refile_by_on": "2026-04-01", "appeal_by_on": None,
        "expected_recovery_usd": "$40.00", "rule_id": "carc:197", "owner_rule_id": "carc:197",
        "expected_allowed_usd": "80.00", "paper_id": None,
        "action_rule_id": "action:auth:appeal", "limit_rule_id": "deadline:default",
        "prior_rule_id": "prior:auth", "carc_code": "197", "rarc_code": None,
    }  # fmt: skip
    return usual | told


def told_of(
    *pairs: tuple[Work | None, Work | None], own: Mapping[str, OwnRule] | None = None
) -> BothWays:
    labels = {"auth": "Authorization", "doc": "Documentation", "desk": "Desk", "biller": "Billing"}
    return BothWays("Cedar", [("Anchor", *pair) for pair in pairs], labels, own or {})


def rule(*key: str) -> OwnRule:
    return OwnRule(frozenset(key), "2026-01-05: ours")


def test_work_that_stays_as_it_is_is_only_counted() -> None:
    told = told_of((work(), work()))
    assert list(lines_of(told, changes_of(told))) == [
        "Cedar",
        "",
        "  0 of 1 open denials change",
        "  0 of 0 open rejections change",
    ]


def test_a_change_stands_under_the_rule_that_makes_it() -> None:
    after = work(owner_role="biller", rule_id="home:carc:197", owner_rule_id="home:carc:197")
    told = told_of(
        (work(), after),
        (work(item_id="d2"), work(item_id="d2")),
        own={"home:carc:197": rule("197")},
    )
    assert list(lines_of(told, changes_of(told))) == [
        "Cedar",
        "",
        "  home:carc:197 (decided 2026-01-05: ours)",
        "    N1  Anchor, line 1  owner  Desk -> Billing",
        "",
        "  1 of 2 open denials change",
        "  0 of 0 open rejections change",
    ]


@pytest.mark.parametrize(
    ("then", "rule_id", "line"),
    [
        (
            {"category": "doc", "rule_id": "home:carc:197"},
            "home:carc:197",
            "category  Authorization -> Documentation",
        ),
        ({"next_action": "Call", "rule_id": "home:carc:197"}, "home:carc:197", "Ask -> Call"),
        (
            {"refile_by_on": "2026-03-01", "limit_rule_id": "home:deadline:default"},
            "home:deadline:default",
            "refile by  2026-04-01 -> 2026-03-01",
        ),
        ({"appeal_by_on": "2026-03-01"}, "deadline:default", "none -> 2026-03-01"),
        (
            {"act_by_on": "2026-01-09"},
            "home:threshold:act_by_business_days",
            "act by  2026-01-12 -> 2026-01-09",
        ),
        (
            {"expected_recovery_usd": "$20.00", "prior_rule_id": "home:prior:auth"},
            "home:prior:auth",
            "likely back  $40.00 -> $20.00",
        ),
    ],
    ids=["category", "action", "limit", "no own rule", "number", "chance"],
)
def test_each_figure_is_told_with_its_own_row(
    then: dict[str, object], rule_id: str, line: str
) -> None:
    own = {
        "home:threshold:act_by_business_days": rule("act_by_business_days"),
        "home:carc:197": rule("197"),
    }
    told = told_of((work(), work(**then)), own=own)
    (change,) = changes_of(told)
    assert change.rule_id == rule_id
    assert any(text.endswith(line) for text in lines_of(told, (change,)))


def test_a_row_changed_again_is_named_although_its_name_is_the_same() -> None:
    now, then = (
        work(appeal_by_on=day, limit_rule_id="home:deadline:a") for day in ("2026-02-01", None)
    )
    (change,) = changes_of(told_of((now, then), own={"home:deadline:a": rule("a")}))
    assert change.rule_id == "home:deadline:a"


SCHEDULE = "contracts/fee_schedule.csv"


@pytest.mark.parametrize(
    ("now", "then", "named"),
    [
        ({}, {"expected_allowed_usd": "90.00", "paper_id": SCHEDULE}, SCHEDULE),
        ({"expected_allowed_usd": "90.00", "paper_id": SCHEDULE}, {}, SCHEDULE),
        ({"paper_id": SCHEDULE}, {"expected_allowed_usd": "90.00", "paper_id": SCHEDULE}, SCHEDULE),
        ({"paper_id": SCHEDULE}, {"paper_id": SCHEDULE}, "prior:auth"),
        ({}, {"expected_allowed_usd": "90.00"}, "prior:auth"),
    ],
    ids=["priced", "no longer", "anew", "only its chance changed", "never by contract"],
)
def test_dollars_that_a_contract_prices_are_told_under_its_file(
    now: dict[str, object], then: dict[str, object], named: str
) -> None:
    pair = (work(**now), work(**then, expected_recovery_usd="$45.00"))
    (change,) = changes_of(told_of(pair))
    assert (change.rule_id, change.then) == (named, "$45.00")


def test_work_that_comes_or_goes_is_told_by_a_rule_for_one_of_its_codes() -> None:
    told = told_of(
        (work(), None),
        (None, work(item_id="d2", carc_code="45", rule_id="home:carc:45")),
        own={"home:contract:per_diem:197": rule("per_diem", "197"), "home:carc:45": rule("45")},
    )
    assert list(lines_of(told, changes_of(told))) == [
        "Cedar",
        "",
        "  home:carc:45 (decided 2026-01-05: ours)",
        "    N1  Anchor, line 1  outcome  no denial -> open: Authorization, for Desk",
        "",
        "  home:contract:per_diem:197 (decided 2026-01-05: ours)",
        "    N1  Anchor, line 1  outcome  open: Authorization, for Desk -> no denial",
        "",
        "  1 of 1 open denials change, 1 more would be open",
        "  0 of 0 open rejections change",
    ]


def test_a_rejection_is_counted_beside_denials() -> None:
    nothing = {"kind": "rejection", "line_number": None, "carc_code": None, "limit_rule_id": None}
    told = told_of((work(**nothing), work(**nothing, act_by_on="2026-01-13")))
    assert list(lines_of(told, changes_of(told)))[-2:] == [
        "  0 of 0 open denials change",
        "  1 of 1 open rejections change",
    ]


def diff(home: Path, *words: str) -> Result:
    return CliRunner().invoke(cli.triage, ["rules", "diff", "--home", str(home), *words])


def refused(result: Result) -> TriageError:
    assert isinstance(result.exception, TriageError), result.output
    return result.exception


def test_a_mistake_in_a_rule_ends_the_question_with_2(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home", "cedar", "Cedar")
    folder = home.practices[0].rules_folder
    (folder / "carc_codes.csv").write_text(f"{CARC}197,nobody,2026-01-05,ours\n")
    assert refused(diff(home.path)).exit_code == 2


def test_without_a_published_copy_there_is_nothing_to_change(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home", "cedar", "Cedar")
    error = refused(diff(home.path))
    assert error.exit_code == 2
    assert "published" in str(error)


@pytest.mark.parametrize(("days", "told"), [(0, False), (1, True)], ids=["today", "tomorrow"])
def test_check_counts_the_rules_and_tells_of_one_decided_on_a_day_to_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, told: bool
) -> None:
    monkeypatch.setattr("pipeline.resources.dbt.check_rules", lambda _: None)
    practice = init_home(tmp_path / "home", "cedar", "Cedar").practices[0]
    day = dt.datetime.now(practice.zone).date() + dt.timedelta(days=days)
    (practice.rules_folder / "carc_codes.csv").write_text(f"{CARC}197,,{day},ours\n")

    result = CliRunner().invoke(cli.triage, ["check", "--home", str(tmp_path / "home")])

    assert result.exit_code == 0, result.output
    assert "1 rules of its own" in result.output
    assert ("carc_codes.csv, line 2: decided on a day to come" in result.output) is told


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Builder, Home]:
    """Two practices with the same files, payers and claim numbers, built and published."""
    folder = tmp_path_factory.mktemp("rules")
    builder = Builder.of(made_once(tmp_path_factory, "blank", Builder.made_in))
    one = Season(seed=11, as_of_on=AS_OF_ON, weeks=8, size=0.2, practice_id="oak", name="Oak")
    seasons = (one, replace(one, practice_id="elm", name="Elm"))
    reports = {each.practice_id: write_season(folder / each.practice_id, each) for each in seasons}
    settings = {key: settings_of(report) for key, report in reports.items()}
    deliveries = {key: deliveries_of(report) for key, report in reports.items()}
    home = builder.built(folder / "home", settings, deliveries, AS_OF_ON)
    shutil.copy(home.working_file, home.published_file)
    # A run leaves the parsed models in the home; parsing them takes some seconds.
    shutil.copytree(builder.parsed, home.dagster_folder / "dbt" / builder.parsed.name)
    return builder, home


@pytest.mark.slow
def test_what_would_change_is_told_then_is_so_and_the_neighbour_keeps_every_row(
    published: tuple[Builder, Home], monkeypatch: pytest.MonkeyPatch
) -> None:
    builder, home = published
    tables = [
        table
        for table in tables_of(home, "facts", "rollups", "packet")
        if "practice_id" in columns_of(home, table)
    ]
    neighbour = contents(home, tables, "practice_id = 'elm'")
    ((count,),) = query(home, OPEN_197, ["oak"])
    assert count
    folder = home.practice("oak").rules_folder
    (folder / "carc_codes.csv").write_text(f"{CARC}197,claims_biller,2026-01-05,our billers ask\n")
    before = bytes_of(home.path)

    # Where a kill leaves a copy with every claim, the next run finds and deletes it.
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(home.path / "away"))
        told = diff(home.path)

    assert told.exit_code == 0, told.output
    assert bytes_of(home.path) == before
    assert f"  {count} of " in told.output
    assert "home:carc:197 (decided 2026-01-05: our billers ask)" in told.output
    assert told.output.count("-> Claims billing") == count
    assert "  0 of " in told.output[told.output.index("Elm") :]

    for practice in Home.open(home.path).practices:
        builder.load(home, practice, [], AS_OF_ON)
    builder.transform(home)

    assert query(home, OPEN_197, ["oak"]) == [(0,)]
    assigned = (
        "select count(*) from facts.fct_assignments where to_on is null and item_kind = 'denial' "
        "and owner_role = 'claims_biller' and assigned_by = 'home:carc:197' and practice_id = ?"
    )
    assert query(home, assigned, ["oak"]) == [(count,)]
    assert not differences(neighbour, contents(home, tables, "practice_id = 'elm'"))

    shutil.copy(home.working_file, home.published_file)
    claim = query(
        home,
        "select min(claim_number) from facts.fct_denials "
        "where rule_id = 'home:carc:197' and not is_noise",
    )[0][0]
    words = ["explain", str(claim), "--practice", "oak", "--home", str(home.path)]
    story = CliRunner().invoke(cli.triage, words)
    assert "by rule home:carc:197" in story.output
    assert "(said by home:carc:197)" in story.output
    applied = diff(home.path, "--practice", "oak").output
    assert "  0 of " in applied
    assert "Elm" not in applied


def columns_of(home: Home, table: str) -> set[str]:
    return {row[0] for row in query(home, f"describe {table}")}


def bytes_of(folder: Path) -> dict[str, str]:
    """Every file of a home with a digest of its bytes and the day it was written."""
    return {
        str(path.relative_to(folder)): (
            f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stat().st_mtime_ns}"
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_home_whose_rows_spark_holds_is_refused(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home", "cedar", "Cedar")
    RawParts.of(home).sweep([], "")
    error = refused(diff(home.path))
    assert error.exit_code == 2
    assert "every claim would look closed" in str(error)
