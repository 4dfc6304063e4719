"""Who may read a delivered file is for the folder to say, and a driver's own errors end no run."""

from __future__ import annotations

import os
import stat
import struct
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fsspec
import pytest

from pipeline.delivery import packet_path
from pipeline.resources.driver_faults import code_of
from pipeline.resources.folder_problems import FolderError
from pipeline.resources.receipts import OWED, SENT
from pipeline.resources.source_problems import RULES
from pipeline.rounds import deliver_owed
from tests.delivery.conftest import WEEK, Desk

NAMES = ["2026-11-16-summary.html", "2026-11-16-summary.pdf"]


@pytest.fixture(autouse=True)
def own_umask() -> Any:
    """What a run sets for the home, before it delivers."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def delivered(desk: Desk, folder: Path) -> dict[str, int]:
    desk.deliver_to(f'folder = "{folder}"')
    desk.print_week()
    receipt = desk.copy()
    assert receipt is not None
    assert receipt.state == SENT, receipt.words
    return modes(folder)


@pytest.mark.parametrize(
    ("mode", "of_a_file"),
    [(0o700, 0o600), (0o750, 0o640), (0o2770, 0o660), (0o755, 0o644), (0o1777, 0o666)],
)
def test_a_file_is_for_those_the_folder_is_for(
    desk: Desk, tmp_path: Path, mode: int, of_a_file: int
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(mode)
    assert delivered(desk, folder) == dict.fromkeys(NAMES, of_a_file)
    # The home's own stay the owner's alone.
    own = packet_path(desk.practice, WEEK, "summary")
    assert stat.S_IMODE(own.stat().st_mode) == 0o600


def test_a_replaced_file_too_and_what_a_kill_left_in_its_place(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o750)
    for name in (NAMES[0], f".{NAMES[1]}.new"):
        (folder / name).write_bytes(b"old")
    assert delivered(desk, folder) == dict.fromkeys(NAMES, 0o640)


@pytest.mark.parametrize(("above", "made"), [(0o2770, 0o2770), (0o755, 0o750), (0o700, 0o700)])
def test_a_folder_that_is_made_is_for_those_of_the_one_above_but_not_for_everybody(
    desk: Desk, tmp_path: Path, above: int, made: int
) -> None:
    office = tmp_path / "share"
    office.mkdir()
    office.chmod(above)
    files = delivered(desk, office / "denials" / "larkspur")
    assert modes(office) == {"denials": made}
    assert modes(office / "denials") == {"larkspur": made}
    assert files == dict.fromkeys(NAMES, made & 0o666)


def test_a_folder_with_default_rights_gives_them_itself(desk: Desk, tmp_path: Path) -> None:
    """An access list of the folder's: its group may read, whatever the mode of the folder says."""
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o700)
    # As `setfacl -d -m u::rwx,g::rx,o::-` writes it.
    entries = ((1, 7), (4, 5), (32, 0))
    rights = b"".join(struct.pack("<HHI", *entry, 2**32 - 1) for entry in entries)
    os.setxattr(folder, "system.posix_acl_default", struct.pack("<I", 2) + rights)
    assert delivered(desk, folder) == dict.fromkeys(NAMES, 0o640)


def test_halves_of_ours_that_a_kill_left_go_with_the_next_delivery_and_no_others(
    desk: Desk, tmp_path: Path
) -> None:
    memory = f"/{uuid.uuid4().hex}"
    for url in (str(tmp_path / "shared"), f"memory:/{memory}"):
        files, root = fsspec.url_to_fs(url)
        files.makedirs(root)
        ours = f"{root}/.2026-11-09-claims_biller.xlsx.new"
        others = [f"{root}/.notes.new", f"{root}/.2026-11-09-a.new", f"{root}/2026-11-09-a.pdf.new"]
        for path in (ours, *others):
            files.pipe_file(path, b"x")
        desk.deliver_to(f'folder = "{url}"')
        desk.print_week()
        receipt = desk.copy()
        assert receipt is not None
        assert receipt.state == SENT
        assert not files.exists(ours)
        assert all(files.exists(path) for path in others)
    files.rm(root, recursive=True)


class ClientError(Exception):
    """An error as drivers raise it: of no kind the system knows, its words a secret."""


class ReadTimeoutError(ClientError): ...


class NoCredentialsError(ClientError): ...


@pytest.mark.parametrize("step", ["makedirs", "put_file", "mv", "isdir"])
@pytest.mark.parametrize("error", [ClientError, KeyError, ValueError, AssertionError])
def test_whatever_a_driver_raises_leaves_the_copy_owed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str, error: Callable[[str], Exception]
) -> None:
    place = f"memory://{uuid.uuid4().hex}"
    files, root = fsspec.url_to_fs(place)
    files.makedirs(root)
    desk.deliver_to(f'folder = "{place}"')
    desk.print_week()

    def broken(*_: object, **__: object) -> None:
        raise error("https://user:canary@host")

    with monkeypatch.context() as patch:
        patch.setattr(type(files), step, broken)
        receipt = desk.copy()
        assert receipt is not None
        assert (receipt.state, receipt.words) == (OWED, RULES["unusable"].what)
    assert "canary" not in receipt.words
    (again,) = deliver_owed(desk.home, desk.postman())
    assert again.state == SENT
    files.rm(root, recursive=True)


@pytest.mark.parametrize("step", ["exists", "cat_file"])
def test_so_it_does_where_a_workbook_is_compared(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    place = f"memory://{uuid.uuid4().hex}"
    files, root = fsspec.url_to_fs(place)
    desk.deliver_to(f'folder = "{place}"', 'parts = ["lists"]')
    desk.print_week()
    desk.print_lists()
    desk.copy()

    def broken(*_: object, **__: object) -> None:
        raise ReadTimeoutError("canary")

    with monkeypatch.context() as patch:
        patch.setattr(type(files), step, broken)
        receipt = desk.copy()
    assert receipt is not None
    assert (receipt.state, receipt.words) == (OWED, RULES["too_slow"].what)
    assert desk.slept, "what may pass is tried again"
    files.rm(root, recursive=True)


def test_an_interrupt_is_no_fault_of_a_driver(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    place = f"memory://{uuid.uuid4().hex}"
    files, _ = fsspec.url_to_fs(place)
    desk.deliver_to(f'folder = "{place}"')
    desk.print_week()

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(files), "put_file", interrupted)
    with pytest.raises(KeyboardInterrupt):
        desk.copy()


KINDS = {
    "too_slow": [TimeoutError(), ReadTimeoutError("x")],
    "login_refused": [NoCredentialsError("x")],
    "unreachable": [ConnectionRefusedError(), OSError(5, "x")],
    "broke_off": [ConnectionResetError(), EOFError()],
    "access_refused": [PermissionError()],
    "folder_missing": [FileNotFoundError()],
    "unusable": [ClientError("x"), ValueError("x")],
}


@pytest.mark.parametrize("code", KINDS)
def test_an_error_is_told_in_the_words_that_sources_have(code: str) -> None:
    for error in KINDS[code]:
        assert code_of(error) == code
    assert FolderError("folder", code).words
