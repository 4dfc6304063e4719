"""Zip and gzip deliveries: what is in them lands as if it came alone; each bound on both sides."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.exports.archive_findings import ARCHIVE_FINDINGS
from pipeline.loading import load
from pipeline.manifest import new_files
from pipeline.practice import Home, Practice, init_home
from pipeline.raw_tables import create_raw_tables
from pipeline.resources import packed_deliveries
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.resources.sidecars import LandedFile
from tests.exports.books import xlsx

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)
LIVE = Received.live()


def zipped(files: Mapping[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", way) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return stream.getvalue()


def encrypted(content: bytes) -> bytes:
    """Set the bit that says so, in both headers of the first file."""
    changed = bytearray(content)
    changed[6] |= 1
    changed[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def arrived(home: Home, **files: bytes) -> list[LandedFile]:
    practice = home.practices[0]
    for name, content in files.items():
        (practice.inbox / name.replace("_", ".")).write_bytes(content)
    landing = Landing(home)
    landing.collect(practice, NOW, LIVE)
    return landing.landed(practice)


def contents(files: list[LandedFile]) -> list[bytes]:
    return sorted(file.path.read_bytes() for file in files)


def refusals(files: list[LandedFile]) -> list[str]:
    return [file.refused for file in files]


def test_each_file_of_a_zip_lands_with_its_place_in_it(home: Home, practice: Practice) -> None:
    files = arrived(home, day_zip=zipped({"may/a.835": b"one", "b.csv": b"two", "d/": b""}))
    assert contents(files) == [b"one", b"two"]
    sidecars = [file.path.with_name(f"{file.sha256}.json").read_text() for file in files]
    assert sorted('"inbox/day.zip!may/a.835"' in text for text in sidecars) == [False, True]
    assert {file.source_name[13:] for file in files} == {".835", ".csv"}
    assert refusals(files) == ["", ""]


def test_a_package_is_opened_once(home: Home, practice: Practice) -> None:
    arrived(home, day_zip=zipped({"a.835": b"one"}))
    report = Landing(home).collect(practice, NOW, LIVE)
    assert (report.seen_count, report.new_count, report.opened_count) == (1, 0, 0)


def test_a_gzip_is_the_file_in_it_without_its_ending(home: Home) -> None:
    (file,) = arrived(home, a_835_gz=gzip.compress(b"one"))
    assert file.path.read_bytes() == b"one"
    assert file.source_name.endswith(".835")


def test_several_gzips_in_one_file_are_one_file(home: Home) -> None:
    (file,) = arrived(home, a_gz=gzip.compress(b"one") + gzip.compress(b"two"))
    assert file.path.read_bytes() == b"onetwo"


def test_gzips_in_a_zip_are_opened_and_a_third_level_is_not(home: Home) -> None:
    inner = zipped({"a.gz": gzip.compress(b"one"), "b.csv": b"two"})
    assert contents(arrived(home, two_zip=inner)) == [b"one", b"two"]
    files = arrived(home, three_zip=zipped({"two.zip": inner}))
    assert sorted(refusals(files)) == ["", "", "deep_archive"]


def test_notes_that_tools_keep_in_a_package_are_left_out(home: Home) -> None:
    notes = {"__MACOSX/._a": b"x", "d/._a": b"y", "d/.DS_Store": b"z"}
    files = arrived(home, a_zip=zipped(notes | {"a": b"one"}))
    assert contents(files) == [b"one"]


def test_a_name_that_begins_with_a_dot_is_a_file_all_the_same(home: Home) -> None:
    files = arrived(home, a_zip=zipped({"./a.835": b"one", "d/.835": b"two", ".hidden": b"three"}))
    assert contents(files) == [b"one", b"three", b"two"]


def test_names_that_lead_out_of_the_package_lead_nowhere(home: Home, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if "landing" not in path.parts}
    files = arrived(home, a_zip=zipped({"../../../../escaped": b"one", "/etc/escaped": b"two"}))
    assert contents(files) == [b"one", b"two"]
    after = {path for path in tmp_path.rglob("*") if "landing" not in path.parts}
    assert {path.name for path in after - before} == {"a.zip"}


@pytest.mark.parametrize(
    "document",
    [
        xlsx([["a", "b"], [1, 2]]),
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
    ],
    ids=["workbook", "open document", "letter"],
)
def test_a_document_that_is_a_zip_stays_what_it_is(home: Home, document: bytes) -> None:
    files = arrived(home, a_bin=document)
    assert contents(files) == [document]
    assert refusals(files) == [""]


REFUSED = {
    "encrypted_archive": encrypted(zipped({"a": b"one", "b": b"two"})),
    "broken_archive": zipped({"a": b"one" * 100}).replace(b"one", b"two", 1),
    "empty_archive": zipped({}),
    "deep_archive": zipped({"b.zip": zipped({"c.zip": zipped({"d": b"x"})})}),
}
FLIPPED = bytearray(zipped({"a": b"one two three"}, zipfile.ZIP_STORED))
FLIPPED[31] ^= 1
BROKEN = {
    "flipped": bytes(FLIPPED),
    "cut gzip": gzip.compress(b"one" * 1000)[:-9],
    "gzip with a wrong sum": gzip.compress(b"one")[:-8] + b"12345678",
    "garbage behind a gzip": gzip.compress(b"one") + b"garbage",
    "odd way of packing": zipped({"a": b"x"}).replace(b"\x08\0", b"\x63\0"),
}


@pytest.mark.parametrize("code", [code for code in REFUSED if code != "broken_archive"])
def test_a_package_that_is_not_opened_lands_as_it_is_with_the_reason(home: Home, code: str) -> None:
    files = arrived(home, a_zip=REFUSED[code])
    assert contents(files) == [REFUSED[code]]
    assert refusals(files) == [code]


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_package_lands_as_it_is(home: Home, content: bytes) -> None:
    files = arrived(home, a_zip=content)
    assert contents(files) == [content]
    assert refusals(files) == ["broken_archive"]
    assert not list(Landing(home).folder.rglob(".arriving"))


def test_half_a_package_waits_for_its_end(home: Home, practice: Practice) -> None:
    whole = zipped({"a": b"one"})
    assert arrived(home, a_zip=whole[:-30]) == []
    assert contents(arrived(home, a_zip=whole)) == [b"one"]


@pytest.mark.parametrize(("count", "refused"), [(3, ["", "", ""]), (4, ["inflated_archive"])])
def test_a_package_holds_so_many_files_and_no_more(
    home: Home, monkeypatch: pytest.MonkeyPatch, count: int, refused: list[str]
) -> None:
    monkeypatch.setattr(packed_deliveries, "MOST_FILES", 3)
    files = arrived(home, a_zip=zipped({f"{n}": b"%d" % n for n in range(count)}))
    assert refusals(files) == refused


@pytest.mark.parametrize(("size", "refused"), [(100, ["", ""]), (101, ["inflated_archive"])])
def test_a_package_unpacks_to_so_many_bytes_and_no_more(
    home: Home, monkeypatch: pytest.MonkeyPatch, size: int, refused: list[str]
) -> None:
    monkeypatch.setattr(packed_deliveries, "MOST_BYTES", 100)
    files = arrived(home, a_zip=zipped({"a": b"x" * 60, "b": b"y" * (size - 60)}))
    assert refusals(files) == refused


@pytest.mark.parametrize(("over", "refused"), [(0, [""]), (1, ["inflated_archive"])])
def test_a_package_unpacks_to_so_many_times_its_size_and_no_more(
    home: Home, monkeypatch: pytest.MonkeyPatch, over: int, refused: list[str]
) -> None:
    # A gzip's size does not depend on how long a run of zeros is, within a few hundred bytes.
    packed = gzip.compress(bytes(1 << 21))
    monkeypatch.setattr(packed_deliveries, "MOST_RATIO", (1 << 21) / len(packed) - over * 0.5)
    assert refusals(arrived(home, a_gz=packed)) == refused


def test_a_package_that_lies_about_its_sizes_is_no_way_around_them(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_deliveries, "MOST_BYTES", 1000)
    bomb = zipped({"a": bytes(100_000)})
    told, less = (100_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    files = arrived(home, a_zip=bomb.replace(told, less))
    assert refusals(files) == ["broken_archive"]
    assert refusals(arrived(home, a_zip=bomb))[-1] in ("inflated_archive", "broken_archive")


def test_a_small_file_may_pack_as_well_as_it_likes(home: Home) -> None:
    assert zlib.compress(bytes(1 << 20))
    assert refusals(arrived(home, a_gz=gzip.compress(bytes(1 << 20)))) == [""]


@pytest.mark.parametrize("code", sorted(ARCHIVE_FINDINGS))
def test_every_reason_is_a_finding_of_a_file_set_aside(
    home: Home, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = REFUSED.get(code)
    if code == "broken_archive":
        content = BROKEN["flipped"]
    if content is None:
        monkeypatch.setattr(packed_deliveries, "MOST_FILES", 0)
        content = zipped({"a": b"x"})
    files = arrived(home, a_zip=content)
    with duckdb.connect() as connection:
        create_raw_tables(connection)
        report = load(connection, home.secret, new_files(connection, files))
        rows: Callable[[str], object] = lambda query: connection.execute(query).fetchall()  # noqa: E731
        assert report.quarantined_count == 1
        assert rows("select outcome, feed, format from raw.files") == [
            ("quarantined", "unknown", "archive")
        ]
        rule = ARCHIVE_FINDINGS[code]
        assert rows("select code, severity, problem, remedy from raw.findings") == [
            (code, rule.severity, rule.problem, rule.remedy)
        ]
        assert rows("select code, byte_count from raw.quarantine") == [(code, len(content))]


NAMES = st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?\.(835|csv|txt)", fullmatch=True)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.dictionaries(NAMES, st.binary(max_size=400), min_size=1, max_size=6))
def test_packed_or_not_the_same_files_land(
    files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The law of packages: how files were packed shows in no hash."""
    plain = {
        name: content
        for name, content in files.items()
        if not content.startswith((b"PK", b"\x1f\x8b", b"ISA"))
    }
    folder = tmp_path_factory.mktemp("packed")
    found = []
    for way in ("plain", "zip", "gzips", "gzips in a zip"):
        home = init_home(folder / way, "larkspur", "Larkspur")
        inbox = home.practices[0].inbox
        gzips = {f"{name}.gz": gzip.compress(content) for name, content in plain.items()}
        told = {
            "plain": plain,
            "zip": {"all.zip": zipped(plain)} if plain else {},
            "gzips": gzips,
            "gzips in a zip": {"all.zip": zipped(gzips)} if plain else {},
        }[way]
        for name, content in told.items():
            (inbox / name).parent.mkdir(exist_ok=True)
            (inbox / name).write_bytes(content)
        found.append(sorted(file.sha256 for file in arrived(home)))
    assert found[1:] == [found[0]] * 3


@pytest.mark.parametrize("step", ["replace_texts", "the memory"])
def test_a_kill_while_part_of_a_package_is_turned_away_loses_no_other_part(
    home: Home, practice: Practice, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Before the notes of what came with it are written, or before it is known as turned away."""
    (practice.inbox / "a.csv").write_bytes(b"forgotten")
    landing = Landing(home)
    landing.collect(practice, NOW, Received.live())
    memory = landing.sidecars(practice)
    ((note, _),) = memory.notes.items()
    memory.forgotten.add(note.stem, memory.pick_ups_of(note))
    memory.forgotten.save()
    note.unlink()
    note.with_suffix("").unlink()
    (practice.inbox / "day.zip").write_bytes(zipped({"a.csv": b"forgotten", "b.csv": b"new"}))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if step == "the memory":
            patch.setattr("pipeline.resources.forgotten.Forgotten.save", killed)
        else:
            patch.setattr(f"pipeline.resources.collecting.{step}", killed)
        with pytest.raises(KeyboardInterrupt):
            landing.collect(practice, NOW, Received.live())

    again = Landing(home).collect(practice, NOW, Received.live())
    assert again.failed_source_count == 0
    assert contents(Landing(home).landed(practice)) == [b"new"]
    held = [path for path in landing.folder.rglob("*") if path.is_file()]
    assert not [path for path in held if path.read_bytes() == b"forgotten"]
    last = Landing(home).collect(practice, NOW, Received.live())
    assert (last.new_count, last.repeat_count, last.seen_count) == (0, 0, 2)
