"""What lies below an SFTP source and cannot be listed: gone, closed, a link that leads nowhere."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import paramiko
import pytest

from pipeline.practice import Home, Practice, RemoteSource
from pipeline.resources.landing import Landing
from pipeline.resources.reaching import Reaching
from pipeline.resources.received import Received
from tests.resources.remote import landed, outcomes, with_source
from tests.resources.sftp_server import SftpServer, sftp_server

NOW = dt.datetime.now(dt.UTC)
LONG_AGO = (NOW - dt.timedelta(days=3)).timestamp()
REFUSED, WHOLE = ("reached", "folder_refused"), ("reached", "")
BROKE_OFF, TOO_SLOW = ("not_reached", "broke_off"), ("not_reached", "too_slow")

Fault = Callable[[SftpServer, paramiko.SFTPClient], Exception]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SftpServer]:
    with sftp_server(tmp_path / "server") as server:
        for name in ("a.csv", "sub/b.csv", "z.csv"):
            path = server.drop / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(name)
            os.utime(path, (LONG_AGO, LONG_AGO))
        yield server


def looked(home: Home, practice: Practice, server: SftpServer) -> tuple[Any, list[bytes]]:
    """Return what a look came to, and what was taken."""
    source = RemoteSource(
        url=server.url, user=server.user, key_file=str(server.user_key), host_key=server.host_key
    )
    landing, practice = Landing(home, Reaching(pauses=())), with_source(practice, source)
    landing.collect(practice, NOW, Received.live())
    return outcomes(landing, practice)[-1], landed(landing, practice)


def failing(monkeypatch: pytest.MonkeyPatch, server: SftpServer, where: str, fault: Fault) -> None:
    """Let the listing of one folder fail."""
    whole = paramiko.SFTPClient.listdir_attr

    def listdir_attr(self: paramiko.SFTPClient, path: str = ".") -> Any:
        if path.rstrip("/") == str(server.drop / where):
            raise fault(server, self)
        return whole(self, path)

    monkeypatch.setattr(paramiko.SFTPClient, "listdir_attr", listdir_attr)


def test_a_folder_that_goes_while_its_source_is_listed_is_not_missed(
    home: Home, practice: Practice, server: SftpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = paramiko.SFTPClient.listdir_attr

    def and_gone(self: paramiko.SFTPClient, path: str = ".") -> Any:
        if path.endswith("/sub"):
            shutil.rmtree(path)
        return whole(self, path)

    monkeypatch.setattr(paramiko.SFTPClient, "listdir_attr", and_gone)
    assert looked(home, practice, server) == (WHOLE, [b"a.csv", b"z.csv"])


def hung_up(server: SftpServer, sftp: paramiko.SFTPClient) -> Exception:
    sftp.close()
    return OSError("Socket is closed")


FAULTS: dict[str, tuple[Fault, tuple[str, str]]] = {
    "not permitted": (lambda *_: PermissionError(13, "Permission denied"), REFUSED),
    "says Failure only": (lambda *_: OSError("Failure"), REFUSED),
    "hung up": (hung_up, BROKE_OFF),
    "reset": (lambda *_: ConnectionResetError(104, "reset"), BROKE_OFF),
    "no way there": (lambda *_: OSError(113, "No route to host"), BROKE_OFF),
    "cut": (lambda *_: EOFError(), BROKE_OFF),
    "silent": (lambda *_: TimeoutError(), TOO_SLOW),
}


@pytest.mark.parametrize(("fault", "outcome"), FAULTS.values(), ids=FAULTS)
def test_a_refusal_of_a_folder_is_told_from_a_server_that_went(
    home: Home,
    practice: Practice,
    server: SftpServer,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    outcome: tuple[str, str],
) -> None:
    failing(monkeypatch, server, "sub", fault)
    taken = [b"a.csv", b"z.csv"] if outcome == REFUSED else []
    assert looked(home, practice, server) == (outcome, taken)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (OSError("Failure"), BROKE_OFF),
        (PermissionError(13, "no"), ("refused", "access_refused")),
        (FileNotFoundError(2, "no"), ("refused", "folder_missing")),
    ],
)
def test_what_holds_for_the_source_itself_is_the_source_s(
    home: Home,
    practice: Practice,
    server: SftpServer,
    monkeypatch: pytest.MonkeyPatch,
    fault: OSError,
    outcome: tuple[str, str],
) -> None:
    failing(monkeypatch, server, "", lambda *_: fault)
    assert looked(home, practice, server) == (outcome, [])


@pytest.mark.parametrize(
    ("name", "target"),
    [("loop.csv", "loop.csv"), ("nowhere.csv", "away"), ("folder", "sub"), (".hidden", "away")],
)
def test_a_link_to_nowhere_or_to_a_folder_costs_nothing(
    home: Home, practice: Practice, server: SftpServer, name: str, target: str
) -> None:
    (server.drop / name).symlink_to(target)
    assert looked(home, practice, server) == (WHOLE, [b"a.csv", b"sub/b.csv", b"z.csv"])


@pytest.mark.parametrize(
    ("name", "fault", "outcome"),
    [
        ("link.csv", PermissionError(13, "no"), REFUSED),
        ("link.csv", OSError("Failure"), REFUSED),
        (".link", PermissionError(13, "no"), WHOLE),
        ("link.csv", TimeoutError(), TOO_SLOW),
    ],
)
def test_a_link_that_may_not_be_followed_is_told_and_costs_nothing_else(
    home: Home,
    practice: Practice,
    server: SftpServer,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    fault: OSError,
    outcome: tuple[str, str],
) -> None:
    (server.drop / name).symlink_to("a.csv")
    whole = paramiko.SFTPClient.stat

    def refused(self: paramiko.SFTPClient, path: str) -> Any:
        if path.endswith(name):
            raise fault
        return whole(self, path)

    monkeypatch.setattr(paramiko.SFTPClient, "stat", refused)
    taken = [] if outcome == TOO_SLOW else [b"a.csv", b"sub/b.csv", b"z.csv"]
    assert looked(home, practice, server) == (outcome, taken)
