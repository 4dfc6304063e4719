"""``triage inspect``: any file, no home, nothing of a patient unless asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import cli
from pipeline.errors import TriageError
from tests.inspection.planted import FILES, PLANTED
from tests.x12.texts import CLAIMS, REMITTANCE, interchange

PARTS = ("Why it matters:", "What to do:")


def call(*words: str | Path | int) -> Result:
    return CliRunner().invoke(
        cli.triage, ["inspect", *(str(word) for word in words)], standalone_mode=False
    )


def refused(result: Result) -> TriageError:
    assert isinstance(result.exception, TriageError), result.output
    return result.exception


@pytest.fixture
def remittance(tmp_path: Path) -> Path:
    return written(tmp_path / "remit.835", interchange(REMITTANCE))


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_sound_file_ends_with_0(remittance: Path) -> None:
    result = call(remittance)
    assert result.return_value == 0
    assert result.output.startswith(f"{remittance}\n")
    assert "Remittance advice (835)" in result.output


def test_a_file_with_something_set_aside_ends_with_3(tmp_path: Path, remittance: Path) -> None:
    cut = written(tmp_path / "cut.835", interchange(REMITTANCE)[:400])
    assert call(cut).return_value == 3
    # One is enough, wherever it stands.
    assert call(cut, remittance).return_value == 3
    assert call(remittance, cut).return_value == 3


def test_several_files_have_a_report_each(tmp_path: Path, remittance: Path) -> None:
    claims = written(tmp_path / "claims.837", interchange(CLAIMS))
    output = call(remittance, claims, remittance).stdout
    assert output.count(f"{remittance}\n") == 2
    assert output.count(f"{claims}\n") == 1


def test_every_file_that_is_not_there_is_named_before_anything_is_written(
    tmp_path: Path, remittance: Path
) -> None:
    result = call(remittance, tmp_path / "nope.835", tmp_path)
    error = refused(result)
    assert error.exit_code == 2
    assert [problem.where for problem in error.problems] == [
        str(tmp_path / "nope.835"),
        str(tmp_path),
    ]
    assert all(part in str(error) for part in PARTS)
    assert result.stdout == ""


def test_standard_input_is_refused_with_what_to_do() -> None:
    error = refused(call("-"))
    assert "Save what it gives into a file" in str(error)
    assert all(part in str(error) for part in PARTS)


def test_it_wants_a_file() -> None:
    assert call().exit_code != 0


@pytest.mark.parametrize(
    "words",
    [("--segment", 1, "--byte", 1), ("--segment", 1, "--claim", "A1"), ("--byte", 0, "--claim", 1)],
)
def test_it_shows_one_place_at_a_time(remittance: Path, words: tuple[str | int, ...]) -> None:
    result = call(remittance, *words)
    assert result.exit_code != 0
    assert "give one of them" in str(result.exception)


def test_a_segment_is_shown_with_its_neighbours(remittance: Path) -> None:
    lines = call(remittance, "--segment", 13, "--around", 1).stdout.split("\n")
    assert lines[0] == f"{remittance}: segments around number 13"
    assert [line.split()[-1] for line in lines[2:5]] == [
        "CAS*CO*45*50**16*50",
        "NM1*QC*1*xxxxx*xxxx****MI*xxxxxx9",
        "NM1*82*1*xxxx*xxx****XX*1999999984",
    ]


def test_a_byte_is_shown_in_its_segment(remittance: Path) -> None:
    place = remittance.read_bytes().index(b"ADLER")
    output = call(remittance, "--byte", place, "--around", 0).stdout
    assert "in element 3 of segment 13" in output
    assert "ADLER" not in output


def test_a_claim_is_looked_for_in_every_file(tmp_path: Path, remittance: Path) -> None:
    claims = written(tmp_path / "claims.837", interchange(CLAIMS))
    other = written(tmp_path / "other.835", interchange(REMITTANCE.replace("A1", "B1")))
    output = call(remittance, other, claims, "--claim", " A1 ").stdout
    assert str(remittance) in output
    assert str(claims) in output
    assert str(other) not in output
    assert "A1" not in output


def test_a_claim_that_no_file_has_is_refused_without_repeating_it(remittance: Path) -> None:
    error = refused(call(remittance, "--claim", "Q-773"))
    assert error.exit_code == 2
    assert "Q-773" not in str(error)
    assert all(part in str(error) for part in PARTS)


def test_a_segment_the_file_does_not_have_is_refused(remittance: Path) -> None:
    assert refused(call(remittance, "--segment", 32)).exit_code == 2
    assert call(remittance, "--segment", 31).return_value == 0


@pytest.mark.parametrize("kind", FILES)
def test_nothing_planted_is_seen_unless_it_is_asked_for(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.x12", FILES[kind])
    segments = (("--segment", 20, "--around", 100), ("--claim", "ACCT-7731"), ())
    for words in segments:
        for form in ((), ("--json",)):
            output = call(path, *words, *form).output.upper()
            assert [value for value in PLANTED if value.upper() in output] == []
    assert "Tamsin" in call(path, "--segment", 20, "--around", 100, "--show").stdout


def test_showing_says_on_standard_error_that_patients_are_named(remittance: Path) -> None:
    shown = call(remittance, "--segment", 13, "--show")
    assert "NM1*QC*1*ADLER*MINA****MI*MEMBER1" in shown.stdout
    assert "names patients" in shown.stderr
    assert "names patients" not in shown.stdout
    assert call(remittance, "--segment", 13).stderr == ""


def test_showing_a_report_shows_the_claims_numbers(remittance: Path) -> None:
    rows = [line.split()[:3] for line in call(remittance, "--show").stdout.split("\n")]
    assert ["11", "A1", "1"] in rows
    assert ["11", "A1", "1"] not in [
        line.split()[:3] for line in call(remittance).stdout.split("\n")
    ]


def test_json_has_the_same_facts_with_exact_dollars(tmp_path: Path, remittance: Path) -> None:
    cut = written(tmp_path / "cut.835", interchange(REMITTANCE)[:400])
    result = call(remittance, cut, "--json")
    assert result.return_value == 3
    first, second = json.loads(result.stdout)
    assert first["file"] == str(remittance)
    assert first["remittance"]["totals"]["adjusted_usd"] == "160.50"
    assert first["remittance"]["payments"][0]["paid_on"] == "2024-01-05"
    assert first["remittance"]["claims"][0]["claim_number"] == "x9"
    assert second["set_aside"]["stretches"][0]["code"] == "cut_segment"


def test_json_of_a_place_has_its_elements(remittance: Path) -> None:
    (file,) = json.loads(call(remittance, "--segment", 13, "--around", 0, "--json").stdout)
    (segment,) = file["segments"]
    assert (segment["segment_number"], segment["byte_offset"]) == (13, 414)
    assert segment["elements"][2] == {
        "place": "NM103",
        "letter_count": 5,
        "text": "xxxxx",
        "is_masked": True,
    }


def test_a_files_name_cannot_steer_the_screen(tmp_path: Path) -> None:
    path = written(tmp_path / "a\x1b[2J.835", interchange(REMITTANCE))
    assert "\x1b" not in call(path).output
    assert "\x1b" not in call(path, "--segment", 1).output


def test_it_needs_no_home_and_leaves_nothing_behind(remittance: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "TRIAGE_HOME"}
    root = Path(cli.__file__).resolve().parents[1]
    code = (
        "import sys; from pipeline.cli import main\n"
        "try: main()\n"
        "finally: sys.stderr.write(' '.join(m for m in ('dagster', 'dbt', 'numpy', 'duckdb')"
        " if m in sys.modules))"
    )

    def ran(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, "inspect", remittance.name, *words],
            cwd=remittance.parent, env=environment | {"PYTHONPATH": str(root)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    report, place = ran(), ran("--segment", "13")
    assert (report.returncode, report.stderr) == (0, "numpy duckdb")
    assert (place.returncode, place.stderr) == (0, "")
    assert list(remittance.parent.iterdir()) == [remittance]
