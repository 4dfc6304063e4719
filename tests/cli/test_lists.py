"""``check FILE`` tells what would be read of a list, stores nothing and shows no cell."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pipeline import cli
from pipeline.errors import TriageError
from pipeline.practice import init_home
from tests.exports.more_lists import SAMPLES
from tests.exports.test_recognition import OWN
from tests.x12.texts import REMITTANCE, interchange

CLAIMS = SAMPLES["simplepractice_claim_status"].as_csv()


def call(*words: object) -> Result:
    arguments = [str(word) for word in words]
    return CliRunner().invoke(cli.triage, arguments, standalone_mode=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "claims.csv"
    path.write_bytes(CLAIMS)
    return path


def test_a_sound_list_is_told_without_a_home(file: Path) -> None:
    result = call("check", file)
    assert result.return_value == 0, result.output
    assert result.output.splitlines()[:2] == [
        str(file),
        "  List        SimplePractice, claim_status (simplepractice_claim_status)",
    ]
    assert "Mina" not in result.output


@pytest.mark.parametrize(
    "content",
    [CLAIMS.replace(b"Payer Claim", b"Number"), CLAIMS + b"1/9/2026,x,Paid,SUMMIT,CH9,PC9,more\n"],
)
def test_a_list_that_loses_rows_needs_a_person(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert call("check", file).return_value == 3


@pytest.mark.parametrize("content", [interchange(REMITTANCE), b"%PDF-1.7", b""])
def test_what_is_no_list_is_told(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    result = call("check", file)
    assert result.return_value == 3
    assert "List        none: this is no workbook and no text of rows." in result.output


def test_a_worklist_is_called_one(file: Path) -> None:
    file.write_text("What I did,Key: leave as it is\nAppealed,x\n", encoding="utf-8")
    result = call("check", file)
    assert result.return_value == 0
    assert (
        "List        a list of this program to be answered: put it into the inbox" in result.output
    )


def test_several_files_are_told_one_behind_the_other(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "remittance.csv"
    other.write_bytes(SAMPLES["generic_remittance"].as_csv())
    result = call("check", file, other)
    assert result.return_value == 0
    assert f"{other}\n  List        Any system, remittance (generic_remittance)" in result.output


def test_a_practice_s_own_profile_is_used_when_it_is_named(file: Path, tmp_path: Path) -> None:
    home = init_home(tmp_path / "home", "willow", "Willow Practice")
    (home.practices[0].folder / "profiles" / "own.toml").write_text(OWN, encoding="utf-8")
    file.write_bytes(b"Ref,Open,Day,Who\nX1,-12.50,1/5/2026,Mina Adler\n")
    assert call("check", file).return_value == 3
    result = call("check", file, "--home", home.path, "--practice", "willow")
    assert result.return_value == 0, result.output
    assert "(own_list)" in result.output


def test_a_practice_without_a_file_is_refused() -> None:
    result = call("check", "--practice", "willow")
    assert isinstance(result.exception, click.UsageError)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = call("check", tmp_path / "none.csv")
    assert isinstance(result.exception, TriageError)
    assert result.exception.exit_code == 2


def test_inspect_calls_a_list_a_list(file: Path) -> None:
    file.write_bytes(CLAIMS.replace(b"1/6/26", b"soon"))
    result = call("inspect", file)
    assert result.return_value == 0
    assert "What it is     List of rows (csv:simplepractice_claim_status)" in result.output
    assert "Rows           5 = 4 loaded + 1 not needed + 0 set aside" in result.output
    assert "Not needed     HEADING 1" in result.output
    assert "Row 3: Cell A3, column submitted_on, holds no day" in result.output
    assert "--segment" not in result.output
    assert "Mina" not in result.output
