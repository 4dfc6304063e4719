import datetime as dt
from pathlib import Path

import fsspec
import pytest

from pipeline.practice import Home, Practice, RemoteSource
from pipeline.resources.landing import Landing
from pipeline.resources.reaching import Reaching
from pipeline.resources.received import Received, ReceivedError
from pipeline.resources.source_checks import check_sources
from pipeline.resources.sources import SourceError, SourceFile, opened

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)


def listed(url: str) -> list[SourceFile]:
    with opened(RemoteSource(url=url), Path(), Reaching(pauses=())) as store:
        return store.listed().files


def with_sources(home: Home, urls: str) -> Practice:
    file = home.practices[0].settings_file
    text = file.read_text(encoding="utf-8").replace("urls = []", f"urls = {urls}")
    file.write_text(text, encoding="utf-8")
    return Home.open(home.path).practices[0]


def test_a_source_that_is_not_there_is_told_without_its_user(home: Home) -> None:
    practice = with_sources(home, '["nowhere", "nonsense://user@host/folder?key=canary"]')
    with pytest.raises(SourceError, match="not there"):
        listed(practice.source_urls[0])

    gone, unknown = check_sources(Landing(home), practice)
    assert (gone.shown, gone.problems[0].where) == ("nowhere", practice.source_urls[0])
    (problem,) = unknown.problems
    assert problem.where == "nonsense://host/folder"
    assert "not supported" in problem.what


def test_an_empty_inbox_is_a_source_like_any_other(home: Home, practice: Practice) -> None:
    (checked,) = check_sources(Landing(home), practice)
    assert (checked.shown, checked.file_count, checked.problems) == ("inbox", 0, ())
    assert listed(practice.source_urls[0]) == []


def test_a_source_tells_how_many_of_its_files_are_new(home: Home, practice: Practice) -> None:
    for name in ("a.835", "b.835", "c.835.part"):
        (practice.inbox / name).write_bytes(name.encode())
    landing = Landing(home)
    landing.bring_in(practice, [str(practice.inbox / "a.835")], NOW, Received.history())

    (checked,) = check_sources(landing, practice)
    assert (checked.file_count, checked.new_count, checked.under_way_count) == (3, 2, 1)


def test_a_single_file_can_be_a_source(practice: Practice) -> None:
    path = practice.folder / "one.835"
    path.write_bytes(b"x")

    assert [file.name for file in listed(str(path))] == ["one.835"]


def test_another_file_system_is_read_by_the_same_calls(practice: Practice, tmp_path: Path) -> None:
    with fsspec.open("memory://drop/a.835", "wb") as file:
        file.write(b"bytes")  # type: ignore[union-attr]
    with opened(RemoteSource(url="memory://drop"), tmp_path, Reaching()) as store:
        (found,) = store.listed().files
        store.fetch(found, tmp_path / "a")

    assert (tmp_path / "a").read_bytes() == b"bytes"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("path,date\n", 1, "columns"),
        ("path,received_on\na.835,2026-02-30\n", 2, "not a date"),
        ("path,received_on\na.835\n", 2, "not a date"),
    ],
)
def test_a_wrong_list_of_dates_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    path = tmp_path / "dates.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ReceivedError) as raised:
        Received.from_csv(path)
    assert raised.value.problems[0].where.endswith(f"line {line}")
    assert what in raised.value.problems[0].what.replace("is no date", "is not a date")


def test_a_missing_list_of_dates_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReceivedError, match="cannot be read"):
        Received.from_csv(tmp_path / "none.csv")


def test_a_date_is_found_by_full_path_by_path_from_the_list_and_by_name(tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("path,received_on\nin/a.835,2026-02-02\n", encoding="utf-8")
    received = Received.from_csv(path)

    day = dt.date(2026, 2, 2)
    assert received.date_of(str(tmp_path / "in/a.835"), "a.835") == day
    assert received.date_of("/elsewhere/in/a.835", "in/a.835") == day
    assert received.date_of("/elsewhere/a.835", "a.835") is None


def test_one_date_for_all_gives_way_to_a_date_of_its_own(home: Home) -> None:
    day, own = dt.date(2026, 2, 2), dt.date(2026, 1, 1)
    received = Received("history", on=day, dates={"a.835": own})

    assert received.date_of("/x/a.835", "a.835") == own
    assert received.date_of("/x/b.835", "b.835") == day
