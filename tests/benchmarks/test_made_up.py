"""Made-up files are what they are said to be, so that what is measured on them means something."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from benchmarks.made_up import KINDS, SENDERS, write, write_files, write_one_set, write_small_files
from benchmarks.truth import segments
from benchmarks.works import load_raw
from pipeline.x12.reading import Reading, read


def reading_of(path: Path) -> Reading:
    return read([(path.stem, path.read_bytes())])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_every_sender_has_nothing_odd(kind: str, folder: Path) -> None:
    paths = write_files(folder, kind, 200_000)

    assert len(paths) == len(SENDERS)
    for path in paths:
        reading = reading_of(path)
        assert reading.files.column("format").to_pylist() == [kind]
        assert reading.findings.num_rows == reading.quarantine.num_rows == 0


def test_senders_write_in_delimiters_of_their_own(folder: Path) -> None:
    heads = {path.read_bytes()[:107] for path in write_files(folder, "835", 200_000)}

    assert len({(head[3], head[104], head[105], head[106:107] == b"\n") for head in heads}) == 4


def test_payments_claims_and_lines_add_up(tmp_path: Path, folder: Path) -> None:
    paths = [*write_files(folder, "835", 200_000), folder / "one.x12"]
    write_one_set(paths[-1], 50_000)

    load_raw(paths, tmp_path)

    with duckdb.connect(str(tmp_path / "loaded.duckdb")) as loaded:
        assert loaded.execute("select code, problem from raw.findings").fetchall() == []
        assert loaded.execute("select distinct outcome from raw.files").fetchall() == [("loaded",)]


@pytest.mark.parametrize("size", [30_000, 300_000, 2_500_000])
def test_a_file_is_about_as_long_as_asked(size: int, folder: Path) -> None:
    for write_it in (lambda path: write(path, "835", size), lambda path: write_one_set(path, size)):
        written = write_it(folder / "file.x12")

        assert written == (folder / "file.x12").stat().st_size
        assert abs(written - size) < 0.2 * size + 20_000


def test_one_set_is_one_set_however_long(folder: Path) -> None:
    write_one_set(folder / "one.x12", 2_500_000)
    write(folder / "many.x12", "835", 2_500_000)
    one, many = reading_of(folder / "one.x12"), reading_of(folder / "many.x12")

    assert one.tables["transactions"].num_rows == 1
    assert many.tables["transactions"].num_rows > 50
    assert one.findings.num_rows == 0, "the count in SE is right"
    claims = [reading.tables["remittance_claims"].num_rows for reading in (one, many)]
    assert abs(claims[0] - claims[1]) < 0.1 * claims[0]


def test_no_claim_comes_twice_and_four_share_a_member(folder: Path) -> None:
    write(folder / "file.x12", "835", 2_500_000)
    tables = reading_of(folder / "file.x12").tables

    claims = Counter(tables["remittance_claims"].column("claim_number").to_pylist())
    members = Counter(tables["remittance_members"].column("member_id").to_pylist())
    assert set(claims.values()) == {1}
    assert max(members.values()) == 4
    assert len(members) < 0.3 * len(claims)


def test_small_files_are_small_and_all_different(folder: Path) -> None:
    paths = write_small_files(folder, 20, 13_000)

    assert len({path.read_bytes() for path in paths}) == 20
    for path in paths:
        assert 10_000 < path.stat().st_size < 16_000
        assert [segment[0] for segment in segments(path.read_bytes())].count("ST") == 1


def test_the_same_call_gives_the_same_bytes(folder: Path) -> None:
    write(folder / "a.x12", "837P", 50_000)
    write(folder / "b.x12", "837P", 50_000)

    assert (folder / "a.x12").read_bytes() == (folder / "b.x12").read_bytes()
