"""Packets on an SFTP server and in a bucket: real servers, right and wrong keys, servers away."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.commands.folder_lines import tell_folders
from pipeline.delivery import COPIED, decisions_path, packet_path
from pipeline.printing import print_decisions
from pipeline.resources.folder_problems import FolderError
from pipeline.resources.folders import check_folder, shared
from pipeline.resources.receipts import OWED, SENT, Receipt
from pipeline.resources.source_problems import RULES
from pipeline.rounds import deliver_owed
from tests.delivery.conftest import WEEK, Desk
from tests.reports.test_decisions_workbook import book
from tests.resources.sftp_server import SftpServer, make_key, sftp_server
from tests.resources.storage import KEYS, Storage, emptied, storage_server, told

pytestmark = pytest.mark.slow

ENDINGS = ["2026-11-16-summary.html", "2026-11-16-summary.pdf"]
NOT_REPLACED = "The server does not let a file be put in the place of another."
NOT_ALLOWED = "The folder or bucket may not be read or written with this login."
DECISIONS = 'parts = ["decisions"]'


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SftpServer]:
    with sftp_server(tmp_path / "server") as server:
        yield server


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with storage_server() as endpoint:
        yield endpoint


@pytest.fixture
def storage(endpoint: str) -> Storage:
    return emptied(endpoint)


def on_server(server: SftpServer, **changed: str) -> str:
    """Return the table's lines for a folder that is not there yet."""
    lines = {
        "folder": f"{server.url}/packets/larkspur",
        "user": server.user,
        "key_file": str(server.user_key),
        "host_key": server.host_key,
    } | changed
    return "\n".join(f'{key} = "{value}"' for key, value in lines.items())


def in_bucket(storage: Storage, url: str = "s3://drop/packets", endpoint: str = "") -> str:
    return (
        f'folder = "{url}"\nendpoint = "{endpoint or storage.endpoint}"\nregion = "us-east-1"\n'
        'access_key = { env = "ACCESS" }\nsecret_key = { env = "SECRET" }'
    )


def place(server: SftpServer) -> Path:
    return server.drop / "packets" / "larkspur"


def files(folder: Path) -> dict[str, bytes]:
    """Return everything in a folder, hidden names too."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def objects(storage: Storage) -> dict[str, bytes]:
    return {
        key: storage.client.get_object(Bucket="drop", Key=key)["Body"].read()
        for key in storage.keys()  # noqa: SIM118 - a list of keys, and no dict
    }


def packet(desk: Desk) -> dict[str, bytes]:
    folder = desk.practice.packets_folder
    return {name: (folder / name).read_bytes() for name in ENDINGS}


def copied(desk: Desk) -> Receipt:
    receipt = desk.copy()
    assert receipt is not None
    return receipt


def refusal(desk: Desk) -> FolderError:
    """Return what ``triage check`` has to say of the folder."""
    destination = desk.practice.destination
    assert destination is not None
    with pytest.raises(FolderError) as raised:
        check_folder(destination, desk.reaching)
    assert "canary" not in str(raised.value)
    return raised.value


def test_a_packet_goes_to_a_server_and_replaces_the_older_one(
    desk: Desk, server: SftpServer
) -> None:
    desk.deliver_to(on_server(server))
    desk.print_week()
    receipt = copied(desk)
    assert (receipt.state, receipt.words) == (SENT, COPIED)
    assert receipt.to == f"{server.url}/packets/larkspur"
    assert files(place(server)) == packet(desk)

    path = packet_path(desk.practice, WEEK, "summary")
    with (place(server) / path.name).open("rb") as being_read:
        older = path.read_bytes()
        path.write_bytes(b"new")
        assert copied(desk).state == SENT
        # Renamed over, not written over: who has the older one open reads it to its end.
        assert being_read.read() == older
    assert files(place(server)) == packet(desk)


def test_what_a_torn_upload_left_is_replaced(desk: Desk, server: SftpServer) -> None:
    desk.deliver_to(on_server(server))
    desk.print_week()
    place(server).mkdir(parents=True)
    (place(server) / f".{ENDINGS[1]}.new").write_bytes(b"half of a longer one" * 100_000)
    copied(desk)
    assert files(place(server)) == packet(desk)


def halves_in(folder: Path, *names: str) -> set[str]:
    folder.mkdir(parents=True, exist_ok=True)
    halves = {f".2026-11-09-{name}.new" for name in names}
    for half in halves:
        (folder / half).write_bytes(b"half")
    return halves


def test_halves_of_killed_deliveries_go_with_the_next(desk: Desk, server: SftpServer) -> None:
    desk.deliver_to(on_server(server))
    desk.print_week()
    halves_in(place(server), "summary.pdf", "outside.pdf")
    (place(server) / ".theirs.new").write_bytes(b"somebody else's")
    assert copied(desk).state == SENT
    assert files(place(server)) == packet(desk) | {".theirs.new": b"somebody else's"}


@pytest.mark.parametrize("forbidden", ["remove", "opendir", "readdir"])
def test_a_login_that_may_not_sweep_delivers_all_the_same(
    desk: Desk, server: SftpServer, forbidden: str
) -> None:
    desk.deliver_to(on_server(server))
    desk.print_week()
    halves = halves_in(place(server), "summary.pdf", "outside.pdf")
    server.start_again(f"-P {forbidden}")
    receipt = copied(desk)
    assert (receipt.state, receipt.words, desk.slept) == (SENT, COPIED, [])
    assert files(place(server)) == packet(desk) | dict.fromkeys(halves, b"half")


def test_a_half_that_cannot_be_deleted_keeps_no_other(desk: Desk, server: SftpServer) -> None:
    desk.deliver_to(on_server(server))
    desk.print_week()
    halves_in(place(server), "summary.pdf", "outside.pdf")
    in_the_way = place(server) / ".2026-11-09-outside.pdf.new"
    in_the_way.unlink()
    in_the_way.mkdir()
    assert copied(desk).state == SENT
    assert sorted(path.name for path in place(server).iterdir()) == [in_the_way.name, *ENDINGS]


def test_a_workbook_filled_in_on_a_server_stays(desk: Desk, server: SftpServer) -> None:
    desk.deliver_to(on_server(server), DECISIONS)
    print_decisions(desk.practice, book())
    name = decisions_path(desk.practice, WEEK).name
    copied(desk)
    (place(server) / name).write_bytes(b"decided")
    copied(desk)
    assert copied(desk).state == SENT
    ours = decisions_path(desk.practice, WEEK).read_bytes()
    assert files(place(server)) == {name: b"decided", name.replace(".xlsx", "-2.xlsx"): ours}


def test_a_server_with_another_key_gets_nothing_and_is_owed(
    desk: Desk, server: SftpServer, tmp_path: Path
) -> None:
    make_key(tmp_path / "other")
    other = " ".join((tmp_path / "other.pub").read_text().split()[:2])
    desk.print_week()
    for pinned, code in ((other, "host_key_changed"), ("", "host_key_unknown")):
        desk.deliver_to(on_server(server, host_key=pinned))
        receipt = copied(desk)
        assert (receipt.state, receipt.words) == (OWED, RULES[code].what)
        # What only a person can mend is not tried again at once.
        assert desk.slept == []
        found = refusal(desk)
        assert (found.code, found.words) == (code, receipt.words)
        assert "SHA256:" in str(found)
        assert files(server.drop) == {}

    desk.deliver_to(on_server(server))
    (again,) = deliver_owed(desk.home, desk.postman())
    assert (again.key, again.state) == (receipt.key, SENT)
    assert files(place(server)) == packet(desk)


def test_a_login_that_is_refused_is_owed(desk: Desk, server: SftpServer, tmp_path: Path) -> None:
    make_key(tmp_path / "other")
    desk.deliver_to(on_server(server, key_file=str(tmp_path / "other")))
    desk.print_week()
    receipt = copied(desk)
    assert (receipt.state, receipt.words) == (OWED, RULES["login_refused"].what)
    assert refusal(desk).code == "login_refused"
    assert files(server.drop) == {}


def test_a_server_that_was_away_gets_the_packet_once(desk: Desk, server: SftpServer) -> None:
    desk.deliver_to(on_server(server))
    desk.print_week()
    server.kill()
    receipt = copied(desk)
    assert (receipt.state, receipt.words) == (OWED, RULES["unreachable"].what)
    assert desk.slept == [1.0, 4.0, 15.0]
    assert deliver_owed(desk.home, desk.postman())[0].state == OWED

    server.start()
    (again,) = deliver_owed(desk.home, desk.postman())
    assert (again.key, again.state, len(again.tries)) == (receipt.key, SENT, 3)
    written = (place(server) / ENDINGS[1]).stat().st_mtime_ns
    assert deliver_owed(desk.home, desk.postman()) == []
    assert files(place(server)) == packet(desk)
    assert (place(server) / ENDINGS[1]).stat().st_mtime_ns == written


def test_a_server_that_is_away_is_waited_for_once_a_round(desk: Desk, server: SftpServer) -> None:
    desk.deliver_to(on_server(server))
    desk.print_week()
    server.kill()
    postman = desk.postman()
    for _ in range(3):
        postman.copy(desk.practice, WEEK, None)
    assert desk.slept == [1.0, 4.0, 15.0]
    # It is asked all the same: it may be back.
    server.start()
    receipt = postman.copy(desk.practice, WEEK, None)
    assert receipt is not None
    assert (receipt.state, len(receipt.tries)) == (SENT, 4)


def test_a_server_that_dies_between_two_files_is_reached_anew(
    desk: Desk, server: SftpServer
) -> None:
    desk.deliver_to(on_server(server))
    desk.print_week()

    def cut(seconds: float) -> None:
        desk.slept.append(seconds)
        server.start()

    destination = desk.practice.destination
    assert destination is not None
    with shared(destination, replace(desk.reaching, wait=cut)) as folder:
        first, second = (desk.practice.packets_folder / name for name in ENDINGS)
        folder.put_whole([first])
        server.kill()
        folder.put_whole([second])
    assert desk.slept == [1.0]
    assert files(place(server)) == packet(desk)


def test_what_is_in_the_way_on_a_server_is_told_and_no_half_is_left(
    desk: Desk, server: SftpServer
) -> None:
    desk.deliver_to(on_server(server))
    desk.print_week()
    in_the_way = place(server) / ENDINGS[1]
    in_the_way.mkdir(parents=True)
    receipt = copied(desk)
    assert (receipt.state, receipt.words) == (OWED, NOT_REPLACED)
    assert sorted(path.name for path in place(server).iterdir()) == [ENDINGS[1]]
    in_the_way.rmdir()
    assert copied(desk).state == SENT


@pytest.mark.parametrize(
    ("options", "words"), [("-R", NOT_ALLOWED), ("-P posix-rename", NOT_REPLACED)]
)
def test_a_server_that_forbids_it_keeps_the_older_packet(
    desk: Desk, server: SftpServer, options: str, words: str
) -> None:
    desk.deliver_to(on_server(server))
    desk.print_week()
    copied(desk)
    older = packet(desk)
    for name in ENDINGS:
        (desk.practice.packets_folder / name).write_bytes(b"new")
    server.start_again(options)
    receipt = copied(desk)
    assert (receipt.state, receipt.words) == (OWED, words)
    assert desk.slept == []
    assert files(place(server)) == older

    server.start_again("")
    (again,) = deliver_owed(desk.home, desk.postman())
    assert (again.key, again.state) == (receipt.key, SENT)
    assert files(place(server)) == packet(desk)


@pytest.mark.parametrize("fault", ["missing", "open to others"])
def test_a_key_that_is_not_here_is_owed_and_nobody_is_asked(
    desk: Desk, tmp_path: Path, fault: str
) -> None:
    key = tmp_path / "key"
    if fault != "missing":
        make_key(key)
        key.chmod(0o644)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        port = listening.getsockname()[1]
        desk.deliver_to(
            f'folder = "sftp://127.0.0.1:{port}/packets"\nuser = "ann"\nkey_file = "{key}"'
        )
        desk.print_week()
        assert copied(desk).words == RULES["key_file_unusable"].what
        # Nobody stands in its queue.
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_a_home_s_key_stands_beside_its_settings(desk: Desk, server: SftpServer) -> None:
    (desk.path / "office.key").write_bytes(server.user_key.read_bytes())
    (desk.path / "office.key").chmod(0o600)
    table = on_server(server, folder=f"{server.url}/packets", key_file="office.key")
    home = desk.path / "home.toml"
    home.write_text(home.read_text().replace('folder = ""', table))
    desk.print_week()
    assert copied(desk).state == SENT
    assert files(place(server)) == packet(desk)


def test_check_logs_in_and_writes_nothing(
    desk: Desk, server: SftpServer, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.deliver_to(on_server(server))
    assert tell_folders(desk.home) == []
    assert capsys.readouterr().out == f"larkspur: packets go to {desk.practice.delivered_to}\n"
    assert files(server.drop) == {}
    server.kill()
    (problem,) = tell_folders(desk.home)
    assert problem.what == RULES["unreachable"].what
    assert capsys.readouterr().out == ""


def test_a_packet_goes_into_a_bucket_and_replaces_the_older_one(
    desk: Desk, storage: Storage
) -> None:
    desk.secrets |= KEYS
    desk.deliver_to(in_bucket(storage))
    desk.print_week()
    assert (copied(desk).state, copied(desk).to) == (SENT, "s3://drop/packets")
    assert objects(storage) == {f"packets/{name}": each for name, each in packet(desk).items()}
    # More than goes in one part of an upload.
    packet_path(desk.practice, WEEK, "summary").write_bytes(os.urandom(12 * 2**20))
    copied(desk)
    assert objects(storage) == {f"packets/{name}": each for name, each in packet(desk).items()}


def test_a_workbook_filled_in_in_a_bucket_stays(desk: Desk, storage: Storage) -> None:
    desk.secrets |= KEYS
    desk.deliver_to(in_bucket(storage, "s3://drop"), DECISIONS)
    print_decisions(desk.practice, book())
    name = decisions_path(desk.practice, WEEK).name
    copied(desk)
    storage.put(name, b"decided")
    copied(desk)
    copied(desk)
    ours = decisions_path(desk.practice, WEEK).read_bytes()
    assert objects(storage) == {name: b"decided", name.replace(".xlsx", "-2.xlsx"): ours}


def test_wrong_keys_and_missing_buckets_are_owed_with_their_words(
    desk: Desk, storage: Storage
) -> None:
    desk.deliver_to(in_bucket(storage))
    desk.print_week()
    assert copied(desk).words == RULES["secret_missing"].what
    desk.secrets |= KEYS
    told(storage.endpoint, "reset-auth", b"0")
    try:
        refused, checked = copied(desk), refusal(desk)
    finally:
        told(storage.endpoint, "reset-auth", b"inf")
    assert (refused.state, refused.words) == (OWED, RULES["login_refused"].what)
    assert checked.code == "login_refused"
    assert objects(storage) == {}

    desk.deliver_to(in_bucket(storage, "s3://no-such-bucket/packets"))
    assert copied(desk).words == refusal(desk).words
    assert refusal(desk).code == "folder_missing"
    desk.deliver_to(in_bucket(storage, endpoint="http://127.0.0.1:9"))
    assert copied(desk).words == RULES["unreachable"].what
    assert refusal(desk).code == "unreachable"

    desk.deliver_to(in_bucket(storage))
    assert copied(desk).state == SENT
