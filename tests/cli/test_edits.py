"""``triage edits``: what it lists, proves, proposes and adopts, and what it never says."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import triage
from pipeline.errors import TriageError
from pipeline.practice import Home, init_home
from tests.edits.claim_text import Claim, outgoing
from tests.edits.conftest import PAYERS
from tests.edits.test_proposals import UNTIL, caused, list_visits, season_of

CANARIES = ("ADLER", "MINA", "MEMBER1", "19800101", "Z0001", "A1", "M1")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose payer denies one procedure since a day."""
    made = init_home(tmp_path_factory.mktemp("edits") / "home", "larkspur", "Larkspur Counseling")
    with made.practices[0].settings_file.open("a", encoding="utf-8") as settings:
        settings.write(PAYERS)
    season = season_of(Home.open(made.path))
    caused(season)
    season.publish()
    return made


@pytest.fixture
def home(published: Home) -> Home:
    (published.practices[0].rules_folder / "edits.csv").unlink(missing_ok=True)
    return published


def call(home: Home, *words: str, day: str = f"{UNTIL}") -> Result:
    option = "--until" if words[:1] in (("test",), ("propose",)) else "--as-of"
    arguments = ["edits", *words, "--home", str(home.path), option, day]
    return CliRunner().invoke(triage, arguments, standalone_mode=False)


def code(result: Result) -> Any:
    if isinstance(result.exception, TriageError):
        return result.exception.exit_code
    return getattr(result.exception, "exit_code", result.return_value or 0)


def adopt(home: Home, *words: str, day: str = f"{UNTIL}") -> Result:
    return call(home, "adopt", "E40-c0ffee00", "--reason", "they want a number", *words, day=day)


def test_it_lists_what_is_in_force_waits_and_is_off(home: Home) -> None:
    result = call(home)
    assert result.exception is None
    in_force, waiting, off = (
        result.output.index(word) for word in ("In force (", "Waiting (", "Off (")
    )
    assert in_force < result.output.index("  E12 ") < waiting
    assert waiting < result.output.index("  E24 ") < off < result.output.index("  E33 ")
    assert "2026-11-30 by the project: an add-on is paid only beside its base" in result.output


def test_it_proposes_proves_and_adopts_by_one_name(home: Home) -> None:
    told = call(home, "propose").output
    assert "E40-c0ffee00: Learned local edit (payer_id=northwind; procedure_code=90837)" in told
    assert 'triage edits adopt E40-c0ffee00 --severity hold --reason "' in told
    proof = call(home, "test", "E40-c0ffee00").output
    (month,) = [line.split() for line in proof.splitlines() if line.startswith("  2026-09")]
    assert month == ["2026-09", "6", "100%", "of", "6", "$600.00", "210", "0", "$0.00", "0"]
    assert "found by 4 of these claims (answers until 2026-10-12)" in proof
    done = adopt(home)
    assert done.exception is None, done.output
    assert "warn, from the next scrub on" in done.output
    assert "E40-c0ffee00 speaks of it already" in call(home, "propose").output
    assert "billing_manager: they want a number; review by 2027-02-07" in call(home).output


def test_what_is_adopted_is_in_force_at_the_next_scrub(home: Home, tmp_path: Path) -> None:
    batch = tmp_path / "batch.837"
    batch.write_bytes(outgoing(Claim(number="NEXT", member="NEW")))
    words = ["scrub", str(batch), "--home", str(home.path), "--as-of", str(UNTIL)]

    def scrubbed() -> str:
        return CliRunner().invoke(triage, words, standalone_mode=False).output

    assert "E40-c0ffee00" not in scrubbed()
    adopt(home)
    assert "E40-c0ffee00" in scrubbed()


def test_adopting_twice_writes_once_and_a_hold_over_a_warning_is_refused(home: Home) -> None:
    adopt(home)
    file = home.practices[0].rules_folder / "edits.csv"
    before = file.read_bytes()
    again = adopt(home)
    assert code(again) == 0
    assert "nothing was written" in again.output
    assert code(adopt(home, "--severity", "hold")) == 2
    assert file.read_bytes() == before


def test_a_new_hold_says_that_it_warns_first(home: Home) -> None:
    assert "warns for its first 7 days" in adopt(home, "--severity", "hold").output
    assert "warns until 2026-11-16, then holds" in call(home).output


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("test", "E12"), 0),
        (("test", "E99"), 2),
        (("test", "E24"), 2),
        (("test", "E12", "--parameters", "colour=red"), 2),
        (("test", "E40", "--parameters", "payer_id=northwind", "--category", "duplicate"), 0),
        (("test", "E40", "--parameters", "payer_id=northwind"), 2),
        (("test", "E40", "--parameters", "colour=red", "--category", "duplicate"), 2),
        (("adopt", "E12"), 2),
        (("adopt", "E12", "--reason", "x", "--by", "boss"), 2),
        (("adopt", "E33", "--reason", "x"), 2),
    ],
)
def test_it_ends_with_2_for_what_cannot_be_done(
    home: Home, words: tuple[str, ...], expected: int
) -> None:
    assert code(call(home, *words)) == expected
    assert not (home.practices[0].rules_folder / "edits.csv").exists()


@pytest.fixture
def listed(tmp_path: Path) -> Home:
    """A home whose payer denies the claims of visits that a list shows without a note."""
    made = init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")
    with made.practices[0].settings_file.open("a", encoding="utf-8") as settings:
        settings.write(PAYERS)
    season = season_of(Home.open(made.path))
    caused(season, "documentation")
    list_visits(season, "No Note")
    season.publish()
    return made


def test_a_check_of_signed_notes_is_proven_adopted_and_in_force_where_visits_are_listed(
    listed: Home,
) -> None:
    assert "E17-c0ffee00: Note not signed" in call(listed, "propose").output
    proof = call(listed, "test", "E17")
    assert code(proof) == 0, proof.exception
    assert "right in 85% at least, 8 clients, 4 weeks: proven as hold" in proof.output
    done = call(listed, "adopt", "E17", "--reason", "notes are late", "--severity", "hold")
    assert code(done) == 0, done.exception
    in_force, waiting, off = (
        call(listed).output.index(word) for word in ("In force (", "Waiting (", "Off (")
    )
    assert in_force < call(listed).output.index("  E17 ") < waiting < off


def test_without_a_list_of_visits_a_check_of_signed_notes_is_refused_and_waits(home: Home) -> None:
    why = "no list of visits with a note status was read"
    for words in (("test", "E17"), ("adopt", "E17", "--reason", "notes are late")):
        refused = call(home, *words)
        assert code(refused) == 2
        assert why in str(refused.exception)
    file = home.practices[0].rules_folder / "edits.csv"
    file.write_text(
        "edit_id,template_id,severity,adopted_on,adopted_by_role,reason\n"
        "ours,E17,hold,2026-10-01,billing_manager,notes are late\n",
        encoding="utf-8",
    )
    output = call(home).output
    assert output.index("Waiting (") < output.index("  ours ") < output.index("Off (")
    assert why in output


@pytest.mark.parametrize(("procedure", "is_doubted"), [("90834", True), ("90791", False)])
def test_an_edit_of_most_of_what_was_paid_is_doubted_in_the_list(
    home: Home, procedure: str, *, is_doubted: bool
) -> None:
    folder = home.practices[0].rules_folder
    few = "name,value,decided_on,reason\nedit_fewest_paid,9,2026-10-01,we are small\n"
    (folder / "thresholds.csv").write_text(few, encoding="utf-8")
    (folder / "edits.csv").write_text(
        "edit_id,template_id,parameters,severity,category,owner_role,adopted_on,adopted_by_role,"
        "reason,expires_on\n"
        f"ours,E40,payer_id=northwind; procedure_code={procedure},warn,duplicate,"
        "claims_biller,2026-10-01,billing_manager,by hand,2027-01-01\n",
        encoding="utf-8",
    )
    output = call(home).output
    (folder / "thresholds.csv").unlink()
    assert "  ours " in output
    assert ("doubt it first: it speaks of 8 of 9 paid claims" in output) is is_doubted


def test_claims_are_told_in_a_file_of_its_owner_only(home: Home) -> None:
    result = call(home, "test", "E40-c0ffee00")
    path = Path(result.output.rpartition("Claim by claim: ")[2].strip())
    assert path.is_relative_to(home.path / "proofs" / "larkspur")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((home.path / "proofs").stat().st_mode) == 0o700
    lines = path.read_text("utf-8").splitlines()
    assert lines[1] == "2026-09-14,A0,2026-09-28,caught,100.00,0.00,yes"
    assert len(lines) == 9
    assert call(home, "test", "E40-c0ffee00").output == result.output


@pytest.mark.parametrize("words", [(), ("test", "E40-c0ffee00"), ("propose",)])
def test_no_word_of_a_person_or_a_claim_is_said(home: Home, words: tuple[str, ...]) -> None:
    output = call(home, *words).output.replace(str(home.path), "")
    assert [name for name in CANARIES if name in output.split()] == []


def test_without_a_warehouse_it_lists_and_proves_nothing(tmp_path: Path) -> None:
    bare = init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")
    assert "no run has published a warehouse yet" in call(bare).output
    result = call(bare, "test", "E12")
    assert code(result) == 2
    assert "Run: triage run" in str(result.exception)


def test_of_several_practices_one_is_named(tmp_path: Path) -> None:
    bare = init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")
    init_home(bare.path, "north", "North")
    assert code(call(bare)) == 2
    assert code(call(bare, "--practice", "north")) == 0
