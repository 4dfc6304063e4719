"""A key of one practice's own: its files in landing, on and off, lost, and in old backups."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from pipeline.backups import back_up, restore
from pipeline.edits.kept_runs import keep_run
from pipeline.edits.scrubbing import Order, scrub
from pipeline.practice import Home, Practice, init_home
from pipeline.practice.secret_references import SecretError
from pipeline.rebuilding import change_over
from pipeline.resources import archived_bytes
from pipeline.resources.landing import Landing
from pipeline.resources.proof_folder import proof_folder
from pipeline.resources.received import Received
from pipeline.resources.scrub_folder import kept_run_ids, kept_runs
from pipeline.resources.sealing import SealError, new_key, open_bytes, open_text, text_is_sealed
from pipeline.resources.source_checks import check_sources
from pipeline.spark.session import SparkError, require_spark
from tests.edits.claim_text import Claim, outgoing
from tests.laws.building import NOW

MARK = b"QXCANARY"
OWN, HOMES = "own.key", "at-rest.key"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two practices with two files each, one of them empty."""
    for practice_id in ("alder", "larkspur"):
        home = init_home(tmp_path / "home", practice_id, practice_id.title())
        inbox = home.practice(practice_id).inbox
        (inbox / "Jane Doe.835").write_bytes(MARK + practice_id.encode() * 100)
        (inbox / "empty.835").touch()
    return home


def run(home: Home) -> int:
    """Change over and collect, as every run begins."""
    changed = change_over(home).count
    for practice in home.practices:
        Landing(home).collect(practice, NOW, Received.live())
    return changed


def write_key(file: Path, key: str) -> None:
    file.write_text(key)
    file.chmod(0o600)


def set_at_rest(settings: Path, at_rest: str) -> None:
    head, _, tail = settings.read_text("utf-8").partition("[at_rest]")
    behind = tail.partition("\n[owners]")[2]
    rest = f"\n[owners]{behind}" if behind else ""
    settings.write_text(f"{head}[at_rest]\n{at_rest}\n{rest}", "utf-8")


def with_own(home: Home, key: str, more: str = "") -> Home:
    practice = home.practice("larkspur")
    write_key(practice.folder / OWN, key)
    set_at_rest(practice.settings_file, f'key = {{ file = "{OWN}" }}\n{more}')
    return Home.open(home.path)


def with_homes(home: Home, key: str) -> Home:
    write_key(home.path / HOMES, key)
    set_at_rest(home.path / "home.toml", f'key = {{ file = "{HOMES}" }}')
    return Home.open(home.path)


def without_own(home: Home) -> Home:
    set_at_rest(home.practice("larkspur").settings_file, "")
    (home.path / "practices" / "larkspur" / OWN).unlink()
    return Home.open(home.path)


def contents(home: Home, practice_id: str) -> list[bytes]:
    found = []
    for file in Landing(home).landed(home.practice(practice_id)):
        with archived_bytes.archived(file.path, file.key) as content:
            found.append(bytes(content))
    return sorted(found)


def opened_by(home: Home, practice_id: str, key: str) -> set[bool]:
    """Tell of each file and note of a practice whether a key opens it."""
    found = set()
    for path in home.landing_folder.glob(f"{practice_id}/??/*"):
        try:
            open_bytes(path.read_bytes(), key, path.name)
            found.add(True)
        except SealError:
            found.add(False)
    return found


def lies_open(home: Home, practice_id: str) -> bool:
    paths = home.landing_folder.glob(f"{practice_id}/??/*")
    return any(MARK in path.read_bytes() or b"Jane" in path.read_bytes() for path in paths)


def assert_whole(home: Home) -> None:
    for practice_id in ("alder", "larkspur"):
        assert contents(home, practice_id) == [b"", MARK + practice_id.encode() * 100]


@pytest.mark.parametrize("beside", ["no key of the home", "a key of the home"])
def test_its_files_and_notes_are_locked_with_it_and_nobody_elses(home: Home, beside: str) -> None:
    own, homes = new_key(), "" if beside.startswith("no") else new_key()
    home = with_own(with_homes(home, homes) if homes else home, own)
    run(home)
    assert opened_by(home, "larkspur", own) == {True}
    assert opened_by(home, "larkspur", homes or new_key()) == {False}
    assert opened_by(home, "alder", own) == {False}
    assert lies_open(home, "alder") is (not homes)
    assert not lies_open(home, "larkspur")
    assert_whole(home)
    assert home.lock_key == homes


@pytest.mark.parametrize("beside", ["no key of the home", "a key of the home"])
def test_the_next_run_changes_over_there_and_back(home: Home, beside: str) -> None:
    homes = "" if beside.startswith("no") else new_key()
    home = with_homes(home, homes) if homes else home
    run(home)
    own = new_key()
    home = with_own(home, own)
    assert run(home) == 4
    assert opened_by(home, "larkspur", own) == {True}
    assert run(home) == 0
    home = with_own(home, own, "is_on = false")
    assert run(home) == 4
    assert opened_by(home, "larkspur", own) == {False}
    assert lies_open(home, "larkspur") is (not homes)
    home = without_own(home)
    assert run(home) == 0
    assert_whole(home)
    modes = {stat.S_IMODE(p.stat().st_mode) for p in home.landing_folder.glob("larkspur/??/*")}
    assert modes <= {0o400, 0o600}


@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.parametrize("budget", [0, 1, 2, 3])
def test_cut_short_between_two_keys_it_goes_on_and_is_read(
    home: Home, is_on: bool, budget: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, own = with_homes(home, new_key()), new_key()
    run(home if is_on else with_own(home, own))
    home = with_own(home, own, f"is_on = {str(is_on).lower()}")
    changed, left = archived_bytes._changed, iter(range(budget))

    def one_more(path: Path, key: str, lock: str) -> bool:
        if "larkspur" in path.parts and next(left, None) is None:
            raise ZeroDivisionError
        return changed(path, key, lock)

    with monkeypatch.context() as patch:
        patch.setattr(archived_bytes, "_changed", one_more)
        with pytest.raises(ZeroDivisionError):
            change_over(home)
    assert_whole(home)
    assert run(home) == 4 - budget
    assert opened_by(home, "larkspur", own) == {is_on}
    assert_whole(home)


def test_another_key_without_opening_first_stops_before_anything_is_written(home: Home) -> None:
    home = with_own(home, new_key())
    run(home)
    before = {path: path.read_bytes() for path in home.landing_folder.rglob("*") if path.is_file()}
    changed = change_over(with_own(home, new_key()))
    assert [wrong.practice_id for wrong in changed.aside] == ["larkspur"]
    assert {path: path.read_bytes() for path in before} == before


def test_an_archive_whose_state_names_no_key_is_looked_through_once(home: Home) -> None:
    """As an earlier version left it."""
    own = new_key()
    home = with_own(home, own)
    run(home)
    run(home)
    state = home.landing_folder / "larkspur" / "at-rest"
    state.write_text("locked", "ascii")
    assert run(home) == 0
    told = state.read_text("ascii")
    assert told.startswith("locked age1")
    assert own.lower() not in told.lower()
    assert_whole(home)


def test_a_missing_key_names_the_practices_setting(home: Home) -> None:
    home = with_own(home, new_key())
    run(home)
    (home.practice("larkspur").folder / OWN).unlink()
    with pytest.raises(SecretError) as told:
        run(home)
    (problem,) = told.value.problems
    assert problem.where == f"{home.practice('larkspur').settings_file}, key under [at_rest]"
    assert str(home.practice("larkspur").folder / OWN) in problem.what
    assert "landing" in problem.why
    assert "chmod 600" in problem.remedy


def test_check_complains_of_a_key_that_others_can_read(home: Home) -> None:
    home = with_own(home, new_key())
    practice = home.practice("larkspur")
    (practice.folder / OWN).chmod(0o644)
    with pytest.raises(SecretError, match="Others on this machine can read") as told:
        check_sources(Landing(home), practice)
    assert str(practice.settings_file) in str(told.value)
    assert f"chmod 600 {practice.folder / OWN}" in str(told.value)
    check_sources(Landing(home), home.practice("alder"))


def scrubbed(home: Home, practice: Practice) -> Path:
    content = outgoing(Claim(frequency="7"))
    file = home.path.parent / "batch.837"
    file.write_bytes(content)
    return keep_run(home, scrub(home, practice, [(file, content)], Order(NOW.date())))


def test_kept_scrubs_and_proofs_go_along(home: Home) -> None:
    own = new_key()
    run(home)
    home = with_own(home, own)
    kept = scrubbed(home, home.practice("larkspur"))
    proof = proof_folder(home, "larkspur") / "2026-03-03-E40-0a1b.csv"
    proof.parent.mkdir(parents=True)
    proof.write_text("sent_on")
    run(home)
    assert open_text(kept.read_text("utf-8"), own, "kept").startswith("{")
    assert open_text(proof.read_text("utf-8"), own, "proof") == "sent_on"
    ((run_id, told),) = kept_runs(home, "larkspur", kept_run_ids(home, "larkspur"))
    home = with_own(home, own, "is_on = false")
    run(home)
    assert not text_is_sealed(kept.read_text("utf-8"))
    assert proof.read_text("utf-8") == "sent_on"
    assert list(kept_runs(without_own(home), "larkspur", [run_id])) == [(run_id, told)]


def test_a_backup_holds_its_files_locked_and_never_its_key(home: Home, tmp_path: Path) -> None:
    """The key destroyed, they are gone from every backup too."""
    homes, own = new_key(), new_key()
    home = with_own(with_homes(home, homes), own)
    run(home)
    practice = home.practice("larkspur")
    for file in practice.inbox.iterdir():
        file.unlink()
    report = back_up(home, tmp_path / "b")
    assert report.left_out == (HOMES, f"practices/larkspur/{OWN}")
    restore(tmp_path / "b", tmp_path / "again", homes)
    there = [path for path in (tmp_path / "again").rglob("*") if path.is_file()]
    assert not [path for path in there if own.encode() in path.read_bytes()]
    assert not [path for path in there if MARK + b"larkspur" in path.read_bytes()]
    write_key(tmp_path / "again" / HOMES, homes)
    again = Home.open_serving(tmp_path / "again")
    assert contents(again, "alder") == contents(home, "alder")
    assert opened_by(again, "larkspur", homes) == {False}
    with pytest.raises(SecretError):
        Landing(again).landed(again.readable("larkspur"))
    write_key(again.readable("larkspur").folder / OWN, own)
    assert_whole(Home.open(again.path))


@pytest.mark.parametrize(
    "name", ["../../beside.key", "../../keys/own", "../larkspur/keys/own", "keys/own"]
)
def test_its_key_is_left_out_wherever_it_lies_and_whatever_settings_say(
    home: Home, tmp_path: Path, name: str
) -> None:
    homes, own = new_key(), new_key()
    home = with_homes(home, homes)
    practice = home.practice("larkspur")
    (practice.folder / "keys").mkdir()
    (practice.folder / name).resolve().parent.mkdir(exist_ok=True)
    write_key(practice.folder / name, own)
    set_at_rest(practice.settings_file, f'key = {{ file = "{name}" }}')
    back_up(Home.open(home.path), tmp_path / "b")
    practice.settings_file.write_text("[oops", "utf-8")
    back_up(Home.open_sound(home.path), tmp_path / "c")
    for backup in ("b", "c"):
        restore(tmp_path / backup, tmp_path / f"{backup}-again", homes)
        there = [path for path in (tmp_path / f"{backup}-again").rglob("*") if path.is_file()]
        assert there
        assert not [path for path in there if own.encode() in path.read_bytes()]


def test_spark_computes_no_home_with_such_a_practice(home: Home) -> None:
    home = with_own(home, new_key())
    with pytest.raises(SparkError, match="locked with a key") as told:
        require_spark(home)
    assert str(home.practice("larkspur").settings_file) in str(told.value)
