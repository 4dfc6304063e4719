"""``triage scrub``: what it ends with, what it writes, and that it touches no file it reads."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import triage
from pipeline.errors import TriageError
from pipeline.practice import init_home
from tests.edits.claim_text import Claim, Line, outgoing, with_lines
from tests.modes import bound_by_modes

SOUND = outgoing(Claim())
HELD = outgoing(Claim(frequency="7"))
WARNED = outgoing(Claim(), with_lines(Line("HC:90837:59"), number="A2"))
CANARIES = ("ADLER", "MINA", "MEMBER1", "19800101", "Z0001")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return init_home(tmp_path / "home", "larkspur", "Larkspur Counseling").path


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    return tmp_path / "out" / "batch.837"


def scrubbed(home: Path, batch: Path, content: bytes, *options: object) -> Result:
    batch.parent.mkdir(exist_ok=True)
    batch.write_bytes(content)
    return call(home, batch, *options)


def call(home: Path, *arguments: object) -> Result:
    words = ["scrub", *map(str, arguments), "--home", str(home), "--as-of", "2026-11-09"]
    return CliRunner().invoke(triage, words, standalone_mode=False)


def code(result: Result) -> Any:
    if isinstance(result.exception, TriageError):
        return result.exception.exit_code
    return getattr(result.exception, "exit_code", result.return_value)


@pytest.mark.parametrize(
    ("content", "options", "expected"),
    [
        (SOUND, (), 0),
        (HELD, (), 3),
        (HELD, ("--edits", "E10"), 0),
        (WARNED, (), 0),
        (WARNED, ("--strict",), 3),
        (outgoing(Claim(), is_cut=True), (), 3),
        (SOUND.replace(b"GE*1*", b"GE*2*"), (), 3),
        (b"no claim", (), 3),
        (SOUND, ("--edits", "E99"), 2),
        (SOUND, ("--no-history",), 0),
    ],
    ids=[
        "sound",
        "held",
        "not asked",
        "warned",
        "strict",
        "cut",
        "set lost",
        "no 837",
        "no edit",
        "no past",
    ],
)
def test_it_ends_with_what_the_claims_are(
    home: Path, batch: Path, content: bytes, options: tuple[str, ...], expected: int
) -> None:
    assert code(scrubbed(home, batch, content, *options)) == expected


def test_a_file_that_is_not_there_is_usage_and_one_that_cannot_be_read_a_failure(
    home: Path, batch: Path
) -> None:
    assert code(call(home, batch)) == 2
    scrubbed(home, batch, SOUND)
    batch.chmod(0)
    with bound_by_modes():
        assert code(call(home, batch)) == 1


def test_settings_that_are_wrong_are_usage(home: Path, batch: Path) -> None:
    rules = home / "practices" / "larkspur" / "rules" / "edits.csv"
    rules.write_text("edit_id,template_id\nours,E12\n", encoding="utf-8")
    assert code(scrubbed(home, batch, SOUND)) == 2
    rules.unlink()
    lists = home / "practices" / "larkspur" / "reference"
    lists.mkdir(exist_ok=True)
    (lists / "rooster.csv").write_text("npi\n", encoding="utf-8")
    assert code(scrubbed(home, batch, SOUND)) == 2


def test_of_several_practices_one_is_named(home: Path, batch: Path) -> None:
    init_home(home, "north", "North")
    assert code(scrubbed(home, batch, SOUND)) == 2
    assert code(call(home, batch, "--practice", "north")) == 0


def test_the_file_stays_as_it_is(home: Path, batch: Path) -> None:
    scrubbed(home, batch, HELD)
    batch.chmod(0o444)
    before = (batch.stat().st_mtime_ns, batch.stat().st_ino, [*batch.parent.iterdir()])
    result = call(home, batch)
    assert (batch.stat().st_mtime_ns, batch.stat().st_ino, [*batch.parent.iterdir()]) == before
    assert batch.read_bytes() == HELD
    (file,) = json.loads(kept(home, result))["files"]
    assert file["sha256"] == file["sha256_after"] == hashlib.sha256(HELD).hexdigest()


def test_a_file_that_changes_meanwhile_has_no_report(
    home: Path, batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.edits import scrubbing

    def judge(*arguments: Any) -> None:
        batch.write_bytes(HELD + b"\n")
        asked(*arguments)

    asked = scrubbing.judging.judge
    monkeypatch.setattr(scrubbing.judging, "judge", judge)
    result = scrubbed(home, batch, HELD)
    assert code(result) == 1
    assert "changed while it was read" in str(result.exception)
    assert not (home / "scrub").exists()


def test_claims_are_told_in_files_of_their_owner_only(home: Path, batch: Path) -> None:
    made = batch.with_name("found.json"), batch.with_name("found.csv")
    made[0].parent.mkdir()
    made[0].touch(mode=0o644)
    result = scrubbed(home, batch, HELD, "--json", made[0], "--csv", made[1])
    assert "A1" not in result.output.replace(str(home), "")
    for path in (*made, kept_path(home, result)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "A1" in path.read_text("utf-8")
    assert stat.S_IMODE((home / "scrub").stat().st_mode) == 0o700


def test_no_word_of_a_person_is_written(home: Path, batch: Path) -> None:
    made = batch.with_name("found.json"), batch.with_name("found.csv")
    odd = with_lines(Line("HC:ADLER MINA", pointers="MEMBER1"), number="A2", frequency="MINA")
    result = scrubbed(
        home, batch, outgoing(Claim(), Claim(number="A3"), odd), "--json", made[0], "--csv", made[1]
    )
    written = result.output + "".join(path.read_text("utf-8") for path in made)
    assert [name for name in CANARIES if name in written + kept(home, result)] == []


def test_the_same_claims_give_the_same_bytes(home: Path, batch: Path) -> None:
    first = scrubbed(home, batch, WARNED, "--json", batch.with_suffix(".json"))
    written = batch.with_suffix(".json").read_bytes()
    other = batch.with_name("other name.837")
    other.write_bytes(WARNED)
    second = call(home, other, "--json", batch.with_suffix(".json"))
    assert batch.with_suffix(".json").read_bytes() == written
    assert kept_path(home, first) == kept_path(home, second)
    assert len([*(home / "scrub" / "larkspur").iterdir()]) == 1


def test_nothing_is_written_over_the_file_itself(home: Path, batch: Path) -> None:
    scrubbed(home, batch, SOUND)
    assert code(call(home, batch, "--csv", batch)) == 2
    assert batch.read_bytes() == SOUND


def test_it_counts_and_never_says_clean(home: Path, batch: Path) -> None:
    output = scrubbed(home, batch, HELD).output
    assert "no known problem" in output
    assert "clean" not in output.lower()
    assert "E12" in output
    assert "claims_biller" in output
    assert "$150.00" in output
    assert "no run has published a warehouse yet" in output


def kept_path(home: Path, result: Result) -> Path:
    line = next(line for line in result.output.splitlines() if line.startswith("Claim by claim"))
    path = Path(line.partition(": ")[2])
    assert path.is_relative_to(home / "scrub" / "larkspur")
    return path


def kept(home: Path, result: Result) -> str:
    return kept_path(home, result).read_text("utf-8")
