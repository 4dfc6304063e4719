"""S3 against a real S3 API on loopback: pages of a list, keys, buckets, moving and deleting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.practice import Home, Practice, RemoteSource
from pipeline.resources.landing import Landing
from pipeline.resources.object_store import ObjectStore
from pipeline.resources.reaching import Reaching
from pipeline.resources.received import Received
from pipeline.resources.source_checks import check_sources
from pipeline.resources.source_problems import SourceError
from pipeline.resources.sources import opened
from tests.resources.remote import WHOLE, landed, outcomes, with_source
from tests.resources.storage import KEYS, Storage, emptied, storage_server, told

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)
LIVE = Received.live()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with storage_server() as endpoint:
        yield endpoint


@pytest.fixture
def storage(server: str) -> Storage:
    return emptied(server)


def problem(source: RemoteSource, environment: dict[str, str] | None = None) -> SourceError:
    reaching = Reaching(KEYS if environment is None else environment, pauses=())
    with pytest.raises(SourceError) as raised, opened(source, Path("/"), reaching) as store:
        store.listed()
    assert "canary" not in str(raised.value)
    return raised.value


def test_objects_below_the_folder_are_collected_once_and_at_once(
    home: Home, practice: Practice, storage: Storage
) -> None:
    storage.put("out/a.835")
    storage.put("out/may/b.csv", b"x")
    storage.put("out/.notes", b"tools")
    storage.put("other/c.csv", b"not ours")
    practice = with_source(practice, storage.source())
    landing = Landing(home, Reaching(KEYS))

    first = landing.collect(practice, NOW, LIVE)
    again = landing.collect(practice, NOW, LIVE)

    assert (first.new_count, first.under_way_count) == (2, 0)
    assert (again.new_count, again.seen_count) == (0, 2)
    assert landed(landing, practice) == [WHOLE, b"x"]
    assert outcomes(landing, practice)[-1] == ("reached", "")


def test_a_list_of_several_pages_is_read_to_its_end(storage: Storage) -> None:
    for number in range(1_003):
        storage.put(f"out/{number:04}.csv", b"x")
    with opened(storage.source(), Path("/"), Reaching(KEYS)) as store:
        names = [file.name for file in store.listed().files]
    assert names == [f"{number:04}.csv" for number in range(1_003)]


def test_an_object_written_again_is_a_further_delivery(
    home: Home, practice: Practice, storage: Storage
) -> None:
    storage.put("out/a.csv", b"x")
    landing = Landing(home, Reaching(KEYS))
    practice = with_source(practice, storage.source())
    landing.collect(practice, NOW, LIVE)
    storage.put("out/a.csv", b"xy")
    assert landing.collect(practice, NOW, LIVE).new_count == 1


def test_a_folder_without_objects_is_empty_and_a_bucket_that_is_not_there_is_told(
    storage: Storage,
) -> None:
    for url in ("s3://drop", "s3://drop/", "s3://drop/nothing/yet"):
        with opened(storage.source(url), Path("/"), Reaching(KEYS)) as store:
            assert store.listed().files == []
    assert problem(storage.source("s3://no-such-bucket/x")).code == "folder_missing"


def test_wrong_keys_are_refused_and_missing_ones_told(storage: Storage) -> None:
    told(storage.endpoint, "reset-auth", b"0")
    try:
        assert problem(storage.source()).code == "login_refused"
    finally:
        told(storage.endpoint, "reset-auth", b"inf")
    assert problem(storage.source(), {"ACCESS": "canary"}).code == "secret_missing"


def test_an_endpoint_that_does_not_answer_is_tried_again(
    home: Home, practice: Practice, storage: Storage
) -> None:
    source = storage.source(endpoint="http://127.0.0.1:9")
    waited: list[float] = []
    landing = Landing(home, Reaching(KEYS, waited.append, (1.0, 2.0)))
    practice = with_source(practice, source)
    report = landing.collect(practice, NOW, LIVE)
    assert (report.failed_source_count, waited) == (1, [1.0, 2.0])
    assert outcomes(landing, practice)[-1] == ("not_reached", "unreachable")


def test_moving_and_deleting(home: Home, practice: Practice, storage: Storage) -> None:
    landing = Landing(home, Reaching(KEYS))
    moving = with_source(practice, storage.source(after_pickup="move", move_to="done"))
    for content in (b"x", b"xy"):
        storage.put("out/a.csv", content)
        assert landing.collect(moving, NOW, LIVE).new_count == 1
    assert storage.keys() == ["out/done/a-2.csv", "out/done/a.csv"]
    assert landing.collect(moving, NOW, LIVE).seen_count == 0

    deleting = with_source(practice, storage.source("s3://drop/out/done", after_pickup="delete"))
    assert landing.collect(deleting, NOW, LIVE).repeat_count == 2
    assert storage.keys() == []
    assert landed(landing, practice) == [b"x", b"xy"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("AWS Error ACCESS_DENIED during ListObjectsV2 operation: no", "access_refused"),
        ("AWS Error SIGNATURE_DOES_NOT_MATCH during ListObjectsV2", "login_refused"),
        ("AWS Error SLOW_DOWN during ListObjectsV2 operation", "unreachable"),
        ("AWS Error NETWORK_CONNECTION during X: curlCode: 28, Timeout was reached", "too_slow"),
        ("AWS Error INTERNAL_FAILURE during X: something new", "unusable"),
    ],
)
def test_what_the_library_says_of_a_refusal_becomes_a_code(
    storage: Storage, said: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(store: ObjectStore) -> None:
        with store._told():
            raise OSError(said)

    monkeypatch.setattr(ObjectStore, "_assert_bucket", refuse)
    assert problem(storage.source("s3://drop/nothing")).code == code


def test_check_tells_how_many_objects_there_are(
    home: Home, practice: Practice, storage: Storage
) -> None:
    storage.put("out/a.835")
    landing = Landing(home, Reaching(KEYS))
    _, checked = check_sources(landing, with_source(practice, storage.source()))
    assert (checked.shown, checked.file_count, checked.new_count) == ("s3://drop/out", 1, 1)


def test_an_error_of_the_library_s_own_is_told(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise pa.ArrowInvalid("canary")

    monkeypatch.setattr("pipeline.resources.bucket_login.BucketLogin._is_there", broken)
    assert problem(storage.source("s3://drop/nothing")).code == "unusable"
