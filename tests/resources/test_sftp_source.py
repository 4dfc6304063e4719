"""SFTP against a real OpenSSH server: logins, pinned keys, uploads that pause, servers that die."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import paramiko
import pytest

from pipeline.practice import Home, Practice, RemoteSource
from pipeline.practice.secret_references import SecretReference
from pipeline.resources.landing import Landing, LandingReport
from pipeline.resources.reaching import Reaching
from pipeline.resources.received import Received
from pipeline.resources.source_checks import check_sources
from pipeline.resources.source_problems import SourceError
from pipeline.resources.sources import opened
from pipeline.resources.watching import waiting
from tests.resources.remote import WHOLE, landed, outcomes, with_source
from tests.resources.sftp_server import (
    SftpServer,
    make_key,
    open_to_all,
    sftp_server,
    user_with_password,
)

NOW = dt.datetime.now(dt.UTC)
MINUTES = dt.timedelta(minutes=1)
LIVE = Received.live()
LONG_AGO = (NOW - dt.timedelta(days=3)).timestamp()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SftpServer]:
    with sftp_server(tmp_path / "server") as server:
        yield server


def source_of(server: SftpServer, **settings: Any) -> RemoteSource:
    told: dict[str, Any] = {
        "user": server.user,
        "key_file": str(server.user_key),
        "host_key": server.host_key,
    }
    return RemoteSource(url=server.url, **told | settings)


def put(server: SftpServer, name: str, content: bytes = WHOLE, written: float = LONG_AGO) -> Path:
    path = server.drop / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (written, written))
    return path


def problem(source: RemoteSource, environment: dict[str, str] | None = None) -> SourceError:
    with (
        pytest.raises(SourceError) as raised,
        opened(source, Path("/"), Reaching(environment or {}, pauses=())) as store,
    ):
        store.listed()
    return raised.value


def test_files_are_collected_once_with_a_key(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.835")
    put(server, "may/b.csv", b"x")
    put(server, ".notes", b"tools")
    put(server, "c.835.part", b"half")
    practice = with_source(practice, source_of(server))
    landing = Landing(home)

    first = landing.collect(practice, NOW, LIVE)
    again = landing.collect(practice, NOW + MINUTES, LIVE)

    assert (first.new_count, first.under_way_count, first.failed_source_count) == (2, 1, 0)
    assert (again.new_count, again.seen_count) == (0, 2)
    assert landed(landing, practice) == sorted([WHOLE, b"x"])
    assert (server.drop / "a.835").exists()
    assert outcomes(landing, practice) == [("reached", "")] * 4
    # Where they came from names the server, so that two of them cannot be taken for each other.
    (place,) = {place for place, _, stamp in landing.pick_ups(practice) if "a.835" in place}
    assert place == f"sftp://127.0.0.1:{server.port}{server.drop}/a.835"


def test_a_password_logs_in_and_a_wrong_one_does_not(server: SftpServer) -> None:
    put(server, "a.835")
    open_to_all(server)
    with user_with_password() as (name, password):
        source = source_of(
            server, user=name, key_file="", password=SecretReference(env="SFTP_PASSWORD")
        )
        reaching = Reaching({"SFTP_PASSWORD": password}, pauses=())
        with opened(source, Path("/"), reaching) as store:
            assert [file.name for file in store.listed().files] == ["a.835"]
        refused = problem(source, {"SFTP_PASSWORD": "wrong-canary"})
    assert refused.code == "login_refused"
    assert "canary" not in str(refused)
    assert name not in str(refused)
    missing = problem(source)
    assert missing.code == "secret_missing"
    assert "SFTP_PASSWORD" in str(missing)


def test_a_key_that_the_server_does_not_know_is_refused(server: SftpServer, tmp_path: Path) -> None:
    make_key(tmp_path / "other")
    assert problem(source_of(server, key_file=str(tmp_path / "other"))).code == "login_refused"


def test_a_key_file_with_a_password_needs_it(server: SftpServer, tmp_path: Path) -> None:
    put(server, "a.835")
    key = tmp_path / "locked"
    make_key(key, password="key-canary")
    (server.folder / "authorized_keys").write_text((tmp_path / "locked.pub").read_text())
    source = source_of(server, key_file=str(key), password=SecretReference(env="KEY"))
    with opened(source, Path("/"), Reaching({"KEY": "key-canary"}, pauses=())) as store:
        assert len(store.listed().files) == 1
    wrong = problem(source, {"KEY": "another"})
    assert wrong.code in ("key_file_unusable", "login_refused")
    assert problem(source_of(server, key_file=str(key))).code == "key_file_unusable"


@pytest.mark.parametrize("fault", ["missing", "no key", "open to others"])
def test_a_key_file_that_cannot_be_used_is_told(
    server: SftpServer, tmp_path: Path, fault: str
) -> None:
    path = tmp_path / "key"
    if fault != "missing":
        path.write_bytes(b"canary" if fault == "no key" else server.user_key.read_bytes())
        path.chmod(0o600 if fault == "no key" else 0o644)
    told = problem(source_of(server, key_file=str(path)))
    assert told.code == "key_file_unusable"
    assert "canary" not in str(told)


def test_a_server_without_a_pinned_key_is_refused_and_its_fingerprint_told(
    server: SftpServer,
) -> None:
    told = problem(source_of(server, host_key=""))
    assert told.code == "host_key_unknown"
    assert "It offers ssh-ed25519 SHA256:" in told.problems[0].what
    assert "host_key" in told.problems[0].remedy
    # Nothing was sent to it: no login was tried.
    assert "Accepted" not in (server.folder / "log").read_text()


def test_a_server_with_another_key_is_refused(server: SftpServer) -> None:
    source = source_of(server)
    server.kill()
    server.new_host_key()
    server.start()
    told = problem(source)
    assert told.code == "host_key_changed"
    assert "SHA256:" in str(told)
    assert "Accepted" not in (server.folder / "log").read_text()
    with opened(source_of(server), Path("/"), Reaching(pauses=())) as store:
        assert store.listed().files == []


@pytest.mark.parametrize("kind", ["rsa", "ecdsa", "ed25519"])
def test_keys_of_every_kind_can_be_pinned(server: SftpServer, kind: str) -> None:
    server.kill()
    server.new_host_key(kind)
    server.start()
    known_hosts_line = f"[127.0.0.1]:{server.port} {server.host_key} comment"
    for pinned in (server.host_key, known_hosts_line):
        with opened(source_of(server, host_key=pinned), Path("/"), Reaching(pauses=())) as store:
            assert store.listed().files == []


@pytest.mark.parametrize("text", ["canary", "ssh-ed25519", "ssh-ed25519 canary", "ssh-dss AAAA"])
def test_a_pinned_key_that_is_none_is_told(server: SftpServer, text: str) -> None:
    told = problem(source_of(server, host_key=text))
    assert told.code == "host_key_unreadable"
    assert "canary" not in str(told)


def test_a_folder_that_is_not_there_and_a_port_nobody_listens_on(server: SftpServer) -> None:
    away = source_of(server).model_copy(update={"url": f"{server.url}/away"})
    assert problem(away).code == "folder_missing"
    source = source_of(server)
    server.kill()
    assert problem(source).code == "unreachable"
    nowhere = source.model_copy(update={"url": "sftp://no-such-host.invalid/x"})
    assert problem(nowhere).code == "unreachable"


def test_a_young_file_is_taken_when_two_looks_ten_minutes_apart_saw_it_unchanged(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.835", written=time.time())
    practice = with_source(practice, source_of(server))
    landing = Landing(home)
    counts = [
        (report.new_count, report.under_way_count)
        for report in (
            landing.collect(practice, NOW + minutes * MINUTES, LIVE) for minutes in (0, 9.9, 10)
        )
    ]
    assert counts == [(0, 1), (0, 1), (1, 0)]


def test_an_upload_that_pauses_and_goes_on_is_never_taken_half(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    path = put(server, "a.835", WHOLE[:40], time.time())
    practice = with_source(practice, source_of(server))
    landing = Landing(home)
    reports = [landing.collect(practice, NOW, LIVE)]
    # Quiet for an hour, and still without its end: the trailer tells.
    reports.append(landing.collect(practice, NOW + 60 * MINUTES, LIVE))
    with path.open("ab") as upload:
        upload.write(WHOLE[40:])
    reports += [landing.collect(practice, NOW + (61 + m) * MINUTES, LIVE) for m in (0, 10)]

    assert [report.under_way_count for report in reports] == [1, 1, 1, 0]
    assert landed(landing, practice) == [WHOLE]


def test_a_file_without_its_end_is_taken_after_a_day(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.835", WHOLE[:40], time.time())
    practice = with_source(practice, source_of(server))
    landing = Landing(home)
    day = dt.timedelta(days=1)
    taken = [
        landing.collect(practice, NOW + later, LIVE).new_count
        for later in (dt.timedelta(), day - MINUTES, day)
    ]
    assert taken == [0, 0, 1]


def test_a_clock_that_is_wrong_by_two_hours_hurries_nobody(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    """The server says that the file is two hours old; it was written just now."""
    edge = (NOW - dt.timedelta(hours=2, minutes=10)).timestamp()
    put(server, "young.csv", b"x", edge + 60)
    put(server, "old.csv", b"y", edge - 60)
    put(server, "tomorrow.csv", b"z", NOW.timestamp() + 86_400)
    landing, practice = Landing(home), with_source(practice, source_of(server))
    assert landing.collect(practice, NOW, LIVE).new_count == 1
    assert landed(landing, practice) == [b"y"]
    assert landing.collect(practice, NOW + 10 * MINUTES, LIVE).new_count == 2


def test_what_is_safely_here_is_deleted_when_settings_say_so(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.835")
    young = put(server, "b.835", WHOLE[:40])
    os.utime(young, (time.time(), time.time()))
    practice = with_source(practice, source_of(server, after_pickup="delete"))
    landing = Landing(home)
    landing.collect(practice, NOW, LIVE)
    assert [path.name for path in server.drop.iterdir()] == ["b.835"]
    assert landed(landing, practice) == [WHOLE]


def test_moving_never_writes_over_a_name(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    source = source_of(server, after_pickup="move", move_to="done")
    landing, practice = Landing(home), with_source(practice, source)
    for number, content in enumerate((b"one", b"two", b"three")):
        put(server, "sub/a.csv", content, LONG_AGO + number)
        report = landing.collect(practice, NOW + number * MINUTES, LIVE)
        assert (report.new_count, report.seen_count) == (1, 0)
    kept = {path.name: path.read_bytes() for path in (server.drop / "done/sub").iterdir()}
    assert kept == {"a.csv": b"one", "a-2.csv": b"two", "a-3.csv": b"three"}
    assert landing.collect(practice, NOW + 9 * MINUTES, LIVE) == replace(
        LandingReport(), source_count=2
    )


@pytest.mark.parametrize("way", ["move", "delete"])
def test_a_new_file_with_name_size_and_second_of_an_old_one_is_not_lost(
    home: Home, practice: Practice, server: SftpServer, way: str
) -> None:
    keeping = with_source(practice, source_of(server))
    tidying = with_source(practice, source_of(server, after_pickup=way, move_to="done"))
    landing = Landing(home)
    put(server, "a.csv", b"one")
    landing.collect(keeping, NOW, LIVE)
    put(server, "a.csv", b"two")
    put(server, "b.csv", b"one")
    landing.collect(tidying, NOW + MINUTES, LIVE)

    assert landed(landing, practice) == [b"one", b"two"]
    assert [path.name for path in server.drop.iterdir()] == (["done"] if way == "move" else [])


def test_what_was_here_before_settings_said_so_is_tidied_without_a_further_delivery(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.csv", b"one")
    landing = Landing(home)
    landing.collect(with_source(practice, source_of(server)), NOW, LIVE)
    landing.collect(with_source(practice, source_of(server, after_pickup="delete")), NOW, LIVE)
    assert not list(server.drop.iterdir())
    assert [file.delivery_count for file in landing.landed(practice)] == [1]


def test_a_server_that_dies_in_the_middle_costs_nothing_but_time(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.csv", b"first")
    large = os.urandom(1 << 20) * 96
    put(server, "b.bin", large)
    (practice.inbox / "here.csv").write_bytes(b"local")
    practice = with_source(practice, source_of(server))
    landing = Landing(home, Reaching(pauses=()))
    arriving = landing.folder / practice.practice_id / ".arriving"

    def kill_when_under_way() -> None:
        while not any(path.stat().st_size > 1 << 16 for path in arriving.glob("1")):
            time.sleep(0.001)
        server.kill()

    killer = threading.Thread(target=kill_when_under_way)
    killer.start()
    report = landing.collect(practice, NOW, LIVE)
    killer.join()

    assert (report.new_count, report.failed_source_count, report.source_count) == (2, 1, 2)
    assert landed(landing, practice) == [b"first", b"local"]
    assert not arriving.exists()
    assert outcomes(landing, practice) == [("reached", ""), ("not_reached", "broke_off")]

    server.start()
    assert landing.collect(practice, NOW + MINUTES, LIVE).new_count == 1
    assert landed(landing, practice) == sorted([b"first", b"local", large])


def test_a_server_that_comes_back_between_two_tries_is_no_failure(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.835")
    practice = with_source(practice, source_of(server))
    server.kill()
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            server.start()

    landing = Landing(home, Reaching(wait=wait, pauses=(1.0, 2.0, 4.0)))
    report = landing.collect(practice, NOW, LIVE)
    assert (report.new_count, report.failed_source_count) == (1, 0)
    assert waited == [1.0, 2.0]


def test_what_only_a_person_can_mend_is_tried_once(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    waited: list[float] = []
    practice = with_source(practice, source_of(server, host_key=""))
    landing = Landing(home, Reaching(wait=waited.append))
    report = landing.collect(practice, NOW, LIVE)
    assert (report.failed_source_count, waited) == (1, [])
    assert outcomes(landing, practice)[1] == ("refused", "host_key_unknown")


def test_a_file_nobody_may_read_does_not_hold_up_the_others(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.csv", b"x")
    put(server, "b.csv", b"y").chmod(0o000)
    open_to_all(server)
    with user_with_password() as (name, password):
        source = source_of(server, user=name, key_file="", password=SecretReference(env="P"))
        practice = with_source(practice, source)
        landing = Landing(home, Reaching({"P": password}))
        landing.collect(practice, NOW, LIVE)
    assert landed(landing, practice) == [b"x"]
    assert outcomes(landing, practice)[1] == ("reached", "file_refused")


def test_check_tells_how_many_files_a_server_has(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.835")
    put(server, "b.835", b"y")
    inbox, remote = check_sources(Landing(home), with_source(practice, source_of(server)))
    assert (inbox.file_count, remote.file_count, remote.new_count) == (0, 2, 2)
    assert remote.shown == server.url


def test_the_sensor_logs_in_every_quarter_of_an_hour_and_survives_a_dead_server(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.csv", b"x", time.time())
    practice = with_source(practice, source_of(server))
    landing = Landing(home)

    def logins() -> int:
        return (server.folder / "log").read_text().count("Accepted publickey")

    ticks = [waiting(landing, practice, NOW + minutes * MINUTES) for minutes in (0, 5, 10, 15, 20)]
    assert [len(tick.files) for tick in ticks] == [0, 0, 0, 1, 1]
    assert logins() == 2
    server.kill()
    tick = waiting(landing, practice, NOW + 30 * MINUTES)
    assert tick.failed == ((server.url, "unreachable"),)
    assert outcomes(landing, practice) == [("not_reached", "unreachable")]
    # Not looked into again before half an hour is over.
    assert waiting(landing, practice, NOW + 59 * MINUTES).failed == ()
    assert waiting(landing, practice, NOW + 60 * MINUTES).failed == tick.failed


def test_an_answer_that_is_no_sftp_is_told(
    server: SftpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """paramiko's word for it is of no kind of its other errors."""

    def garbage(*_: object) -> None:
        raise paramiko.SFTPError("canary")

    monkeypatch.setattr(paramiko.SFTPClient, "listdir_attr", garbage)
    assert problem(source_of(server)).code == "unusable"
    assert issubclass(paramiko.SFTPError, Exception)
    assert not issubclass(paramiko.SFTPError, (OSError, paramiko.SSHException))


def test_a_folder_that_may_not_be_listed_does_not_hold_up_the_others(
    home: Home, practice: Practice, server: SftpServer
) -> None:
    put(server, "a.csv", b"x")
    put(server, "closed/b.csv", b"y")
    open_to_all(server)
    (server.drop / "closed").chmod(0o000)
    with user_with_password() as (name, password):
        source = source_of(server, user=name, key_file="", password=SecretReference(env="P"))
        practice = with_source(practice, source)
        landing = Landing(home, Reaching({"P": password}))
        landing.collect(practice, NOW, LIVE)
    assert landed(landing, practice) == [b"x"]
    assert outcomes(landing, practice)[1] == ("reached", "folder_refused")
