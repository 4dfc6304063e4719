"""A folder that the practice names: what goes there, and what happens when it cannot."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from pipeline.delivery import COPIED, decisions_path, packet_path
from pipeline.printing import print_decisions
from pipeline.resources.folders import NOT_WRITTEN, FolderError, check_folder
from pipeline.resources.receipts import LAPSED, OWED, SENT, Receipt
from pipeline.rounds import deliver_owed
from tests.delivery.conftest import WEEK, Desk
from tests.reports.test_decisions_workbook import book

ENDINGS = ["2026-11-16-summary.html", "2026-11-16-summary.pdf"]


@pytest.fixture(params=["folder", "file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A folder of this machine, the same as a URL, and one of another kind."""
    if request.param != "memory":
        yield f"{'file://' if request.param == 'file' else ''}{tmp_path}/shared"
        return
    place = f"memory://{uuid.uuid4().hex}/shared"
    yield place
    fsspec.filesystem("memory").rm(place, recursive=True)


def names(url: str) -> list[str]:
    file_system, root = fsspec.url_to_fs(url)
    return sorted(str(path).rpartition("/")[2] for path in file_system.ls(root, detail=False))


def content(url: str, name: str) -> bytes:
    file_system, root = fsspec.url_to_fs(url)
    return bytes(file_system.cat_file(f"{root}/{name}"))


def change(url: str, name: str, content: bytes) -> None:
    file_system, root = fsspec.url_to_fs(url)
    file_system.pipe_file(f"{root}/{name}", content)


def goes_to(desk: Desk, url: str, parts: str = "") -> None:
    desk.deliver_to(f'folder = "{url}"', parts)


def copied(desk: Desk) -> Receipt:
    receipt = desk.copy()
    assert receipt is not None
    return receipt


def print_all(desk: Desk) -> None:
    desk.print_week()
    desk.print_lists()
    print_decisions(desk.practice, book())


def test_no_folder_is_no_delivery(desk: Desk) -> None:
    desk.print_week()
    assert desk.copy() is None
    assert desk.states() == {}


def test_nothing_rendered_is_no_delivery(desk: Desk, tmp_path: Path) -> None:
    goes_to(desk, str(tmp_path / "shared"))
    assert desk.copy() is None
    assert not (tmp_path / "shared").exists()


def test_the_summary_goes_there_and_is_replaced_whole(desk: Desk, url: str) -> None:
    goes_to(desk, url)
    print_all(desk)
    assert (copied(desk).state, copied(desk).words) == (SENT, COPIED)
    assert names(url) == ENDINGS
    path = packet_path(desk.practice, WEEK, "summary")
    path.write_bytes(b"new")
    copied(desk)
    assert (names(url), content(url, path.name)) == (ENDINGS, b"new")


def test_lists_outside_and_decisions_go_there_by_setting(desk: Desk, url: str) -> None:
    goes_to(desk, url, 'parts = ["outside", "lists", "decisions"]')
    print_all(desk)
    receipt = copied(desk)
    found = names(url)
    assert sorted(part.name for part in receipt.parts) == found
    assert {"2026-11-16-outside.pdf", "2026-11-16-decisions.xlsx"} < set(found)
    assert {"2026-11-23-worklists.pdf", "2026-11-23-claims_biller.xlsx"} < set(found)
    assert not set(ENDINGS) & set(found)


def test_what_somebody_filled_in_there_stays(desk: Desk, url: str) -> None:
    goes_to(desk, url, 'parts = ["decisions"]')
    print_all(desk)
    name = decisions_path(desk.practice, WEEK).name
    copied(desk)
    change(url, name, b"decided")
    copied(desk)
    copied(desk)
    beside = name.replace(".xlsx", "-2.xlsx")
    assert names(url) == sorted([name, beside])
    assert content(url, name) == b"decided"
    assert content(url, beside) == decisions_path(desk.practice, WEEK).read_bytes()


@pytest.mark.parametrize("step", ["a half", "ls"])
def test_a_sweep_that_fails_costs_nothing(
    desk: Desk, url: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Neither the delivery nor the other halves, where it is one of them that stays."""
    goes_to(desk, url)
    print_all(desk)
    copied(desk)
    stays, goes = ".2026-11-09-outside.pdf.new", ".2026-11-09-summary.pdf.new"
    change(url, stays, b"half")
    change(url, goes, b"half")
    kind = type(fsspec.url_to_fs(url)[0])

    def refused(_: object, path: str, *__: object, **___: object) -> None:
        if step == "a half" and not path.endswith(stays):
            return whole(_, path)
        raise PermissionError(13, "no")

    name = "rm_file" if step == "a half" else step
    whole = getattr(kind, name)
    packet_path(desk.practice, WEEK, "summary").write_bytes(b"new")
    with monkeypatch.context() as patch:
        patch.setattr(kind, name, refused)
        receipt = copied(desk)
    assert (receipt.state, receipt.words, desk.slept) == (SENT, COPIED, [])
    assert content(url, ENDINGS[1]) == b"new"
    left = [stays] if step == "a half" else [stays, goes]
    assert names(url) == sorted([*left, *ENDINGS])
    copied(desk)
    assert names(url) == ENDINGS


def test_a_folder_that_cannot_be_written_fails_nothing_and_is_owed(
    desk: Desk, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "shared"
    in_the_way.write_text("a file")
    goes_to(desk, str(in_the_way), 'parts = ["summary", "lists"]')
    print_all(desk)
    receipt = copied(desk)
    assert (receipt.state, receipt.words) == (OWED, NOT_WRITTEN)

    in_the_way.unlink()
    (again,) = deliver_owed(desk.home, desk.postman())
    assert (again.key, again.state) == (receipt.key, SENT)
    assert {"2026-11-23-worklists.pdf", *ENDINGS} < set(names(str(in_the_way)))


def test_a_folder_elsewhere_that_cannot_be_written_is_owed_too(desk: Desk) -> None:
    memory, place = fsspec.filesystem("memory"), f"/{uuid.uuid4().hex}"
    memory.pipe_file(place, b"a file in the way")
    goes_to(desk, f"memory:/{place}/shared")
    print_all(desk)
    assert copied(desk).words == NOT_WRITTEN
    memory.rm(place)
    assert copied(desk).state == SENT
    memory.rm(place, recursive=True)


def test_a_folder_that_is_no_longer_named_is_owed_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "shared").write_text("a file")
    goes_to(desk, str(tmp_path / "shared"))
    print_all(desk)
    copied(desk)
    goes_to(desk, "")
    (again,) = deliver_owed(desk.home, desk.postman())
    assert again.state == LAPSED


def test_a_kind_of_url_nobody_knows_is_told_without_its_user(desk: Desk) -> None:
    goes_to(desk, "nosuch://canary@host/folder")
    print_all(desk)
    receipt = copied(desk)
    assert (receipt.state, receipt.to) == (OWED, "nosuch://host/folder")
    destination = desk.practice.destination
    assert destination is not None
    with pytest.raises(FolderError) as error:
        check_folder(destination, desk.reaching)
    assert (error.value.code, error.value.words) == ("unsupported", receipt.words)
    assert "canary" not in str(error.value)


def test_a_home_s_folder_has_one_below_for_each_practice(desk: Desk) -> None:
    file = desk.path / "home.toml"
    text = file.read_text()
    keys = '\naccess_key = { env = "ACCESS" }\nsecret_key = { file = "s" }'
    for folder, login, expected in (
        ("shared/", "", str(desk.path / "shared" / "larkspur")),
        ("s3://packets", keys, "s3://packets/larkspur"),
    ):
        file.write_text(text.replace('folder = ""', f'folder = "{folder}"{login}'))
        shared = desk.practice.destination
        assert shared is not None
        # Names of keys and secrets start beside the file that names the folder.
        assert (shared.place.url, shared.folder) == (expected, desk.path)
        assert bool(shared.place.access_key) == bool(login)
    goes_to(desk, "own")
    own = desk.practice.destination
    assert own is not None
    # The login of the home is for the home's folder alone.
    assert own.place.url == str(desk.practice.folder / "own")
    assert (own.folder, own.place.access_key) == (desk.practice.folder, None)
