"""The command line's manners: quick, four parts an error, the right exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipeline import cli
from pipeline.commands import running
from pipeline.errors import TriageError
from pipeline.practice import engine_settings

PARTS = ("Why it matters:", "What to do:")


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.triage, [str(word) for word in words])


def refused(result: Result) -> TriageError:
    assert isinstance(result.exception, TriageError), result.output
    return result.exception


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    assert call("init", folder, "--practice", "Cedar Creek").exit_code == 0
    return folder


@pytest.fixture
def sound_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes dbt some seconds; its own test is beside dbt's."""
    monkeypatch.setattr("pipeline.resources.dbt.check_rules", lambda _: None)


@pytest.fixture
def published(home: Path) -> Path:
    (home / "warehouse").mkdir(mode=0o700)
    with duckdb.connect(str(home / "warehouse" / "denials.duckdb")) as connection:
        connection.execute("create table visits as select range as n, 'a,b' as t from range(300)")
    return home


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.cli; "
        "print([m for m in ('dagster', 'duckdb', 'pandas', 'weasyprint') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_command_says_what_it_does() -> None:
    commands = cli.triage.commands
    assert set(commands) == {
        "init", "check", "run", "scrub", "edits", "import", "inspect", "packet", "worklist",
        "deliver", "explain", "causes", "kit", "export", "rules", "sql", "docs", "ui", "service",
        "demo", "test", "rebuild", "backup", "restore", "key", "forget",
        "reference", "practices",
    }  # fmt: skip
    assert all(command.get_short_help_str() for command in commands.values())


@pytest.mark.usefixtures("sound_rules")
def test_init_writes_a_home_that_check_finds_sound(home: Path) -> None:
    assert (home / "practices" / "cedar-creek" / "practice.toml").exists()
    result = call("check", "--home", home)
    assert result.exit_code == 0, result.output
    assert "sound" in result.output


def test_run_offers_the_engines_that_settings_know() -> None:
    assert running.ENGINES == engine_settings.ENGINES


def test_init_does_not_write_over_a_practice(home: Path) -> None:
    error = refused(call("init", home, "--practice", "Cedar Creek"))
    assert error.exit_code == 2


@pytest.mark.usefixtures("sound_rules")
def test_a_second_practice_joins_the_home(home: Path) -> None:
    assert call("init", home, "--practice", "North Shore").exit_code == 0
    assert "north-shore" in call("check", "--home", home).output


def test_a_mistake_in_the_settings_is_told_with_its_line(home: Path) -> None:
    file = home / "practices" / "cedar-creek" / "practice.toml"
    file.write_text(file.read_text().replace("time_zone =", "time_zome ="))
    error = refused(call("check", "--home", home))
    assert error.exit_code == 2
    assert "line " in str(error)
    assert all(part in str(error) for part in PARTS)


@pytest.mark.usefixtures("sound_rules")
def test_check_counts_contracts_and_refuses_one_with_a_mistake(home: Path) -> None:
    practice = home / "practices" / "cedar-creek"
    settings = (
        '\n[[payers]]\nid = "acme"\nname = "Acme"\n\n[[locations]]\nid = "main"\nname = "Main"\n'
    )
    with (practice / "practice.toml").open("a") as file:
        file.write(settings)
    roster = practice / "contracts" / "credentialing.csv"
    with roster.open("a") as file:
        file.write(",main,acme,OH,2026-03-01,\n")
    assert "0 fees, 1 enrollments" in call("check", "--home", home).output

    with roster.open("a") as file:
        file.write(",main,acme,OH,2026-05-01,\n")
    error = refused(call("check", "--home", home))
    assert error.exit_code == 2
    assert "credentialing.csv, line 3" in str(error)
    assert all(part in str(error) for part in PARTS)


@pytest.mark.usefixtures("sound_rules")
def test_the_home_may_stand_before_or_after_the_command(home: Path) -> None:
    assert call("--home", home, "check").output == call("check", "--home", home).output


def test_a_home_that_is_none_is_refused(tmp_path: Path) -> None:
    assert refused(call("run", "--home", tmp_path)).exit_code == 2


def test_nothing_published_is_said_and_not_shown_as_empty(home: Path) -> None:
    assert refused(call("sql", "--home", home, "select 1")).exit_code == 2


def test_sql_shows_a_table(published: Path) -> None:
    result = call("sql", "--home", published, "select count(*) as visit_count from visits")
    assert "visit_count" in result.output
    assert "300" in result.output


def test_sql_writes_every_row_as_csv(published: Path) -> None:
    result = call("sql", "--home", published, "--csv", "select * from visits order by n")
    lines = result.output.splitlines()
    assert lines[:2] == ["n,t", '0,"a,b"']
    assert len(lines) == 301


def test_a_query_may_come_on_standard_input(published: Path) -> None:
    words = ["sql", "--home", str(published), "--csv"]
    result = CliRunner().invoke(cli.triage, words, input="select 42 as answer")
    assert result.output == "answer\n42\n"


def test_the_published_copy_cannot_be_written(published: Path) -> None:
    assert refused(call("sql", "--home", published, "drop table visits")).exit_code == 2


def test_a_query_with_a_mistake_ends_with_2(published: Path) -> None:
    error = refused(call("sql", "--home", published, "select nothing from visits"))
    assert error.exit_code == 2
    assert all(part in str(error) for part in PARTS)


def test_a_week_that_is_not_over_is_refused(home: Path) -> None:
    assert refused(call("packet", "--home", home, "--week", "2199-01-07")).exit_code == 2


@pytest.mark.parametrize("words", [[], ["--week", "2026-01-05", "--since", "2026-01-05"]])
def test_packet_wants_one_of_week_and_since(home: Path, words: list[str]) -> None:
    assert call("packet", "--home", home, *words).exit_code == 2


def test_import_takes_one_word_about_the_day(home: Path, tmp_path: Path) -> None:
    dates = tmp_path / "dates.csv"
    dates.write_text("path,received_on\n")
    words = ("--received-on", "2026-01-05", "--received-dates", dates)
    assert call("import", "--home", home, tmp_path, *words).exit_code == 2


def test_import_asks_which_of_several_practices(home: Path, tmp_path: Path) -> None:
    call("init", home, "--practice", "North Shore")
    result = call("import", "--home", home, tmp_path)
    assert result.exit_code == 2
    assert "--practice" in result.output


def test_the_demo_does_not_delete_a_folder_of_somebody_s(home: Path) -> None:
    assert refused(call("demo", home)).exit_code == 2
    assert (home / "home.toml").exists()


def test_a_machine_without_pango_is_told_the_one_command(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.commands.machine.missing_packages", lambda: ["libpango-1.0-0"])
    error = refused(call("run", "--home", home))
    assert error.exit_code == 2
    assert "apt-get install libpango-1.0-0" in str(error)


def test_main_prints_the_four_parts_and_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", "sql", "select 1"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert all(part in done.stderr for part in PARTS)
    assert "Traceback" not in done.stderr


def test_a_fault_of_the_program_shows_no_content() -> None:
    code = (
        "from pipeline import cli; import sys; sys.excepthook = cli.say_what_broke; int('CANARY')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ValueError" in done.stderr
    assert "CANARY" not in done.stderr


@pytest.mark.slow
def test_docs_writes_one_page_with_every_model_and_its_grain(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.triage, ["docs", str(tmp_path / "pages")])

    written = tmp_path / "pages" / "denial-triage-models.html"
    assert (done.exit_code, done.stdout.strip()) == (0, str(written))
    text = written.read_text("utf-8")
    for told in ("fct_denials", "rlp_kpi_week", "pkt_cover", "Grain: one row per"):
        assert told in text
