import datetime as dt
import hashlib
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from pipeline.practice import Home, Practice
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received, ReceivedError
from pipeline.resources.watching import waiting

# Past midnight in UTC, still the day before in New York.
NOW = dt.datetime(2026, 3, 4, 3, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=7)
LIVE = Received.live()


@pytest.fixture
def landing(home: Home) -> Landing:
    return Landing(home)


@pytest.fixture
def live(home: Home, practice: Practice) -> Landing:
    """The archive of a practice whose first run is over."""
    landing = Landing(home)
    (practice.inbox / "first").write_bytes(b"first")
    landing.collect(practice, NOW - dt.timedelta(days=30), LIVE)
    return landing


def _put(practice: Practice, name: str, content: bytes = b"some content") -> Path:
    path = practice.inbox / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_is_kept_under_the_hash_of_its_bytes(landing: Landing, practice: Practice) -> None:
    _put(practice, "sub/remit.835")
    report = landing.collect(practice, NOW, LIVE)
    (file,) = landing.landed(practice)

    assert (report.new_count, report.byte_count) == (1, 12)
    assert file.sha256 == hashlib.sha256(b"some content").hexdigest()
    assert file.path.read_bytes() == b"some content"
    assert file.file_id == file.sha256[:16]
    assert (practice.inbox / "sub/remit.835").exists()


def test_the_original_name_is_in_a_private_sidecar_only(
    landing: Landing, practice: Practice
) -> None:
    _put(practice, "Jane Canary.835")
    landing.collect(practice, NOW, LIVE)
    (file,) = landing.landed(practice)
    sidecar = file.path.with_name(f"{file.sha256}.json")

    assert "Canary" in sidecar.read_text(encoding="utf-8")
    assert stat.S_IMODE(sidecar.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o400
    assert file.source_name == f"file-{file.sha256[:8]}.835"


def test_an_ending_that_could_be_a_name_is_left_out(landing: Landing, practice: Practice) -> None:
    _put(practice, "claims.canary")
    landing.collect(practice, NOW, LIVE)

    assert "canary" not in landing.landed(practice)[0].source_name


def test_the_same_bytes_under_two_names_are_one_file_delivered_twice(
    landing: Landing, practice: Practice
) -> None:
    _put(practice, "a.835")
    _put(practice, "b.835")
    report = landing.collect(practice, NOW, LIVE)

    assert (report.new_count, report.repeat_count) == (1, 1)
    assert [file.delivery_count for file in landing.landed(practice)] == [2]


def test_a_file_left_in_the_inbox_is_not_delivered_again(
    landing: Landing, practice: Practice
) -> None:
    _put(practice, "a.835")
    landing.collect(practice, NOW, LIVE)
    report = landing.collect(practice, LATER, LIVE)

    assert (report.new_count, report.repeat_count, report.seen_count) == (0, 0, 1)
    assert waiting(landing, practice, NOW).files == ()


def test_the_same_name_written_again_is_a_further_delivery(
    landing: Landing, practice: Practice
) -> None:
    path = _put(practice, "a.835")
    landing.collect(practice, NOW, LIVE)
    os.utime(path, (1, 1))

    assert len(waiting(landing, practice, NOW).files) == 1
    assert landing.collect(practice, LATER, LIVE).repeat_count == 1
    assert landing.landed(practice)[0].delivery_count == 2


def test_a_moved_home_delivers_nothing_again(home: Home, practice: Practice) -> None:
    _put(practice, "a.835")
    Landing(home).collect(practice, NOW, LIVE)
    moved = home.path.with_name("moved")
    shutil.move(home.path, moved)
    home = Home.open(moved)

    assert Landing(home).collect(home.practices[0], LATER, LIVE).seen_count == 1


def test_a_live_file_is_received_on_the_day_of_the_practice(
    live: Landing, practice: Practice
) -> None:
    _put(practice, "a.835")
    live.collect(practice, NOW, LIVE)

    assert dt.date(2026, 3, 3) in [file.received_on for file in live.landed(practice)]


def test_what_the_first_run_finds_is_history_and_what_follows_is_not(
    landing: Landing, practice: Practice
) -> None:
    landing.collect(practice, NOW, LIVE)  # an empty inbox is no first run
    _put(practice, "a.835", b"old")
    landing.collect(practice, NOW, LIVE)
    _put(practice, "b.835", b"new")
    landing.collect(practice, LATER, LIVE)

    days = {file.path.read_bytes(): file.received_on for file in landing.landed(practice)}
    assert days == {b"old": None, b"new": dt.date(2026, 3, 10)}


def test_after_an_import_of_the_inbox_the_next_file_is_live(
    landing: Landing, practice: Practice
) -> None:
    _put(practice, "a.835", b"old")
    landing.bring_in(practice, practice.source_urls, NOW, Received.history())
    landing.collect(practice, NOW, LIVE)
    _put(practice, "b.835", b"new")
    landing.collect(practice, LATER, LIVE)

    days = {file.path.read_bytes(): file.received_on for file in landing.landed(practice)}
    assert days == {b"old": None, b"new": dt.date(2026, 3, 10)}


def test_a_later_copy_does_not_move_the_day(live: Landing, practice: Practice) -> None:
    _put(practice, "a.835")
    live.collect(practice, NOW, LIVE)
    _put(practice, "copy.835")
    live.bring_in(practice, practice.source_urls, LATER, Received.all_on(dt.date(2020, 1, 1)))

    (file,) = (file for file in live.landed(practice) if file.delivery_count == 2)
    assert file.received_on == dt.date(2026, 3, 3)


def test_copies_that_came_together_count_from_the_earliest_day(
    landing: Landing, practice: Practice, tmp_path: Path
) -> None:
    _put(practice, "a.835")
    _put(practice, "b.835")
    listed = tmp_path / "dates.csv"
    listed.write_text("path,received_on\na.835,2026-02-09\nb.835,2026-02-02\n", encoding="utf-8")
    landing.collect(practice, NOW, Received.from_csv(listed))

    assert landing.landed(practice)[0].received_on == dt.date(2026, 2, 2)


def test_a_list_of_dates_for_other_files_is_refused_and_nothing_lands(
    landing: Landing, practice: Practice, tmp_path: Path
) -> None:
    _put(practice, "a.835")
    listed = tmp_path / "dates.csv"
    listed.write_text("path,received_on\nb.835,2026-02-09\n", encoding="utf-8")

    with pytest.raises(ReceivedError, match="none of the files"):
        landing.collect(practice, NOW, Received.from_csv(listed))
    assert landing.landed(practice) == []


def test_an_upload_under_way_and_a_hidden_file_wait(landing: Landing, practice: Practice) -> None:
    _put(practice, "a.835.part")
    _put(practice, ".notes")
    report = landing.collect(practice, NOW, LIVE)

    assert (report.new_count, report.under_way_count) == (0, 1)
    assert waiting(landing, practice, NOW).files == ()


def test_bytes_without_a_sidecar_are_landed_again(landing: Landing, practice: Practice) -> None:
    """A crash between the two leaves bytes that no delivery tells of."""
    _put(practice, "a.835")
    landing.collect(practice, NOW, LIVE)
    (file,) = landing.landed(practice)
    file.path.with_name(f"{file.sha256}.json").unlink()

    assert landing.landed(practice) == []
    assert landing.collect(practice, NOW, LIVE).new_count == 1
    assert landing.landed(practice)[0].delivery_count == 1


def test_sidecars_hold_no_content(landing: Landing, practice: Practice) -> None:
    _put(practice, "a.835", b"NM1*QC*1*CANARY~")
    landing.collect(practice, NOW, LIVE)

    sidecars = list(landing.folder.rglob("*.json"))
    assert sidecars
    assert all("CANARY" not in json.dumps(json.loads(path.read_text())) for path in sidecars)
