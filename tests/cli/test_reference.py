"""``reference add`` keeps the codes of a downloaded list and tells what it did with the rest."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pipeline import cli
from pipeline.errors import TriageError
from pipeline.practice import Home, check_home, init_home
from tests.edits.ncci_lists import PAIRS_HEAD, pair


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home", "willow", "Willow Practice")


def add(home: Home, file: Path, quarter: str = "2026Q4") -> Result:
    words = ["reference", "add", str(file), "--programme", "medicare", "--quarter", quarter]
    return CliRunner().invoke(cli.triage, [*words, "--home", str(home.path)], standalone_mode=False)


def test_a_list_is_kept_and_the_home_stays_sound(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "ccipra-v323r0-f1.txt"
    file.write_text(PAIRS_HEAD + pair("90832", "90837", "1") * 10 + "a\tb\tc\td\te\tf\tg\n")
    told = add(home, file).output.splitlines()
    assert told[0] == "ncci pairs medicare 2026Q4 practitioner: 10 entries kept, codes only"
    assert told[1].startswith("  1 rows set aside: ")
    file.write_text(PAIRS_HEAD + pair("90832", "90837", "0"))
    assert add(home, file).output.splitlines()[1:] == ["  in the place of 1 older edition of it"]
    assert check_home(home.path) == []


def test_what_cannot_be_added_is_told(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "fees.txt"
    file.write_text("code\tfee\n90837\t100\n")
    error = add(home, file).exception
    assert isinstance(error, TriageError)
    assert error.exit_code == 2
    assert "head is not known" in str(error)
    assert isinstance(add(home, tmp_path / "none.txt").exception, TriageError)
    assert isinstance(add(home, file, quarter="2026-10").exception, click.UsageError)
