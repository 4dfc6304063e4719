"""A home as one file: whole, private, checked, and refused when anything in it is wrong."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import stat
import tarfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.backups import BackupError, back_up, restore
from pipeline.cli import triage
from pipeline.practice import Home, SettingsError, init_home
from pipeline.resources.boxes import BoxError
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.resources.sealing import SealError, new_key
from pipeline.resources.source_checks import check_sources
from pipeline.resources.whole_files import WriteError
from tests.laws.building import NOW

CANARY = b"QXCANARY*remittance~" * 500


@pytest.fixture
def key() -> str:
    return new_key()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = init_home(tmp_path / "home", "larkspur", "Larkspur")
    (home.practices[0].inbox / "Jane Canary.835").write_bytes(CANARY)
    Landing(home).collect(home.practices[0], NOW, Received.live())
    (home.practices[0].packets_folder / "2026-02-23-summary.pdf").write_bytes(b"%PDF-")
    home.working_file.parent.mkdir(parents=True)
    home.working_file.write_bytes(b"warehouse")
    home.working_file.with_name("denials.duckdb.wal").write_bytes(b"log")
    return home


@pytest.fixture
def locked(home: Home, key: str) -> Home:
    (home.path / "at-rest.key").write_text(key)
    (home.path / "at-rest.key").chmod(0o600)
    (home.path / "sftp.secret").write_text("hunter2")
    settings = home.path / "home.toml"
    text = settings.read_text().split("[at_rest]")[0]
    settings.write_text(text + '[at_rest]\nkey = { file = "at-rest.key" }\n')
    return Home.open(home.path)


def contents(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        path.relative_to(folder).as_posix(): (
            path.read_bytes(), stat.S_IMODE(path.stat().st_mode) & 0o700, path.stat().st_mtime_ns
        )
        for path in folder.rglob("*")
        if path.is_file()
    }  # fmt: skip


def test_a_locked_backup_gives_the_home_back(locked: Home, key: str, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "home.backup"
    report = back_up(locked, target)

    assert report.is_locked
    assert report.left_out == ("at-rest.key",)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert b"CANARY" not in target.read_bytes()
    assert [path.name for path in target.parent.iterdir()] == ["home.backup"]

    counted = restore(target, tmp_path / "again", key)

    before, after = contents(locked.path), contents(tmp_path / "again")
    assert counted.file_count == report.file_count == len(after)
    assert before.keys() - after.keys() == {
        "at-rest.key", "warehouse/working/denials.duckdb", "warehouse/working/denials.duckdb.wal",
    }  # fmt: skip
    assert after == {name: before[name] for name in after}
    assert (tmp_path / "again" / "practices" / "larkspur" / "worklists").is_dir()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "again").rglob("*")}
    assert modes == {0o700, 0o600, 0o400}


def test_what_was_picked_up_before_is_not_picked_up_again(
    locked: Home, key: str, tmp_path: Path
) -> None:
    back_up(locked, tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "again", key)
    (tmp_path / "again" / "at-rest.key").write_text(key)
    (tmp_path / "again" / "at-rest.key").chmod(0o600)
    again = Home.open(tmp_path / "again")
    assert [one.new_count for one in check_sources(Landing(again), again.practices[0])] == [0]


def test_a_backup_that_is_not_locked_holds_no_secret(home: Home, tmp_path: Path) -> None:
    report = back_up(home, tmp_path / "b")
    assert (report.is_locked, report.left_out) == (False, ("secret.key",))
    restore(tmp_path / "b", tmp_path / "again", "")
    with pytest.raises(SettingsError, match="kept apart"):
        Home.open(tmp_path / "again").secret  # noqa: B018


@pytest.mark.parametrize("at", [0.1, 0.5, 0.99])
def test_a_changed_or_short_backup_restores_nothing(
    locked: Home, key: str, tmp_path: Path, at: float
) -> None:
    back_up(locked, tmp_path / "b")
    whole = (tmp_path / "b").read_bytes()
    place = int(len(whole) * at)
    for broken in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
        (tmp_path / "b").write_bytes(broken)
        with pytest.raises((SealError, BoxError)):
            restore(tmp_path / "b", tmp_path / "again", key)
        assert {path.name for path in tmp_path.iterdir()} == {"home", "b"}


def test_another_key_and_no_key_open_nothing(locked: Home, tmp_path: Path) -> None:
    back_up(locked, tmp_path / "b")
    with pytest.raises(SealError):
        restore(tmp_path / "b", tmp_path / "again", new_key())
    with pytest.raises(BackupError, match="--key-file"):
        restore(tmp_path / "b", tmp_path / "again", "")
    with pytest.raises(SealError, match="it is none"):
        restore(tmp_path / "b", tmp_path / "again", "hunter2")
    assert not (tmp_path / "again").exists()


def test_a_folder_that_holds_something_is_left_alone(home: Home, tmp_path: Path) -> None:
    back_up(home, tmp_path / "b")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    with pytest.raises(BackupError, match="not empty"):
        restore(tmp_path / "b", tmp_path / "full", "")
    (tmp_path / "empty").mkdir()
    restore(tmp_path / "b", tmp_path / "empty", "")


def test_a_backup_in_its_own_home_and_on_a_full_disk_is_refused(home: Home, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="in the home"):
        back_up(home, home.path / "b")
    (tmp_path / "file").touch()
    with pytest.raises(WriteError):
        back_up(home, tmp_path / "file" / "b")


def test_a_link_is_told_and_not_followed(home: Home, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "f").write_text("x")
    (home.practices[0].folder / "share").symlink_to(tmp_path / "outside")
    report = back_up(home, tmp_path / "b")
    assert (report.link_count, report.left_out) == (1, ("secret.key",))
    restore(tmp_path / "b", tmp_path / "again", "")
    assert not (tmp_path / "again" / "practices" / "larkspur" / "share").exists()


def forged(path: Path, *members: tuple[tarfile.TarInfo, bytes], **listed: Any) -> None:
    """Write a box by hand, its list true to its members unless told otherwise."""
    files = {
        info.name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for info, data in members
    }
    text = json.dumps({"form": 1, "files": files} | listed).encode()
    last = tarfile.TarInfo("digests.json")
    with gzip.open(path, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for info, data in (*members, (last, text)):
            info.size = len(data) if info.isreg() else 0
            tar.addfile(info, io.BytesIO(data))


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def test_a_box_written_by_hand_is_read(tmp_path: Path) -> None:
    forged(tmp_path / "b", (member("home.toml"), b""))
    assert restore(tmp_path / "b", tmp_path / "again", "").file_count == 1


@pytest.mark.parametrize(
    "info",
    [
        member("/etc/passwd"),
        member("../outside"),
        member("a/../../outside"),
        member("a//b"),
        member("./a"),
        member("c:\\a"),
        member("link", tarfile.SYMTYPE, "/etc"),
        member("link", tarfile.LNKTYPE, "home.toml"),
        member("device", tarfile.CHRTYPE),
        member("pipe", tarfile.FIFOTYPE),
        member("folder", tarfile.DIRTYPE),
        member("home.toml"),
    ],
    ids=lambda info: f"{info.name} {info.type!r}",
)
def test_whatever_is_no_plain_file_at_a_plain_place_is_refused(
    tmp_path: Path, info: tarfile.TarInfo
) -> None:
    forged(tmp_path / "b", (member("home.toml"), b""), (info, b"x" if info.isreg() else b""))
    with pytest.raises(BoxError):
        restore(tmp_path / "b", tmp_path / "again", "")
    assert {path.name for path in tmp_path.iterdir()} == {"b"}


@pytest.mark.parametrize(
    "listed",
    [{"files": {}}, {"form": 2}, {"files": {"home.toml": {}}}, {"folders": ["../outside"]}],
)
def test_a_list_that_says_something_else_is_refused(tmp_path: Path, listed: dict[str, Any]) -> None:
    forged(tmp_path / "b", (member("home.toml"), b"x"), **listed)
    with pytest.raises(BoxError):
        restore(tmp_path / "b", tmp_path / "again", "")


def test_a_box_without_a_home_is_refused(tmp_path: Path) -> None:
    forged(tmp_path / "b", (member("other"), b"x"))
    with pytest.raises(BackupError, match="no home"):
        restore(tmp_path / "b", tmp_path / "again", "")
    (tmp_path / "letter").write_bytes(b"Dear all")
    with pytest.raises(BoxError):
        restore(tmp_path / "letter", tmp_path / "again", "")


def test_an_unlocked_backup_does_not_guess_which_files_are_secret(tmp_path: Path) -> None:
    """Settings that are wrong do not say which they are; a locked one takes them all along."""
    home = init_home(tmp_path / "home", "cedar", "Cedar Creek")
    settings = home.practices[0].settings_file
    settings.write_text(settings.read_text("utf-8") + "\n[oops", "utf-8")
    (home.practices[0].folder / "sftp.key").write_text("not a key", "utf-8")
    target = tmp_path / "backup"
    words = ["backup", str(target), "--home", str(home.path), "--not-locked"]
    ran = CliRunner().invoke(triage, words)
    assert isinstance(ran.exception, SettingsError)
    assert not target.exists()
