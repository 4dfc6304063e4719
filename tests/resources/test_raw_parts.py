"""A load counts when its files are listed and its parts are what was written; others go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.resources.raw_parts import FileKey, Note, Part, RawParts

ONE: FileKey = ("alder", "1111111111111111")
OTHER: FileKey = ("birch", "2222222222222222")
US = "3 abc"


@pytest.fixture
def parts(tmp_path: Path) -> RawParts:
    """Parts in which one load of two files was written."""
    parts = RawParts(tmp_path)
    parts.sweep([], US)
    written(parts, "load-1", ONE, OTHER)
    return parts


def written(parts: RawParts, load: str, *files: FileKey) -> None:
    note = Note(US, frozenset(files))
    parts.note(load, note)
    done = frozenset(part_of(parts, load, file, number) for number, file in enumerate(files))
    parts.note(load, replace(note, parts=done))


def part_of(parts: RawParts, load: str, file: FileKey, number: int) -> Part:
    path = parts.path("remittance_claims", file[0], load, number)
    path.parent.mkdir(parents=True)
    path.write_bytes(f"PAR1 {file[1]} PAR1".encode())
    return parts.part(path, path)


def lying(parts: RawParts) -> list[str]:
    return sorted(path.parent.name for path in parts.folder.glob("rows/*/*/*/*"))


def first(parts: RawParts) -> Path:
    return parts.path("remittance_claims", "alder", "load-1", 0)


def test_a_load_of_which_every_file_is_listed_stays(parts: RawParts) -> None:
    assert parts.sweep([ONE, OTHER], US) == set()
    assert lying(parts) == ["load=load-1"] * 2
    assert parts.are_whole()


def test_a_load_that_no_transaction_ended_is_deleted(parts: RawParts) -> None:
    assert parts.sweep([], US) == set()
    assert lying(parts) == []
    assert parts.sweep([], US) == set()


def test_a_load_whose_parts_were_never_told_is_deleted(parts: RawParts) -> None:
    parts.note("load-1", Note(US, frozenset({ONE, OTHER})))
    assert parts.sweep([ONE, OTHER], US) == {ONE, OTHER}
    assert lying(parts) == []


def test_a_load_that_lost_a_file_is_deleted_and_its_others_are_new_again(parts: RawParts) -> None:
    assert parts.sweep([OTHER], US) == {OTHER}
    assert lying(parts) == []


def test_a_load_of_another_version_is_deleted(parts: RawParts) -> None:
    assert parts.sweep([ONE, OTHER], "4 abc") == {ONE, OTHER}
    assert lying(parts) == []


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[6] ^= 1
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-4]),
    "a byte is another": flipped,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_load_of_which_a_part_is_not_what_was_written_is_deleted(
    parts: RawParts, damage: Callable[[Path], object]
) -> None:
    later = ("alder", "4444444444444444")
    written(parts, "load-2", later)
    damage(first(parts))
    assert not parts.are_whole()
    assert parts.sweep([ONE, OTHER, later], US) == {ONE, OTHER}
    assert lying(parts) == ["load=load-2"]
    assert parts.are_whole()


@pytest.mark.parametrize("text", ["", "[", "[]", "{}", '[["alder", "1111111111111111"]]'])
def test_a_note_that_nobody_can_read_is_of_no_load(parts: RawParts, text: str) -> None:
    (parts.folder / "loads" / "load-1.json").write_text(text)
    assert not parts.are_whole()
    assert parts.sweep([ONE, OTHER], US) == {ONE, OTHER}
    assert lying(parts) == []


def test_a_load_without_its_note_is_not_read_beside_the_one_made_again(parts: RawParts) -> None:
    (parts.folder / "loads" / "load-1.json").unlink()
    assert parts.sweep([ONE, OTHER], US) == {ONE, OTHER}
    assert lying(parts) == []


@pytest.mark.parametrize("name", ["000007.parquet", "copy.parquet", "half/000000.parquet"])
def test_what_no_load_noted_is_deleted_and_the_load_stays(parts: RawParts, name: str) -> None:
    stray = first(parts).parent / name
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(first(parts).read_bytes())
    assert not parts.are_whole()
    assert parts.sweep([ONE, OTHER], US) == set()
    assert lying(parts) == ["load=load-1"] * 2
    assert parts.are_whole()


def test_half_a_part_is_nothing_to_readers_and_goes_at_the_next_sweep(parts: RawParts) -> None:
    half = first(parts).with_name(".1234.new")
    half.write_bytes(b"PAR1")
    assert parts.are_whole()
    assert parts.sweep([ONE, OTHER], US) == set()
    assert not half.exists()


def test_of_two_loads_that_hold_the_same_file_one_stays(parts: RawParts) -> None:
    written(parts, "load-2", ONE)
    assert parts.sweep([ONE, OTHER], US) == set()
    assert lying(parts) == ["load=load-1"] * 2


def test_a_listed_file_of_no_load_is_new_again(parts: RawParts) -> None:
    stray = ("alder", "3333333333333333")
    assert parts.sweep([ONE, OTHER, stray], US) == {stray}
    assert lying(parts) == ["load=load-1"] * 2


def test_of_two_loads_only_the_whole_one_stays(parts: RawParts) -> None:
    later = ("alder", "4444444444444444")
    written(parts, "load-2", later)
    assert parts.sweep([ONE, OTHER], US) == set()
    assert lying(parts) == ["load=load-1"] * 2


def test_parts_are_there_from_the_first_sweep_until_they_are_cleared(tmp_path: Path) -> None:
    parts = RawParts(tmp_path / "spark")
    assert not parts.exists
    parts.sweep([], US)
    assert parts.exists
    assert parts.are_whole()
    parts.clear()
    assert not parts.exists
