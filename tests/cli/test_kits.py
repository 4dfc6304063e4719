"""``triage kit``: files for their owner only, under names that tell nothing; nothing is sent."""

import re
import stat
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result
from docx import Document
from pypdf import PdfReader

from pipeline.cli import triage
from pipeline.commands.kits import LETTERS
from pipeline.errors import TriageError
from pipeline.practice import Home, init_home
from pipeline.practice.rule_tables import rule_keys
from tests.packing.kit_tables import PRACTICE, deny, fill, put


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = init_home(tmp_path / "home", PRACTICE, "Riverbend")
    made.published_file.parent.mkdir(parents=True)
    with duckdb.connect(str(made.published_file)) as connection:
        fill(connection)
        put(connection, "facts.fct_denials", claim_id="c1", claim_number="N1")
        put(connection, "facts.fct_submissions", claim_id="paid", claim_number="N2")
        deny(connection)
    return made


def kit(home: Home, *words: str) -> Result:
    return CliRunner().invoke(triage, ["kit", *words, "--home", str(home.path)])


def refused(result: Result) -> tuple[int, str]:
    error = result.exception
    assert isinstance(error, TriageError)
    return error.exit_code, str(error)


def files_of(home: Home) -> list[Path]:
    return sorted(
        path for path in home.practices[0].kits_folder.iterdir() if path.suffix != ".json"
    )


def test_a_kit_is_a_page_and_a_letter_for_their_owner_only(home: Home) -> None:
    done = kit(home, "N1")
    assert done.exit_code == 0, done.output
    letter, paper = files_of(home)
    assert re.fullmatch(r"2026-11-25-kit-[0-9a-f]{8}\.pdf", paper.name)
    assert letter.name == f"{paper.stem}-primary-corrected-claim-note.docx"
    folder = home.practices[0].kits_folder
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(PdfReader(paper).pages) == 2
    assert "Nothing was sent." in done.output
    assert "N1" not in paper.name + letter.name


def test_a_letter_somebody_began_stays_and_the_new_one_lies_beside_it(home: Home) -> None:
    kit(home, "N1")
    letter, _ = files_of(home)
    begun = Document(str(letter))
    begun.add_paragraph("begun")
    begun.save(str(letter))
    kept = letter.read_bytes()
    kit(home, "N1")
    assert letter.read_bytes() == kept
    assert letter.with_name(f"{letter.stem}-2.docx") in files_of(home)


def test_the_same_kit_twice_is_the_same_files(home: Home) -> None:
    kit(home, "N1")
    first = {path: path.read_bytes() for path in files_of(home)}
    kit(home, "N1")
    assert {path: path.read_bytes() for path in files_of(home)} == first


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("N9",), "No claim of this number"),
        (("N2",), "no payer has denied a line of it"),
        (("N1", "--payer", "beacon"), "Name one of: anchor"),
        (("N1", "--as-of", "2026-11-17"), "became known on 2026-11-18"),
        (("N1", "--practice", "other"), "No claim of this number"),
    ],
)
def test_what_has_no_kit_is_told_in_four_parts(home: Home, words: Any, what: str) -> None:
    code, text = refused(kit(home, *words))
    assert code == 2
    assert what in text
    assert "Why it matters:" in text
    assert "What to do:" in text
    assert "N1" not in text
    assert not home.practices[0].kits_folder.exists()


def test_a_passed_day_is_told_and_the_kit_is_made(home: Home) -> None:
    done = kit(home, "N1", "--as-of", "2027-03-01")
    assert done.exit_code == 0
    assert "last day 2027-02-14, which has passed" in done.output
    assert any(path.name.startswith("2027-03-01-kit-") for path in files_of(home))


def test_a_file_of_one_s_own_choice_is_never_written_over(home: Home, tmp_path: Path) -> None:
    out = tmp_path / "mine" / "kit.pdf"
    assert kit(home, "N1", "--out", str(out), "--letter", "status-inquiry").exit_code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    (letter,) = out.parent.glob("*.docx")
    assert re.fullmatch(r"kit-[0-9a-f]{8}-primary-status-inquiry\.docx", letter.name)
    again = kit(home, "N1", "--out", str(out))
    assert again.exit_code == 2
    assert "there already" in again.output
    assert kit(home, "N1", "--out", str(tmp_path / "kit.doc")).exit_code == 2


def test_every_letter_of_the_rules_can_be_asked_for() -> None:
    assert {name.replace("-", "_") for name in LETTERS} == rule_keys("kit_letters")
